import { invalidParameter } from './request-terms';

/** Where a list goes on: after this item, given as the texts that it is found by. */
export function formatPageToken(...after: readonly string[]): string {
  return Buffer.from(JSON.stringify(after)).toString('base64url');
}

/** @throws HttpFault invalidParameter for a token that none of the lists gave */
export function parsePageToken(token: string | undefined): readonly string[] | undefined {
  if (token === undefined) return undefined;
  try {
    const after = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown;
    if (Array.isArray(after) && after.every((item) => typeof item === 'string')) return after;
  } catch {
    // Said below.
  }
  throw invalidParameter('pageToken', token);
}
