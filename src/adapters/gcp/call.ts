import type { BigQuery } from '@google-cloud/bigquery';
import { DispatchError, hasCode, type ErrorCode } from '../../core/errors';
import { translateError } from './translate-error';

export interface CallRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly projectId: string;
  /** What stands in the path below `projects/<projectId>`, not encoded. */
  readonly path: readonly string[];
  readonly qs?: object;
  readonly json?: unknown;
  /** What is tried, for messages: `get job j`. */
  readonly doing: string;
  /** What a 409 means here, ALREADY_EXISTS where it is not given. */
  readonly conflict?: ErrorCode;
}

/**
 * One call of the REST API v2, for its answer; a DELETE, which Google answers with nothing, gives an empty object. Rejects
 * with a DispatchError: of what Google answered by `translateError`, NOT_FOUND where a part of the path can name nothing.
 */
export type Call = <T extends object>(request: CallRequest) => Promise<T>;

/**
 * Requests go as they are, with the client's credentials and endpoint: its own classes hide parts of a job that actions
 * set. The body goes as text, since the client replaces `{{projectId}}` in every text of an object.
 */
export function createCall(bigquery: BigQuery): Call {
  return async ({ method = 'GET', projectId, path, qs, json, doing, conflict }) => {
    const places = [projectId, ...path].map((part) => encodePart(part, doing));
    const body = json === undefined ? {} : { body: JSON.stringify(json), headers: { 'Content-Type': 'application/json' } };
    const request = { method, projectId: places[0] as string, uri: `/${places.slice(1).join('/')}`, qs, ...body };
    const answer = await new Promise<unknown>((resolve, reject) => {
      bigquery.request(request, (error, found: unknown) => (error ? reject(translateError(error, { doing, conflict })) : resolve(found)));
    });
    if (method === 'DELETE') return {} as never;
    if (typeof answer !== 'object' || answer === null) throw new DispatchError('UNAVAILABLE', `${doing}: the answer is not JSON`);
    return answer as never;
  };
}

/** `undefined` in place of NOT_FOUND. */
export async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return undefined;
    throw error;
  }
}

/** A part of a path. @throws DispatchError NOT_FOUND for an empty one, `.` and `..`, which would lead to another resource */
export function encodePart(part: string, doing: string): string {
  if (['', '.', '..'].includes(part)) throw new DispatchError('NOT_FOUND', `${doing}: ${JSON.stringify(part)} names nothing`);
  return encodeURIComponent(part);
}
