import type { TableFieldSchema } from '../../src/core/job-resource';
import type { Row, Value } from './data/row';

const FIXED: ReadonlyMap<string, number> = new Map([
  ...['INTEGER', 'INT64', 'FLOAT', 'FLOAT64', 'DATE', 'DATETIME', 'TIME', 'TIMESTAMP'].map((type) => [type, 8] as const),
  ...['BOOLEAN', 'BOOL'].map((type) => [type, 1] as const),
  ['NUMERIC', 16],
  ['INTERVAL', 16],
  ['BIGNUMERIC', 32],
]);

/** The logical size of a row, by https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types#data_type_sizes. */
export function rowBytes(row: Row, fields: readonly TableFieldSchema[]): number {
  let sum = 0;
  fields.forEach((field, position) => (sum += valueBytes(row[position] ?? null, field)));
  return sum;
}

function valueBytes(value: Value, field: TableFieldSchema): number {
  if (value === null) return 0;
  if (field.mode?.toUpperCase() === 'REPEATED' && Array.isArray(value)) {
    const single = { ...field, mode: 'NULLABLE' };
    return (value as readonly Value[]).reduce<number>((sum, element) => sum + valueBytes(element, single), 0);
  }
  if (Array.isArray(value)) return rowBytes(value as Row, field.fields ?? []);
  const type = field.type.toUpperCase();
  const text = String(value);
  // BYTES stand as base64.
  return FIXED.get(type) ?? 2 + Buffer.byteLength(text, type === 'BYTES' ? 'base64' : 'utf8');
}
