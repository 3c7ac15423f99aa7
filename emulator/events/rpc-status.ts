import type { ErrorProto } from '../../src/core/job-resource';

/** An error as audit logs hold it: https://cloud.google.com/apis/design/errors, the code as a number. */
export interface RpcStatus {
  readonly code: number;
  readonly message: string;
}

const UNKNOWN = 2;

/** The canonical code of each reason that BigQuery gives. */
const CODES: ReadonlyMap<string, number> = new Map([
  ['stopped', 1],
  ['invalid', 3],
  ['invalidQuery', 3],
  ['badRequest', 3],
  ['responseTooLarge', 3],
  ['tableUnavailable', 3],
  ['timeout', 4],
  ['notFound', 5],
  ['duplicate', 6],
  ['accessDenied', 7],
  ['billingNotEnabled', 7],
  ['blocked', 7],
  ['quotaExceeded', 8],
  ['rateLimitExceeded', 8],
  ['resourcesExceeded', 8],
  ['resourceInUse', 9],
  ['conditionNotMet', 9],
  ['notImplemented', 12],
  ['internalError', 13],
  ['jobInternalError', 13],
  ['backendError', 14],
  ['jobBackendError', 14],
]);

/** An error of a job, whose reason is a text, as audit logs tell of it. */
export function toRpcStatus({ reason = '', message = '' }: ErrorProto): RpcStatus {
  return { code: CODES.get(reason) ?? UNKNOWN, message };
}
