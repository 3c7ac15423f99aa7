import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import type { Identifier, Select, SelectItem } from './tree';
import { parseAlias } from './parse-alias';
import { parseFrom } from './parse-from';
import { parseGroupBy } from './parse-group-by';
import { parseWindow } from './parse-window';

/** SELECT up to WINDOW. @throws SqlError */
export function parseSelect(cursor: Cursor): Select {
  const { at } = cursor.expect('SELECT');
  if (cursor.is('@', '{')) throw notEmulated('A hint', cursor.at);
  if (cursor.is('WITH') && cursor.isIdentifier(1) && cursor.peek(1).upper !== '') throw notEmulated(`SELECT WITH ${cursor.peek(1).upper}`, cursor.at);
  const distinct = cursor.take('DISTINCT');
  if (!distinct) cursor.take('ALL');
  const as = parseAs(cursor);
  if (cursor.is('FROM')) throw cursor.error('SELECT list must not be empty');
  const items = parseSelectItems(cursor);
  const from = cursor.take('FROM') ? parseFrom(cursor) : undefined;
  return { kind: 'select', at, distinct, items, ...(as ? { as } : {}), ...(from ? { from } : {}), ...parseClauses(cursor) };
}

function parseAs(cursor: Cursor): Select['as'] {
  if (!cursor.take('AS')) return undefined;
  if (cursor.take('STRUCT')) return 'STRUCT';
  if (cursor.take('VALUE')) return 'VALUE';
  if (cursor.isIdentifier()) throw notEmulated('SELECT AS with a type', cursor.at);
  throw cursor.unexpected();
}

function parseClauses(cursor: Cursor): Pick<Select, 'where' | 'groupBy' | 'having' | 'qualify' | 'windows'> {
  const where = cursor.take('WHERE') ? cursor.expression() : undefined;
  const groupBy = cursor.is('GROUP') ? parseGroupBy(cursor) : undefined;
  const having = cursor.take('HAVING') ? cursor.expression() : undefined;
  const qualify = cursor.take('QUALIFY') ? cursor.expression() : undefined;
  const windows = cursor.take('WINDOW') ? cursor.list(() => parseNamedWindow(cursor)) : [];
  return { windows, ...(where ? { where } : {}), ...(groupBy ? { groupBy } : {}), ...(having ? { having } : {}), ...(qualify ? { qualify } : {}) };
}

/** `name AS (…)`, or `name AS other`. */
function parseNamedWindow(cursor: Cursor): Select['windows'][number] {
  const name = cursor.identifier();
  cursor.expect('AS');
  if (cursor.is('(')) return { name, window: parseWindow(cursor) };
  const base = cursor.identifier();
  return { name, window: { at: base.at, base, partitionBy: [], orderBy: [] } };
}

/** A list of columns; a comma behind the last one is left aside. @throws SqlError */
export function parseSelectItems(cursor: Cursor): SelectItem[] {
  const items = [parseSelectItem(cursor)];
  while (cursor.take(',')) {
    const { kind, upper } = cursor.peek();
    if (kind === 'end' || ['FROM', ')', ';', '|>', 'WHERE', 'UNION', 'LIMIT', 'ORDER'].includes(upper)) break;
    items.push(parseSelectItem(cursor));
  }
  return items;
}

function parseSelectItem(cursor: Cursor): SelectItem {
  const { at } = cursor;
  if (cursor.take('*')) return { kind: 'star', at, ...parseStarChanges(cursor) };
  const value = cursor.expression();
  if (cursor.take('.', '*')) return { kind: 'star', at, of: value, ...parseStarChanges(cursor) };
  const alias = parseAlias(cursor);
  return { kind: 'expression', at, value, ...(alias ? { alias } : {}) };
}

/** EXCEPT (…) and REPLACE (…) behind a star. @throws SqlError */
export function parseStarChanges(cursor: Cursor): Pick<Extract<SelectItem, { kind: 'star' }>, 'except' | 'replace'> {
  const except = cursor.is('EXCEPT', '(') && !cursor.is('EXCEPT', '(', 'SELECT') && cursor.take('EXCEPT') ? cursor.parenthesized(() => cursor.identifier()) : [];
  const replace = cursor.is('REPLACE', '(') && cursor.take('REPLACE') ? cursor.parenthesized(() => parseReplacement(cursor)) : [];
  return { except, replace };
}

function parseReplacement(cursor: Cursor): { value: ReturnType<Cursor['expression']>; name: Identifier } {
  const value = cursor.expression();
  cursor.take('AS');
  return { value, name: cursor.identifier() };
}
