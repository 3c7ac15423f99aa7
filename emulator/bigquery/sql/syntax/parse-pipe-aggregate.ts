import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import type { Expression, GroupBy, OrderItem, SelectItem } from './tree';
import { parseAlias } from './parse-alias';
import { type Pipe, selecting } from './pipe';

interface Item {
  readonly item: SelectItem;
  /** ASC or DESC, and NULLS, where one of them is told. */
  readonly order?: Pick<OrderItem, 'descending' | 'nulls'>;
}

/** |> AGGREGATE … GROUP BY …: the grouped columns first, the aggregates behind them. @throws SqlError */
export function parseAggregate(cursor: Cursor, pipe: Pipe): Pipe {
  const { at } = cursor;
  const aggregates = cursor.is('GROUP') ? [] : parseItems(cursor);
  const ordered = cursor.is('GROUP', 'AND');
  const groups = cursor.take('GROUP') ? parseGroups(cursor) : [];
  if (aggregates.some(({ order }) => order)) throw notEmulated('ASC and DESC in |> AGGREGATE', at);
  const items = [...groups, ...aggregates].map(({ item }) => item);
  const aggregated = selecting(pipe, { items, groupBy: groupBy(groups, at) });
  return { query: { ...aggregated.query, orderBy: groups.flatMap((group, n) => (ordered || group.order ? [orderItem(group, n)] : [])) } };
}

function parseGroups(cursor: Cursor): Item[] {
  if (cursor.take('AND')) cursor.expect('ORDER');
  cursor.expect('BY');
  if (cursor.isAny('ROLLUP', 'CUBE', 'GROUPING', 'ALL')) throw notEmulated(`GROUP BY ${cursor.peek().upper} in |> AGGREGATE`, cursor.at);
  const groups = parseItems(cursor);
  const literal = groups.find(({ item }) => item.kind === 'expression' && item.value.kind === 'int');
  if (literal) throw notEmulated('GROUP BY of a number in |> AGGREGATE', literal.item.at);
  return groups;
}

function parseItems(cursor: Cursor): Item[] {
  const items = [parseItem(cursor)];
  while (cursor.take(',')) {
    if (cursor.isAny('GROUP', '|>', ')', ';') || cursor.peek().kind === 'end') break;
    items.push(parseItem(cursor));
  }
  return items;
}

function parseItem(cursor: Cursor): Item {
  const { at } = cursor;
  const value = cursor.expression();
  const alias = parseAlias(cursor);
  const item: SelectItem = { kind: 'expression', at, value, ...(alias ? { alias } : {}) };
  if (!cursor.isAny('ASC', 'DESC')) return { item };
  const descending = cursor.next().upper === 'DESC';
  if (!cursor.take('NULLS')) return { item, order: { descending } };
  if (!cursor.isAny('FIRST', 'LAST')) throw cursor.expected('FIRST', 'LAST');
  return { item, order: { descending, nulls: cursor.next().upper as 'FIRST' | 'LAST' } };
}

/** By number, so that a name means the grouped column and nothing else. Without groups, all rows are one group. */
function groupBy(groups: readonly Item[], at: SelectItem['at']): GroupBy {
  if (groups.length === 0) return { kind: 'sets', at, items: [{ kind: 'GROUPING SETS', sets: [[]] }] };
  return { kind: 'sets', at, items: groups.map(({ item }, n) => ({ kind: 'expression', value: ordinal(item, n) })) };
}

function ordinal({ at }: SelectItem, n: number): Expression {
  return { kind: 'int', at, text: String(n + 1) };
}

function orderItem({ item, order }: Item, n: number): OrderItem {
  return { at: item.at, value: ordinal(item, n), descending: false, ...order };
}
