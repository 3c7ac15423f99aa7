import type { ScriptFunction } from '../function-definition';
import { decimalScript, decimalText, divideRounded, quotient } from './decimal-sql';
import { DIGITS, divide, exponential, logarithm, multiply, ONE, squareRoot } from './fixed-point';

type Values = readonly bigint[];

export const DECIMAL_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  decimalScript('round', 2, ([value = 0n, digits = 0n], scale) => toDigits({ value, digits, scale }, (a, b) => divideRounded(a, b))),
  decimalScript('round_even', 2, ([value = 0n, digits = 0n], scale) => toDigits({ value, digits, scale }, (a, b) => divideRounded(a, b, true))),
  decimalScript('trunc', 2, ([value = 0n, digits = 0n], scale) => toDigits({ value, digits, scale }, (a, b) => a / b)),
  decimalScript('div', 2, ([a = 0n, b = 0n], scale) => {
    if (b === 0n) throw new Error(`division by zero: ${decimalText(a, scale)} / 0`);
    return (a / b) * 10n ** BigInt(scale);
  }),
  decimalScript('mod', 2, ([a = 0n, b = 0n], scale) => {
    if (b === 0n) throw new Error(`division by zero: MOD(${decimalText(a, scale)}, 0)`);
    return a % b;
  }),
  ...safe('add', (a, b) => a + b),
  ...safe('subtract', (a, b) => a - b),
  ...safe('multiply', (a, b, scale) => quotient(a * b, 10n ** BigInt(scale), scale)),
  ...safe('divide', (a, b, scale) => (b === 0n ? undefined : quotient(a * 10n ** BigInt(scale), b, scale))),
  decimalScript('sqrt', 1, ([value = 0n], scale) => {
    if (value < 0n) throw new Error('Argument to SQRT cannot be negative');
    const square = value * 10n ** BigInt(scale + 2);
    const root = squareRoot(square);
    return quotient(root * root === square || scale === 9 ? root : root * 10n + 1n, 10n, scale);
  }),
  decimalScript('exp', 1, ([value = 0n], scale) => exp(value, scale)),
  decimalScript('ln', 1, ([value = 0n], scale) => fromFixed(ln(value, scale, 'LN'), scale)),
  decimalScript('log10', 1, ([value = 0n], scale) => fromFixed(divide(ln(value, scale, 'LOG10'), LN10), scale)),
  decimalScript('log', 2, ([value = 0n, base = 0n], scale) => {
    if (base === 10n ** BigInt(scale)) throw new Error(`LOG is undefined for the given value, or division by zero error`);
    return fromFixed(divide(ln(value, scale, 'LOG'), ln(base, scale, 'LOG')), scale);
  }),
  decimalScript('pow', 2, ([value = 0n, exponent = 0n], scale) => pow(value, exponent, scale)),
];

const LN10 = logarithm(ONE * 10n);

function toDigits({ value, digits, scale }: { value: bigint; digits: bigint; scale: number }, divideBy: (a: bigint, b: bigint) => bigint): bigint {
  const dropped = BigInt(scale) - digits / 10n ** BigInt(scale);
  if (dropped <= 0n) return value;
  if (dropped > 60n) return 0n;
  const unit = 10n ** dropped;
  return divideBy(value, unit) * unit;
}

/** NULL where the result is too large or there is none. */
function safe(name: string, run: (a: bigint, b: bigint, scale: number) => bigint | undefined): readonly ScriptFunction[] {
  const plain = decimalScript(`safe_${name}`, 2, ([a = 0n, b = 0n]: Values, scale) => {
    const result = run(a, b, scale);
    if (result === undefined) throw new RangeError('no result');
    return result;
  });
  const plainRun = plain.run as (...values: readonly unknown[]) => string;
  return [
    {
      ...plain,
      run: (scale: bigint, ...texts: readonly string[]) => {
        try {
          return plainRun(scale, ...texts);
        } catch (error) {
          if (scale === 18n && !(error instanceof RangeError)) throw error;
          return null;
        }
      },
    },
  ];
}

function toFixed(value: bigint, scale: number): bigint {
  return value * 10n ** BigInt(DIGITS - scale);
}

function fromFixed(value: bigint, scale: number): bigint {
  return quotient(value, 10n ** BigInt(DIGITS - scale), scale);
}

function ln(value: bigint, scale: number, name: string): bigint {
  if (value <= 0n) throw new Error(`${name} is undefined for zero or negative value: ${name}(${decimalText(value, scale)})`);
  return logarithm(toFixed(value, scale));
}

function exp(value: bigint, scale: number): bigint {
  if (value > 100n * 10n ** BigInt(scale)) throw new Error(`numeric overflow: EXP(${decimalText(value, scale)})`);
  if (value < -200n * 10n ** BigInt(scale)) return 0n;
  return fromFixed(exponential(toFixed(value, scale)), scale);
}

/** Above this a power of a base other than 0, 1 and -1 overflows or vanishes. */
const MAX_EXPONENT = 10n ** 12n;

function pow(value: bigint, exponent: bigint, scale: number): bigint {
  const unit = 10n ** BigInt(scale);
  if (exponent === 0n || value === unit) return unit;
  if (value === 0n) {
    if (exponent < 0n) throw new Error(`division by zero: POW(0, ${decimalText(exponent, scale)})`);
    return 0n;
  }
  if (exponent % unit !== 0n) {
    if (value < 0n) throw new Error(`Negative NUMERIC value cannot be raised to a fractional power: POW(${decimalText(value, scale)}, ${decimalText(exponent, scale)})`);
    const power = multiply(toFixed(exponent, scale), logarithm(toFixed(value, scale)));
    if (power > 100n * ONE) throw new Error(`numeric overflow: POW(${decimalText(value, scale)}, ${decimalText(exponent, scale)})`);
    return power < -200n * ONE ? 0n : fromFixed(exponential(power), scale);
  }
  return wholePower({ value, count: exponent / unit, scale });
}

function wholePower({ value, count, scale }: { value: bigint; count: bigint; scale: number }): bigint {
  const negative = count < 0n;
  let left = negative ? -count : count;
  if (value === -(10n ** BigInt(scale))) return left % 2n === 0n ? -value : value;
  if (left > MAX_EXPONENT) throw new Error(`numeric overflow: POW(${decimalText(value, scale)}, ${count})`);
  let base = toFixed(value, scale);
  if (negative) base = divide(ONE, base);
  let result = ONE;
  const limit = ONE * 10n ** 45n;
  for (; left > 0n; left /= 2n) {
    if (left % 2n === 1n) result = multiply(result, base);
    if (left > 1n) base = multiply(base, base);
    if (result > limit || result < -limit || base > limit) throw new Error(`numeric overflow: POW(${decimalText(value, scale)}, ${count})`);
  }
  return fromFixed(result, scale);
}
