import type { JobResource } from '../../src/core/job-resource';
import type { BigQuery } from '../../src/core/ports/bigquery';
import type { BigQueryState } from './bigquery-state';

/** The in-process front of the emulated BigQuery: the port of the core, with no logic of its own. */
export function createBigQuery(state: BigQueryState): BigQuery {
  return {
    getJob: (ref) => settle(() => state.getJob(ref)),
    insertJob: (job) => settle(() => state.insertJob(job)),
    waitForJob: (ref, options) => state.waitForJob(ref, options),
    async *listJobs({ projectId, since }) {
      yield* await settle(() => finishedJobs(state, projectId, since));
    },
    getTable: (ref) => settle(() => state.getTable(ref)),
    createTable: (table) => settle(() => state.createTable(table)),
    insertRows: (ref, rows) => state.insertRows(ref, rows, { skipInvalidRows: false }),
    deleteTable: (ref) => settle(() => state.removeTable(ref)),
    listPartitions: (ref) => settle(() => state.listPartitions(ref)),
    readColumn: (ref, column) => settle(() => state.readColumn(ref, column)),
  };
}

function finishedJobs(state: BigQueryState, projectId: string, since: Date): JobResource[] {
  const madeAt = ({ statistics }: JobResource): number => Number(statistics?.creationTime ?? 0);
  return [...state.jobs(projectId)].filter((job) => job.status?.state === 'DONE' && madeAt(job) >= since.getTime() && job.statistics?.parentJobId === undefined).sort((a, b) => madeAt(b) - madeAt(a));
}

/** A promise of what `call` returns or throws; the call itself is done at once. */
function settle<T>(call: () => T): Promise<T> {
  return new Promise((resolve) => resolve(call()));
}
