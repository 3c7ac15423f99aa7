import { DispatchError, type ErrorCode } from '../../core/errors';

/** What Google's clients throw: `code` or `status` from HTTP, or `code` of the system or the client where nothing was answered. */
interface ClientError {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly errors?: readonly { readonly reason?: unknown }[];
}

const CODES: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'INVALID_REQUEST'],
  [401, 'PERMISSION_DENIED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [408, 'UNAVAILABLE'],
  [409, 'ALREADY_EXISTS'],
  [412, 'PRECONDITION_FAILED'],
  [413, 'INVALID_REQUEST'],
  [429, 'UNAVAILABLE'],
  [501, 'UNSUPPORTED'],
]);

/** Reasons with which BigQuery and Cloud Storage ask for patience under a status that is final otherwise (R25). */
const PASSING_REASONS: ReadonlySet<unknown> = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'jobRateLimitExceeded', 'backendError', 'internalError']);

/** What the system says where a connection was not made or broke. */
const CONNECTION_CODES: ReadonlySet<unknown> = new Set(['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ERR_STREAM_PREMATURE_CLOSE', 'UND_ERR_SOCKET']);

/**
 * What a Google client has thrown, in the words of the catalogue.
 * @param doing what was tried, for the message: `read gs://b/o`
 * @param conflict what a 409 means there
 */
export function translateError(thrown: unknown, doing: string, conflict: ErrorCode = 'ALREADY_EXISTS'): DispatchError {
  if (thrown instanceof DispatchError) return thrown;
  const code = codeOf(thrown as ClientError);
  return new DispatchError(code === 'ALREADY_EXISTS' ? conflict : code, `${doing}: ${messageOf(thrown as ClientError)}`, { cause: thrown });
}

/** The HTTP status of an error, or `undefined` where there was no answer. */
export function statusOf(thrown: unknown): number | undefined {
  const { code, status } = (thrown ?? {}) as ClientError;
  const known = [code, status].map(Number).find((value) => value >= 100 && value < 600);
  return known;
}

function codeOf(error: ClientError): ErrorCode {
  if (error.errors?.some(({ reason }) => PASSING_REASONS.has(reason))) return 'UNAVAILABLE';
  const status = statusOf(error);
  if (status === undefined) return isBrokenConnection(error) ? 'UNAVAILABLE' : 'INTERNAL';
  return CODES.get(status) ?? (status >= 500 ? 'UNAVAILABLE' : 'INVALID_REQUEST');
}

function isBrokenConnection({ code, message }: ClientError): boolean {
  return CONNECTION_CODES.has(code) || /socket hang up|network timeout|premature close/i.test(String(message));
}

function messageOf({ message }: ClientError): string {
  return typeof message === 'string' && message !== '' ? message : 'no message';
}
