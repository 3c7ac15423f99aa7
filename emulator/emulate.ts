import path from 'node:path';
import type { DispatchConfig } from '../src/core/dispatch-config';
import { reportError, toDispatchError } from '../src/core/errors';
import type { JobEvent } from '../src/core/job-event';
import type { Clock } from '../src/core/ports/clock';
import type { DispatchResponse } from '../src/core/response';
import { FaultsError } from '../src/core/rules/fault';
import { formatAccount } from './account';
import type { CliOptions } from './cli-options';
import { createEmulator } from './emulator';
import { loadSituation, reloadConfig } from './load-situation';
import { faultError, inOrderOfEnd, loadEventFiles, type RecordedEvent } from './workspace/event-files';
import { checkExportFolder, saveWorkspace } from './workspace/save-workspace';
import { watchWorkspace } from './workspace/watch-workspace';

/** What surrounds the command. */
export interface Surroundings {
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative paths of the command line start here. */
  readonly folder: string;
  readonly demo: string;
  readonly newHolder: () => string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Resolves when the user wants it to stop. */
  readonly stopped: () => Promise<void>;
}

/**
 * The command `emulate`: loads a workspace, replays its events, and stays up unless told otherwise.
 * @returns whether no outcome was an error
 * @throws DispatchError for unusable input
 */
export async function emulate(options: CliOptions, surroundings: Surroundings): Promise<boolean> {
  const { clock, folder, demo, environment, out, err } = surroundings;
  const root = options.workspace === undefined ? demo : path.resolve(folder, options.workspace);
  const target = options.export === undefined ? undefined : path.resolve(folder, options.export);
  if (target !== undefined) checkExportFolder(target, root);
  const given = { sets: options.sets, environment };
  let config: DispatchConfig | undefined;
  const counts = new Map<DispatchResponse['Status'], number>();

  function report(response: DispatchResponse, event?: JobEvent): void {
    counts.set(response.Status, (counts.get(response.Status) ?? 0) + 1);
    out(options.json ? `${JSON.stringify(response)}\n` : `${formatAccount(response, event, config?.routes ?? [])}\n`);
  }

  /** What an event sets off is done before the next one comes. */
  async function replay(recorded: readonly RecordedEvent[]): Promise<void> {
    for (const item of recorded) if ('fault' in item) report(unreadable(item, clock.now()));
    for (const event of inOrderOfEnd(recorded.flatMap((item) => ('event' in item ? item.event : [])))) {
      emulator.deliver(event);
      await emulator.idle();
    }
  }

  const emulator = createEmulator({ ...surroundings, onResponse: report });
  const situation = await loadSituation(emulator, root, given);
  config = situation.config;
  const say = (text: string): void => err(`${text}\n`);
  say(`loaded ${root}: ${count(situation.buckets.length, 'bucket')}, ${count(situation.datasets.length, 'dataset')}, ${count(config.routes.length, 'route')}, ${count(situation.events.length, 'event')}`);
  await replay(situation.events);
  say(summary(counts, emulator.waiting()));
  if (!options.once) await stayUp();
  emulator.close();
  if (target !== undefined) {
    saveWorkspace(target, { from: root, storage: emulator.storage, catalog: emulator.bigquery });
    say(`exported to ${target}`);
  }
  return !counts.has('error');

  async function stayUp(): Promise<void> {
    const watcher = await watchWorkspace(root, {
      async onConfig() {
        config = await reloadConfig(emulator, root, given);
        say(`configuration loaded again: ${count(config.routes.length, 'route')}`);
      },
      async onEvents(files) {
        const { events, faults } = loadEventFiles(root, files);
        if (faults.length > 0) say(new FaultsError('WORKSPACE_INVALID', faults).message);
        await replay(events);
      },
      onFailure: (error) => say(`${toDispatchError(error).message}\nkeeping to what was loaded before`),
    });
    say('ready; watching the configuration and events/ (stop with Ctrl-C)');
    await surroundings.stopped();
    await watcher.close();
    await emulator.idle();
  }
}

function unreadable({ file, line, fault }: Extract<RecordedEvent, { fault: unknown }>, now: Date): DispatchResponse {
  return { Status: 'error', Error: reportError(faultError(fault)), EventID: `${file}:${line}`, Matched: false, Actions: [], Started: now.toISOString(), TimeTakenMs: 0 };
}

function summary(counts: ReadonlyMap<string, number>, waiting: number): string {
  const parts = [...counts].map(([status, number]) => `${number} ${status}`);
  const later = waiting > 0 ? `; ${count(waiting, 'event')} to be delivered again later` : '';
  return `idle: ${parts.join(', ') || 'no events'}${later}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
