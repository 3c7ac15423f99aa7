import type { OAuth2Client } from 'google-auth-library';
import { DispatchError } from '../../core/errors';
import type { CallerRule, CheckCaller } from '../../server/caller-check';

/** Keys by their IDs: certificates or public keys in PEM. */
export type SigningKeys = Readonly<Record<string, string>>;

export interface IdTokenCheckOptions extends Pick<Extract<CallerRule, { mode: 'oidc' }>, 'audiences' | 'serviceAccounts'> {
  /** The keys that tokens may be signed with; Google's, kept as long as Google says, unless given. */
  readonly keys?: () => Promise<SigningKeys>;
}

/** https://cloud.google.com/docs/authentication/token-types#id */
const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

/** What the library's errors begin with, and what a log may say instead: they quote the token. */
const REASONS: readonly [beginning: RegExp, reason: string][] = [
  [/^Wrong number of segments|^Can't parse/, 'the token is malformed'],
  [/^No pem found/, 'the token is signed with an unknown key'],
  [/^Invalid token signature/, 'the signature of the token is wrong'],
  [/^Token used too late/, 'the token has expired'],
  [/^Token used too early/, 'the token is not valid yet'],
  [/^Expiration time too far/, 'the token is valid for too long'],
  [/^Invalid issuer/, 'the token is of another issuer'],
  [/^Wrong recipient/, 'the token is for another audience'],
];

/**
 * Checks Google's ID tokens: signature, issuer, times, audience, and that the account is one of those expected
 * (https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions). Loads the library with the first token.
 */
export function createIdTokenCheck({ audiences, serviceAccounts, keys }: IdTokenCheckOptions): CheckCaller {
  let client: OAuth2Client | undefined;

  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return authorization === undefined ? 'there is no token' : 'the token is malformed';
    client ??= new (await import('google-auth-library')).OAuth2Client();
    const signingKeys = await fetchKeys(client, keys);
    try {
      const ticket = await client.verifySignedJwtWithCertsAsync(token, signingKeys, [...audiences], ISSUERS);
      return problemOf(ticket.getPayload() ?? {}, serviceAccounts);
    } catch (thrown) {
      const text = thrown instanceof Error ? thrown.message : '';
      return REASONS.find(([beginning]) => beginning.test(text))?.[1] ?? 'the token is not valid';
    }
  };
}

async function fetchKeys(client: OAuth2Client, keys: IdTokenCheckOptions['keys']): Promise<SigningKeys> {
  try {
    return keys ? await keys() : ((await client.getFederatedSignonCertsAsync()).certs as SigningKeys);
  } catch (cause) {
    throw new DispatchError('UNAVAILABLE', `the keys of ID tokens cannot be fetched: ${(cause as Error).message}`, { cause });
  }
}

function problemOf({ email, email_verified: verified }: { email?: string; email_verified?: boolean }, serviceAccounts: readonly string[]): string | undefined {
  if (email === undefined || verified !== true) return 'the token names no verified account';
  return serviceAccounts.includes(email) ? undefined : 'the token is of another account';
}
