import type { GoogleAuth } from 'google-auth-library';
import { translateError } from './translate-error';

/** One request to a Google API that has no client here, for the JSON of its answer; tried once (R25). */
export type GoogleRequest = <T>(request: { readonly method: 'GET' | 'POST'; readonly url: string; readonly json?: unknown; readonly doing: string; readonly timeoutMs?: number }) => Promise<T>;

/**
 * With the credentials of the account that the service runs as; the package is loaded with the first request.
 * @param options.withoutCredentials for an emulator
 */
export function createGoogleRequest({ withoutCredentials = false } = {}): GoogleRequest {
  let auth: GoogleAuth | undefined;
  return async ({ method, url, json, doing, timeoutMs }) => {
    const { GoogleAuth, PassThroughClient } = await import('google-auth-library');
    auth ??= new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/cloud-platform'] });
    const client = withoutCredentials ? new PassThroughClient() : auth;
    const options = { url, method, retry: false, responseType: 'json' as const, ...(json !== undefined && { data: json }), ...(timeoutMs !== undefined && { timeout: timeoutMs }) };
    try {
      return (await client.request<never>(options)).data;
    } catch (thrown) {
      throw translateError(thrown, { doing });
    }
  };
}
