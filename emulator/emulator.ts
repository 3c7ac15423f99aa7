import { createDispatcher, type Dispatcher } from '../src/core/dispatcher';
import type { DispatchConfig } from '../src/core/dispatch-config';
import { DispatchError, reportError, toDispatchError } from '../src/core/errors';
import type { IgnoredEvent, JobEvent } from '../src/core/job-event';
import type { JobResource } from '../src/core/job-resource';
import type { Clock } from '../src/core/ports/clock';
import type { ObjectStore } from '../src/core/ports/object-store';
import type { Outgoing } from '../src/core/ports/outgoing';
import { answerTo, type DispatchResponse } from '../src/core/response';
import { decodeJobResource } from '../src/events/job-resource-event';
import { createBigQuery } from './bigquery/bigquery';
import { createBigQueryState, type BigQueryState } from './bigquery/bigquery-state';
import { createQueryPlanner } from './bigquery/query-planner';
import { createChains, MAX_CHAIN_LENGTH } from './events/chain';
import { createEventQueue } from './events/event-queue';
import { watchRunningJobs } from './events/running-jobs';
import { createTransit, UNDISTURBED, type Transit } from './events/transit';
import { createFakeAnswers, type FakeAnswer } from './outbox/fake-answer';
import { createFakeOutgoing } from './outbox/fake-outgoing';
import { createOutbox, type Outbox } from './outbox/outbox';
import { recordOutgoing } from './outbox/recorded-outgoing';
import { makeOwnBuckets } from './own-buckets';
import { createUnsupportedLog, type UnsupportedLog } from './http/unsupported-log';
import { createObjectStore } from './storage/object-store';
import { createStorageState, type StorageState } from './storage/storage-state';

/** In-memory BigQuery and Cloud Storage, with a dispatcher that hears of every job that ends there. */
export interface Emulator {
  readonly storage: StorageState;
  readonly objects: ObjectStore;
  readonly bigquery: BigQueryState;
  /** What actions told the world, or would have told it. */
  readonly outbox: Outbox;
  readonly outgoing: Outgoing;
  /** What the services that actions call answer from now on. */
  answerCalls(answers: readonly FakeAnswer[]): void;
  /** What was asked for in vain, here and by those who serve it. */
  readonly unsupported: UnsupportedLog;
  /** Dispatches by this configuration from now on. */
  configure(config: DispatchConfig): void;
  /**
   * Delivers a recorded event; its job becomes known to BigQuery.
   * @returns what was answered to it the first time; `undefined` where it was lost on the way
   */
  deliver(event: JobEvent | IgnoredEvent): Promise<DispatchResponse | undefined>;
  /** Resolves when no job runs and every event is handled, those of the jobs that actions started included. */
  idle(): Promise<void>;
  /** Jobs that are not DONE. */
  runningJobs(): number;
  /** Events that wait for redelivery. */
  waiting(): number;
  /** Stops every job and calls off what waits; what is stored in BigQuery is gone. */
  close(): void;
}

export interface EmulatorOptions {
  readonly clock: Clock;
  /** A name for each run that no other run has. */
  readonly newHolder: () => string;
  /** Told every answer; without an event where the job that ended is none that dispatch understands. */
  readonly onResponse: (response: DispatchResponse, event?: JobEvent) => void;
  /** The world outside; one in which everything arrives where it is missing. */
  readonly outgoing?: Outgoing;
  /** The way of events to the dispatcher; a straight one where it is missing. */
  readonly transit?: Transit;
}

export function createEmulator({ clock, newHolder, onResponse, outgoing: world, transit = createTransit(UNDISTURBED, { clock, random: () => 0 }) }: EmulatorOptions): Emulator {
  const storage = createStorageState({ clock });
  const objects = createObjectStore(storage);
  const unsupported = createUnsupportedLog();
  const planner = createQueryPlanner({ clock, onUnsupported: (construct) => unsupported.note(construct) });
  const { state, running } = watchRunningJobs(createBigQueryState({ clock, objects, ...planner }));
  const bigquery = createBigQuery(state);
  const outbox = createOutbox({ clock });
  let answers = createFakeAnswers([]);
  const outgoing = recordOutgoing(outbox, world ?? createFakeOutgoing(() => answers));
  const chains = createChains();
  let dispatcher: Dispatcher | undefined;

  const queue = createEventQueue({
    clock,
    onResponse,
    async dispatch(event) {
      if (!dispatcher) throw new DispatchError('INTERNAL', 'an event was delivered before the emulator was configured');
      if (chains.lengthTo(event) >= MAX_CHAIN_LENGTH) return endlessChain(event, clock.now());
      const response = await dispatcher.dispatch(event);
      chains.note(response);
      return response;
    },
  });

  state.onJobDone((job) => {
    const event = eventOf(job, clock.now());
    if ('Status' in event) onResponse(event);
    else transit.carry(() => void queue.post(event));
  });

  return {
    storage,
    objects,
    bigquery: state,
    outbox,
    outgoing,
    answerCalls: (given) => void (answers = createFakeAnswers(given)),
    unsupported,
    configure(config) {
      makeOwnBuckets(storage, config);
      dispatcher = createDispatcher({ config, objects, bigquery, outgoing, clock, newHolder });
    },
    deliver(event) {
      if ('ignored' in event) {
        const response = answerTo(event, { Status: 'ignored', Reason: event.ignored }, clock.now());
        onResponse(response);
        return Promise.resolve(response);
      }
      if (event.job) state.recordJob(event.job);
      return new Promise((resolve) => {
        const copies = transit.carry(() => void queue.post(event).then(resolve));
        if (copies === 0) resolve(undefined);
      });
    },
    async idle() {
      do {
        await running.idle();
        // The end of a job is told a moment after the job is DONE.
        await Promise.resolve();
        await transit.idle();
        await queue.idle();
      } while (running.count() + transit.underWay() > 0);
    },
    runningJobs: running.count,
    waiting: () => queue.waiting(),
    close() {
      queue.close();
      state.clear();
      // A database that never opened has nothing to close.
      planner.close().catch(() => undefined);
    },
  };
}

/** What a client made of a job may be nothing that dispatch can read. */
function eventOf(job: JobResource, now: Date): JobEvent | DispatchResponse {
  try {
    return decodeJobResource(job);
  } catch (thrown) {
    const { projectId, jobId, location } = job.jobReference;
    return answerTo({ eventId: job.id ?? jobId, projectId, jobId, location }, { Status: 'error', Error: reportError(toDispatchError(thrown)) }, now);
  }
}

/** Production has no such limit; here an endless chain would keep a replay from ever coming to rest. */
function endlessChain(event: JobEvent, now: Date): DispatchResponse {
  const message = `job ${event.jobId} is number ${MAX_CHAIN_LENGTH} of a chain of jobs that actions started`;
  return answerTo(event, { Status: 'error', Error: reportError(new DispatchError('ENDLESS_CHAIN', message)) }, now);
}
