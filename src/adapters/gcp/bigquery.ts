import type { BigQuery as Client } from '@google-cloud/bigquery';
import { DispatchError, type ErrorCode } from '../../core/errors';
import type { JobResource, TableResource } from '../../core/job-resource';
import type { BigQuery } from '../../core/ports/bigquery';
import type { Clock } from '../../core/ports/clock';
import { formatTable } from '../../core/table-ref';
import { createCall } from './call';
import { createPartitionLister } from './list-partitions';
import { statusOf, translateError } from './translate-error';

/** A job is asked for after 50 ms, then less and less often. */
const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 5000;

/**
 * BigQuery by its REST API (https://cloud.google.com/bigquery/docs/reference/rest).
 * @param bigquery a client without retries of its own
 */
export function createGcpBigQuery({ bigquery, clock }: { bigquery: Client; clock: Clock }): BigQuery {
  const call = createCall(bigquery);

  async function getJob({ projectId, jobId, location }: Parameters<BigQuery['getJob']>[0]): Promise<JobResource | undefined> {
    const uri = `/jobs/${encodeURIComponent(jobId)}`;
    return ifStanding(call<JobResource>({ projectId, uri, qs: location === undefined ? {} : { location } }), `get job ${jobId}`);
  }

  async function getTable(ref: Parameters<BigQuery['getTable']>[0]): Promise<TableResource | undefined> {
    return ifStanding(call<TableResource>({ projectId: ref.projectId, uri: `${tablesOf(ref)}/${encodeURIComponent(ref.tableId)}` }), `get table ${formatTable(ref)}`);
  }

  return {
    getJob,
    getTable,

    insertJob: (job) => translated(call({ method: 'POST', projectId: job.jobReference.projectId, uri: '/jobs', json: job }), `insert job ${job.jobReference.jobId}`, 'JOB_ALREADY_EXISTS'),

    async waitForJob(ref, { deadline }) {
      for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 1.5, LONGEST_POLL_MS)) {
        const job = await getJob(ref);
        if (!job) throw new DispatchError('JOB_NOT_FOUND', `BigQuery knows no job ${ref.jobId} in project ${ref.projectId}, location ${ref.location}`);
        if (job.status?.state === 'DONE') return job;
        const leftMs = deadline.getTime() - clock.now().getTime();
        if (leftMs <= 0) throw new DispatchError('DEADLINE_EXCEEDED', `job ${ref.jobId} was not done by ${deadline.toISOString()}; it goes on`);
        await new Promise<void>((resolve) => clock.schedule(Math.min(pollMs, leftMs), resolve));
      }
    },

    createTable: (table) => translated(call({ method: 'POST', projectId: table.tableReference.projectId, uri: tablesOf(table.tableReference), json: table }), `create table ${formatTable(table.tableReference)}`),

    listPartitions: createPartitionLister({ call, getTable }),
  };
}

function tablesOf({ datasetId }: { datasetId: string }): string {
  return `/datasets/${encodeURIComponent(datasetId)}/tables`;
}

/** `undefined` where BigQuery answers 404. */
async function ifStanding<T>(asked: Promise<T>, doing: string): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw translateError(error, doing);
  }
}

async function translated<T>(asked: Promise<T>, doing: string, conflict?: ErrorCode): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw translateError(error, doing, conflict);
  }
}
