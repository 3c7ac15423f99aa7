import type { GoogleAuth } from 'google-auth-library';
import { DispatchError } from '../../core/errors';
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
        const token = await new GoogleAuth({ scopes: [...identity.scopes] }).getAccessToken();
        if (!token) throw new DispatchError('PERMISSION_DENIED', `there is no access token for ${identity.scopes.join(', ')}`);
        return token;
      }
      auth ??= new (await import('google-auth-library')).GoogleAuth();
      const client = await auth.getIdTokenClient(identity.audience);
      return await client.idTokenProvider.fetchIdToken(identity.audience);
    } catch (thrown) {
      throw translateError(thrown, { doing: 'get a token of the service account' });
    }
  };
}
