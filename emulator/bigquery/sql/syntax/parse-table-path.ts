import { type Cursor, toIdentifier } from './cursor';
import type { Identifier } from './tree';

const DASHED = /[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)+/y;

/** A path of a table, routine or dataset: its first part may have dashes, and backquoted dots are split. @throws SqlError */
export function parseTablePath(cursor: Cursor): Identifier[] {
  const parts = parsePart(cursor);
  while (cursor.is('.') && !cursor.is('.', '*')) {
    cursor.next();
    parts.push(...splitPath(cursor, cursor.identifier()));
  }
  return parts;
}

function parsePart(cursor: Cursor): Identifier[] {
  if (cursor.is('@') || cursor.is('?')) throw cursor.error('Query parameters cannot be used in place of table names');
  const token = cursor.peek();
  if (token.kind !== 'word' || token.reserved) return splitPath(cursor, cursor.identifier());
  DASHED.lastIndex = token.at.offset;
  const dashed = DASHED.exec(cursor.source);
  return dashed ? [toIdentifier(cursor.takeText(token.at.offset + dashed[0].length))] : [cursor.identifier()];
}

/** `p.d.t` is three parts; a project such as example.com:p stays one. */
function splitPath(cursor: Cursor, part: Identifier): Identifier[] {
  if (!part.quoted) return [part];
  const domain = /^[^:]*:[^.]*/.exec(part.name)?.[0] ?? '';
  const [first = '', ...others] = part.name.slice(domain.length).split('.');
  const names = [domain + first, ...others];
  if (names.includes('')) throw cursor.error('Invalid empty identifier', part.at);
  return names.map((name) => ({ ...part, name }));
}
