import type { ErrorProto, JobResource, JobStatistics, JobStatus } from '../core/job-resource';
import { isObject, objectIn, textIn, type Json } from './event-terms';

/** A job as an audit log tells it. */
export type LoggedJob = Pick<JobResource, 'configuration' | 'statistics' | 'status'>;

/** Characters of a query's text that an entry has room for; one as long as that may have been cut. */
export const LONGEST_QUERY = 50_000;

/** The reasons that stand for the codes of https://cloud.google.com/bigquery/docs/error-messages in an audit log. */
const REASONS: ReadonlyMap<unknown, string> = new Map([
  [1, 'stopped'],
  [3, 'invalid'],
  [4, 'timeout'],
  [5, 'notFound'],
  [6, 'duplicate'],
  [7, 'accessDenied'],
  [8, 'rateLimitExceeded'],
  [9, 'failedPrecondition'],
  [10, 'stopped'],
  [11, 'invalid'],
  [12, 'notImplemented'],
  [13, 'internalError'],
  [14, 'backendError'],
  [16, 'accessDenied'],
]);

/** A `google.rpc.Status` of a job that has failed; `undefined` for `{}`. */
function errorOf(status: unknown): ErrorProto | undefined {
  if (!isObject(status)) return undefined;
  const message = textIn(status, 'message');
  const { code = 0 } = status;
  if (code === 0 && message === undefined) return undefined;
  return { reason: exhaustionOf(code, message) ?? REASONS.get(code) ?? 'invalid', ...(message !== undefined && { message }) };
}

/** One code stands for limits that pass and limits that do not (R25); the words tell them apart. */
function exhaustionOf(code: unknown, message = ''): string | undefined {
  if (code !== 8) return undefined;
  if (/^resources exceeded/i.test(message)) return 'resourcesExceeded';
  return /quota/i.test(message) ? 'quotaExceeded' : undefined;
}

/** Only the error result says that a job has failed; `errors` alone are warnings. */
export function statusOf(status: Json, errorField: 'errorResult' | 'error'): JobStatus {
  const errorResult = errorOf(status[errorField]);
  const warned = status['errors'] ?? status['additionalErrors'];
  const errors = warned === undefined ? [] : [warned].flat().flatMap((error) => errorOf(error) ?? []);
  return { state: 'DONE', ...(errorResult && { errorResult }), ...(errors.length > 0 && { errors }) };
}

/** @returns `undefined` where the end is missing */
export function statisticsOf(job: Json, field: 'jobStats' | 'jobStatistics'): JobStatistics | undefined {
  const stats = objectIn(job, field);
  const [creationTime, startTime, endTime] = [timeIn(stats, 'createTime'), timeIn(stats, 'startTime'), timeIn(stats, 'endTime')];
  if (endTime === undefined) return undefined;
  if (creationTime !== undefined && startTime !== undefined) return { creationTime, startTime, endTime };
  return { ...(creationTime !== undefined && { creationTime }), ...(startTime !== undefined && { startTime }), endTime };
}

/** Milliseconds since the epoch. */
function timeIn(stats: Json, field: string): string | undefined {
  const ms = Date.parse(textIn(stats, field) ?? '');
  return Number.isNaN(ms) ? undefined : String(ms);
}

/** A list of texts. */
export function textsIn(value: Json, field: string): readonly string[] | undefined {
  const found = value[field];
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : undefined;
}
