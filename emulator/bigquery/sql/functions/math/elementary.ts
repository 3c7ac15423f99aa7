import { callOf, scalarsOf, template } from '../define';
import type { FunctionCall, FunctionDefinition } from '../function-definition';
import { bound } from '../sql-text';
import { decimalSql } from './decimal-sql';

const scalar = scalarsOf('Mathematical');

interface Elementary {
  /** DuckDB SQL of the value in `m`. */
  readonly sql: string;
  /** Where BigQuery fails, and DuckDB may. */
  readonly fails?: string;
  /** What it gives where DuckDB fails for an infinity, or otherwise does. */
  readonly special?: string;
}

const ELEMENTARY: Readonly<Record<string, Elementary>> = {
  SQRT: { sql: 'sqrt(m)', fails: 'm < 0' },
  EXP: { sql: 'exp(m)' },
  LN: { sql: 'ln(m)', fails: 'm <= 0' },
  LOG10: { sql: 'log10(m)', fails: 'm <= 0' },
  CBRT: { sql: 'bq_cbrt(m)' },
  SIN: { sql: 'sin(m)', special: "WHEN isinf(m) THEN 'nan'::DOUBLE" },
  COS: { sql: 'cos(m)', special: "WHEN isinf(m) THEN 'nan'::DOUBLE" },
  TAN: { sql: 'tan(m)', special: "WHEN isinf(m) THEN 'nan'::DOUBLE" },
  ASIN: { sql: 'asin(m)', fails: 'NOT isnan(m) AND (m < -1 OR m > 1)' },
  ACOS: { sql: 'acos(m)', fails: 'NOT isnan(m) AND (m < -1 OR m > 1)' },
  ATAN: { sql: 'atan(m)' },
  SINH: { sql: 'sinh(m)' },
  COSH: { sql: 'cosh(m)' },
  TANH: { sql: 'tanh(m)' },
  ASINH: { sql: 'asinh(m)' },
  ACOSH: { sql: 'acosh(m)', fails: 'm < 1' },
  ATANH: { sql: 'atanh(m)', fails: 'NOT isnan(m) AND (m <= -1 OR m >= 1)' },
  SEC: { sql: '(1 / cos(m))', special: "WHEN isinf(m) THEN 'nan'::DOUBLE" },
  CSC: { sql: '(1 / sin(m))', fails: 'm = 0', special: "WHEN isinf(m) THEN 'nan'::DOUBLE" },
  COT: { sql: '(1 / tan(m))', fails: 'm = 0', special: "WHEN isinf(m) THEN 'nan'::DOUBLE" },
  SECH: { sql: '(1 / cosh(m))' },
  CSCH: { sql: '(1 / sinh(m))', fails: 'm = 0' },
  COTH: { sql: '(1 / tanh(m))', fails: 'm = 0' },
};

export const ELEMENTARY_FUNCTIONS: readonly FunctionDefinition[] = [
  ...Object.entries(ELEMENTARY).map(([name, elementary]) =>
    scalar(name, {
      '(FLOAT64) -> FLOAT64': (call) => checked(name, call, elementary),
      ...(['SQRT', 'EXP', 'LN', 'LOG10'].includes(name) ? decimalForms(name.toLowerCase(), 1) : {}),
    }),
  ),
  ...['POW', 'POWER'].map((name) => scalar(name, { '(FLOAT64, FLOAT64) -> FLOAT64': callOf('bq_pow'), ...decimalForms('pow', 2) })),
  scalar('LOG', {
    '(FLOAT64) -> FLOAT64': (call) => checked('LOG', call, ELEMENTARY.LN as Elementary),
    ...decimalForms('ln', 1),
    '(FLOAT64, FLOAT64) -> FLOAT64': logarithm,
    ...decimalForms('log', 2),
  }),
  scalar('ATAN2', { '(FLOAT64, FLOAT64) -> FLOAT64': template('atan2($1, $2)') }),
];

function decimalForms(name: string, count: number): Readonly<Record<string, (call: FunctionCall) => string>> {
  const form = (type: string): string => `(${Array.from({ length: count }, () => type).join(', ')}) -> ${type}`;
  return { [form('NUMERIC')]: (call) => decimalSql(name, call), [form('BIGNUMERIC')]: (call) => decimalSql(name, call) };
}

function checked(name: string, call: FunctionCall, { sql, fails, special }: Elementary): string {
  const failure = `CAST(bq_raise('Floating point error in function: ${name}(' || bq_float_text(m) || ')') AS DOUBLE)`;
  const first = fails === undefined ? '' : `WHEN ${fails} THEN ${failure} `;
  const body = `CASE ${first}${special === undefined ? '' : `${special} `}WHEN isfinite(m) AND NOT isfinite(${sql}) THEN ${failure} ELSE ${sql} END`;
  return bound('m', call.arguments[0]?.sql ?? 'NULL', body);
}

function logarithm(call: FunctionCall): string {
  const [value, base] = call.arguments;
  const failure = `CAST(bq_raise('Floating point error in function: LOG(' || bq_float_text(m.x) || ', ' || bq_float_text(m.b) || ')') AS DOUBLE)`;
  const invalid = '(m.x <= 0 OR m.b <= 0 OR m.b = 1)';
  const result = 'CASE m.b WHEN 2 THEN log2(m.x) WHEN 10 THEN log10(m.x) ELSE ln(m.x) / ln(m.b) END';
  const special = "WHEN isnan(m.x) OR isnan(m.b) OR isinf(m.b) THEN 'nan'::DOUBLE";
  return bound('m', `struct_pack(x := ${value?.sql}, b := ${base?.sql})`, `CASE WHEN m.x IS NULL OR m.b IS NULL THEN NULL ${special} WHEN ${invalid} THEN ${failure} ELSE ${result} END`);
}
