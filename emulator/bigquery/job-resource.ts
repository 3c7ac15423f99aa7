import type { JobReference } from '../../src/core/job';
import type { JobConfiguration, JobResource } from '../../src/core/job-resource';
import { frozenCopy } from './frozen-copy';
import { formatJob } from './job-index';

/** Who runs every job here. */
export const USER_EMAIL = 'emulator@example.com';

/** A job that has just been inserted. */
export function newJobResource(ref: JobReference, configuration: JobConfiguration, creationTime: string): JobResource {
  const path = `projects/${encodeURIComponent(ref.projectId)}/jobs/${encodeURIComponent(ref.jobId)}`;
  return frozenCopy({
    kind: 'bigquery#job',
    id: formatJob(ref),
    selfLink: `https://bigquery.googleapis.com/bigquery/v2/${path}?location=${encodeURIComponent(ref.location)}`,
    user_email: USER_EMAIL,
    jobReference: ref,
    configuration,
    statistics: { creationTime },
    status: { state: 'PENDING' },
  });
}

const SECTIONS = ['query', 'load', 'extract', 'copy'] as const;

/** The configuration with what the service adds to its sections. */
export function withPatch(configuration: JobConfiguration, patch: JobConfiguration | undefined): JobConfiguration {
  if (!patch) return configuration;
  const sections = SECTIONS.filter((name) => patch[name]).map((name) => [name, { ...configuration[name], ...patch[name] }]);
  return { ...configuration, ...patch, ...(Object.fromEntries(sections) as JobConfiguration) };
}
