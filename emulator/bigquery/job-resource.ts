import type { JobReference } from '../../src/core/job';
import type { JobConfiguration, JobResource } from '../../src/core/job-resource';
import { frozenCopy } from './frozen-copy';
import { formatJob } from './job-index';

/** A job that has just been inserted. */
export function newJobResource(ref: JobReference, configuration: JobConfiguration, creationTime: string): JobResource {
  const path = `projects/${encodeURIComponent(ref.projectId)}/jobs/${encodeURIComponent(ref.jobId)}`;
  return frozenCopy({
    kind: 'bigquery#job',
    id: formatJob(ref),
    selfLink: `https://bigquery.googleapis.com/bigquery/v2/${path}?location=${encodeURIComponent(ref.location)}`,
    jobReference: ref,
    configuration,
    statistics: { creationTime },
    status: { state: 'PENDING' },
  });
}
