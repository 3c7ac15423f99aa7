import type { RangePartitioning, TableSchema } from '../../src/core/job-resource';
import type { Row } from './data/row';
import { invalid } from './job-error';
import { NULL_PARTITION, UNPARTITIONED } from './partition-id';
import { fieldPosition } from './table-data';

/**
 * The partitions that rows lie in, each named by its lower bound, in the order of those. What is beyond the range lies in
 * `__UNPARTITIONED__`: https://cloud.google.com/bigquery/docs/partitioned-tables#integer_range
 */
export function rangePartitionIds(rows: Iterable<Row>, { field, range }: RangePartitioning, schema: TableSchema): readonly string[] {
  const position = fieldPosition(schema, field);
  const [start, end, interval] = [range.start, range.end, range.interval].map(BigInt) as [bigint, bigint, bigint];
  const bounds = new Set<bigint>();
  const others = new Set<string>();
  for (const row of rows) {
    const value = row[position] ?? null;
    if (value === null) others.add(NULL_PARTITION);
    else {
      const key = BigInt(value as string);
      if (key < start || key >= end) others.add(UNPARTITIONED);
      else bounds.add(key - ((key - start) % interval));
    }
  }
  return [...[...bounds].sort((a, b) => (a < b ? -1 : 1)).map(String), ...[...others].sort()];
}

/** @throws JobError invalid where a job asks for another range than the table has */
export function checkRangePartitioning(wanted: RangePartitioning | undefined, standing: RangePartitioning | undefined): void {
  if (!wanted || describeRange(wanted) === describeRange(standing)) return;
  throw invalid(`Incompatible table partitioning specification. Expects partitioning specification ${describeRange(standing)}, but input partitioning specification is ${describeRange(wanted)}`);
}

function describeRange(partitioning: RangePartitioning | undefined): string {
  if (!partitioning) return 'none';
  const { field, range } = partitioning;
  return `range(field:${field},start:${range.start},end:${range.end},interval:${range.interval})`;
}
