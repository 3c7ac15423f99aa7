import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import type { FromItem, Identifier, Query, TableReferenceItem, UnnestItem } from './tree';
import { parseAlias } from './parse-alias';
import { parseArgument } from './parse-call';
import { parseJoins } from './parse-join';
import { continuesQuery, startsQuery } from './parse-parentheses';
import { parseTableOperators, startsTableOperator } from './parse-table-operators';
import { parseTablePath } from './parse-table-path';
import type { Position } from './position';

/** What follows FROM: tables, commas and joins. @throws SqlError */
export function parseFrom(cursor: Cursor): FromItem {
  return parseJoins(cursor, { first: parseTable(cursor), table: () => parseTable(cursor), comma: true });
}

/** A table, subquery, UNNEST, table function, or joins in parentheses, with its alias and operators. @throws SqlError */
export function parseTable(cursor: Cursor): FromItem {
  const { at } = cursor;
  if (cursor.is('UNNEST')) return parseUnnest(cursor);
  if (cursor.is('(')) return fromParentheses(cursor, parseInParentheses(cursor), at);
  if (cursor.is('LATERAL')) throw notEmulated('LATERAL', at);
  if (cursor.is('GRAPH_TABLE', '(')) throw notEmulated('GRAPH_TABLE', at);
  const path = parseTablePath(cursor);
  if (cursor.is('(')) return parseTableFunction(cursor, path);
  const alias = parseTableAlias(cursor);
  const withOffset = parseWithOffset(cursor);
  const systemTime = cursor.take('FOR') ? parseSystemTime(cursor) : undefined;
  const operators = parseTableOperators(cursor);
  return {
    kind: 'table', at, path, operators,
    ...(alias ? { alias } : {}), ...(withOffset ? { withOffset } : {}), ...(systemTime ? { systemTime } : {}),
  };
}

function parseTableAlias(cursor: Cursor): Identifier | undefined {
  return startsTableOperator(cursor) ? undefined : parseAlias(cursor);
}

function parseSystemTime(cursor: Cursor): NonNullable<TableReferenceItem['systemTime']> {
  cursor.expect('SYSTEM_TIME', 'AS', 'OF');
  return cursor.expression();
}

function parseUnnest(cursor: Cursor): UnnestItem {
  const { at } = cursor.expect('UNNEST');
  cursor.expect('(');
  const value = cursor.expression();
  if (cursor.is(',') || cursor.is('AS')) throw notEmulated('UNNEST of several arrays', cursor.at);
  cursor.expect(')');
  const alias = parseTableAlias(cursor);
  const withOffset = parseWithOffset(cursor);
  const operators = parseTableOperators(cursor);
  return { kind: 'unnest', at, value, operators, ...(alias ? { alias } : {}), ...(withOffset ? { withOffset } : {}) };
}

function parseWithOffset(cursor: Cursor): UnnestItem['withOffset'] {
  const { at } = cursor;
  if (!cursor.take('WITH')) return undefined;
  cursor.expect('OFFSET');
  const alias = parseTableAlias(cursor);
  return alias ? { at, alias } : { at };
}

function parseTableFunction(cursor: Cursor, name: readonly Identifier[]): FromItem {
  const { at } = name[0] as Identifier;
  cursor.expect('(');
  const values = cursor.is(')') ? [] : cursor.list(() => parseArgument(cursor));
  cursor.expect(')');
  const alias = parseTableAlias(cursor);
  const operators = parseTableOperators(cursor);
  return { kind: 'table-function', at, name, arguments: values, operators, ...(alias ? { alias } : {}) };
}

type InParentheses = { readonly query: Query; readonly item?: undefined } | { readonly query?: undefined; readonly item: FromItem };

/** Reads from `(` to `)`. Linear, however many parentheses stand in each other. */
function parseInParentheses(cursor: Cursor): InParentheses {
  cursor.expect('(');
  const inside = cursor.nested(() => parseInside(cursor));
  cursor.expect(')');
  return inside;
}

function parseInside(cursor: Cursor): InParentheses {
  if (startsQuery(cursor)) return { query: cursor.query() };
  const { at } = cursor;
  if (!cursor.is('(')) return parseInnerJoins(cursor, parseTable(cursor));
  const inner = parseInParentheses(cursor);
  if (inner.query && continuesQuery(cursor)) return { query: cursor.queryFrom(inner.query) };
  return parseInnerJoins(cursor, fromParentheses(cursor, inner, at));
}

function parseInnerJoins(cursor: Cursor, first: FromItem): InParentheses {
  const item = parseJoins(cursor, { first, table: () => parseTable(cursor), comma: false });
  if (item === first) throw cursor.expected('JOIN');
  return { item };
}

function fromParentheses(cursor: Cursor, inside: InParentheses, at: Position): FromItem {
  if (inside.item) return { kind: 'parenthesized', at, item: inside.item, operators: parseTableOperators(cursor) };
  const alias = parseTableAlias(cursor);
  const operators = parseTableOperators(cursor);
  return { kind: 'subquery', at, query: inside.query, operators, ...(alias ? { alias } : {}) };
}
