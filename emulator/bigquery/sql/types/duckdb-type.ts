import type { ScalarName, SqlType } from './sql-type';

/**
 * How each type is kept in DuckDB. TIMESTAMP is TIMESTAMPTZ in a session whose time zone is UTC, DATETIME a TIMESTAMP
 * without zone. BIGNUMERIC has 38 digits in all there, 18 behind the point: what needs more is refused, never rounded.
 * JSON is its text, normalised as JSON.stringify would print it. The fields of a STRUCT are named f0, f1, … by position, so that
 * anonymous and repeated names do no harm.
 */
const DUCKDB_TYPES: Readonly<Record<ScalarName, string>> = {
  BOOL: 'BOOLEAN',
  INT64: 'BIGINT',
  FLOAT64: 'DOUBLE',
  NUMERIC: 'DECIMAL(38,9)',
  BIGNUMERIC: 'DECIMAL(38,18)',
  STRING: 'VARCHAR',
  BYTES: 'BLOB',
  DATE: 'DATE',
  TIME: 'TIME',
  DATETIME: 'TIMESTAMP',
  TIMESTAMP: 'TIMESTAMPTZ',
  INTERVAL: 'INTERVAL',
  JSON: 'VARCHAR',
};

/** The DuckDB type as SQL text. */
export function duckdbType(type: SqlType): string {
  if (type.kind === 'ARRAY') return `${duckdbType(type.element)}[]`;
  if (type.kind !== 'STRUCT') return DUCKDB_TYPES[type.kind];
  return `STRUCT(${type.fields.map((field, n) => `${structFieldName(n)} ${duckdbType(field.type)}`).join(', ')})`;
}

/** The name in DuckDB of a STRUCT's field, by its position. */
export function structFieldName(position: number): string {
  return `f${position}`;
}
