import { normalizeLocation } from '../../core/job';
import type { JobResource } from '../../core/job-resource';
import type { BigQuery } from '../../core/ports/bigquery';

/** Jobs by jobs.list; one that is listed without its parts is asked for by jobs.get. */
export async function* listedJobs(bigquery: BigQuery, { project, since }: { project: string; since: Date }): AsyncIterable<JobResource> {
  for await (const job of bigquery.listJobs({ projectId: project, since })) {
    if (isWhole(job)) yield job;
    else {
      const { projectId, jobId, location } = job.jobReference;
      const found = await bigquery.getJob({ projectId, jobId, ...(location && { location: normalizeLocation(location) }) });
      if (found) yield found;
    }
  }
}

function isWhole({ configuration, statistics, status }: Partial<JobResource>): boolean {
  return configuration !== undefined && Object.keys(configuration).some((part) => part !== 'jobType') && statistics !== undefined && status !== undefined;
}
