import type { ScalarName } from '../../types/sql-type';

/** DuckDB SQL of a cast; `safe` is `safe_` where a failure is to give NULL, and `cast` CAST or TRY_CAST. */
export type CastSql = (sql: string, how: { readonly safe: string; readonly cast: string; readonly zone: string }) => string;

const script = (name: string): CastSql => (sql, { safe }) => `bq_${safe}${name}(${sql})`;
const native = (type: string): CastSql => (sql, { cast }) => `${cast}(${sql} AS ${type})`;
/** By way of a text that a script function has checked. */
const through = (name: string, type: string): CastSql => (sql, how) => native(type)(script(name)(sql, how), how);

const NUMERIC = 'DECIMAL(38,9)';
const BIGNUMERIC = 'DECIMAL(38,18)';

const decimalText: CastSql = (sql) => `rtrim(rtrim(CAST(${sql} AS VARCHAR), '0'), '.')`;
const utcText = (name: string): CastSql => (sql) => `bq_${name}(epoch_us(${sql}))`;

/** Casts between different scalar types, by source and target. */
export const SCALAR_CASTS: Readonly<Record<ScalarName, Partial<Record<ScalarName, CastSql>>>> = {
  BOOL: { INT64: native('BIGINT'), STRING: native('VARCHAR') },
  INT64: { BOOL: (sql) => `(${sql} <> 0)`, FLOAT64: native('DOUBLE'), NUMERIC: native(NUMERIC), BIGNUMERIC: native(BIGNUMERIC), STRING: native('VARCHAR') },
  FLOAT64: {
    INT64: script('int_of_float'),
    NUMERIC: through('numeric_of_float', NUMERIC),
    BIGNUMERIC: through('bignumeric_of_float', BIGNUMERIC),
    STRING: (sql) => `bq_float_text(${sql})`,
  },
  NUMERIC: { INT64: (sql, { safe }) => `bq_${safe}int_of_decimal(CAST(${sql} AS VARCHAR))`, FLOAT64: (sql) => `CAST(CAST(${sql} AS VARCHAR) AS DOUBLE)`, BIGNUMERIC: native(BIGNUMERIC), STRING: decimalText },
  BIGNUMERIC: { INT64: (sql, { safe }) => `bq_${safe}int_of_decimal(CAST(${sql} AS VARCHAR))`, FLOAT64: (sql) => `CAST(CAST(${sql} AS VARCHAR) AS DOUBLE)`, NUMERIC: native(NUMERIC), STRING: decimalText },
  STRING: {
    BOOL: script('bool_of_text'),
    INT64: script('int_of_text'),
    FLOAT64: script('float_of_text'),
    NUMERIC: through('numeric_of_text', NUMERIC),
    BIGNUMERIC: through('bignumeric_of_text', BIGNUMERIC),
    BYTES: (sql) => `encode(${sql})`,
    DATE: through('date_of_text', 'DATE'),
    TIME: through('time_of_text', 'TIME'),
    DATETIME: through('datetime_of_text', 'TIMESTAMP'),
    TIMESTAMP: (sql, { safe, zone }) => `make_timestamptz(bq_${safe}timestamp_of_string(${sql}, ${zone}))`,
    INTERVAL: through('interval_of_text', 'INTERVAL'),
  },
  BYTES: { STRING: script('text_of_bytes') },
  DATE: { STRING: native('VARCHAR'), DATETIME: native('TIMESTAMP'), TIMESTAMP: (sql, { zone }) => instant(`CAST(${sql} AS TIMESTAMP)`, zone) },
  TIME: { STRING: utcText('time_text') },
  DATETIME: { STRING: utcText('datetime_text'), DATE: native('DATE'), TIME: native('TIME'), TIMESTAMP: (sql, { zone }) => instant(sql, zone) },
  TIMESTAMP: {
    STRING: (sql, { zone }) => `bq_timestamp_text(epoch_us(${sql}), ${zone})`,
    DATE: (sql, { zone }) => `CAST(${local(sql, zone)} AS DATE)`,
    TIME: (sql, { zone }) => `CAST(${local(sql, zone)} AS TIME)`,
    DATETIME: (sql, { zone }) => local(sql, zone),
  },
  INTERVAL: { STRING: (sql) => `bq_interval_text(CAST(${sql} AS VARCHAR))` },
  JSON: {},
};

function local(sql: string, zone: string): string {
  return zone === "'UTC'" ? `CAST(${sql} AS TIMESTAMP)` : `make_timestamp(bq_to_local(epoch_us(${sql}), ${zone}))`;
}

function instant(sql: string, zone: string): string {
  return zone === "'UTC'" ? `CAST(${sql} AS TIMESTAMPTZ)` : `make_timestamptz(bq_to_instant(epoch_us(${sql}), ${zone}))`;
}
