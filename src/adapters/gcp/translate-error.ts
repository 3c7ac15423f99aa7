import { DispatchError, type ErrorCode } from '../../core/errors';

/** What Google's clients throw: `code` or `status` from HTTP, or `code` of the system or the client where nothing was answered. */
interface ClientError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly errors?: readonly { readonly reason?: unknown }[];
}

const CODES: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'PERMISSION_DENIED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [408, 'UNAVAILABLE'],
  [409, 'ALREADY_EXISTS'],
  [412, 'PRECONDITION_FAILED'],
  [429, 'UNAVAILABLE'],
  [501, 'UNSUPPORTED'],
]);

/** Reasons with which BigQuery and Cloud Storage ask for patience under a status that is final otherwise (R25). */
const PASSING_REASONS: ReadonlySet<unknown> = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'jobRateLimitExceeded', 'backendError', 'internalError']);

/** What to do about a 403 that no right mends (https://cloud.google.com/bigquery/docs/error-messages). */
const HINTS: ReadonlyMap<unknown, string> = new Map([
  ['quotaExceeded', 'Raise the quota that the message names, or wait until it is filled again; then run the job once more.'],
  ['billingNotEnabled', 'Enable billing for the project.'],
]);

/** Of the client library, without credentials, for a project that it is not told, and for a file that is not there. */
const NO_CREDENTIALS = /could not load the default credentials|unable to detect a project id|does not exist, or it is not a file/i;
const NO_CREDENTIALS_HINT = 'Run as a service account; on your own machine: gcloud auth application-default login.';

/** Said where the credentials are those of a person. */
const NO_ID_TOKEN = /cannot fetch id token/i;
const NO_ID_TOKEN_HINT = 'Run as a service account; on your own machine: gcloud auth application-default login --impersonate-service-account=<account>.';

/** What the system and the clients say where a connection was not made, broke, or brought something else than was sent. */
const CONNECTION_CODES: ReadonlySet<unknown> = new Set([
  ...['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ERR_STREAM_PREMATURE_CLOSE', 'UND_ERR_SOCKET', 'CONTENT_DOWNLOAD_MISMATCH'],
]);

/** The same, where the clients have no code for it. */
const CONNECTION_MESSAGES = /socket hang up|network timeout|premature close|invalid json response body|could not refresh access token|operation was aborted|responds with a redirect/i;

/** Characters of a message that may be a whole page of HTML. */
const LONGEST_PAGE = 500;

export interface Attempt {
  /** What was tried, for the message: `read gs://b/o`. */
  readonly doing: string;
  /** What a 409 means there. */
  readonly conflict?: ErrorCode;
}

/** What a Google client has thrown, in the words of the catalogue, with `cause`. */
export function translateError(thrown: unknown, { doing, conflict = 'ALREADY_EXISTS' }: Attempt): DispatchError {
  if (thrown instanceof DispatchError) return thrown;
  const error = (thrown ?? {}) as ClientError;
  const code = codeOf(error);
  return new DispatchError(code === 'ALREADY_EXISTS' ? conflict : code, `${doing}: ${messageOf(error)}`, { hint: hintOf(error), cause: thrown });
}

/** The HTTP status of an error, or `undefined` where there was no answer. */
export function statusOf(thrown: unknown): number | undefined {
  const { code, status } = (thrown ?? {}) as ClientError;
  return [code, status].map(Number).find((value) => value >= 100 && value < 600);
}

function codeOf(error: ClientError): ErrorCode {
  if (error.errors?.some(({ reason }) => PASSING_REASONS.has(reason))) return 'UNAVAILABLE';
  const status = statusOf(error);
  if (status === undefined) return codeWithoutAnswer(error);
  return CODES.get(status) ?? (status >= 500 ? 'UNAVAILABLE' : 'INVALID_REQUEST');
}

function codeWithoutAnswer({ name, code, message }: ClientError): ErrorCode {
  if (NO_CREDENTIALS.test(String(message)) || NO_ID_TOKEN.test(String(message))) return 'PERMISSION_DENIED';
  // A body that is no JSON was cut off, or comes from something in between.
  const broken = CONNECTION_CODES.has(code) || name === 'SyntaxError' || CONNECTION_MESSAGES.test(String(message));
  return broken ? 'UNAVAILABLE' : 'INTERNAL';
}

/** `undefined` where the catalogue knows best. */
function hintOf({ errors, message }: ClientError): string | undefined {
  if (NO_CREDENTIALS.test(String(message))) return NO_CREDENTIALS_HINT;
  if (NO_ID_TOKEN.test(String(message))) return NO_ID_TOKEN_HINT;
  return errors?.map(({ reason }) => HINTS.get(reason)).find((found) => found !== undefined);
}

/** Where the body was no JSON, the clients list status and body as several errors. */
function messageOf({ message }: ClientError): string {
  if (typeof message !== 'string' || message === '') return 'no message';
  const [, listed] = /^Multiple errors occurred during the request\.[^\n]*\n([^]*)$/.exec(message) ?? [];
  return listed === undefined ? message : listed.replace(/\s+/g, ' ').trim().slice(0, LONGEST_PAGE);
}
