import { notEmulated } from '../sql-error';
import type { Creation } from './creation';
import type { Cursor } from './cursor';
import type { Expression } from './tree';
import { parseColumns } from './parse-columns';
import { parseOptions } from './parse-options';
import { parseTablePath } from './parse-table-path';
import type { CreateTable } from './statement';
import type { StatementPart } from './statement-rule';

/** CREATE TABLE behind the table's name. @throws SqlError */
export function parseCreateTable(cursor: Cursor, creation: Creation): StatementPart {
  const { columns, keys } = cursor.is('(') ? parseColumns(cursor) : { columns: undefined, keys: [] };
  const source = parseSource(cursor);
  if (cursor.is('DEFAULT', 'COLLATE')) throw notEmulated('DEFAULT COLLATE', cursor.at);
  const partitionBy = cursor.take('PARTITION') ? parsePartition(cursor) : undefined;
  const clusterBy = cursor.take('CLUSTER') ? parseCluster(cursor) : [];
  if (cursor.is('WITH', 'CONNECTION')) throw notEmulated('WITH CONNECTION', cursor.at);
  const options = parseOptions(cursor);
  if (source && cursor.is('AS')) throw cursor.unexpected();
  const query = cursor.take('AS') ? cursor.query() : undefined;
  return {
    kind: 'create-table', ...creation, keys, clusterBy, options,
    ...(columns ? { columns } : {}), ...(source ? { source } : {}), ...(partitionBy ? { partitionBy } : {}), ...(query ? { query } : {}),
  };
}

function parseSource(cursor: Cursor): CreateTable['source'] {
  for (const how of ['LIKE', 'COPY', 'CLONE'] as const) {
    if (!cursor.take(how)) continue;
    const table = parseTablePath(cursor);
    if (cursor.is('FOR')) throw notEmulated('FOR SYSTEM_TIME AS OF', cursor.at);
    return { how, table };
  }
  return undefined;
}

function parsePartition(cursor: Cursor): Expression {
  cursor.expect('BY');
  const partition = cursor.expression();
  if (cursor.is(',')) throw notEmulated('PARTITION BY several columns', cursor.at);
  return partition;
}

function parseCluster(cursor: Cursor): Expression[] {
  cursor.expect('BY');
  return cursor.list(() => cursor.expression());
}
