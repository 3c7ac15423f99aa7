import type { GoogleAuth } from 'google-auth-library';
import type { HttpRequest } from '../../core/ports/http-caller';
import { translateError } from './translate-error';

/**
 * Bearer tokens of the account that the service runs as: an ID token for an audience, or an access token with scopes.
 * Loads the package on the first call. Rejects with PERMISSION_DENIED where there are no credentials.
 */
export function createIdentityTokens(): (identity: NonNullable<HttpRequest['identity']>) => Promise<string> {
  let auth: GoogleAuth | undefined;
  return async (identity) => {
    try {
      if (!('audience' in identity)) {
        const { GoogleAuth } = await import('google-auth-library');
        return (await new GoogleAuth({ scopes: [...identity.scopes] }).getAccessToken()) ?? '';
      }
      auth ??= new (await import('google-auth-library')).GoogleAuth();
      const client = await auth.getIdTokenClient(identity.audience);
      return await client.idTokenProvider.fetchIdToken(identity.audience);
    } catch (thrown) {
      throw translateError(thrown, { doing: 'get a token of the service account' });
    }
  };
}
