import type { TableSchema, TimePartitioning } from '../../src/core/job-resource';
import type { Row } from './data/row';
import { partitionIdOf } from './partition-id';
import { createRowSet, eachRow, joinRowSets, type RowSet } from './row-set';
import { fitRowsToLimits } from './type-limits';

/** The rows of a table by partition; those of a table without partitions stand under `WHOLE`. Never changed. */
export type TableData = ReadonlyMap<string, RowSet>;

/** The only key of a table without partitions. */
export const WHOLE = '';
export const NO_DATA: TableData = new Map();

/** How the rows of a table are kept. */
export interface DataForm {
  readonly schema: TableSchema;
  readonly timePartitioning?: TimePartitioning;
}

/**
 * Puts each row in its partition, decimals rounded to the scale of their columns.
 * @param now decides where a table has partitions by time of ingestion
 * @throws TypeLimitError for a value that its column has no room for
 */
export function arrangeRows(given: readonly Row[], { schema, timePartitioning }: DataForm, now: Date): TableData {
  if (given.length === 0) return NO_DATA;
  const rows = fitRowsToLimits(given, schema.fields);
  if (!timePartitioning) return new Map([[WHOLE, createRowSet(rows, schema)]]);
  if (!timePartitioning.field) return new Map([[partitionIdOf(now.toISOString(), timePartitioning), createRowSet(rows, schema)]]);
  const groups = new Map<string, Row[]>();
  const position = fieldPosition(schema, timePartitioning.field);
  for (const row of rows) {
    const id = partitionIdOf(row[position] ?? null, timePartitioning);
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  return new Map([...groups].map(([id, group]) => [id, createRowSet(group, schema)]));
}

/** The position of a field, whose name is compared without regard to case; -1 if there is none. */
export function fieldPosition({ fields }: TableSchema, name: string): number {
  return fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase());
}

/** The rows of both; nothing is copied but the list of partitions. */
export function joinData(first: TableData, second: TableData): TableData {
  if (first.size === 0) return second;
  const joined = new Map(first);
  for (const [id, rows] of second) {
    const before = joined.get(id);
    joined.set(id, before ? joinRowSets(before, rows) : rows);
  }
  return joined;
}

/** All rows as one set, whatever their partitions. */
export function flattenData(data: TableData): RowSet {
  return [...data.values()].reduce<RowSet>(joinRowSets, { rows: [], count: 0, bytes: 0 });
}

/** All rows, partition after partition. */
export function* rowsOf(data: TableData): Iterable<Row> {
  for (const rows of data.values()) yield* eachRow(rows);
}

export function countRows(data: TableData): number {
  let count = 0;
  for (const rows of data.values()) count += rows.count;
  return count;
}

export function countBytes(data: TableData): number {
  let bytes = 0;
  for (const rows of data.values()) bytes += rows.bytes;
  return bytes;
}
