import { toDispatchError } from '../src/core/errors';
import { FaultsError } from '../src/core/rules/fault';
import type { Clock } from '../src/core/ports/clock';
import type { ControlClock } from './control-clock';
import { waitUntilIdle } from './control/idle';
import type { Random } from './events/random';
import type { FrontDoor } from './front-door';
import { createServer } from './server';
import { openSession, type Session, type SessionOptions } from './session';
import { loadEventFiles } from './workspace/event-files';
import { watchWorkspace } from './workspace/watch-workspace';

/** A session that clients can reach, and each that takes its place after a reset. */
export interface Served {
  session(): Session;
  /** Watches configuration and events of the workspace from now on; resolves when it does. */
  watch(): Promise<void>;
  /** Resolves when nothing is left to do, or after some time. */
  rest(timeoutMs: number): Promise<void>;
  /** Stops watching; the door is the caller's to close. */
  close(): Promise<void>;
}

export interface ServeOptions {
  /** How the next session is opened. */
  readonly sessionOptions: SessionOptions;
  readonly clock: ControlClock;
  /** The time outside. */
  readonly wall: Clock;
  readonly door: FrontDoor;
  readonly projectId: string;
  readonly version: string;
  readonly random: Random;
  /** Where `/_emulator/export` writes; it is refused where this is missing. */
  readonly exportTo?: string;
  readonly save: (session: Session, to: string) => void;
}

export async function serve(first: Session, options: ServeOptions): Promise<Served> {
  const { sessionOptions, door, clock, wall, projectId, version, random, exportTo, save } = options;
  const { root, newId, say } = sessionOptions;
  let session = first;
  let resetting = Promise.resolve();
  let watcher: { close(): Promise<void> } | undefined;

  async function openDoor(): Promise<void> {
    const { emulator, dispatches, pushes } = session;
    const current = session;
    const target = exportTo === undefined ? undefined : { folder: exportTo, write: () => save(current, exportTo) };
    const app = createServer({ emulator, clock: session.clock, controlClock: clock, wall, newId, random, dispatches, pushes, version, projectId, reset, export: target });
    await door.leadTo(app);
  }

  async function startAnew({ replay }: { replay: boolean }): Promise<void> {
    const next = await openSession(sessionOptions);
    session.close();
    clock.restore();
    session = next;
    if (replay) await session.replay(session.situation.events);
    await openDoor();
  }

  function reset(how: { replay: boolean }): Promise<void> {
    const done = resetting.then(() => startAnew(how));
    resetting = done.catch(() => undefined);
    return done;
  }

  async function watch(): Promise<void> {
    watcher = await watchWorkspace(root, {
      async onConfig() {
        const { routes } = await session.reload();
        say(`configuration loaded again: ${routes.length} route${routes.length === 1 ? '' : 's'}`);
      },
      async onEvents(files) {
        const { events, faults } = loadEventFiles(root, files);
        if (faults.length > 0) say(new FaultsError('WORKSPACE_INVALID', faults).message);
        await session.replay(events);
      },
      onFailure: (error) => say(`${toDispatchError(error).message}\nkeeping to what was loaded before`),
    });
  }

  await openDoor();
  return {
    watch,
    session: () => session,
    async rest(timeoutMs) {
      const { emulator, pushes } = session;
      await waitUntilIdle({ emulator, pushes, wall }, timeoutMs).catch(() => say('stopped while jobs or events were still under way'));
    },
    async close() {
      await watcher?.close();
    },
  };
}
