import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { createIdTokenCheck } from './id-token-check';
import { ACCOUNT, AUDIENCE, keys, now, publicPem, token, withKey } from './id-token-test-bed';

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const check = createIdTokenCheck({ audiences: ['https://other.example.com', AUDIENCE], serviceAccounts: [ACCOUNT], keys });

const REFUSED: readonly [title: string, authorization: string | undefined, why: RegExp][] = [
  ['nobody', undefined, /there is no token/],
  ['something else than a bearer', 'Basic dTpw', /malformed/],
  ['half a token', `Bearer ${token().slice(0, 40)}`, /malformed/],
  ['two tokens', `Bearer ${token()}, ${token()}`, /malformed/],
  ['a token that is no JSON', 'Bearer a.b.c', /malformed|not valid/],
  ['a token signed by another', `Bearer ${token({ sign: withKey(stranger) })}`, /signature/],
  ['a token signed with an unknown key', `Bearer ${token({ header: { kid: 'k2' } })}`, /unknown key/],
  ['a key that every object has', `Bearer ${token({ header: { kid: '__proto__' } })}`, /unknown key/],
  ['a token that was changed', `Bearer ${token({ sign: () => token().split('.')[2] as string, claims: { email: 'x@example.com' } })}`, /signature/],
  ['a token that claims to need no signature', `Bearer ${token({ header: { alg: 'none' }, sign: () => 'AA' })}`, /signature/],
  ['a token signed with the public key as a secret', `Bearer ${token({ header: { alg: 'HS256' }, sign: (text) => createHmac('sha256', publicPem).update(text).digest('base64url') })}`, /signature/],
  ['an expired token', `Bearer ${token({ claims: { iat: now - 7200, exp: now - 3600 } })}`, /expired/],
  ['a token of the future', `Bearer ${token({ claims: { iat: now + 3600, exp: now + 7200 } })}`, /not valid yet/],
  ['a token for ever', `Bearer ${token({ claims: { exp: now + 10 * 365 * 86_400 } })}`, /too long/],
  ['a token without an end', `Bearer ${token({ claims: { exp: undefined } })}`, /not valid/],
  ['a token of another issuer', `Bearer ${token({ claims: { iss: 'https://evil.example.com' } })}`, /another issuer/],
  ['a token for another service', `Bearer ${token({ claims: { aud: 'https://evil.example.com' } })}`, /another audience/],
  ['a token for nobody', `Bearer ${token({ claims: { aud: undefined } })}`, /another audience/],
  ['another account', `Bearer ${token({ claims: { email: 'someone@example.com' } })}`, /another account/],
  ['an account that is not verified', `Bearer ${token({ claims: { email_verified: false } })}`, /no verified account/],
  ['an account that is verified in words', `Bearer ${token({ claims: { email_verified: 'true' } })}`, /no verified account/],
  ['no account', `Bearer ${token({ claims: { email: undefined } })}`, /no verified account/],
];

describe('the check of ID tokens', () => {
  it('lets in the account that is expected', async () => assert.equal(await check(`Bearer ${token()}`), undefined));

  for (const [title, authorization, why] of REFUSED) {
    it(`refuses ${title}, and quotes nothing of it`, async () => {
      const refused = (await check(authorization)) ?? 'let in';
      assert.match(refused, why);
      for (const part of authorization?.split(/[ .]/).slice(1) ?? []) assert.ok(part.length < 4 || !refused.includes(part), refused);
    });
  }

  it('says that it may pass where the keys cannot be fetched', async () => {
    const blind = createIdTokenCheck({ audiences: [AUDIENCE], serviceAccounts: [ACCOUNT], keys: () => Promise.reject(new Error('no route')) });
    await assert.rejects(blind(`Bearer ${token()}`), { code: 'UNAVAILABLE', message: /no route/ });
  });
});
