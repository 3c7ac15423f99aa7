import { notEmulated, SqlError } from '../sql-error';
import type { Cursor } from './cursor';
import { parseOptions } from './parse-options';
import { parseTablePath } from './parse-table-path';
import { parseType } from './parse-type';
import type { ColumnDefinition, Options, WrittenExpression } from './statement';

/** Columns and constraints in parentheses. Constraints are not enforced in BigQuery either, and left aside. @throws SqlError */
export function parseColumns(cursor: Cursor): ColumnDefinition[] {
  cursor.expect('(');
  const columns: ColumnDefinition[] = [];
  do {
    if (cursor.is(')')) break;
    if (!parseTableConstraint(cursor)) columns.push(parseColumn(cursor));
  } while (cursor.take(','));
  if (!cursor.is(')')) throw cursor.expected(')', ',');
  cursor.next();
  return columns;
}

/** One column with its type and attributes. @throws SqlError */
export function parseColumn(cursor: Cursor): ColumnDefinition {
  const name = cursor.identifier();
  const type = parseType(cursor);
  let notNull = false;
  let defaultValue: WrittenExpression | undefined;
  let options: Options = [];
  for (;;) {
    if (cursor.take('NOT', 'NULL')) notNull = true;
    else if (cursor.take('DEFAULT')) defaultValue = parseWritten(cursor);
    else if (cursor.is('OPTIONS', '(')) options = parseOptions(cursor);
    else if (cursor.is('GENERATED')) throw notEmulated('A generated column', cursor.at);
    else if (cursor.is('COLLATE')) throw notEmulated('COLLATE', cursor.at);
    else if (!parseColumnConstraint(cursor)) break;
  }
  return { name, type, notNull, options, ...(defaultValue ? { default: defaultValue } : {}) };
}

/** An expression that is kept as it was written, such as a default. @throws SqlError */
export function parseWritten(cursor: Cursor): WrittenExpression {
  const { offset } = cursor.at;
  const expression = cursor.expression();
  return { expression, text: cursor.source.slice(offset, cursor.lastEnd) };
}

function parseColumnConstraint(cursor: Cursor): boolean {
  if (cursor.take('CONSTRAINT')) cursor.identifier();
  if (cursor.take('PRIMARY', 'KEY')) parseNotEnforced(cursor, 'primary keys');
  else if (cursor.is('REFERENCES')) parseReferences(cursor);
  else return false;
  return true;
}

function parseTableConstraint(cursor: Cursor): boolean {
  if (cursor.is('CONSTRAINT') && cursor.isIdentifier(1) && ['PRIMARY', 'FOREIGN'].includes(cursor.peek(2).upper)) {
    cursor.next();
    cursor.identifier();
  }
  if (cursor.take('PRIMARY', 'KEY')) {
    parseNames(cursor);
    parseNotEnforced(cursor, 'primary keys');
    return true;
  }
  if (!cursor.take('FOREIGN', 'KEY')) return false;
  parseNames(cursor);
  parseReferences(cursor);
  return true;
}

function parseNames(cursor: Cursor): void {
  cursor.parenthesized(() => cursor.identifier());
}

function parseReferences(cursor: Cursor): void {
  cursor.expect('REFERENCES');
  parseTablePath(cursor);
  parseNames(cursor);
  parseNotEnforced(cursor, 'foreign keys');
}

function parseNotEnforced(cursor: Cursor, what: string): void {
  const { at } = cursor;
  if (!cursor.take('NOT', 'ENFORCED')) throw new SqlError(`Enforced ${what} are not supported; add NOT ENFORCED`, { at });
}
