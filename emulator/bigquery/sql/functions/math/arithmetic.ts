import { argumentsOf, callOf, nullableScript, scalarsOf, script, template } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';
import { bound } from '../sql-text';
import { formatFloat64 } from '../value/float-text';
import { decimalSql } from './decimal-sql';

const scalar = scalarsOf('Mathematical');

export const ARITHMETIC_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('ABS', { '(INT64) -> INT64': callOf('bq_abs'), '(NUMERIC) -> NUMERIC': callOf('abs'), '(BIGNUMERIC) -> BIGNUMERIC': callOf('abs'), '(FLOAT64) -> FLOAT64': callOf('abs') }),
  scalar('SIGN', {
    '(INT64) -> INT64': template('CAST(sign($1) AS BIGINT)'),
    '(NUMERIC) -> NUMERIC': template('CAST(sign($1) AS DECIMAL(38,9))'),
    '(BIGNUMERIC) -> BIGNUMERIC': template('CAST(sign($1) AS DECIMAL(38,18))'),
    '(FLOAT64) -> FLOAT64': callOf('bq_sign'),
  }),
  scalar('IS_INF', { '(FLOAT64) -> BOOL': callOf('isinf') }),
  scalar('IS_NAN', { '(FLOAT64) -> BOOL': callOf('isnan') }),
  scalar('IEEE_DIVIDE', { '(FLOAT64, FLOAT64) -> FLOAT64': template('($1 / $2)') }),
  scalar('RAND', { '() -> FLOAT64': () => 'random()' }, { volatile: true }),
  scalar('DIV', { '(INT64, INT64) -> INT64': callOf('bq_div'), '(NUMERIC, NUMERIC) -> NUMERIC': (call) => decimalSql('div', call), '(BIGNUMERIC, BIGNUMERIC) -> BIGNUMERIC': (call) => decimalSql('div', call) }),
  scalar('MOD', { '(INT64, INT64) -> INT64': modulo, '(NUMERIC, NUMERIC) -> NUMERIC': (call) => decimalSql('mod', call), '(BIGNUMERIC, BIGNUMERIC) -> BIGNUMERIC': (call) => decimalSql('mod', call) }),
  scalar('SAFE_ADD', safeForms('add')),
  scalar('SAFE_SUBTRACT', safeForms('subtract')),
  scalar('SAFE_MULTIPLY', safeForms('multiply')),
  scalar('SAFE_DIVIDE', { '(FLOAT64, FLOAT64) -> FLOAT64': callOf('bq_safe_divide'), '(NUMERIC, NUMERIC) -> NUMERIC': (call) => decimalSql('safe_divide', call), '(BIGNUMERIC, BIGNUMERIC) -> BIGNUMERIC': (call) => decimalSql('safe_divide', call) }),
  scalar('SAFE_NEGATE', { '(INT64) -> INT64': callOf('bq_safe_negate'), '(NUMERIC) -> NUMERIC': template('(-$1)'), '(BIGNUMERIC) -> BIGNUMERIC': template('(-$1)'), '(FLOAT64) -> FLOAT64': template('(-$1)') }),
  scalar('GREATEST', { '(T...) -> T': (call) => extreme(call, 'list_max') }),
  scalar('LEAST', { '(T...) -> T': (call) => extreme(call, 'list_min') }),
  scalar('RANGE_BUCKET', { '(T, ARRAY<T>) -> INT64': rangeBucket }),
  scalar('COSINE_DISTANCE', { '(ARRAY<FLOAT64>, ARRAY<FLOAT64>) -> FLOAT64': callOf('bq_cosine_distance') }),
  scalar('EUCLIDEAN_DISTANCE', { '(ARRAY<FLOAT64>, ARRAY<FLOAT64>) -> FLOAT64': callOf('bq_euclidean_distance') }),
];

function modulo(call: FunctionCall): string {
  const divisor = call.arguments[1]?.literal;
  const constant = divisor?.kind === 'int' && /^0*[1-9]\d{0,17}$/.test(divisor.text ?? '');
  return constant ? `(${argumentsOf(call).join(' % ')})` : `bq_mod(${argumentsOf(call).join(', ')})`;
}

function safeForms(name: string): Parameters<typeof scalar>[1] {
  return {
    '(INT64, INT64) -> INT64': callOf(`bq_safe_${name}`),
    '(NUMERIC, NUMERIC) -> NUMERIC': (call) => decimalSql(`safe_${name}`, call),
    '(BIGNUMERIC, BIGNUMERIC) -> BIGNUMERIC': (call) => decimalSql(`safe_${name}`, call),
    '(FLOAT64, FLOAT64) -> FLOAT64': callOf(`bq_safe_${name}_float`),
  };
}

/** NULL if any is NULL, NaN if any is NaN. */
function extreme(call: FunctionCall, name: string): string {
  const isFloat = call.type.kind === 'FLOAT64';
  const nan = isFloat ? 'WHEN isnan(list_max(m)) THEN list_max(m) ' : '';
  return bound('m', `[${argumentsOf(call).join(', ')}]`, `CASE WHEN list_count(m) <> len(m) THEN NULL ${nan}ELSE ${name}(m) END`);
}

function rangeBucket(call: FunctionCall): string {
  const [point, bounds] = call.arguments;
  const isFloat = point?.type.kind === 'FLOAT64';
  const ordered = `CASE WHEN list_count(m.a) <> len(m.a) THEN CAST(bq_raise('Elements in input array to RANGE_BUCKET cannot be null.') AS BIGINT)
    WHEN m.a <> list_sort(m.a, 'ASC', 'NULLS FIRST') THEN CAST(bq_raise('Elements in input array to RANGE_BUCKET must be in ascending order.') AS BIGINT)
    ELSE CAST(len(list_filter(m.a, lambda e: e <= m.p)) AS BIGINT) END`;
  const nan = isFloat ? ' OR isnan(m.p)' : '';
  return bound('m', `struct_pack(p := ${point?.sql}, a := ${bounds?.sql})`, `CASE WHEN m.p IS NULL OR m.a IS NULL${nan} THEN NULL ELSE ${ordered} END`);
}

const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);

function inRange(value: bigint): bigint | null {
  return value >= MIN_INT64 && value <= MAX_INT64 ? value : null;
}

/** NULL where finite numbers give what is none. */
function finiteOrNull(a: number, b: number, result: number): number | null {
  return Number.isFinite(a) && Number.isFinite(b) && !Number.isFinite(result) ? null : result;
}

export const ARITHMETIC_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  script('abs', 'BIGINT -> BIGINT', (value: bigint) => {
    if (value === MIN_INT64) throw new Error(`int64 overflow: ABS(${value})`);
    return value < 0n ? -value : value;
  }),
  script('sign', 'DOUBLE -> DOUBLE', (value: number) => (value === 0 ? 0 : Math.sign(value))),
  script('cbrt', 'DOUBLE -> DOUBLE', (value: number) => Math.cbrt(value)),
  script('float_text', 'DOUBLE -> VARCHAR', formatFloat64),
  script('pow', 'DOUBLE, DOUBLE -> DOUBLE', power),
  script('div', 'BIGINT, BIGINT -> BIGINT', (a: bigint, b: bigint) => {
    if (b === 0n) throw new Error(`division by zero: ${a} / ${b}`);
    if (inRange(a / b) === null) throw new Error(`int64 overflow: ${a} / ${b}`);
    return a / b;
  }),
  script('mod', 'BIGINT, BIGINT -> BIGINT', (a: bigint, b: bigint) => {
    if (b === 0n) throw new Error(`division by zero: MOD(${a}, ${b})`);
    return a % b;
  }),
  script('safe_add', 'BIGINT, BIGINT -> BIGINT', (a: bigint, b: bigint) => inRange(a + b)),
  script('safe_subtract', 'BIGINT, BIGINT -> BIGINT', (a: bigint, b: bigint) => inRange(a - b)),
  script('safe_multiply', 'BIGINT, BIGINT -> BIGINT', (a: bigint, b: bigint) => inRange(a * b)),
  script('safe_negate', 'BIGINT -> BIGINT', (a: bigint) => inRange(-a)),
  script('safe_add_float', 'DOUBLE, DOUBLE -> DOUBLE', (a: number, b: number) => finiteOrNull(a, b, a + b)),
  script('safe_subtract_float', 'DOUBLE, DOUBLE -> DOUBLE', (a: number, b: number) => finiteOrNull(a, b, a - b)),
  script('safe_multiply_float', 'DOUBLE, DOUBLE -> DOUBLE', (a: number, b: number) => finiteOrNull(a, b, a * b)),
  script('safe_divide', 'DOUBLE, DOUBLE -> DOUBLE', (a: number, b: number) => (b === 0 ? null : finiteOrNull(a, b, a / b))),
  nullableScript('cosine_distance', 'DOUBLE[], DOUBLE[] -> DOUBLE', (a: Vector, b: Vector) => distance(a, b, cosineDistance)),
  nullableScript('euclidean_distance', 'DOUBLE[], DOUBLE[] -> DOUBLE', (a: Vector, b: Vector) => distance(a, b, euclideanDistance)),
];

function power(a: number, b: number): number {
  if (a === 1 || b === 0) return 1;
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) return 1;
  const result = Math.pow(a, b);
  if (Number.isFinite(a) && Number.isFinite(b) && !Number.isFinite(result)) throw new Error(`Floating point error in function: POW(${formatFloat64(a)}, ${formatFloat64(b)})`);
  return result;
}

type Vector = readonly (number | null)[] | null;

function distance(a: Vector, b: Vector, measure: (a: readonly number[], b: readonly number[]) => number): number | null {
  if (a === null || b === null) return null;
  if (a.length !== b.length) throw new Error(`Array length mismatch: ${a.length} and ${b.length}`);
  if (a.includes(null) || b.includes(null)) throw new Error('Cannot compute distance when any element of the arrays is NULL');
  return measure(a as readonly number[], b as readonly number[]);
}

function cosineDistance(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, value, n) => sum + value * (y[n] as number), 0);
  const lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
  if (lengths === 0) throw new Error('Cannot compute cosine distance against zero vector');
  return 1 - dot(a, b) / lengths;
}

function euclideanDistance(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, value, n) => sum + (value - (b[n] as number)) ** 2, 0));
}
