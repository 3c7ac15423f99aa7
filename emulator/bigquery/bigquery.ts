import type { JobResource } from '../../src/core/job-resource';
import type { BigQuery, JobSearch } from '../../src/core/ports/bigquery';
import type { BigQueryState } from './bigquery-state';

/** The in-process front of the emulated BigQuery: the port of the core, with no logic of its own. */
export function createBigQuery(state: BigQueryState): BigQuery {
  return {
    getJob: (ref) => settle(() => state.getJob(ref)),
    insertJob: (job) => settle(() => state.insertJob(job)),
    waitForJob: (ref, options) => state.waitForJob(ref, options),
    async *listJobs(search) {
      yield* await settle(() => finishedJobs(state, search));
    },
    getTable: (ref) => settle(() => state.getTable(ref)),
    createTable: (table) => settle(() => state.createTable(table)),
    insertRows: (ref, rows) => state.insertRows(ref, rows, { skipInvalidRows: false }),
    deleteTable: (ref) => settle(() => state.removeTable(ref)),
    listPartitions: (ref) => settle(() => state.listPartitions(ref)),
    readColumn: (ref, column) => settle(() => state.readColumn(ref, column)),
  };
}

function finishedJobs(state: BigQueryState, { projectId, since, until, parentJobId }: JobSearch): JobResource[] {
  const madeAt = ({ statistics }: JobResource): number => Number(statistics?.creationTime ?? 0);
  const isWanted = (job: JobResource): boolean => madeAt(job) >= since.getTime() && (!until || madeAt(job) < until.getTime()) && job.statistics?.parentJobId === parentJobId;
  return [...state.jobs(projectId)].reverse().filter((job) => job.status?.state === 'DONE' && isWanted(job)).sort((a, b) => madeAt(b) - madeAt(a));
}

/** A promise of what `call` returns or throws; the call itself is done at once. */
function settle<T>(call: () => T): Promise<T> {
  return new Promise((resolve) => resolve(call()));
}
