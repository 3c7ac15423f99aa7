import { parseDate, parseDatetime, parseTime } from '../../../data/time-value';
import { parseFloat64 } from '../../../data/numeric-value';
import { parseScaledDecimal } from '../../../data/scaled-decimal';
import { checkDecimal, decimalText, divideRounded, TOO_FINE } from '../math/decimal-sql';
import { formatFloat64 } from '../value/float-text';

const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);
const INTEGER = /^\s*([+-]?)(0x[0-9a-f]{1,40}|\d{1,400})\s*$/i;

/** @throws Error `Bad int64 value: …` */
export function intOfText(text: string): bigint {
  const match = INTEGER.exec(text);
  if (match) {
    const magnitude = BigInt(match[2] as string);
    const value = match[1] === '-' ? -magnitude : magnitude;
    if (value >= MIN_INT64 && value <= MAX_INT64) return value;
  }
  throw new Error(`Bad int64 value: ${text}`);
}

/** @throws Error `Bad double value: …` */
export function floatOfText(text: string): number {
  const value = parseFloat64(text.trim());
  if (value === undefined) throw new Error(`Bad double value: ${text}`);
  return Number(value);
}

/** @throws Error `Bad bool value: …` */
export function boolOfText(text: string): boolean {
  const word = text.toLowerCase();
  if (word !== 'true' && word !== 'false') throw new Error(`Bad bool value: ${text}`);
  return word === 'true';
}

/** The text of a decimal of that scale, rounded half away from zero. @throws Error `Invalid NUMERIC value: …` */
export function decimalOfText(text: string, scale: 9 | 18): string {
  const name = scale === 9 ? 'NUMERIC' : 'BIGNUMERIC';
  const units = parseScaledDecimal(text.trim(), scale === 9 ? 9 : 38);
  if (units === undefined) throw new Error(`Invalid ${name} value: ${text}`);
  if (scale === 9) {
    if (units >= 10n ** 38n || units <= -(10n ** 38n)) throw new Error(`Invalid NUMERIC value: ${text}`);
    return decimalText(units, 9);
  }
  return narrowed(units, `Invalid BIGNUMERIC value: ${text}`);
}

/** @throws Error for NaN, infinities and what is too large */
export function decimalOfFloat(value: number, scale: 9 | 18): string {
  const name = scale === 9 ? 'numeric' : 'bignumeric';
  if (!Number.isFinite(value)) throw new Error(`Illegal conversion of non-finite floating point number to ${name}: ${formatFloat64(value)}`);
  const units = exactUnits(value, scale === 9 ? 9 : 38);
  if (scale === 18) return narrowed(units, `bignumeric out of range: ${formatFloat64(value)}`);
  if (units >= 10n ** 38n || units <= -(10n ** 38n)) throw new Error(`numeric out of range: ${formatFloat64(value)}`);
  return decimalText(units, 9);
}

/** Units of 10^-38 as the text of what DECIMAL(38,18) can hold. */
function narrowed(units: bigint, outOfRange: string): string {
  if (units > 2n ** 255n - 1n || units < -(2n ** 255n)) throw new Error(outOfRange);
  const unit = 10n ** 20n;
  if (units % unit !== 0n) throw new Error(TOO_FINE);
  return decimalText(checkDecimal(units / unit, 18), 18);
}

/** A finite number in units of 10^-scale, exactly, rounded half away from zero. */
function exactUnits(value: number, scale: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & (2n ** 52n - 1n);
  const mantissa = exponent === 0 ? fraction : fraction + 2n ** 52n;
  const power = Math.max(exponent, 1) - 1075;
  const scaled = mantissa * 10n ** BigInt(scale);
  const units = power >= 0 ? scaled * 2n ** BigInt(power) : divideRounded(scaled, 2n ** BigInt(-power));
  return value < 0 ? -units : units;
}

/** Rounded half away from zero. @throws Error for what is no INT64 */
export function intOfFloat(value: number): bigint {
  if (!Number.isFinite(value)) throw new Error(`Illegal conversion of non-finite floating point number to an integer: ${formatFloat64(value)}`);
  const whole = exactUnits(value, 0);
  if (whole > MAX_INT64 || whole < MIN_INT64) throw new Error(`int64 out of range: ${formatFloat64(value)}`);
  return whole;
}

/** Of a decimal's text. @throws Error for what is no INT64 */
export function intOfDecimal(text: string): bigint {
  const whole = parseScaledDecimal(text, 0) ?? 0n;
  if (whole > MAX_INT64 || whole < MIN_INT64) throw new Error(`int64 out of range: ${text.replace(/\.?0+$/, '')}`);
  return whole;
}

/** @throws Error `Invalid date: '…'` */
export function dateOfText(text: string): string {
  return parseDate(text) ?? invalid('date', text);
}

/** @throws Error `Invalid time: '…'` */
export function timeOfText(text: string): string {
  return parseTime(text) ?? invalid('time', text);
}

/** @throws Error `Invalid datetime: '…'` */
export function datetimeOfText(text: string): string {
  return parseDatetime(text) ?? invalid('datetime', text);
}

function invalid(type: string, text: string): never {
  throw new Error(`Invalid ${type}: '${text}'`);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws Error for bytes that are no UTF-8 */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch (error) {
    throw new Error('Invalid cast of bytes to UTF8 string', { cause: error });
  }
}

const CANONICAL = /^([+-]?)(\d+)-(\d+)(?: ([+-]?\d+)(?: ([+-]?)(\d+):(\d+):(\d+)(?:\.(\d{1,6}))?)?)?$/;
const ISO = /^P(?:([+-]?\d+)Y)?(?:([+-]?\d+)M)?(?:([+-]?\d+)W)?(?:([+-]?\d+)D)?(?:T(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?)(\d+)(?:\.(\d{1,6}))?S)?)?$/;

/** DuckDB's text of an INTERVAL that is written as BigQuery prints it, or as ISO 8601 has it. @throws Error `Invalid INTERVAL value '…'` */
export function intervalOfText(text: string): string {
  const number = (digits: string | undefined): number => Number(digits ?? 0);
  const canonical = CANONICAL.exec(text);
  if (canonical) {
    const [, sign, years, months, days, timeSign, hours, minutes, seconds, fraction = ''] = canonical;
    const clock = ((number(hours) * 60 + number(minutes)) * 60 + number(seconds)) * 1e6 + number(fraction.padEnd(6, '0'));
    return intervalParts((sign === '-' ? -1 : 1) * (number(years) * 12 + number(months)), number(days), (timeSign === '-' ? -1 : 1) * clock);
  }
  const iso = ISO.exec(text);
  if (!iso || text === 'P' || text.endsWith('T')) throw new Error(`Invalid INTERVAL value '${text}'`);
  const [, years, months, weeks, days, hours, minutes, sign, seconds, fraction = ''] = iso;
  const secondMicros = (sign === '-' ? -1 : 1) * (number(seconds) * 1e6 + number(fraction.padEnd(6, '0')));
  return intervalParts(number(years) * 12 + number(months), number(weeks) * 7 + number(days), (number(hours) * 60 + number(minutes)) * 60e6 + secondMicros);
}

function intervalParts(months: number, days: number, micros: number): string {
  if (Math.abs(months) > 120_000 || Math.abs(days) > 3_660_000 || Math.abs(micros) > 316_224_000_000_000_000) throw new Error('Interval value is out of allowed range: from 0-0 0 0:0:0 to 10000-0 3660000 87840000:0:0');
  return `${months} months ${days} days ${micros} microseconds`;
}
