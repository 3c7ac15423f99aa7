import { createSign, generateKeyPairSync } from 'node:crypto';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });

/** The key that tokens are checked with, where Google's would be. */
export const publicPem = publicKey;
export const keys = (): Promise<Record<string, string>> => Promise.resolve({ k1: publicKey });

export const AUDIENCE = 'https://dispatch.example.com';
export const ACCOUNT = 'caller@northwind-data.iam.gserviceaccount.com';
export const now = Math.floor(Date.now() / 1000);

const CLAIMS = { iss: 'https://accounts.google.com', aud: AUDIENCE, email: ACCOUNT, email_verified: true, iat: now - 60, exp: now + 3000 };

/** What is different from a good token. */
export interface Forgery {
  readonly claims?: object;
  readonly header?: object;
  readonly sign?: (text: string) => string;
}

export function token({ claims = {}, header = {}, sign = withKey(privateKey) }: Forgery = {}): string {
  const text = `${encode({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header })}.${encode({ ...CLAIMS, ...claims })}`;
  return `${text}.${sign(text)}`;
}

export function withKey(pem: string): (text: string) => string {
  return (text) => createSign('RSA-SHA256').update(text).sign(pem, 'base64url');
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
