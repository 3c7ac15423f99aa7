import { invalidParameter, numberOf, textOf, type Call } from './call';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; absent after the last one. */
  readonly nextPageToken?: string;
}

export interface PageOptions<T> {
  /** What an item is found by again when others come and go: unique, and never changed. */
  readonly keyOf: (item: T) => string;
  readonly defaultSize: number;
  readonly maxSize: number;
}

/** The page that `maxResults` and `pageToken` ask for. @throws HttpFault invalidParameter */
export function pageOf<T>(call: Call, items: readonly T[], { keyOf, defaultSize, maxSize }: PageOptions<T>): Page<T> {
  const size = Math.min(numberOf(call, 'maxResults') || defaultSize, maxSize);
  const token = textOf(call, 'pageToken');
  const start = token === undefined ? 0 : startOf(token, items, keyOf);
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  return start + size < items.length && last !== undefined ? { items: page, nextPageToken: formatToken({ i: start + size, k: keyOf(last) }) } : { items: page };
}

interface Token {
  /** The position of the next item. */
  readonly i: number;
  /** The key of the item before it. */
  readonly k?: string;
}

function startOf<T>(token: string, items: readonly T[], keyOf: (item: T) => string): number {
  const { i, k } = parseToken(token);
  const before = items.findIndex((item) => keyOf(item) === k);
  return before < 0 ? i : before + 1;
}

/** The token of a page of rows that begins at a position. */
export function formatRowToken(start: number): string {
  return formatToken({ i: start });
}

/** Where a page of rows begins. @throws HttpFault invalidParameter */
export function parseRowToken(token: string): number {
  return parseToken(token).i;
}

function formatToken(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function parseToken(text: string): Token {
  try {
    const { i, k } = JSON.parse(Buffer.from(text, 'base64url').toString()) as { i?: unknown; k?: unknown };
    if (Number.isSafeInteger(i) && (i as number) >= 0) return { i: i as number, ...(typeof k === 'string' && { k }) };
  } catch {
    // Said below.
  }
  throw invalidParameter('pageToken', text);
}
