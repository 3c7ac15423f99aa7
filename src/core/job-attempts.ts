import type { ErrorProto } from './job-resource';

/** How often the job of an action is begun before its failure counts. */
export const MAX_ATTEMPTS = 3;

const PASSING: ReadonlySet<unknown> = new Set(['backendError', 'rateLimitExceeded', 'jobRateLimitExceeded', 'internalError']);

/** Whether a job that ended so may succeed when it is begun again (R25). */
export function mayPass({ reason }: ErrorProto): boolean {
  return PASSING.has(reason);
}
