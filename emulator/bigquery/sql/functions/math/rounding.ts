import { notEmulated, SqlError } from '../../sql-error';
import { callOf, scalarsOf, script, template } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';
import { decimalSql } from './decimal-sql';

const scalar = scalarsOf('Mathematical');

export const ROUNDING_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('ROUND', {
    '(FLOAT64) -> FLOAT64': callOf('round'),
    '(NUMERIC) -> NUMERIC': (call) => decimalSql('round', call, '0'),
    '(BIGNUMERIC) -> BIGNUMERIC': (call) => decimalSql('round', call, '0'),
    '(FLOAT64, INT64) -> FLOAT64': callOf('bq_round_float'),
    '(NUMERIC, INT64) -> NUMERIC': (call) => decimalSql('round', call),
    '(BIGNUMERIC, INT64) -> BIGNUMERIC': (call) => decimalSql('round', call),
    '(NUMERIC, INT64, STRING) -> NUMERIC': roundByMode,
    '(BIGNUMERIC, INT64, STRING) -> BIGNUMERIC': roundByMode,
  }),
  scalar('TRUNC', {
    '(FLOAT64) -> FLOAT64': callOf('trunc'),
    '(NUMERIC) -> NUMERIC': (call) => decimalSql('trunc', call, '0'),
    '(BIGNUMERIC) -> BIGNUMERIC': (call) => decimalSql('trunc', call, '0'),
    '(FLOAT64, INT64) -> FLOAT64': callOf('bq_trunc_float'),
    '(NUMERIC, INT64) -> NUMERIC': (call) => decimalSql('trunc', call),
    '(BIGNUMERIC, INT64) -> BIGNUMERIC': (call) => decimalSql('trunc', call),
  }),
  ...['CEIL', 'CEILING'].map((name) => scalar(name, wholeForms('ceil'))),
  scalar('FLOOR', wholeForms('floor')),
];

function wholeForms(name: string): Parameters<typeof scalar>[1] {
  return {
    '(FLOAT64) -> FLOAT64': callOf(name),
    '(NUMERIC) -> NUMERIC': template(`CAST(${name}($1) AS DECIMAL(38,9))`),
    '(BIGNUMERIC) -> BIGNUMERIC': template(`CAST(${name}($1) AS DECIMAL(38,18))`),
  };
}

function roundByMode(call: FunctionCall): string {
  const mode = call.arguments[2]?.literal?.text?.toUpperCase();
  if (mode === 'ROUND_HALF_AWAY_FROM_ZERO') return decimalSql('round', { ...call, arguments: call.arguments.slice(0, 2) });
  if (mode === 'ROUND_HALF_EVEN') return decimalSql('round_even', { ...call, arguments: call.arguments.slice(0, 2) });
  if (mode === undefined) throw notEmulated('ROUND with a rounding mode that is no constant', call.at);
  throw new SqlError(`Invalid rounding mode: ${mode}`, { at: call.at });
}

export const ROUNDING_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  script('round_float', 'DOUBLE, BIGINT -> DOUBLE', (value: number, digits: bigint) => {
    const result = rounded(value, digits);
    if (Number.isFinite(value) && !Number.isFinite(result)) throw new Error(`Floating point overflow: ROUND(${value}, ${digits})`);
    return result;
  }),
  script('trunc_float', 'DOUBLE, BIGINT -> DOUBLE', truncated),
];

const MAX_DIGITS = 100n;
/** From here on every FLOAT64 is whole. */
const WHOLE = 2 ** 52;

/** Half away from zero, of the exact value. */
function rounded(value: number, digits: bigint): number {
  if (!Number.isFinite(value)) return value;
  if (digits >= 0n) return Math.abs(value) >= WHOLE || digits > MAX_DIGITS ? value : Number(value.toFixed(Number(digits)));
  if (digits < -308n) return 0;
  const unit = 10n ** -digits;
  const magnitude = BigInt(Math.trunc(Math.abs(value)));
  return Math.sign(value) * Number(((magnitude * 2n + unit) / (unit * 2n)) * unit);
}

function truncated(value: number, digits: bigint): number {
  if (!Number.isFinite(value)) return value;
  if (digits >= 0n) {
    if (Math.abs(value) >= WHOLE || digits >= MAX_DIGITS) return value;
    const text = value.toFixed(Number(MAX_DIGITS));
    return Number(text.slice(0, text.indexOf('.') + 1 + Number(digits)));
  }
  if (digits < -308n) return 0;
  const unit = 10n ** -digits;
  return Math.sign(value) * Number((BigInt(Math.trunc(Math.abs(value))) / unit) * unit);
}
