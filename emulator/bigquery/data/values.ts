import { LosslessNumber } from 'lossless-json';
import type { CanonicalType, ScalarType } from './canonical-type';
import { canonicalInterval } from './interval-text';
import { formatJsonText, parseJsonText } from './json-value';
import { int64FromNumber, parseBigNumeric, parseFloat64, parseInt64, parseNumeric } from './numeric-value';
import type { Value } from './row';
import { parseDate, parseDatetime, parseTime, parseTimestamp } from './time-value';

/** The canonical value of what a file holds, or `undefined` if it is none of the type. NULL is not asked for. */
export type Coercion = (input: unknown) => Value | undefined;

/** The coercion of each scalar type, as a load job does it. */
export const COERCIONS: Readonly<Record<ScalarType, Coercion>> = {
  STRING: (input) => (typeof input === 'string' ? input : textOf(input)),
  BYTES: (input) => (typeof input === 'string' ? parseBase64(input) : undefined),
  INT64: (input) => (typeof input === 'number' ? int64FromNumber(input) : int64FromText(input)),
  FLOAT64: (input) => (typeof input === 'number' ? input : fromNumberText(input, parseFloat64)),
  NUMERIC: (input) => fromNumberText(input, parseNumeric),
  BIGNUMERIC: (input) => fromNumberText(input, parseBigNumeric),
  BOOL: (input) => (typeof input === 'boolean' ? input : fromNumberText(input, parseBool)),
  TIMESTAMP: (input) => fromNumberText(input, parseTimestamp),
  DATE: (input) => fromText(input, parseDate),
  TIME: (input) => fromText(input, parseTime),
  DATETIME: (input) => fromText(input, parseDatetime),
  INTERVAL: (input) => fromText(input, canonicalInterval),
  GEOGRAPHY: (input) => (typeof input === 'string' ? input : undefined),
  JSON: (input) => formatJsonText(input),
};

/** The canonical value of one scalar, or `undefined` if the input is none of the type. */
export function coerceValue(type: ScalarType, input: unknown): Value | undefined {
  return COERCIONS[type](input);
}

/** As coerceValue, for the text of a CSV field: there a JSON column holds JSON text, not a JSON value. */
export function coerceText(type: ScalarType, text: string): Value | undefined {
  if (type !== 'JSON') return COERCIONS[type](text);
  try {
    return formatJsonText(parseJsonText(text));
  } catch {
    return undefined;
  }
}

/** What BigQuery's messages about NDJSON call a type. */
export const TYPE_WORDS: Readonly<Record<CanonicalType, string>> = {
  STRING: 'string',
  BYTES: 'bytes',
  INT64: 'integer',
  FLOAT64: 'float',
  NUMERIC: 'numeric',
  BIGNUMERIC: 'bignumeric',
  BOOL: 'boolean',
  TIMESTAMP: 'timestamp',
  DATE: 'date',
  TIME: 'time',
  DATETIME: 'datetime',
  INTERVAL: 'interval',
  GEOGRAPHY: 'geography',
  JSON: 'json',
  STRUCT: 'record',
};

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const TRUE_WORDS = new Set(['true', 't', 'yes', 'y', '1']);
const FALSE_WORDS = new Set(['false', 'f', 'no', 'n', '0']);

function parseBase64(text: string): string | undefined {
  return text.length % 4 === 0 && BASE64.test(text) ? Buffer.from(text, 'base64').toString('base64') : undefined;
}

function parseBool(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (TRUE_WORDS.has(word)) return true;
  return FALSE_WORDS.has(word) ? false : undefined;
}

function int64FromText(input: unknown): string | undefined {
  if (input instanceof LosslessNumber && !/^-?\d+$/.test(input.value)) return int64FromDecimal(input.value);
  return fromNumberText(input, parseInt64);
}

/** An INT64 from a number with a point or exponent but without a fraction. */
function int64FromDecimal(text: string): string | undefined {
  const decimal = parseBigNumeric(text);
  return decimal === undefined ? undefined : parseInt64(decimal);
}

function fromText<V extends Value>(input: unknown, parse: (text: string) => V | undefined): V | undefined {
  return typeof input === 'string' ? parse(input) : undefined;
}

function fromNumberText<V extends Value>(input: unknown, parse: (text: string) => V | undefined): V | undefined {
  const text = typeof input === 'boolean' ? undefined : textOf(input);
  return text === undefined ? undefined : parse(text);
}

function textOf(input: unknown): string | undefined {
  if (typeof input === 'string') return input;
  if (typeof input === 'number' || typeof input === 'boolean') return String(input);
  return input instanceof LosslessNumber ? input.value : undefined;
}
