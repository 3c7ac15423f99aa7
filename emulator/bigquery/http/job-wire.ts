import type { JobResource } from '../../../src/core/job-resource';

/** The job as a client sees it. */
export function toWireJob(job: JobResource): JobResource {
  return { etag: etagOf(job), ...job };
}

/** The job in a list; only a full one has its configuration. */
export function toListedJob(job: JobResource, full: boolean): object {
  const { kind, id, jobReference, status, statistics, user_email, configuration } = job;
  return {
    ...{ kind, id, jobReference },
    state: status?.state,
    ...(status?.errorResult && { errorResult: status.errorResult }),
    ...{ statistics, status, user_email },
    ...(full && { configuration }),
  };
}

function etagOf({ id, status, statistics }: JobResource): string {
  return Buffer.from([id, status?.state, statistics?.startTime, statistics?.endTime].join()).toString('base64').slice(-44);
}
