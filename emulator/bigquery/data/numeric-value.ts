import { formatScaledDecimal, parseScaledDecimal } from './scaled-decimal';

const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);
const INTEGER = /^[+-]?\d{1,400}$/;
const SAFE_DIGITS = 15;

/** An INT64 as its decimal text, or `undefined` if the text is none or lies beyond 64 bits. */
export function parseInt64(text: string): string | undefined {
  if (!INTEGER.test(text)) return undefined;
  if (text.length <= SAFE_DIGITS) return Number(text).toString();
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return value >= MIN_INT64 && value <= MAX_INT64 ? value.toString() : undefined;
}

/** An INT64 from a number without a fraction, as its decimal text. */
export function int64FromNumber(value: number): string | undefined {
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  return Number.isInteger(value) ? parseInt64(BigInt(value).toString()) : undefined;
}

const SPECIAL_FLOATS: ReadonlyMap<string, string> = new Map([
  ['nan', 'NaN'],
  ['+nan', 'NaN'],
  ['-nan', 'NaN'],
  ['inf', 'Infinity'],
  ['+inf', 'Infinity'],
  ['infinity', 'Infinity'],
  ['+infinity', 'Infinity'],
  ['-inf', '-Infinity'],
  ['-infinity', '-Infinity'],
]);
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A FLOAT64, or the name of one that JSON numbers cannot hold; `undefined` if the text is none or too large. */
export function parseFloat64(text: string): number | string | undefined {
  if (!FLOAT.test(text)) return SPECIAL_FLOATS.get(text.toLowerCase());
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

const NUMERIC_SCALE = 9;
const NUMERIC_LIMIT = 10n ** 38n - 1n;

/** A NUMERIC (29 digits before and 9 after the point) as its shortest text; further digits are rounded. */
export function parseNumeric(text: string): string | undefined {
  const units = parseScaledDecimal(text, NUMERIC_SCALE);
  if (units === undefined || units > NUMERIC_LIMIT || units < -NUMERIC_LIMIT) return undefined;
  return formatScaledDecimal(units, NUMERIC_SCALE);
}

const BIGNUMERIC_SCALE = 38;
const BIGNUMERIC_MAX = 2n ** 255n - 1n;
const BIGNUMERIC_MIN = -(2n ** 255n);

/** A BIGNUMERIC (256 bits with 38 digits after the point) as its shortest text; further digits are rounded. */
export function parseBigNumeric(text: string): string | undefined {
  const units = parseScaledDecimal(text, BIGNUMERIC_SCALE);
  if (units === undefined || units > BIGNUMERIC_MAX || units < BIGNUMERIC_MIN) return undefined;
  return formatScaledDecimal(units, BIGNUMERIC_SCALE);
}
