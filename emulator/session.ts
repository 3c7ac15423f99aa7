import type { DispatchConfig } from '../src/core/dispatch-config';
import { reportError } from '../src/core/errors';
import type { JobEvent } from '../src/core/job-event';
import type { Clock } from '../src/core/ports/clock';
import type { Outgoing } from '../src/core/ports/outgoing';
import { answerTo, type DispatchResponse } from '../src/core/response';
import { createEmulator, type Emulator } from './emulator';
import { createDispatchLog, type DispatchLog } from './events/dispatch-log';
import { createPushTargets, type PushFormat, type PushTargets } from './events/push-targets';
import type { PostEvent } from './events/push-target';
import type { Random } from './events/random';
import { createTransit, type Disturbance } from './events/transit';
import { tellOfObjects } from './events/tell-of-objects';
import { loadSituation, reloadConfig, type Given, type Situation } from './load-situation';
import { createScopedClock } from './scoped-clock';
import { faultError, inOrderOfEnd, type RecordedEvent } from './workspace/event-files';

/** An emulator from the loading of its workspace to the next reset. */
export interface Session {
  readonly clock: Clock;
  readonly emulator: Emulator;
  readonly situation: Situation;
  readonly dispatches: DispatchLog;
  readonly pushes: PushTargets;
  /** Delivers recorded events; what an event sets off is done before the next one comes, unless the order is to be lost. */
  replay(recorded: readonly RecordedEvent[]): Promise<void>;
  /** Reads the configuration of the workspace again. @throws FaultsError, and keeps to the one before */
  reload(): Promise<DispatchConfig>;
  /** Stops all that it still does. */
  close(): void;
}

export interface SessionOptions {
  /** The folder of the workspace. */
  readonly root: string;
  readonly given: Given;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly random: Random;
  readonly disturbance: Disturbance;
  readonly push: { readonly urls: readonly string[]; readonly format: PushFormat; readonly post: PostEvent };
  /** The world outside, where actions may reach it. */
  readonly outgoing?: Outgoing;
  readonly onResponse: (response: DispatchResponse, told: { event?: JobEvent; config?: DispatchConfig }) => void;
  /** Takes a line for people. */
  readonly say: (line: string) => void;
}

/** @throws FaultsError with the faults of all files and the configuration in one */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { root, given, newId, random, disturbance, push, outgoing, onResponse, say } = options;
  const clock = createScopedClock(options.clock);
  const dispatches = createDispatchLog();
  const pushes = createPushTargets({ ...push, clock, random, disturbance, say });
  let config: DispatchConfig | undefined;

  function answer(response: DispatchResponse, event?: JobEvent): void {
    dispatches.note(response);
    onResponse(response, { event, config });
  }

  const emulator = createEmulator({ clock, newHolder: newId, onResponse: answer, outgoing, transit: createTransit(disturbance, { clock, random }) });
  emulator.bigquery.onJobDone((job) => pushes.jobDone(job));
  tellOfObjects(emulator.storage, { pushes, clock });
  const situation = await loadSituation(emulator, root, given);
  config = situation.config;

  return {
    clock,
    emulator,
    situation,
    dispatches,
    pushes,

    async replay(recorded) {
      for (const item of recorded) if ('fault' in item) answer(unreadable(item, clock.now()));
      for (const event of inOrderOfEnd(recorded.flatMap((item) => ('event' in item ? item.event : [])))) {
        void emulator.deliver(event);
        if (!disturbance.reorder) await emulator.idle();
      }
      await emulator.idle();
    },

    async reload() {
      config = await reloadConfig(emulator, root, given);
      return config;
    },

    close() {
      emulator.close();
      clock.close();
    },
  };
}

function unreadable({ file, line, fault }: Extract<RecordedEvent, { fault: unknown }>, now: Date): DispatchResponse {
  return answerTo({ eventId: `${file}:${line}`, ignored: '' }, { Status: 'error', Error: reportError(faultError(fault)) }, now);
}
