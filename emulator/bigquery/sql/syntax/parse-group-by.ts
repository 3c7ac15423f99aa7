import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import type { Expression, GroupBy, GroupingItem } from './tree';

/** GROUP BY and its items. @throws SqlError */
export function parseGroupBy(cursor: Cursor): GroupBy {
  const { at } = cursor.expect('GROUP');
  if (cursor.is('@', '{')) throw notEmulated('A hint', cursor.at);
  cursor.expect('BY');
  if (cursor.take('ALL')) return { kind: 'all', at };
  return { kind: 'sets', at, items: cursor.list(() => parseItem(cursor)) };
}

function parseItem(cursor: Cursor): GroupingItem {
  if (cursor.isAny('ROLLUP', 'CUBE')) {
    const kind = cursor.next().upper as 'ROLLUP' | 'CUBE';
    return { kind, sets: cursor.parenthesized(() => parseSet(cursor)) };
  }
  if (cursor.take('GROUPING', 'SETS')) return { kind: 'GROUPING SETS', sets: cursor.parenthesized(() => parseSets(cursor)).flat() };
  if (cursor.take('(', ')')) return { kind: 'GROUPING SETS', sets: [[]] };
  return { kind: 'expression', value: cursor.expression() };
}

/** `a` or `(a, b)` or `()`. */
function parseSet(cursor: Cursor): readonly Expression[] {
  if (cursor.take('(', ')')) return [];
  const value = cursor.expression();
  return value.kind === 'struct' && value.tuple ? value.fields.map((field) => field.value) : [value];
}

/** An element of GROUPING SETS, with ROLLUP and CUBE written out. */
function parseSets(cursor: Cursor): (readonly Expression[])[] {
  if (cursor.take('ROLLUP')) {
    const sets = cursor.parenthesized(() => parseSet(cursor));
    return [...sets, []].map((_, n) => sets.slice(0, sets.length - n).flat());
  }
  const { at } = cursor;
  if (cursor.take('CUBE')) {
    const sets = cursor.parenthesized(() => parseSet(cursor));
    if (sets.length > 8) throw notEmulated('CUBE of more than 8 in GROUPING SETS', at);
    return Array.from({ length: 2 ** sets.length }, (_, mask) => sets.filter((_set, n) => (mask & (1 << (sets.length - 1 - n))) === 0).flat());
  }
  return [parseSet(cursor)];
}
