import type { Table } from '../../catalog';
import type { Column, FoundTable } from '../analysis/analysis-context';
import { textLiteral } from '../functions/sql-text';
import { SqlError } from '../sql-error';
import { duckdbType } from '../types/duckdb-type';
import { formatType, sameType, STRING } from '../types/sql-type';
import { tableSource } from './table-source';
import type { TableReader } from './table-store';

/**
 * All tables whose names begin with a prefix as one, with _TABLE_SUFFIX; its columns are those of the newest.
 * @param tables at least one
 * @throws SqlError where a column has another type in one of them
 */
export function unionOf(tables: readonly Table[], prefix: string, reader: TableReader): Extract<FoundTable, { kind: 'table' }> {
  const newest = tables.at(-1) as Table;
  const { ordinary: columns, pseudo } = tableSource(newest);
  const pseudoColumns = [...pseudo, { name: '_TABLE_SUFFIX', type: STRING }];
  const parts = tables.map((table) => {
    const source = tableSource(table);
    const suffix = textLiteral(table.resource.tableReference.tableId.slice(prefix.length));
    const items = [...columns, ...pseudo].map((column, n) => `${columnIn(source.columns, column)} AS c${n}`);
    return `SELECT ${[...items, `${suffix} AS c${items.length}`].join(', ')} FROM ${reader.nameOf(source)}`;
  });
  return { kind: 'table', ref: { ...newest.resource.tableReference, tableId: `${prefix}*` }, columns, pseudoColumns, sql: `(${parts.join(' UNION ALL ')})`, references: tables.map(({ resource }) => resource.tableReference) };
}

function columnIn(columns: readonly Column[], wanted: Column): string {
  const position = columns.findIndex(({ name }) => name.toLowerCase() === wanted.name.toLowerCase());
  const found = columns[position];
  if (!found) return `CAST(NULL AS ${duckdbType(wanted.type)})`;
  if (!sameType(found.type, wanted.type)) {
    throw new SqlError(`Cannot read field '${wanted.name}' of type ${formatType(found.type)} as ${formatType(wanted.type)}`);
  }
  return `c${position}`;
}
