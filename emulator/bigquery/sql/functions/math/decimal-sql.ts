import { duckdbType } from '../../types/duckdb-type';
import { argumentsOf, script } from '../define';
import type { FunctionCall, ScriptFunction } from '../function-definition';

/**
 * A script function on decimals, bq_decimal_<name>(scale, texts…), whose result has the type of the call. Arguments that are
 * no decimals are given as texts too.
 */
export function decimalSql(name: string, call: FunctionCall, ...constants: readonly string[]): string {
  const scale = call.type.kind === 'BIGNUMERIC' ? 18 : 9;
  const texts = [...argumentsOf(call).map((sql) => `CAST(${sql} AS VARCHAR)`), ...constants.map((constant) => `'${constant}'`)];
  return `CAST(bq_decimal_${name}(${[scale, ...texts].join(', ')}) AS ${duckdbType(call.type)})`;
}

/** A script function for `decimalSql`: its values arrive as units of 10^-scale. It gives units, too. */
export function decimalScript(name: string, count: number, run: (values: readonly bigint[], scale: number) => bigint): ScriptFunction {
  const parameters = ['BIGINT', ...Array.from({ length: count }, () => 'VARCHAR')].join(', ');
  return script(`decimal_${name}`, `${parameters} -> VARCHAR`, (scale: bigint, ...texts: readonly string[]) => {
    const digits = Number(scale);
    return decimalText(checkDecimal(run(texts.map((text) => decimalUnits(text, digits)), digits), digits), digits);
  });
}

/** Digits of a decimal text (without an exponent) as units of 10^-scale; what lies behind is cut off. */
export function decimalUnits(text: string, scale: number): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
}

/** Units of 10^-scale as a text, without closing zeros. */
export function decimalText(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}

const LIMIT = 10n ** 38n;

/** @throws Error for what the type cannot hold */
export function checkDecimal(units: bigint, scale: number): bigint {
  if (units < LIMIT && units > -LIMIT) return units;
  throw new Error(scale === 9 ? 'numeric overflow' : 'A BIGNUMERIC of more than 20 digits before the point is not emulated');
}

/** BIGNUMERIC has 38 digits behind the point, DuckDB's decimal but 18 of them: what needs more is refused. */
export const TOO_FINE = 'A BIGNUMERIC of more than 18 digits behind the point is not emulated';

/** A quotient as the type can hold it: rounded for NUMERIC. @throws Error for a BIGNUMERIC of which digits would be lost */
export function quotient(dividend: bigint, divisor: bigint, scale: number): bigint {
  if (scale === 18 && dividend % divisor !== 0n) throw new Error(TOO_FINE);
  return divideRounded(dividend, divisor);
}

/** Divides, rounded half away from zero, or to the even neighbour. */
export function divideRounded(dividend: bigint, divisor: bigint, even = false): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const a = dividend < 0n ? -dividend : dividend;
  const b = divisor < 0n ? -divisor : divisor;
  let quotient = a / b;
  const twice = (a % b) * 2n;
  if (twice > b || (twice === b && (!even || quotient % 2n === 1n))) quotient += 1n;
  return negative ? -quotient : quotient;
}
