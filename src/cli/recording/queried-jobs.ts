import { randomUUID } from 'node:crypto';
import { DispatchError } from '../../core/errors';
import { normalizeLocation } from '../../core/job';
import type { JobResource } from '../../core/job-resource';
import type { BigQuery } from '../../core/ports/bigquery';

/** Jobs that are asked for at the same time. */
const LOOK_UPS = 8;
const PROJECT = /^(?:[a-z0-9.-]+:)?[a-z0-9-]+$/;

/**
 * Jobs by INFORMATION_SCHEMA.JOBS, https://cloud.google.com/bigquery/docs/information-schema-jobs, each then asked for by
 * jobs.get, as the view lacks what a load has read.
 * Rejects with DispatchError where the query is refused or fails.
 */
export async function* queriedJobs(bigquery: BigQuery, { project, since, location = 'US', deadline }: { project: string; since: Date; location?: string; deadline: Date }): AsyncIterable<JobResource> {
  const ids = await jobIds(bigquery, { project, since, location, deadline });
  for (let at = 0; at < ids.length; at += LOOK_UPS) {
    const found = await Promise.all(ids.slice(at, at + LOOK_UPS).map((jobId) => bigquery.getJob({ projectId: project, jobId, location: normalizeLocation(location) })));
    for (const job of found) if (job) yield job;
  }
}

async function jobIds(bigquery: BigQuery, { project, since, location, deadline }: { project: string; since: Date; location: string; deadline: Date }): Promise<readonly string[]> {
  // Names cannot be parameters.
  if (!PROJECT.test(project)) throw new DispatchError('USAGE', `${JSON.stringify(project)} can be no project`);
  const query = `SELECT job_id FROM \`${project}\`.\`region-${location.toLowerCase()}\`.INFORMATION_SCHEMA.JOBS WHERE creation_time >= @since AND state = 'DONE' AND parent_job_id IS NULL ORDER BY creation_time DESC`;
  const jobReference = { projectId: project, jobId: `bq_dispatch_record_${randomUUID()}`, location: normalizeLocation(location) };
  const parameter = { name: 'since', parameterType: { type: 'TIMESTAMP' }, parameterValue: { value: since.toISOString() } };
  await bigquery.insertJob({ jobReference, configuration: { query: { query, useLegacySql: false, parameterMode: 'NAMED', queryParameters: [parameter] } } });
  const job = await bigquery.waitForJob(jobReference, { deadline });
  const { errorResult } = job.status ?? {};
  if (errorResult) throw new DispatchError('JOB_FAILED', `INFORMATION_SCHEMA.JOBS cannot be read: ${errorResult.message ?? errorResult.reason ?? 'the query failed'}`);
  const result = job.configuration.query?.destinationTable;
  return result ? bigquery.readColumn(result, 'job_id') : [];
}
