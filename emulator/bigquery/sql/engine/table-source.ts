import type { Table } from '../../catalog';
import type { Row, Value } from '../../data/row';
import { eachRow } from '../../row-set';
import { rowsOf } from '../../table-data';
import type { Column } from '../analysis/analysis-context';
import { DATE, TIMESTAMP } from '../types/sql-type';
import { columnsOf } from './field-type';
import type { RowSource } from './table-store';

/** The rows of a catalog table, with the pseudo columns of one that is partitioned by time of ingestion. */
export function tableSource(table: Table): RowSource & { readonly ordinary: readonly Column[]; readonly pseudo: readonly Column[] } {
  const { schema = { fields: [] }, timePartitioning } = table.resource;
  const ordinary = columnsOf(schema);
  if (!timePartitioning || timePartitioning.field) return { key: table, columns: ordinary, ordinary, pseudo: [], rows: () => rowsOf(table.data) };
  const daily = timePartitioning.type.toUpperCase() === 'DAY';
  const pseudo: Column[] = [{ name: '_PARTITIONTIME', type: TIMESTAMP }, ...(daily ? [{ name: '_PARTITIONDATE', type: DATE }] : [])];
  return { key: table, columns: [...ordinary, ...pseudo], ordinary, pseudo, rows: () => withPartition(table, daily) };
}

function* withPartition(table: Table, daily: boolean): Iterable<Row> {
  for (const [id, rows] of table.data) {
    const time = partitionTime(id);
    const behind: Value[] = daily ? [time, time === null ? null : time.slice(0, 10)] : [time];
    for (const row of eachRow(rows)) yield [...row, ...behind];
  }
}

/** The beginning of a partition such as 20240131 or 2024013107; null for __UNPARTITIONED__ and __NULL__. */
export function partitionTime(id: string): string | null {
  const match = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?$/.exec(id);
  if (!match) return null;
  const [, year = '', month = '01', day = '01', hour = '00'] = match;
  return `${year}-${month}-${day} ${hour}:00:00 UTC`;
}
