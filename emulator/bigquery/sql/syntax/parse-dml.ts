import { notEmulated, SqlError } from '../sql-error';
import type { Cursor } from './cursor';
import type { Expression } from './tree';
import { parseAlias } from './parse-alias';
import { parseFrom } from './parse-from';
import { startsQuery } from './parse-parentheses';
import { parseTablePath } from './parse-table-path';
import type { Assignment } from './statement';
import type { StatementPart } from './statement-rule';

/** @throws SqlError */
export function parseInsert(cursor: Cursor): StatementPart {
  cursor.expect('INSERT');
  if (cursor.is('OR')) throw notEmulated(`INSERT OR ${cursor.peek(1).upper}`, cursor.at);
  cursor.take('INTO');
  const table = parseTablePath(cursor);
  const columns = startsColumns(cursor) ? cursor.parenthesized(() => cursor.identifier()) : undefined;
  const named = { kind: 'insert', table, ...(columns ? { columns } : {}) } as const;
  const part = cursor.take('VALUES') ? { ...named, rows: cursor.list(() => parseRow(cursor)) } : { ...named, query: parseInsertQuery(cursor) };
  refuseEndings(cursor);
  return part;
}

function parseInsertQuery(cursor: Cursor): ReturnType<Cursor['query']> {
  if (!startsQuery(cursor) && !cursor.is('(')) throw cursor.unexpected();
  return cursor.query();
}

function startsColumns(cursor: Cursor): boolean {
  return cursor.is('(') && !['(', 'SELECT', 'WITH', 'FROM'].includes(cursor.peek(1).upper);
}

/** Values in parentheses. @throws SqlError */
export function parseRow(cursor: Cursor): Expression[] {
  return cursor.parenthesized(() => parseValue(cursor));
}

/** An expression, or the keyword DEFAULT. */
function parseValue(cursor: Cursor): Expression {
  return cursor.is('DEFAULT') ? { kind: 'default', at: cursor.next().at } : cursor.expression();
}

/** @throws SqlError, also where WHERE is missing */
export function parseUpdate(cursor: Cursor): StatementPart {
  const { at } = cursor.expect('UPDATE');
  const table = parseTablePath(cursor);
  const alias = parseAlias(cursor);
  const set = parseAssignments(cursor);
  const from = cursor.take('FROM') ? parseFrom(cursor) : undefined;
  const where = parseWhere(cursor, 'UPDATE', at);
  return { kind: 'update', table, set, where, ...(alias ? { alias } : {}), ...(from ? { from } : {}) };
}

/** SET and its assignments. @throws SqlError */
export function parseAssignments(cursor: Cursor): Assignment[] {
  cursor.expect('SET');
  return cursor.list(() => {
    if (cursor.is('(')) throw notEmulated('A statement inside of UPDATE', cursor.at);
    const path = [cursor.identifier()];
    while (cursor.take('.')) path.push(cursor.identifier());
    if (cursor.is('[')) throw notEmulated('SET of an array element', cursor.at);
    cursor.expect('=');
    return { path, value: parseValue(cursor) };
  });
}

/** @throws SqlError, also where WHERE is missing */
export function parseDelete(cursor: Cursor): StatementPart {
  const { at } = cursor.expect('DELETE');
  cursor.take('FROM');
  const table = parseTablePath(cursor);
  const alias = parseAlias(cursor);
  const where = parseWhere(cursor, 'DELETE', at);
  return { kind: 'delete', table, where, ...(alias ? { alias } : {}) };
}

function parseWhere(cursor: Cursor, statement: string, at: Cursor['at']): Expression {
  if (cursor.take('WHERE')) {
    const where = cursor.expression();
    refuseEndings(cursor);
    return where;
  }
  if (cursor.is(';') || cursor.peek().kind === 'end') throw new SqlError(`${statement} must have a WHERE clause`, { at });
  throw cursor.unexpected();
}

function refuseEndings(cursor: Cursor): void {
  if (cursor.is('ASSERT_ROWS_MODIFIED')) throw notEmulated('ASSERT_ROWS_MODIFIED', cursor.at);
  if (cursor.is('THEN', 'RETURN')) throw notEmulated('THEN RETURN', cursor.at);
}

/** @throws SqlError */
export function parseTruncate(cursor: Cursor): StatementPart {
  cursor.expect('TRUNCATE', 'TABLE');
  return { kind: 'truncate', table: parseTablePath(cursor) };
}
