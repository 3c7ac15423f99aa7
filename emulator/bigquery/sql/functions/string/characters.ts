/** A text by its characters (code points): the text itself where each is one UTF-16 unit. */
export type Characters = string | readonly string[];

const SURROGATE = /[\ud800-\udfff]/;

export function charactersOf(text: string): Characters {
  return SURROGATE.test(text) ? Array.from(text) : text;
}

export function sliceOf(characters: Characters, start: number, end?: number): string {
  return typeof characters === 'string' ? characters.slice(start, end) : characters.slice(start, end).join('');
}

export function reversed(characters: Characters): string {
  return Array.from(characters).reverse().join('');
}

/** Where `part` first stands in `text` at or behind a character, counted in characters from 0; -1 if nowhere. */
export function indexOf(text: Characters, part: Characters, from: number): number {
  if (typeof text === 'string') return typeof part === 'string' ? text.indexOf(part, from) : -1;
  for (let start = from; start + part.length <= text.length; start++) if (standsAt(text, part, start)) return start;
  return -1;
}

/** Where `part` last stands at or before a character; -1 if nowhere. */
export function lastIndexOf(text: Characters, part: Characters, from: number): number {
  for (let start = Math.min(from, text.length - part.length); start >= 0; start--) if (standsAt(text, part, start)) return start;
  return -1;
}

function standsAt(text: Characters, part: Characters, start: number): boolean {
  for (let n = 0; n < part.length; n++) if (text[start + n] !== part[n]) return false;
  return true;
}

/** A number of characters from an INT64: what lies far beyond any text is as good as infinite. */
export function countOf(value: bigint): number {
  if (value > 2_147_483_647n) return Infinity;
  return value < -2_147_483_648n ? -Infinity : Number(value);
}
