import type * as DuckdbApi from '@duckdb/node-api';
import type { DuckDBValue } from '@duckdb/node-api';
import type { Value } from '../../data/row';
import { SqlError } from '../sql-error';
import { structFieldName } from '../types/duckdb-type';
import type { ScalarName, SqlType } from '../types/sql-type';
import { unscaled } from './decimal-text';
import { daysOf, microsOf, microsOfTime } from './epoch';
import { parseInterval } from '../../data/interval-text';

/** Makes a value of a row into what DuckDB takes for a column of that type. */
export type ValueWriter = (value: Value) => DuckDBValue;

/** DECIMAL(38,18) holds no more than that. */
const BIGNUMERIC_BOUND = 10n ** 38n;

export function valueWriter(type: SqlType, api: typeof DuckdbApi): ValueWriter {
  const write = writerOf(type, api);
  return (value) => (value === null ? null : write(value));
}

function writerOf(type: SqlType, api: typeof DuckdbApi): ValueWriter {
  if (type.kind === 'ARRAY') {
    const element = valueWriter(type.element, api);
    return (value) => new api.DuckDBListValue((value as readonly Value[]).map(element));
  }
  if (type.kind === 'STRUCT') {
    const fields = type.fields.map((field, n) => ({ name: structFieldName(n), write: valueWriter(field.type, api) }));
    return (value) => new api.DuckDBStructValue(Object.fromEntries(fields.map(({ name, write }, n) => [name, write((value as readonly Value[])[n] ?? null)])));
  }
  const write = SCALARS[type.kind];
  return (value) => write(value as never, api);
}

const SCALARS: Readonly<Record<ScalarName, (value: never, api: typeof DuckdbApi) => DuckDBValue>> = {
  BOOL: (value: boolean) => value,
  STRING: (value: string) => value,
  JSON: (value: string) => value,
  INT64: (value: string) => BigInt(value),
  FLOAT64: (value: number | string) => Number(value),
  BYTES: (value: string, api) => new api.DuckDBBlobValue(Buffer.from(value, 'base64')),
  DATE: (value: string, api) => new api.DuckDBDateValue(daysOf(value)),
  TIME: (value: string, api) => new api.DuckDBTimeValue(microsOfTime(value)),
  DATETIME: (value: string, api) => new api.DuckDBTimestampValue(microsOf(value)),
  TIMESTAMP: (value: string, api) => new api.DuckDBTimestampTZValue(microsOf(value)),
  NUMERIC: (value: string, api) => new api.DuckDBDecimalValue(unscaled(value, 9), 38, 9),
  BIGNUMERIC: (value: string, api) => new api.DuckDBDecimalValue(bigNumeric(value), 38, 18),
  INTERVAL(value: string, api) {
    const { months, days, micros } = parseInterval(value);
    return new api.DuckDBIntervalValue(months, days, micros);
  },
};

function bigNumeric(text: string): bigint {
  const value = unscaled(text, 18);
  const fraction = text.split('.')[1] ?? '';
  if (/[1-9]/.test(fraction.slice(18)) || value >= BIGNUMERIC_BOUND || value <= -BIGNUMERIC_BOUND) {
    throw new SqlError(`BIGNUMERIC with more than 20 digits before or 18 behind the point (${text}) is not emulated in SQL`, { unsupported: true });
  }
  return value;
}
