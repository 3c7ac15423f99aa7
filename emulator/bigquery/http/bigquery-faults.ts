import { hasCode } from '../../../src/core/errors';
import type { ErrorProto } from '../../../src/core/job-resource';
import { HttpFault } from '../../http/http-fault';
import { JobError } from '../job-error';

/** The HTTP status of each reason of https://cloud.google.com/bigquery/docs/error-messages; of others it is 400. */
const STATUSES: ReadonlyMap<string, number> = new Map([
  ['accessDenied', 403],
  ['backendError', 500],
  ['billingNotEnabled', 403],
  ['blocked', 403],
  ['duplicate', 409],
  ['internalError', 500],
  ['jobBackendError', 400],
  ['jobInternalError', 400],
  ['jobRateLimitExceeded', 400],
  ['notFound', 404],
  ['notImplemented', 501],
  ['quotaExceeded', 403],
  ['rateLimitExceeded', 403],
  ['responseTooLarge', 403],
  ['tableUnavailable', 400],
  ['timeout', 400],
]);

/** The refusal that stands for a job's error. */
export function faultOf({ reason = 'internalError', message = '', location }: ErrorProto): HttpFault {
  const status = STATUSES.get(reason) ?? 400;
  const place = location ?? (reason === 'invalidQuery' ? 'q' : undefined);
  return new HttpFault({ status, reason, message, ...(place !== undefined && { location: place, locationType: location === undefined ? 'parameter' : 'other' }) });
}

/** Anything thrown below, with what only BigQuery's front can tell; all else is left to the application. */
export function toBigQueryFault(thrown: unknown): unknown {
  if (thrown instanceof JobError) return faultOf(thrown.result);
  if (hasCode(thrown, 'UNSUPPORTED')) return new HttpFault({ status: 501, reason: 'notImplemented', message: `${thrown.message}. ${thrown.hint}` });
  return thrown;
}
