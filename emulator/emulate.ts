import path from 'node:path';
import type { DispatchConfig } from '../src/core/dispatch-config';
import type { JobEvent } from '../src/core/job-event';
import type { Clock } from '../src/core/ports/clock';
import type { Outgoing } from '../src/core/ports/outgoing';
import type { DispatchResponse } from '../src/core/response';
import { formatAccount } from './account';
import type { CliOptions } from './cli-options';
import { clientEnvironment, exportLines } from './client-environment';
import { createControlClock } from './control-clock';
import type { PostEvent } from './events/push-target';
import { createSeededRandom, type Random } from './events/random';
import { createFrontDoor, type FrontDoor, type Place } from './front-door';
import type { CommandToRun } from './run-command';
import { openSession, type Session, type SessionOptions } from './session';
import { checkExportFolder, saveWorkspace } from './workspace/save-workspace';
import { workspaceProject } from './workspace-project';

const DEFAULT_PORT = 9050;
/** How long a command that has ended is waited for to have its effect. */
const REST_MS = 10_000;
/** How long one who stops the emulator waits for what is under way: less than whoever kills what does not stop. */
const STOP_MS = 1000;

/** What surrounds the command. */
export interface Surroundings {
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative paths of the command line start here. */
  readonly folder: string;
  readonly demo: string;
  readonly version: string;
  readonly newHolder: () => string;
  readonly random: Random;
  readonly post: PostEvent;
  /** The world outside, for `--allow-outbound`. */
  readonly openOutgoing: (clock: Clock) => Outgoing;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Resolves with the signal by which the user wants it to stop. */
  readonly stopped: () => Promise<NodeJS.Signals>;
  readonly runCommand: (command: Omit<CommandToRun, 'onTerminal'>, say: (line: string) => void) => Promise<number>;
}

/**
 * The command `emulate`: loads a workspace, replays its events, and serves clients unless told otherwise.
 * @returns the exit code: 1 where an outcome was an error, or that of the command that was run
 * @throws DispatchError for unusable input
 */
export async function emulate(options: CliOptions, surroundings: Surroundings): Promise<number> {
  const { folder, demo, environment, out, err, newHolder } = surroundings;
  const root = options.workspace === undefined ? demo : path.resolve(folder, options.workspace);
  const place = placeOf(options);
  const projectId = options.project ?? workspaceProject(root);
  if (options.mode === 'env') {
    out(exportLines(clientEnvironment(place, projectId)));
    return 0;
  }
  const target = exportFolder(options, folder, root);
  const say = (line: string): void => err(`${line}\n`);
  // What the command prints has stdout for itself.
  const tell = options.mode === 'exec' ? err : out;
  const outcome = { failed: false };

  function report(response: DispatchResponse, { event, config }: { event?: JobEvent; config?: DispatchConfig }): void {
    if (response.Status === 'error') outcome.failed = true;
    tell(options.json ? `${JSON.stringify(response)}\n` : `${formatAccount(response, event, config?.routes ?? [])}\n`);
  }

  const clock = createControlClock(surroundings.clock);
  const random = options.seed === undefined ? surroundings.random : createSeededRandom(options.seed);
  const sessionOptions: SessionOptions = {
    root,
    given: { sets: options.sets, environment },
    clock,
    newId: newHolder,
    random,
    disturbance: options.disturbance,
    push: { urls: options.pushUrls, format: options.pushFormat, post: surroundings.post },
    ...(options.allowOutbound && { outgoing: surroundings.openOutgoing(clock) }),
    onResponse: report,
    say,
  };
  // The port is taken before anything is loaded: clients that come early wait, and a taken one is known at once.
  const door = options.once ? undefined : createFrontDoor();
  try {
    const listening = await door?.listen(place);
    const session = await load();
    const { code, last } = door && listening ? await run(session, door, listening) : { last: session };
    if (target !== undefined) {
      save(last, target);
      say(`exported to ${target}`);
    }
    last.close();
    return code ?? (outcome.failed ? 1 : 0);
  } finally {
    await door?.close();
  }

  async function load(): Promise<Session> {
    const session = await openSession(sessionOptions);
    const { buckets, datasets, config, events } = session.situation;
    say(`loaded ${root}: ${count(buckets.length, 'bucket')}, ${count(datasets.length, 'dataset')}, ${count(config.routes.length, 'route')}, ${count(events.length, 'event')}`);
    await session.replay(events);
    await session.pushes.idle();
    say(summary(session));
    return session;
  }

  /** Serves clients until the user or the command has enough. @returns the session that stood at the end */
  async function run(session: Session, opened: FrontDoor, listening: Place): Promise<{ code?: number; last: Session }> {
    const { serve } = await import('./serve');
    const served = await serve(session, { sessionOptions, clock, wall: surroundings.clock, door: opened, projectId, version: surroundings.version, random, exportTo: target, save });
    const forClients = clientEnvironment(listening, projectId);
    let code: number | undefined;
    if (options.mode === 'exec') {
      const environmentOfCommand = { ...environment, ...Object.fromEntries(forClients) };
      code = await surroundings.runCommand({ command: options.command, folder, environment: environmentOfCommand, stopped: surroundings.stopped }, say);
    } else {
      await served.watch();
      say(`ready; listening on ${forClients.get('STORAGE_EMULATOR_HOST') ?? ''}, watching the configuration and events/ (stop with Ctrl-C)\n${exportLines(forClients).trimEnd()}`);
      await surroundings.stopped();
    }
    await served.rest(options.mode === 'exec' ? REST_MS : STOP_MS);
    await served.close();
    return { code, last: served.session() };
  }

  function save({ emulator }: Session, to: string): void {
    saveWorkspace(to, { from: root, storage: emulator.storage, datasets: emulator.bigquery, outbox: emulator.outbox.entries() });
  }
}

/** A command needs no port that anybody knows. */
function placeOf({ host, port, mode }: CliOptions): Place {
  return { host, port: port ?? (mode === 'exec' ? 0 : DEFAULT_PORT) };
}

/** @throws DispatchError USAGE for a folder that must not be replaced */
function exportFolder(options: CliOptions, folder: string, root: string): string | undefined {
  if (options.export === undefined) return undefined;
  const target = path.resolve(folder, options.export);
  checkExportFolder(target, root);
  return target;
}

function summary({ dispatches, emulator, pushes }: Session): string {
  const parts = [...dispatches.counts()].map(([status, number]) => `${number} ${status}`);
  const later = emulator.waiting() > 0 ? `; ${count(emulator.waiting(), 'event')} to be delivered again later` : '';
  const pushed = pushes.waiting() > 0 ? `; ${count(pushes.waiting(), 'push', 'pushes')} to be tried again later` : '';
  return `idle: ${parts.join(', ') || 'no events'}${later}${pushed}`;
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
