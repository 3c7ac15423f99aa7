import { DispatchError, type ErrorCode } from '../../src/core/errors';
import { HttpFault } from './http-fault';

/** Google's error body: https://cloud.google.com/apis/design/errors and the JSON APIs' older `errors` beside it. */
export interface GoogleErrorBody {
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly errors: readonly { readonly message: string; readonly domain: 'global'; readonly reason: string; readonly location?: string; readonly locationType?: string }[];
    readonly status: string;
  };
}

/** The canonical status that goes with an HTTP status. */
const STATUSES: ReadonlyMap<number, string> = new Map([
  [400, 'INVALID_ARGUMENT'],
  [401, 'UNAUTHENTICATED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [409, 'ALREADY_EXISTS'],
  [412, 'FAILED_PRECONDITION'],
  [413, 'INVALID_ARGUMENT'],
  [416, 'OUT_OF_RANGE'],
  [429, 'RESOURCE_EXHAUSTED'],
  [500, 'INTERNAL'],
  [501, 'UNIMPLEMENTED'],
  [503, 'UNAVAILABLE'],
  [504, 'DEADLINE_EXCEEDED'],
]);

/** How the errors of the emulated services go over the wire; all others are 500. */
const FAULTS: ReadonlyMap<ErrorCode, { readonly status: number; readonly reason: string }> = new Map([
  ['INVALID_REQUEST', { status: 400, reason: 'invalid' }],
  ['NOT_FOUND', { status: 404, reason: 'notFound' }],
  ['JOB_NOT_FOUND', { status: 404, reason: 'notFound' }],
  ['ALREADY_EXISTS', { status: 409, reason: 'duplicate' }],
  ['JOB_ALREADY_EXISTS', { status: 409, reason: 'duplicate' }],
  ['PRECONDITION_FAILED', { status: 412, reason: 'conditionNotMet' }],
  ['UNSUPPORTED', { status: 501, reason: 'notImplemented' }],
  ['DEADLINE_EXCEEDED', { status: 504, reason: 'timeout' }],
]);

/** Any thrown value as the fault that a client is told of. */
export function toHttpFault(thrown: unknown): HttpFault {
  if (thrown instanceof HttpFault) return thrown;
  if (thrown instanceof DispatchError) {
    const { status, reason } = FAULTS.get(thrown.code) ?? { status: 500, reason: 'internalError' };
    return new HttpFault({ status, reason, message: thrown.message });
  }
  // Fastify's own refusals (a broken body, one too large) carry the status.
  const { statusCode, message } = thrown as { statusCode?: unknown; message?: unknown };
  const status = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
  const reason = status === 413 ? 'uploadTooLarge' : status < 500 ? 'badRequest' : 'internalError';
  return new HttpFault({ status, reason, message: typeof message === 'string' ? message : String(thrown) });
}

export function googleErrorBody({ status, reason, message, location, locationType }: HttpFault): GoogleErrorBody {
  const detail = { message, domain: 'global' as const, reason, ...(location && { location }), ...(locationType && { locationType }) };
  return { error: { code: status, message, errors: [detail], status: STATUSES.get(status) ?? 'UNKNOWN' } };
}
