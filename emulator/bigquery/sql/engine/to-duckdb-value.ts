import type * as DuckdbApi from '@duckdb/node-api';
import type { DuckDBValue } from '@duckdb/node-api';
import type { Value } from '../../data/row';
import { SqlError } from '../sql-error';
import { structFieldName } from '../types/duckdb-type';
import type { SqlType } from '../types/sql-type';
import { unscaled } from './decimal-text';
import { daysOf, microsOf, microsOfTime } from './epoch';
import { parseInterval } from './interval-text';

/** Makes a value of a row into what DuckDB takes for a column of that type. */
export type ValueWriter = (value: Value) => DuckDBValue;

/** DECIMAL(38,18) holds no more than that. */
const BIGNUMERIC_BOUND = 10n ** 38n;

export function valueWriter(type: SqlType, api: typeof DuckdbApi): ValueWriter {
  const write = writerOf(type, api);
  return (value) => (value === null ? null : write(value));
}

function writerOf(type: SqlType, api: typeof DuckdbApi): ValueWriter {
  switch (type.kind) {
    case 'BOOL':
    case 'STRING':
    case 'JSON':
      return (value) => value as boolean | string;
    case 'INT64':
      return (value) => BigInt(value as string);
    case 'FLOAT64':
      return (value) => Number(value);
    case 'BYTES':
      return (value) => new api.DuckDBBlobValue(Buffer.from(value as string, 'base64'));
    case 'DATE':
      return (value) => new api.DuckDBDateValue(daysOf(value as string));
    case 'TIME':
      return (value) => new api.DuckDBTimeValue(microsOfTime(value as string));
    case 'DATETIME':
      return (value) => new api.DuckDBTimestampValue(microsOf(value as string));
    case 'TIMESTAMP':
      return (value) => new api.DuckDBTimestampTZValue(microsOf(value as string));
    case 'NUMERIC':
      return (value) => new api.DuckDBDecimalValue(unscaled(value as string, 9), 38, 9);
    case 'BIGNUMERIC':
      return (value) => new api.DuckDBDecimalValue(bigNumeric(value as string), 38, 18);
    case 'INTERVAL':
      return (value) => {
        const { months, days, micros } = parseInterval(value as string);
        return new api.DuckDBIntervalValue(months, days, micros);
      };
    case 'ARRAY': {
      const element = valueWriter(type.element, api);
      return (value) => new api.DuckDBListValue((value as readonly Value[]).map(element));
    }
    case 'STRUCT': {
      const fields = type.fields.map((field, n) => ({ name: structFieldName(n), write: valueWriter(field.type, api) }));
      return (value) => new api.DuckDBStructValue(Object.fromEntries(fields.map(({ name, write }, n) => [name, write((value as readonly Value[])[n] ?? null)])));
    }
  }
}

function bigNumeric(text: string): bigint {
  const value = unscaled(text, 18);
  const fraction = text.split('.')[1] ?? '';
  if (/[1-9]/.test(fraction.slice(18)) || value >= BIGNUMERIC_BOUND || value <= -BIGNUMERIC_BOUND) {
    throw new SqlError(`BIGNUMERIC with more than 20 digits before or 18 behind the point (${text}) is not emulated in SQL`, { unsupported: true });
  }
  return value;
}
