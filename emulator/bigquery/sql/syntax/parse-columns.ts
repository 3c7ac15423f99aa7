import { notEmulated, SqlError } from '../sql-error';
import type { Cursor } from './cursor';
import { parseOptions } from './parse-options';
import { parseTablePath } from './parse-table-path';
import { parseType } from './parse-type';
import type { ColumnDefinition, Key, Options, WrittenExpression } from './statement';
import type { Identifier } from './tree';

/** Columns, and the keys that stand between them, in parentheses. @throws SqlError */
export function parseColumns(cursor: Cursor): { columns: ColumnDefinition[]; keys: Key[] } {
  cursor.expect('(');
  const columns: ColumnDefinition[] = [];
  const keys: Key[] = [];
  do {
    if (cursor.is(')')) break;
    const key = parseKey(cursor);
    if (key) keys.push(key);
    else columns.push(parseColumn(cursor));
  } while (cursor.take(','));
  if (!cursor.is(')')) throw cursor.expected(')', ',');
  cursor.next();
  return { columns, keys };
}

/** One column with its type and attributes. @throws SqlError */
export function parseColumn(cursor: Cursor): ColumnDefinition {
  const name = cursor.identifier();
  const type = parseType(cursor);
  const keys: Key[] = [];
  let notNull = false;
  let defaultValue: WrittenExpression | undefined;
  let options: Options = [];
  for (;;) {
    if (cursor.take('NOT', 'NULL')) notNull = true;
    else if (cursor.take('DEFAULT')) defaultValue = parseWritten(cursor);
    else if (cursor.is('OPTIONS', '(')) options = parseOptions(cursor);
    else if (cursor.is('GENERATED')) throw notEmulated('A generated column', cursor.at);
    else if (cursor.is('COLLATE')) throw notEmulated('COLLATE', cursor.at);
    else if (cursor.isAny('CONSTRAINT', 'PRIMARY', 'REFERENCES')) keys.push(parseColumnKey(cursor, name));
    else break;
  }
  return { name, type, notNull, options, keys, ...(defaultValue ? { default: defaultValue } : {}) };
}

/** An expression that is kept as it was written, such as a default. @throws SqlError */
export function parseWritten(cursor: Cursor): WrittenExpression {
  const { offset } = cursor.at;
  const expression = cursor.expression();
  return { expression, text: cursor.source.slice(offset, cursor.lastEnd) };
}

function parseColumnKey(cursor: Cursor, column: Identifier): Key {
  const { at } = cursor;
  const name = cursor.take('CONSTRAINT') ? cursor.identifier() : undefined;
  const key = { at, columns: [column], ...(name && { name }) };
  if (cursor.is('REFERENCES')) return { ...key, references: parseReferences(cursor) };
  cursor.expect('PRIMARY', 'KEY');
  expectNotEnforced(cursor, 'primary keys');
  return key;
}

/** `[CONSTRAINT name] PRIMARY KEY …` or `FOREIGN KEY …`; `undefined` where neither stands. @throws SqlError for keys that are enforced */
export function parseKey(cursor: Cursor): Key | undefined {
  const { at } = cursor;
  const named = cursor.is('CONSTRAINT') && cursor.isIdentifier(1) && ['PRIMARY', 'FOREIGN'].includes(cursor.peek(2).upper);
  if (named) cursor.next();
  const name = named ? cursor.identifier() : undefined;
  if (cursor.take('PRIMARY', 'KEY')) {
    const columns = parseNames(cursor);
    expectNotEnforced(cursor, 'primary keys');
    return { at, columns, ...(name && { name }) };
  }
  if (!cursor.take('FOREIGN', 'KEY')) return undefined;
  return { at, columns: parseNames(cursor), ...(name && { name }), references: parseReferences(cursor) };
}

function parseNames(cursor: Cursor): Identifier[] {
  return cursor.parenthesized(() => cursor.identifier());
}

function parseReferences(cursor: Cursor): NonNullable<Key['references']> {
  cursor.expect('REFERENCES');
  const references = { table: parseTablePath(cursor), columns: parseNames(cursor) };
  expectNotEnforced(cursor, 'foreign keys');
  return references;
}

function expectNotEnforced(cursor: Cursor, what: string): void {
  const { at } = cursor;
  if (!cursor.take('NOT', 'ENFORCED')) throw new SqlError(`Enforced ${what} are not supported; add NOT ENFORCED`, { at });
}
