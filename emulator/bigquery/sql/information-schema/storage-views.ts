import type { RangePartitioning, TableSchema } from '../../../../src/core/job-resource';
import type { StoredTable } from '../../catalog';
import type { Row, Value } from '../../data/row';
import { NULL_PARTITION, UNPARTITIONED } from '../../partition-id';
import { createRowSet, joinRowSets, type RowSet } from '../../row-set';
import { countBytes, countRows, fieldPosition, rowsOf, WHOLE } from '../../table-data';
import { BOOL, INT64, TIMESTAMP } from '../types/sql-type';
import { placeOf, PLACE, tablesIn, tableType, text, timestampOf, type SchemaView } from './schema-view';

const int64 = (name: string) => ({ name, type: INT64 });

const PARTITIONS: SchemaView = {
  name: 'PARTITIONS',
  columns: [...PLACE, text('partition_id'), ...['total_rows', 'total_logical_bytes', 'total_billable_bytes'].map(int64), { name: 'last_modified_time', type: TIMESTAMP }, text('storage_tier')],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      if (table.resource.view) continue;
      for (const [id, { count, bytes }] of partitionsOf(table)) {
        yield [...placeOf(table), id === WHOLE ? null : id, String(count), String(bytes), String(bytes), timestampOf(table.stamp.lastModifiedTime), 'ACTIVE'];
      }
    }
  },
};

/** The rows by partition; a table without partitions is one. */
function partitionsOf({ resource, data }: StoredTable): ReadonlyMap<string, Pick<RowSet, 'count' | 'bytes'>> {
  const { schema = { fields: [] }, timePartitioning, rangePartitioning } = resource;
  if (timePartitioning) return data;
  if (rangePartitioning) return rangesOf(rowsOf(data), schema, rangePartitioning);
  return new Map([[WHOLE, { count: countRows(data), bytes: countBytes(data) }]]);
}

function rangesOf(rows: Iterable<Row>, schema: TableSchema, partitioning: RangePartitioning): ReadonlyMap<string, RowSet> {
  const position = fieldPosition(schema, partitioning.field);
  const ranges = new Map<string, RowSet>();
  for (const row of rows) {
    const id = rangeId(row[position] ?? null, partitioning);
    const one = createRowSet([row], schema);
    const before = ranges.get(id);
    ranges.set(id, before ? joinRowSets(before, one) : one);
  }
  return ranges;
}

/** Ranges are called by their first number. */
function rangeId(value: Value, { range }: RangePartitioning): string {
  if (value === null) return NULL_PARTITION;
  const [number, start, end, interval] = [BigInt(value as string), BigInt(range.start), BigInt(range.end), BigInt(range.interval)];
  return number < start || number >= end ? UNPARTITIONED : String(number - ((number - start) % interval));
}

const TABLE_STORAGE: SchemaView = {
  name: 'TABLE_STORAGE',
  scope: 'region',
  columns: [text('project_id'), ...PLACE, { name: 'creation_time', type: TIMESTAMP }, ...['total_rows', 'total_partitions', 'total_logical_bytes', 'active_logical_bytes', 'long_term_logical_bytes'].map(int64), { name: 'storage_last_modified_time', type: TIMESTAMP }, { name: 'deleted', type: BOOL }, text('table_type')],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      const { resource, data, stamp } = table;
      if (resource.view) continue;
      const bytes = String(countBytes(data));
      const partitions = resource.timePartitioning || resource.rangePartitioning ? partitionsOf(table).size : 0;
      yield [scope.projectId, ...placeOf(table), timestampOf(stamp.creationTime), String(countRows(data)), String(partitions), bytes, bytes, '0', timestampOf(stamp.lastModifiedTime), false, tableType(table)];
    }
  },
};

/** `dataset.__TABLES__`, which stands beside INFORMATION_SCHEMA and counts times in milliseconds: 1 is a table, 2 a view. */
export const META_TABLES: SchemaView = {
  name: '__TABLES__',
  columns: [...['project_id', 'dataset_id', 'table_id'].map(text), ...['creation_time', 'last_modified_time', 'row_count', 'size_bytes', 'type'].map(int64)],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      const { resource, data, stamp } = table;
      yield [...placeOf(table), stamp.creationTime, stamp.lastModifiedTime, String(countRows(data)), String(countBytes(data)), resource.view ? '2' : '1'];
    }
  },
};

export const STORAGE_VIEWS: readonly SchemaView[] = [PARTITIONS, TABLE_STORAGE];
