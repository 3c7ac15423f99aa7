import { createDispatcher, type Dispatcher } from '../src/core/dispatcher';
import type { DispatchConfig } from '../src/core/dispatch-config';
import { DispatchError, reportError } from '../src/core/errors';
import type { JobEvent } from '../src/core/job-event';
import type { Clock } from '../src/core/ports/clock';
import type { ObjectStore } from '../src/core/ports/object-store';
import type { DispatchResponse } from '../src/core/response';
import { decodeJobEvent } from '../src/events/decode-job-event';
import { createBigQuery } from './bigquery/bigquery';
import { createBigQueryState, type BigQueryState } from './bigquery/bigquery-state';
import { createChains, MAX_CHAIN_LENGTH } from './events/chain';
import { createEventQueue } from './events/event-queue';
import { createObjectStore } from './storage/object-store';
import { createStorageState, type StorageState } from './storage/storage-state';

/** In-memory BigQuery and Cloud Storage, with a dispatcher that hears of every job that ends there. */
export interface Emulator {
  readonly storage: StorageState;
  readonly objects: ObjectStore;
  readonly bigquery: BigQueryState;
  /** Dispatches by this configuration from now on. */
  configure(config: DispatchConfig): void;
  /** Delivers a recorded event; its job becomes known to BigQuery. */
  deliver(event: JobEvent): void;
  /** Resolves when every event is handled, those of the jobs that actions started included. */
  idle(): Promise<void>;
  /** Events that wait for redelivery. */
  waiting(): number;
  close(): void;
}

export interface EmulatorOptions {
  readonly clock: Clock;
  /** A name for each run that no other run has. */
  readonly newHolder: () => string;
  readonly onResponse: (response: DispatchResponse, event: JobEvent) => void;
}

export function createEmulator({ clock, newHolder, onResponse }: EmulatorOptions): Emulator {
  const storage = createStorageState({ clock });
  const objects = createObjectStore(storage);
  const state = createBigQueryState({ clock, objects });
  const bigquery = createBigQuery(state);
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
  state.onJobDone((job) => queue.post(decodeJobEvent(job)));

  return {
    storage,
    objects,
    bigquery: state,
    configure(config) {
      // The buckets of the service's own folders are part of its set-up; every other bucket is the user's to make.
      for (const { bucket } of [config.deferTaskUrl, config.journalUrl, config.errorUrl]) {
        if (!storage.bucketNames().includes(bucket)) storage.createBucket(bucket);
      }
      dispatcher = createDispatcher({ config, objects, bigquery, clock, newHolder });
    },
    deliver(event) {
      if (event.job) state.recordJob(event.job);
      queue.post(event);
    },
    idle: () => queue.idle(),
    waiting: () => queue.waiting(),
    close: () => queue.close(),
  };
}

/** Production has no such limit; here an endless chain would keep a replay from ever coming to rest. */
function endlessChain({ eventId, projectId, jobId, location }: JobEvent, now: Date): DispatchResponse {
  const error = new DispatchError('ENDLESS_CHAIN', `job ${jobId} is number ${MAX_CHAIN_LENGTH} of a chain of jobs that actions started`);
  return { Status: 'error', Error: reportError(error), EventID: eventId, JobRef: { projectId, jobId, location }, Matched: false, Actions: [], Started: now.toISOString(), TimeTakenMs: 0 };
}
