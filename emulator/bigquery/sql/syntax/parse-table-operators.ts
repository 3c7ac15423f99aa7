import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import type { Expression, Identifier, TableOperator } from './tree';
import { parseAlias } from './parse-alias';

type Pivot = Extract<TableOperator, { kind: 'pivot' }>;
type Unpivot = Extract<TableOperator, { kind: 'unpivot' }>;

/** Whether PIVOT, UNPIVOT and so on begin here, rather than an alias of that name. */
export function startsTableOperator(cursor: Cursor): boolean {
  return cursor.is('PIVOT', '(') || cursor.is('MATCH_RECOGNIZE', '(') || (cursor.is('UNPIVOT') && ['(', 'INCLUDE', 'EXCLUDE'].includes(cursor.peek(1).upper));
}

/** PIVOT, UNPIVOT and TABLESAMPLE in the order written. @throws SqlError */
export function parseTableOperators(cursor: Cursor): TableOperator[] {
  const operators: TableOperator[] = [];
  for (;;) {
    const operator = parseTableOperator(cursor);
    if (!operator) return operators;
    operators.push(operator);
  }
}

function parseTableOperator(cursor: Cursor): TableOperator | undefined {
  const { at } = cursor;
  if (cursor.is('TABLESAMPLE')) return parseSample(cursor);
  if (!startsTableOperator(cursor)) return undefined;
  if (cursor.is('MATCH_RECOGNIZE')) throw notEmulated('MATCH_RECOGNIZE', at);
  const operator = cursor.take('PIVOT') ? parsePivot(cursor, at) : parseUnpivot(cursor);
  const alias = startsTableOperator(cursor) ? undefined : parseAlias(cursor);
  return alias ? { ...operator, alias } : operator;
}

function parsePivot(cursor: Cursor, at: TableOperator['at']): Pivot {
  cursor.expect('(');
  const aggregates = cursor.list(() => parseAliased(cursor));
  cursor.expect('FOR');
  const input = cursor.operand();
  cursor.expect('IN');
  const values = cursor.parenthesized(() => parseAliased(cursor));
  cursor.expect(')');
  return { kind: 'pivot', at, aggregates, input, values };
}

function parseAliased(cursor: Cursor): { value: Expression; alias?: Identifier } {
  const value = cursor.expression();
  const alias = parseAlias(cursor);
  return alias ? { value, alias } : { value };
}

function parseUnpivot(cursor: Cursor): Unpivot {
  const { at } = cursor.expect('UNPIVOT');
  const includeNulls = cursor.take('INCLUDE');
  if (includeNulls || cursor.take('EXCLUDE')) cursor.expect('NULLS');
  cursor.expect('(');
  const valueColumns = parseNames(cursor);
  cursor.expect('FOR');
  const nameColumn = cursor.identifier();
  cursor.expect('IN');
  const columns = cursor.parenthesized(() => parseUnpivoted(cursor));
  cursor.expect(')');
  return { kind: 'unpivot', at, includeNulls, valueColumns, nameColumn, columns };
}

function parseNames(cursor: Cursor): Identifier[] {
  return cursor.is('(') ? cursor.parenthesized(() => cursor.identifier()) : [cursor.identifier()];
}

function parseUnpivoted(cursor: Cursor): Unpivot['columns'][number] {
  const columns = parseNames(cursor);
  const labelled = cursor.take('AS') || ['string', 'int'].includes(cursor.peek().kind);
  return labelled ? { columns, label: cursor.expression() } : { columns };
}

function parseSample(cursor: Cursor): TableOperator {
  const { at } = cursor.expect('TABLESAMPLE');
  cursor.identifier();
  cursor.expect('(');
  cursor.expression();
  if (!cursor.take('PERCENT') && !cursor.take('ROWS')) throw cursor.expected('PERCENT', 'ROWS');
  cursor.expect(')');
  if (cursor.take('REPEATABLE')) cursor.parenthesized(() => cursor.expression());
  return { kind: 'sample', at };
}
