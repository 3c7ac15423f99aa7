import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import { parseCreateFunction } from './parse-create-function';
import { parseCreateProcedure } from './parse-create-procedure';
import { parseCreateTable } from './parse-create-table';
import { parseOptions } from './parse-options';
import { parseTablePath } from './parse-table-path';
import type { Creation } from './creation';
import type { StatementPart } from './statement-rule';

/** CREATE of anything. @throws SqlError */
export function parseCreate(cursor: Cursor): StatementPart {
  cursor.expect('CREATE');
  const orReplace = cursor.take('OR', 'REPLACE');
  const temporary = cursor.take('TEMP') || cursor.take('TEMPORARY');
  const kind = parseKind(cursor, temporary);
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
  const creation: Creation = { name: parseTablePath(cursor), orReplace, ifNotExists, temporary };
  switch (kind) {
    case 'SCHEMA': return parseCreateSchema(cursor, creation);
    case 'TABLE': return parseCreateTable(cursor, creation);
    case 'VIEW': return parseCreateView(cursor, creation, false);
    case 'MATERIALIZED VIEW': return parseCreateView(cursor, creation, true);
    case 'PROCEDURE': return parseCreateProcedure(cursor, creation);
    case 'FUNCTION': return parseCreateFunction(cursor, creation, 'scalar');
    case 'AGGREGATE FUNCTION': return parseCreateFunction(cursor, creation, 'aggregate');
    case 'TABLE FUNCTION': return parseCreateFunction(cursor, creation, 'table');
  }
}

const KINDS = ['SCHEMA', 'TABLE FUNCTION', 'TABLE', 'VIEW', 'MATERIALIZED VIEW', 'PROCEDURE', 'FUNCTION', 'AGGREGATE FUNCTION'] as const;
const NEVER_TEMPORARY: readonly string[] = ['SCHEMA', 'MATERIALIZED VIEW', 'VIEW', 'PROCEDURE', 'TABLE FUNCTION'];

function parseKind(cursor: Cursor, temporary: boolean): (typeof KINDS)[number] {
  const { at } = cursor;
  const kind = KINDS.find((one) => cursor.take(...one.split(' ')));
  if (!kind) throw cursor.unexpected();
  if (temporary && NEVER_TEMPORARY.includes(kind)) throw notEmulated(`CREATE TEMP ${kind}`, at);
  return kind;
}

function parseCreateSchema(cursor: Cursor, { name, orReplace, ifNotExists }: Creation): StatementPart {
  refuseCollation(cursor);
  return { kind: 'create-schema', name, orReplace, ifNotExists, options: parseOptions(cursor) };
}

function refuseCollation(cursor: Cursor): void {
  if (cursor.is('DEFAULT', 'COLLATE')) throw notEmulated('DEFAULT COLLATE', cursor.at);
}

function parseCreateView(cursor: Cursor, { name, orReplace, ifNotExists }: Creation, materialized: boolean): StatementPart {
  const columns = cursor.is('(') ? cursor.parenthesized(() => parseViewColumn(cursor)) : undefined;
  if (cursor.is('PARTITION', 'BY') || cursor.is('CLUSTER', 'BY')) throw notEmulated(`${cursor.peek().upper} BY of a materialized view`, cursor.at);
  const options = parseOptions(cursor);
  cursor.expect('AS');
  if (cursor.is('REPLICA', 'OF')) throw notEmulated('AS REPLICA OF', cursor.at);
  const { offset } = cursor.at;
  const query = cursor.query();
  const text = cursor.source.slice(offset, cursor.lastEnd);
  return { kind: 'create-view', name, orReplace, ifNotExists, options, query, text, materialized, ...(columns ? { columns } : {}) };
}

function parseViewColumn(cursor: Cursor): ReturnType<Cursor['identifier']> {
  const name = cursor.identifier();
  if (cursor.is('OPTIONS')) throw notEmulated("OPTIONS of a view's column", cursor.at);
  return name;
}
