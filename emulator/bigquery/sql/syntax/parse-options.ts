import type { Cursor } from './cursor';
import type { Options } from './statement';

/** OPTIONS (name = value, …); none where they do not stand. @throws SqlError */
export function parseOptions(cursor: Cursor): Options {
  if (!cursor.take('OPTIONS')) return [];
  return parseOptionList(cursor);
}

/** (name = value, …). @throws SqlError */
export function parseOptionList(cursor: Cursor): Options {
  if (cursor.take('(', ')')) return [];
  return cursor.parenthesized(() => {
    const name = cursor.identifier();
    cursor.expect('=');
    return { name, value: cursor.expression() };
  });
}
