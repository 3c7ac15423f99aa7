import type { TimePartitioning } from '../../src/core/job-resource';
import type { TableReference } from '../../src/core/table-ref';
import type { Value } from './data/row';

/** The partition of rows whose partitioning column is NULL. */
export const NULL_PARTITION = '__NULL__';
/** The partition of rows that were streamed in and lie in none yet. */
export const UNPARTITIONED = '__UNPARTITIONED__';

/** How many digits of `YYYYMMDDHH` each type keeps. */
export const PARTITION_DIGITS: ReadonlyMap<string, number> = new Map([['YEAR', 4], ['MONTH', 6], ['DAY', 8], ['HOUR', 10]]);

/** The partition of a DATE, DATETIME or TIMESTAMP, which all begin `YYYY-MM-DD[ HH]`. */
export function partitionIdOf(value: Value, { type }: TimePartitioning): string {
  if (typeof value !== 'string') return NULL_PARTITION;
  const [date = '', hour = '00'] = value.split(/[T ]/);
  const [year = '', month = '', day = ''] = date.split('-');
  const digits = year.padStart(4, '0') + month.padStart(2, '0') + day.padStart(2, '0') + hour.slice(0, 2);
  return digits.slice(0, PARTITION_DIGITS.get(type.toUpperCase()));
}

/** Splits `table$partition`; `partition` is absent where there is no decorator. */
export function splitDecorator(ref: TableReference): { readonly table: TableReference; readonly partition?: string } {
  const dollar = ref.tableId.indexOf('$');
  if (dollar < 0) return { table: ref };
  return { table: { ...ref, tableId: ref.tableId.slice(0, dollar) }, partition: ref.tableId.slice(dollar + 1) };
}

/** Whether a text can name a partition of a table so partitioned. */
export function isPartitionId(text: string, { type }: TimePartitioning): boolean {
  if (text === NULL_PARTITION || text === UNPARTITIONED) return true;
  return /^\d+$/.test(text) && text.length === PARTITION_DIGITS.get(type.toUpperCase());
}

/** `interval(type:day,field:d)`, as BigQuery's messages say it; `none` for a table without partitions. */
export function describePartitioning(partitioning: TimePartitioning | undefined): string {
  if (!partitioning) return 'none';
  const field = partitioning.field ? `,field:${partitioning.field}` : '';
  return `interval(type:${partitioning.type.toLowerCase()}${field})`;
}
