import { decimalTarget, decimalText } from '../decimal-target';
import { dateOfDays, datetimeOfMicros, timeOfMicros, timestampOfMicros } from '../epoch-text';
import { FileFault } from '../file-table';
import { formatJsonText, parseJsonText } from '../json-value';
import { parseInt64 } from '../numeric-value';
import type { Value } from '../row';
import type { ParquetNode } from './parquet-node';
import type { ParquetReadOptions, ParquetShape } from './parquet-shape';

type Scalar = Pick<ParquetShape, 'type' | 'convert'>;

const INTEGER: Scalar = { type: 'INTEGER', convert: (value) => within(parseInt64(String(value)), 'INTEGER') };
const FLOAT: Scalar = { type: 'FLOAT', convert: (value) => (Number.isFinite(value) ? (value as number) : String(value)) };
const BYTES: Scalar = { type: 'BYTES', convert: bytesText };
const STRING: Scalar = { type: 'STRING', convert: String };
const TIMESTAMP: Scalar = { type: 'TIMESTAMP', convert: (value) => within(timestampOfMicros(microsOf(value)), 'TIMESTAMP') };
const DATETIME: Scalar = { type: 'DATETIME', convert: (value) => within(datetimeOfMicros(microsOf(value)), 'DATETIME') };
const TIME: Scalar = { type: 'TIME', convert: (value) => within(timeOfMicros(microsOf(value)), 'TIME') };
const DATE: Scalar = { type: 'DATE', convert: (value) => within(dateOfDays((value as { days: number }).days), 'DATE') };
const JSON_TEXT: Scalar = { type: 'JSON', convert: jsonText };

/** What each physical type becomes without any annotation. */
const PLAIN: ReadonlyMap<string, Scalar> = new Map([
  ['BOOLEAN', { type: 'BOOLEAN', convert: (value: unknown) => value === true }],
  ['INT32', INTEGER],
  ['INT64', INTEGER],
  ['INT96', TIMESTAMP],
  ['FLOAT', FLOAT],
  ['DOUBLE', FLOAT],
  ['BYTE_ARRAY', BYTES],
  ['FIXED_LEN_BYTE_ARRAY', BYTES],
]);

const ANNOTATED: ReadonlyMap<string, Scalar> = new Map([
  ...['INT_8', 'INT_16', 'INT_32', 'INT_64', 'UINT_8', 'UINT_16', 'UINT_32', 'UINT_64', 'IntType'].map((name) => [name, INTEGER] as const),
  ...['UTF8', 'StringType'].map((name) => [name, STRING] as const),
  ...['DATE', 'DateType'].map((name) => [name, DATE] as const),
  ...['JSON', 'JsonType'].map((name) => [name, JSON_TEXT] as const),
  ...['TIME_MILLIS', 'TIME_MICROS'].map((name) => [name, TIME] as const),
  ...['TIMESTAMP_MILLIS', 'TIMESTAMP_MICROS'].map((name) => [name, TIMESTAMP] as const),
]);

/** @throws FileFault for a type that BigQuery does not load, or that is not emulated */
export function scalarShape(node: ParquetNode, options: ParquetReadOptions): Scalar {
  const { physical = '', converted, logical } = node;
  const name = logical?.replace(/\(.*$/s, '') ?? converted;
  if (name === 'DecimalType' || converted === 'DECIMAL') return decimalShape(node, options);
  if (name === 'EnumType' || converted === 'ENUM') return options.enumAsString ? STRING : BYTES;
  if (name === 'TimestampType' || name === 'TimeType') return clockShape(node, name);
  const found = name === undefined ? PLAIN.get(physical) : (ANNOTATED.get(name) ?? (converted && ANNOTATED.get(converted)));
  if (!found) throw new FileFault(`The Parquet column ${node.name} is of the type ${[physical, name].filter(Boolean).join(' ')}, which is not emulated.`);
  return found;
}

/** Times that are not adjusted to UTC are those of a clock on the wall. */
function clockShape({ name, logical = '' }: ParquetNode, kind: string): Scalar {
  if (/NANOS=(?!<null>)/.test(logical)) throw new FileFault(`The Parquet column ${name} counts nanoseconds, which is not emulated.`);
  if (kind === 'TimeType') return TIME;
  return /isAdjustedToUTC=(0|false)/i.test(logical) ? DATETIME : TIMESTAMP;
}

function decimalShape({ name, precision, scale }: ParquetNode, { decimalTargetTypes }: ParquetReadOptions): Scalar {
  if (precision > 38) throw new FileFault(`The Parquet column ${name} has decimals of ${precision} digits; more than 38 are not emulated.`);
  const type = decimalTarget({ precision, scale }, decimalTargetTypes);
  return { type, convert: (value) => decimalText((value as { value: bigint }).value, scale, type) };
}

function microsOf(value: unknown): bigint {
  const { micros, nanos, millis, seconds } = value as Partial<Record<'micros' | 'nanos' | 'millis' | 'seconds', bigint>>;
  if (micros !== undefined) return micros;
  if (nanos !== undefined) return (nanos - (((nanos % 1000n) + 1000n) % 1000n)) / 1000n;
  if (millis !== undefined) return millis * 1000n;
  if (seconds !== undefined) return seconds * 1_000_000n;
  throw new FileFault(`The Parquet file has a time that cannot be read: ${String(value)}.`);
}

function bytesText(value: unknown): Value {
  if (typeof value === 'string') return Buffer.from(value).toString('base64');
  return Buffer.from((value as { bytes: Uint8Array }).bytes).toString('base64');
}

function jsonText(value: unknown): Value {
  try {
    return formatJsonText(parseJsonText(String(value)));
  } catch {
    throw new FileFault(`The Parquet file has a JSON value that is no JSON: ${JSON.stringify(String(value).slice(0, 100))}.`);
  }
}

function within(text: string | undefined, type: string): string {
  if (text === undefined) throw new FileFault(`The Parquet file has a value out of the range of ${type}.`);
  return text;
}
