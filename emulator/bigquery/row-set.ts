import type { TableSchema } from '../../src/core/job-resource';
import type { Row } from './data/row';
import { rowBytes } from './row-bytes';

/** Rows that never change, so that tables share them; two sets are joined without touching a row. */
export type RowSet = Leaf | Pair;

interface Size {
  readonly count: number;
  /** The logical size, as BigQuery bills it. */
  readonly bytes: number;
}

interface Leaf extends Size {
  readonly rows: readonly Row[];
}

interface Pair extends Size {
  readonly first: RowSet;
  readonly second: RowSet;
}

export function createRowSet(rows: readonly Row[], schema: TableSchema): RowSet {
  return { rows, count: rows.length, bytes: rows.reduce((sum, row) => sum + rowBytes(row, schema.fields), 0) };
}

export function joinRowSets(first: RowSet, second: RowSet): RowSet {
  if (first.count === 0) return second;
  if (second.count === 0) return first;
  return { first, second, count: first.count + second.count, bytes: first.bytes + second.bytes };
}

/** The rows in their order. Sets may be joined thousands deep, so there is no recursion. */
export function* eachRow(set: RowSet): Iterable<Row> {
  const waiting = [set];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if ('rows' in next) yield* next.rows;
    else waiting.push(next.second, next.first);
  }
}
