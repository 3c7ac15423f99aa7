import { expandInto, type Variables } from '../expand';

/**
 * What a request sends, as text. Within a text that is JSON a variable stands in a quoted text, so its value is escaped for
 * that; in any other text it goes as it is (R19). JSON in the request itself was expanded with it.
 */
export function jsonText(value: unknown, variables: Variables): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const put = isJson(value) ? (found: string) => JSON.stringify(found).slice(1, -1) : (found: string) => found;
  return expandInto(value, variables, put);
}

/** How JSON begins. */
const BEGINS = /^\s*[[{"tfn\d-]/;

/** Whether a text is JSON as a whole. */
export function isJson(text: string): boolean {
  if (!BEGINS.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
