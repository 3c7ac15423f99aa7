import type { JobResource, TableSchema } from '../../src/core/job-resource';
import type { TableReference } from '../../src/core/table-ref';
import { createManualClock, type ManualClock } from '../manual-clock';
import { createObjectStore } from '../storage/object-store';
import { createStorageState, type StorageState } from '../storage/storage-state';
import { createBigQueryState, type BigQueryState } from './bigquery-state';
import type { Row } from './data/row';
import { createQueryPlanner } from './query-planner';
import { rowsOf } from './table-data';

/** Two columns that suit most tests. */
export const SCHEMA: TableSchema = { fields: [{ name: 'id', type: 'INTEGER' }, { name: 'name', type: 'STRING' }] };
export const DAYS: TableSchema = { fields: [{ name: 'id', type: 'INTEGER' }, { name: 'day', type: 'DATE' }] };

/** For tests: a project `p` with the datasets `d` (anywhere) and `eu` (in EU), and a bucket `bkt`, on a clock that stands still. */
export interface TestBed {
  readonly clock: ManualClock;
  readonly storage: StorageState;
  readonly state: BigQueryState;
  /** Runs a job in US to its end. */
  readonly run: (configuration: object, jobId?: string) => Promise<JobResource>;
  readonly put: (name: string, content: string | Uint8Array) => void;
  readonly text: (name: string) => string;
  readonly rows: (tableId: string) => Row[];
}

/** @param options.sql whether QUERY jobs run */
export function createTestBed({ sql = false, ...options }: { sql?: boolean; shardBytes?: number; pendingMs?: number; runningMs?: number; maxJobs?: number } = {}): TestBed {
  const clock = createManualClock(new Date('2024-03-01T08:00:00Z'));
  const storage = createStorageState({ clock });
  storage.createBucket('bkt');
  const state = createBigQueryState({ clock, objects: createObjectStore(storage), ...(sql && createQueryPlanner({ clock, onUnsupported: () => undefined })), ...options });
  state.createDataset({ projectId: 'p', datasetId: 'd' });
  state.createDataset({ projectId: 'p', datasetId: 'eu', location: 'eu' });
  let count = 0;

  return {
    clock,
    storage,
    state,
    run(configuration, jobId = `job-${count++}`) {
      const jobReference = { projectId: 'p', jobId, location: 'US' };
      // Some jobs use real files, which the clock does not know of: it is moved on just as far as the job needs.
      const done = new Promise<JobResource>((resolve) => {
        state.onJobDone((job) => job.jobReference.jobId === jobId && resolve(job));
      });
      state.insertJob({ jobReference, configuration });
      return clock.advance((options.pendingMs ?? 0) + (options.runningMs ?? 0)).then(() => done);
    },
    put: (name, content) => void storage.write({ bucket: 'bkt', name }, Buffer.from(content as string)),
    text: (name) => Buffer.from(storage.read({ bucket: 'bkt', name })?.bytes ?? []).toString(),
    rows: (tableId) => [...rowsOf(state.findTable(table(tableId))?.data ?? new Map())],
  };
}

export function table(tableId: string, datasetId = 'd'): TableReference {
  return { projectId: 'p', datasetId, tableId };
}
