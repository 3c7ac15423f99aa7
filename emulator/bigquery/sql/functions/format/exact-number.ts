import { divideRounded } from '../math/decimal-sql';
import { formatExponent } from '../value/float-text';

/** A number that is not negative, as an exact fraction. */
export interface ExactNumber {
  readonly dividend: bigint;
  readonly divisor: bigint;
  /** Whether halves are rounded to the even neighbour, as C does with FLOAT64. */
  readonly halfEven: boolean;
}

/** Of a finite number's magnitude. */
export function exactFloat(value: number): ExactNumber {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  const mantissa = (bits & (2n ** 52n - 1n)) + (exponent === 0 ? 0n : 2n ** 52n);
  const power = Math.max(exponent, 1) - 1075;
  return { dividend: power > 0 ? mantissa << BigInt(power) : mantissa, divisor: power < 0 ? 1n << BigInt(-power) : 1n, halfEven: true };
}

/** Of a decimal's magnitude. */
export function exactDecimal(text: string): ExactNumber {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  return { dividend: BigInt(whole + fraction), divisor: 10n ** BigInt(fraction.length), halfEven: false };
}

function unitsOf({ dividend, divisor, halfEven }: ExactNumber, scale: number): bigint {
  return scale >= 0 ? divideRounded(dividend * 10n ** BigInt(scale), divisor, halfEven) : divideRounded(dividend, divisor * 10n ** BigInt(-scale), halfEven);
}

interface Shape {
  readonly precision: number;
  /** The flag #: a point is always there, and %g keeps zeros. */
  readonly alternate: boolean;
}

/** As printf's %f. */
export function fixedText(number: ExactNumber, { precision, alternate }: Shape): string {
  const digits = unitsOf(number, precision).toString().padStart(precision + 1, '0');
  const point = precision > 0 || alternate ? '.' : '';
  return digits.slice(0, digits.length - precision) + point + digits.slice(digits.length - precision);
}

/** As printf's %e. */
export function scientificText(number: ExactNumber, { precision, alternate }: Shape): string {
  const { digits, exponent } = significant(number, precision);
  const point = precision > 0 || alternate ? '.' : '';
  return `${digits[0]}${point}${digits.slice(1)}${formatExponent(exponent)}`;
}

/** As printf's %g. */
export function generalText(number: ExactNumber, { precision, alternate }: Shape): string {
  const wanted = Math.max(precision, 1);
  const { exponent } = significant(number, wanted - 1);
  const scientific = exponent < -4 || exponent >= wanted;
  const text = scientific ? scientificText(number, { precision: wanted - 1, alternate }) : fixedText(number, { precision: wanted - 1 - exponent, alternate });
  if (alternate) return text;
  const [, mantissa = '', power = ''] = /^([^e]*)(.*)$/.exec(text) ?? [];
  return (mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa) + power;
}

function significant(number: ExactNumber, precision: number): { readonly digits: string; readonly exponent: number } {
  if (number.dividend === 0n) return { digits: '0'.repeat(precision + 1), exponent: 0 };
  let exponent = number.dividend.toString().length - number.divisor.toString().length;
  if (number.dividend * power(-exponent) < number.divisor * power(exponent)) exponent -= 1;
  const digits = unitsOf(number, precision - exponent).toString();
  return digits.length > precision + 1 ? { digits: digits.slice(0, -1), exponent: exponent + 1 } : { digits, exponent };
}

function power(exponent: number): bigint {
  return exponent > 0 ? 10n ** BigInt(exponent) : 1n;
}
