import { randomUUID } from 'node:crypto';
import { DispatchError } from '../../core/errors';
import { normalizeLocation } from '../../core/job';
import type { BigQuery } from '../../core/ports/bigquery';
import type { Clock } from '../../core/ports/clock';
import type { TableReference } from '../../core/table-ref';
import type { HistorySearch, JobHistory } from './job-history';

/** Jobs that are asked for at the same time. */
const LOOK_UPS = 8;
/** How long the query may take. */
const QUERY_MS = 10 * 60 * 1000;
/** A name in back-ticks, which cannot be a parameter. */
const PROJECT = /^(?:[a-z0-9.-]+:)?[a-z0-9-]+$/;

interface QuerySearch extends HistorySearch {
  /** Each location has a view of its own. */
  readonly location: string;
  /** QUERY, LOAD, EXTRACT or COPY; all where it is missing. */
  readonly type?: string;
}

/**
 * Jobs by INFORMATION_SCHEMA.JOBS, https://cloud.google.com/bigquery/docs/information-schema-jobs, each then asked for by
 * jobs.get, as the view lacks what a load has read.
 * Rejects with DispatchError where the query is refused or fails.
 */
export function queriedJobs(bigquery: BigQuery, search: QuerySearch, clock: Clock): JobHistory {
  const { projectId } = search;
  const location = normalizeLocation(search.location);
  let asked: Promise<TableReference> | undefined;
  const column = async (name: string): Promise<readonly string[]> => bigquery.readColumn(await (asked ??= ask(bigquery, search, clock)), name);

  return {
    async *jobs(onProgress) {
      const ids = await column('job_id');
      for (let at = 0; at < ids.length; at += LOOK_UPS) {
        const found = await Promise.all(ids.slice(at, at + LOOK_UPS).map((jobId) => bigquery.getJob({ projectId, jobId, location })));
        for (const job of found) if (job) yield job;
        await onProgress(Math.min(1, (at + LOOK_UPS) / ids.length));
      }
    },

    users: async () => new Set(await column('user_email')),
  };
}

async function ask(bigquery: BigQuery, { projectId, since, until, location, type }: QuerySearch, clock: Clock): Promise<TableReference> {
  if (!PROJECT.test(projectId)) throw new DispatchError('USAGE', `${JSON.stringify(projectId)} can be no project`);
  const view = `\`${projectId}\`.\`region-${location.toLowerCase()}\`.INFORMATION_SCHEMA.JOBS`;
  const wanted = ['creation_time >= @since', 'creation_time < @until', "state = 'DONE'", ...(type === undefined ? [] : ['job_type = @type'])];
  const parameters = [parameter('since', 'TIMESTAMP', since.toISOString()), parameter('until', 'TIMESTAMP', until.toISOString()), ...(type === undefined ? [] : [parameter('type', 'STRING', type.toUpperCase())])];
  const query = `SELECT job_id, user_email FROM ${view} WHERE ${wanted.join(' AND ')} ORDER BY end_time, parent_job_id IS NULL, creation_time, job_id`;
  const jobReference = { projectId, jobId: `bq_dispatch_record_${randomUUID()}`, location: normalizeLocation(location) };
  await bigquery.insertJob({ jobReference, configuration: { query: { query, useLegacySql: false, parameterMode: 'NAMED', queryParameters: parameters } } });
  const job = await bigquery.waitForJob(jobReference, { deadline: new Date(clock.now().getTime() + QUERY_MS) });
  const { errorResult } = job.status ?? {};
  const result = job.configuration.query?.destinationTable;
  if (errorResult || !result) throw new DispatchError('JOB_FAILED', `INFORMATION_SCHEMA.JOBS cannot be read: ${errorResult?.message ?? errorResult?.reason ?? 'the query has no result'}`);
  return result;
}

function parameter(name: string, type: string, value: string) {
  return { name, parameterType: { type }, parameterValue: { value } };
}
