import type { GoogleAuth } from 'google-auth-library';
import { DispatchError } from '../../core/errors';
import { LONGEST_REQUEST_MS } from '../../core/time-limit';
import { translateError } from './translate-error';

/**
 * One request to a Google API that has no client here, for the object that it answers; tried once (R25).
 * Rejects with UNAVAILABLE where something else is answered, or nothing within `timeoutMs` (a minute where it is missing).
 */
export type GoogleRequest = <T extends object>(request: { readonly method: 'GET' | 'POST'; readonly url: string; readonly json?: unknown; readonly doing: string; readonly timeoutMs?: number }) => Promise<T>;

/**
 * With the credentials of the account that the service runs as; the package is loaded with the first request.
 * @param options.withoutCredentials for an emulator
 */
export function createGoogleRequest({ withoutCredentials = false } = {}): GoogleRequest {
  let auth: GoogleAuth | undefined;
  return async ({ method, url, json, doing, timeoutMs = LONGEST_REQUEST_MS }) => {
    const { GoogleAuth, PassThroughClient } = await import('google-auth-library');
    auth ??= new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/cloud-platform'] });
    const client = withoutCredentials ? new PassThroughClient() : auth;
    const options = { url, method, retry: false, redirect: 'error' as const, responseType: 'json' as const, timeout: timeoutMs, ...(json !== undefined && { data: json }) };
    // Nothing is created by these requests, so that a conflict is one of those that pass.
    const { data } = await client.request<unknown>(options).catch((thrown: unknown) => Promise.reject(translateError(thrown, { doing, conflict: 'UNAVAILABLE' })));
    if (typeof data !== 'object' || data === null) throw new DispatchError('UNAVAILABLE', `${doing}: the answer is not JSON`);
    return data as never;
  };
}
