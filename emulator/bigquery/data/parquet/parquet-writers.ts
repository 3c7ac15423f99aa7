import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { DispatchError } from '../../../../src/core/errors';
import type { TableFieldSchema } from '../../../../src/core/job-resource';
import { canonicalType, type ScalarType } from '../canonical-type';
import { daysOfDate, microsOfInstant, microsOfTime } from '../epoch-text';
import type { Value } from '../row';
import { parseScaledDecimal } from '../scaled-decimal';
import { fieldMode } from '../schema';
import type { DuckDb } from './duckdb-session';

/** The type of a column in DuckDB, and how values become DuckDB's. */
export interface ColumnWriter {
  readonly type: DuckDBType;
  readonly convert: (value: Value) => DuckDBValue;
}

/** What DuckDB cannot write as BigQuery does. */
const LACKING: ReadonlySet<ScalarType> = new Set(['BIGNUMERIC', 'INTERVAL', 'GEOGRAPHY']);

/** @throws DispatchError UNSUPPORTED for a type that cannot be written to Parquet */
export function columnWriter(field: TableFieldSchema, duckdb: DuckDb): ColumnWriter {
  const type = canonicalType(field.type);
  const single = type === 'STRUCT' ? structWriter(field.fields ?? [], duckdb) : scalarWriter(type, duckdb);
  return fieldMode(field) === 'REPEATED' ? listWriter(single, duckdb) : single;
}

/** The first field that cannot be written to Parquet; `undefined` if all can. */
export function fieldUnfitForParquet(fields: readonly TableFieldSchema[]): TableFieldSchema | undefined {
  for (const field of fields) {
    const type = canonicalType(field.type);
    const unfit = type === 'STRUCT' ? fieldUnfitForParquet(field.fields ?? []) : LACKING.has(type) ? field : undefined;
    if (unfit) return unfit;
  }
  return undefined;
}

function listWriter({ type, convert }: ColumnWriter, duckdb: DuckDb): ColumnWriter {
  return { type: duckdb.LIST(type), convert: (value) => duckdb.listValue(((value ?? []) as readonly Value[]).map(convert)) };
}

function structWriter(fields: readonly TableFieldSchema[], duckdb: DuckDb): ColumnWriter {
  const writers = fields.map((field) => columnWriter(field, duckdb));
  const names = fields.map(({ name }) => name);
  return {
    type: new duckdb.DuckDBStructType(names, writers.map(({ type }) => type)),
    convert(value) {
      if (value === null) return null;
      const row = value as readonly Value[];
      return duckdb.structValue(Object.fromEntries(writers.map(({ convert }, position) => [names[position]!, convert(row[position] ?? null)])));
    },
  };
}

function scalarWriter(type: ScalarType, duckdb: DuckDb): ColumnWriter {
  if (LACKING.has(type)) throw new DispatchError('UNSUPPORTED', `A column of type ${type} cannot be extracted to PARQUET here`);
  const writer = SCALARS[type](duckdb);
  return { type: writer.type, convert: (value) => (value === null ? null : writer.convert(value as string | number | boolean)) };
}

type Scalar = (duckdb: DuckDb) => { type: DuckDBType; convert: (value: string | number | boolean) => DuckDBValue };

const text: Scalar = (duckdb) => ({ type: duckdb.VARCHAR, convert: String });

const SCALARS: Readonly<Record<ScalarType, Scalar>> = {
  STRING: text,
  JSON: text,
  INTERVAL: text,
  GEOGRAPHY: text,
  BIGNUMERIC: text,
  BYTES: (duckdb) => ({ type: duckdb.BLOB, convert: (value) => duckdb.blobValue(Buffer.from(String(value), 'base64')) }),
  INT64: ({ BIGINT }) => ({ type: BIGINT, convert: (value) => BigInt(value) }),
  FLOAT64: ({ DOUBLE }) => ({ type: DOUBLE, convert: Number }),
  BOOL: ({ BOOLEAN }) => ({ type: BOOLEAN, convert: (value) => value === true }),
  NUMERIC: (duckdb) => ({ type: duckdb.DECIMAL(38, 9), convert: (value) => duckdb.decimalValue(parseScaledDecimal(String(value), 9) ?? 0n, 38, 9) }),
  TIMESTAMP: (duckdb) => ({ type: duckdb.TIMESTAMPTZ, convert: (value) => duckdb.timestampTZValue(microsOfInstant(String(value))) }),
  DATETIME: (duckdb) => ({ type: duckdb.TIMESTAMP, convert: (value) => duckdb.timestampValue(microsOfInstant(String(value))) }),
  DATE: (duckdb) => ({ type: duckdb.DATE, convert: (value) => duckdb.dateValue(daysOfDate(String(value))) }),
  TIME: (duckdb) => ({ type: duckdb.TIME, convert: (value) => duckdb.timeValue(microsOfTime(String(value))) }),
};
