import type {
  DuckDBBlobValue, DuckDBDateValue, DuckDBDecimalValue, DuckDBIntervalValue, DuckDBListValue, DuckDBStructValue, DuckDBTimeValue, DuckDBTimestampTZValue, DuckDBTimestampValue, DuckDBValue,
} from '@duckdb/node-api';
import type { Value } from '../../data/row';
import { structFieldName } from '../types/duckdb-type';
import type { SqlType } from '../types/sql-type';
import { scaled } from './decimal-text';
import { formatDays, formatMicros, formatTime } from './epoch';
import { formatInterval } from './interval-text';

/** Makes what DuckDB gives for a column of that type into the value of a row. */
export type ValueReader = (value: DuckDBValue) => Value;

/** @throws Error for what no table can hold, such as a NULL inside an array */
export function valueReader(type: SqlType): ValueReader {
  const read = readerOf(type);
  const absent: Value = type.kind === 'ARRAY' ? [] : null;
  return (value) => (value === null ? absent : read(value));
}

function readerOf(type: SqlType): ValueReader {
  switch (type.kind) {
    case 'BOOL':
    case 'STRING':
    case 'JSON':
      return (value) => value as boolean | string;
    case 'INT64':
      return (value) => String(value as bigint);
    case 'FLOAT64':
      return (value) => (Number.isFinite(value) ? (value as number) : String(value as number));
    case 'BYTES':
      return (value) => Buffer.from((value as DuckDBBlobValue).bytes).toString('base64');
    case 'DATE':
      return (value) => formatDays((value as DuckDBDateValue).days);
    case 'TIME':
      return (value) => formatTime((value as DuckDBTimeValue).micros);
    case 'DATETIME':
      return (value) => formatMicros((value as DuckDBTimestampValue).micros, 'T');
    case 'TIMESTAMP':
      return (value) => `${formatMicros((value as DuckDBTimestampTZValue).micros, ' ')} UTC`;
    case 'NUMERIC':
      return (value) => scaled((value as DuckDBDecimalValue).value, 9);
    case 'BIGNUMERIC':
      return (value) => scaled((value as DuckDBDecimalValue).value, 18);
    case 'INTERVAL':
      return (value) => formatInterval(value as DuckDBIntervalValue);
    case 'ARRAY': {
      const element = valueReader(type.element);
      return (value) => (value as DuckDBListValue).items.map((item) => {
        if (item === null) throw new Error('Invalid Input Error: Array cannot have a null element; error in writing field');
        return element(item);
      });
    }
    case 'STRUCT': {
      const fields = type.fields.map((field, n) => ({ name: structFieldName(n), read: valueReader(field.type) }));
      return (value) => fields.map(({ name, read }) => read((value as DuckDBStructValue).entries[name] ?? null));
    }
  }
}
