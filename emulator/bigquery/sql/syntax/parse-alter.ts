import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import { parseColumn, parseKey, parseWritten } from './parse-columns';
import { parseOptionList } from './parse-options';
import { parseTablePath } from './parse-table-path';
import { parseType } from './parse-type';
import type { TableChange } from './statement';
import type { StatementPart } from './statement-rule';

/** ALTER TABLE, VIEW and SCHEMA. @throws SqlError */
export function parseAlter(cursor: Cursor): StatementPart {
  cursor.expect('ALTER');
  if (cursor.is('MATERIALIZED', 'VIEW')) throw notEmulated('ALTER MATERIALIZED VIEW', cursor.at);
  const object = (['SCHEMA', 'TABLE', 'VIEW'] as const).find((one) => cursor.take(one));
  if (!object) throw cursor.unexpected();
  const ifExists = cursor.take('IF', 'EXISTS');
  const name = parseTablePath(cursor);
  if (object === 'SCHEMA') return { kind: 'alter-schema', name, ifExists, options: parseSetOptions(cursor) };
  return { kind: 'alter-table', object, name, ifExists, changes: cursor.list(() => parseChange(cursor)) };
}

function parseSetOptions(cursor: Cursor): ReturnType<typeof parseOptionList> {
  if (cursor.is('SET', 'DEFAULT')) throw notEmulated('SET DEFAULT COLLATE', cursor.at);
  if (cursor.isAny('ADD', 'DROP')) throw notEmulated(`${cursor.peek().upper} REPLICA`, cursor.at);
  cursor.expect('SET', 'OPTIONS');
  return parseOptionList(cursor);
}

function parseChange(cursor: Cursor): TableChange {
  const { at } = cursor;
  if (cursor.take('SET')) {
    if (cursor.is('DEFAULT')) throw notEmulated('SET DEFAULT COLLATE', at);
    cursor.expect('OPTIONS');
    return { kind: 'set-options', at, options: parseOptionList(cursor) };
  }
  if (cursor.take('ADD')) return parseAdd(cursor, at);
  if (cursor.take('DROP')) return parseDrop(cursor, at);
  if (cursor.take('RENAME')) return parseRename(cursor, at);
  if (!cursor.take('ALTER')) throw cursor.unexpected();
  return parseAlterColumn(cursor, at);
}

function parseAdd(cursor: Cursor, at: TableChange['at']): TableChange {
  if (cursor.isAny('PRIMARY', 'FOREIGN', 'CONSTRAINT')) return parseAddKey(cursor, at);
  cursor.expect('COLUMN');
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
  return { kind: 'add-column', at, ifNotExists, column: parseColumn(cursor) };
}

function parseAddKey(cursor: Cursor, at: TableChange['at']): TableChange {
  if (cursor.is('CONSTRAINT', 'IF')) throw notEmulated('ADD CONSTRAINT IF NOT EXISTS', at);
  const key = parseKey(cursor);
  if (!key) throw cursor.unexpected();
  return { kind: 'add-key', at, key };
}

function parseDrop(cursor: Cursor, at: TableChange['at']): TableChange {
  if (cursor.take('PRIMARY', 'KEY')) return { kind: 'drop-key', at, ifExists: cursor.take('IF', 'EXISTS') };
  if (cursor.take('CONSTRAINT')) return { kind: 'drop-key', at, ifExists: cursor.take('IF', 'EXISTS'), name: cursor.identifier() };
  cursor.expect('COLUMN');
  const ifExists = cursor.take('IF', 'EXISTS');
  return { kind: 'drop-column', at, ifExists, name: parseColumnName(cursor) };
}

function parseRename(cursor: Cursor, at: TableChange['at']): TableChange {
  if (cursor.take('TO')) {
    const [to, ...others] = parseTablePath(cursor);
    if (!to || others.length > 0) throw cursor.error('The new name of a table has no dataset', at);
    return { kind: 'rename', at, to };
  }
  cursor.expect('COLUMN');
  if (cursor.is('IF')) throw notEmulated('RENAME COLUMN IF EXISTS', cursor.at);
  const name = parseColumnName(cursor);
  cursor.expect('TO');
  return { kind: 'rename-column', at, name, to: cursor.identifier() };
}

function parseColumnName(cursor: Cursor): ReturnType<Cursor['identifier']> {
  const name = cursor.identifier();
  if (cursor.is('.')) throw notEmulated('ALTER of a nested column', cursor.at);
  return name;
}

function parseAlterColumn(cursor: Cursor, at: TableChange['at']): TableChange {
  cursor.expect('COLUMN');
  if (cursor.is('IF')) throw notEmulated('ALTER COLUMN IF EXISTS', cursor.at);
  const name = parseColumnName(cursor);
  if (cursor.take('DROP', 'NOT', 'NULL')) return { kind: 'drop-not-null', at, name };
  if (cursor.take('DROP', 'DEFAULT')) return { kind: 'set-default', at, name };
  if (cursor.take('SET', 'DATA', 'TYPE')) return { kind: 'set-data-type', at, name, type: parseType(cursor) };
  if (cursor.take('SET', 'DEFAULT')) return { kind: 'set-default', at, name, value: parseWritten(cursor) };
  if (cursor.take('SET', 'OPTIONS')) return { kind: 'set-column-options', at, name, options: parseOptionList(cursor) };
  throw cursor.unexpected();
}
