import type { Cursor } from './cursor';
import { parseAlias } from './parse-alias';
import { parseAssignments, parseRow } from './parse-dml';
import { parseTable } from './parse-from';
import { parseTablePath } from './parse-table-path';
import type { MergeClause } from './statement';
import type { StatementPart } from './statement-rule';

/** @throws SqlError */
export function parseMerge(cursor: Cursor): StatementPart {
  cursor.expect('MERGE');
  cursor.take('INTO');
  const table = parseTablePath(cursor);
  const alias = parseAlias(cursor);
  cursor.expect('USING');
  const using = parseTable(cursor);
  cursor.expect('ON');
  const on = cursor.expression();
  const clauses: MergeClause[] = [];
  do clauses.push(parseClause(cursor));
  while (cursor.is('WHEN'));
  return { kind: 'merge', table, using, on, clauses, ...(alias ? { alias } : {}) };
}

function parseClause(cursor: Cursor): MergeClause {
  const { at } = cursor.expect('WHEN');
  const match = parseMatch(cursor);
  const and = cursor.take('AND') ? cursor.expression() : undefined;
  cursor.expect('THEN');
  const action = parseAction(cursor, match);
  return { at, match, action, ...(and ? { and } : {}) };
}

function parseMatch(cursor: Cursor): MergeClause['match'] {
  if (!cursor.take('NOT')) {
    cursor.expect('MATCHED');
    return 'MATCHED';
  }
  cursor.expect('MATCHED');
  if (!cursor.take('BY')) return 'NOT MATCHED BY TARGET';
  if (cursor.take('SOURCE')) return 'NOT MATCHED BY SOURCE';
  if (cursor.take('TARGET')) return 'NOT MATCHED BY TARGET';
  throw cursor.expected('SOURCE', 'TARGET');
}

function parseAction(cursor: Cursor, match: MergeClause['match']): MergeClause['action'] {
  const { at } = cursor;
  const insert = cursor.is('INSERT');
  if (insert && match !== 'NOT MATCHED BY TARGET') throw cursor.error(`${match === 'MATCHED' ? 'MATCHED' : match} clause cannot contain an INSERT action`, at);
  if (!insert && match === 'NOT MATCHED BY TARGET' && cursor.isAny('UPDATE', 'DELETE')) throw cursor.error(`${match} clause must contain an INSERT action`, at);
  if (cursor.take('DELETE')) return { kind: 'delete' };
  if (cursor.take('UPDATE')) return { kind: 'update', set: parseAssignments(cursor) };
  if (!cursor.take('INSERT')) throw cursor.expected('DELETE', 'INSERT', 'UPDATE');
  const columns = cursor.is('(') ? cursor.parenthesized(() => cursor.identifier()) : undefined;
  const named = { kind: 'insert', ...(columns ? { columns } : {}) } as const;
  if (cursor.take('ROW')) return named;
  if (!cursor.take('VALUES')) throw cursor.expected('ROW', 'VALUES');
  return { ...named, values: parseRow(cursor) };
}
