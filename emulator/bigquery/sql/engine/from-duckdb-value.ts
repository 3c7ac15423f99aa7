import type {
  DuckDBBlobValue, DuckDBDateValue, DuckDBDecimalValue, DuckDBIntervalValue, DuckDBStructValue, DuckDBTimeValue, DuckDBTimestampTZValue, DuckDBTimestampValue, DuckDBValue,
} from '@duckdb/node-api';
import type { Value } from '../../data/row';
import { SqlError } from '../sql-error';
import { structFieldName } from '../types/duckdb-type';
import type { ScalarName, SqlType } from '../types/sql-type';
import { scaled } from './decimal-text';
import { formatDays, formatMicros, formatTime } from './epoch';
import { formatInterval } from '../../data/interval-text';

/** Makes what DuckDB gives for a column of that type into the value of a row. */
export type ValueReader = (value: DuckDBValue) => Value;

/** @throws SqlError for what no table can hold, such as a NULL inside an array */
export function valueReader(type: SqlType): ValueReader {
  const read = readerOf(type);
  const absent: Value = type.kind === 'ARRAY' ? [] : null;
  return (value) => (value === null ? absent : read(value));
}

function readerOf(type: SqlType): ValueReader {
  if (type.kind === 'ARRAY') {
    const element = valueReader(type.element);
    return (value) =>
      itemsOf(value).map((item) => {
        if (item === null) throw new SqlError('Array cannot have a null element; error in writing field');
        return element(item);
      });
  }
  if (type.kind === 'STRUCT') {
    const fields = type.fields.map((field, n) => ({ name: structFieldName(n), read: valueReader(field.type) }));
    return (value) => fields.map(({ name, read }) => read((value as DuckDBStructValue).entries[name] ?? null));
  }
  return SCALARS[type.kind] as ValueReader;
}

function itemsOf(value: DuckDBValue): readonly DuckDBValue[] {
  return typeof value === 'object' && value !== null && 'items' in value ? (value.items) : [];
}

const SCALARS: Readonly<Record<ScalarName, (value: never) => Value>> = {
  BOOL: (value: boolean) => value,
  STRING: (value: string) => value,
  JSON: (value: string) => value,
  INT64: (value: bigint) => String(value),
  FLOAT64: (value: number) => (Number.isFinite(value) ? value : String(value)),
  BYTES: ({ bytes }: DuckDBBlobValue) => Buffer.from(bytes).toString('base64'),
  DATE: ({ days }: DuckDBDateValue) => formatDays(days),
  TIME: ({ micros }: DuckDBTimeValue) => formatTime(micros),
  DATETIME: ({ micros }: DuckDBTimestampValue) => formatMicros(micros, 'T'),
  TIMESTAMP: ({ micros }: DuckDBTimestampTZValue) => `${formatMicros(micros, ' ')} UTC`,
  NUMERIC: ({ value }: DuckDBDecimalValue) => scaled(value, 9),
  BIGNUMERIC: ({ value }: DuckDBDecimalValue) => scaled(value, 18),
  INTERVAL: (value: DuckDBIntervalValue) => formatInterval(value),
};
