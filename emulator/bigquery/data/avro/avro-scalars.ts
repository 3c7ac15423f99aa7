import { isUtf8 } from 'node:buffer';
import { bigintFromBytes, decimalTarget, decimalText } from '../decimal-target';
import { dateOfDays, datetimeOfMicros, timeOfMicros, timestampOfMicros } from '../epoch-text';
import { FileFault } from '../file-table';
import { formatJsonText, parseJsonText } from '../json-value';
import type { Value } from '../row';
import { mapped, typeOf } from './avro-library';
import { memberOf, type AvroObject } from './avro-names';
import { required, type AvroReadOptions, type AvroShape } from './avro-shape';

/** The library would not notice more than 32 bits. */
const INT = mapped(typeOf('int'), (value: number) => {
  if (value !== (value | 0)) throw new FileFault('The Avro file has an int of more than 32 bits.');
  return value;
});
const LONG = typeOf('long');
const BYTES = typeOf('bytes');
/** Bytes too in the encoding; the library would put a mark in the place of what is not UTF-8. */
const TEXT = mapped(BYTES, (bytes: Buffer) => {
  if (!isUtf8(bytes)) throw new FileFault('The Avro file has a string that is not UTF-8.');
  return bytes.toString();
});

const PLAIN: ReadonlyMap<string, AvroShape> = new Map([
  ['null', { mode: 'NULLABLE', avro: typeOf('null') }],
  ['boolean', required('BOOLEAN', typeOf('boolean'), (value: boolean) => value)],
  ['int', required('INTEGER', INT, (value: number) => String(value))],
  ['long', required('INTEGER', LONG, (value: bigint) => String(value))],
  ['float', required('FLOAT', typeOf('float'), floatValue)],
  ['double', required('FLOAT', typeOf('double'), floatValue)],
  ['bytes', required('BYTES', BYTES, (bytes: Buffer) => bytes.toString('base64'))],
  ['string', required('STRING', TEXT, (text: string) => text)],
]);

/** Logical types that count, with the type that each annotates. They are read as such where that is asked for. */
const COUNTED: ReadonlyMap<string, AvroShape> = new Map([
  ['int date', required('DATE', INT, (days: number) => within(dateOfDays(days), 'DATE'))],
  ['int time-millis', required('TIME', INT, (millis: number) => within(timeOfMicros(BigInt(millis) * 1000n), 'TIME'))],
  ['long time-micros', required('TIME', LONG, (micros: bigint) => within(timeOfMicros(micros), 'TIME'))],
  ['long timestamp-millis', required('TIMESTAMP', LONG, (millis: bigint) => within(timestampOfMicros(millis * 1000n), 'TIMESTAMP'))],
  ['long timestamp-micros', required('TIMESTAMP', LONG, (micros: bigint) => within(timestampOfMicros(micros), 'TIMESTAMP'))],
  ['long local-timestamp-millis', required('DATETIME', LONG, (millis: bigint) => within(datetimeOfMicros(millis * 1000n), 'DATETIME'))],
  ['long local-timestamp-micros', required('DATETIME', LONG, (micros: bigint) => within(datetimeOfMicros(micros), 'DATETIME'))],
]);

/** The shape of a primitive type, with its annotations where an object describes it; `undefined` for any other type. */
export function scalarShape(type: string, annotations: AvroObject, options: AvroReadOptions): AvroShape | undefined {
  const plain = PLAIN.get(type);
  const logical = memberOf(annotations, 'logicalType');
  if (type === 'bytes' && logical === 'decimal') return decimalShape(annotations, options, 'bytes');
  if (type === 'string' && memberOf(annotations, 'sqlType') === 'JSON') return required('JSON', TEXT, jsonValue);
  return (options.useAvroLogicalTypes && COUNTED.get(`${type} ${String(logical)}`)) || plain;
}

export function fixedShape(schema: AvroObject, options: AvroReadOptions): AvroShape {
  const size = memberOf(schema, 'size');
  if (typeof size !== 'number' || size !== (size | 0) || size <= 0) throw new FileFault('The Avro schema has a fixed type without a size.');
  const fixed = { type: 'fixed', size };
  if (memberOf(schema, 'logicalType') === 'decimal') return decimalShape(schema, options, fixed);
  return required('BYTES', typeOf(fixed), (bytes: Buffer) => bytes.toString('base64'));
}

/** An enum is an int in the encoding. */
export function enumShape(schema: AvroObject): AvroShape {
  const symbols = memberOf(schema, 'symbols');
  if (!Array.isArray(symbols)) throw new FileFault('The Avro schema has an enum without symbols.');
  return required('STRING', INT, (index: number) => {
    const symbol: unknown = symbols[index];
    if (typeof symbol !== 'string') throw new FileFault('The Avro file has a value that is none of its enum.');
    return symbol;
  });
}

function decimalShape(annotations: AvroObject, options: AvroReadOptions, bytes: unknown): AvroShape {
  const precision = memberOf(annotations, 'precision');
  const scale = memberOf(annotations, 'scale') ?? 0;
  if (typeof precision !== 'number' || typeof scale !== 'number' || scale < 0 || scale > precision || precision > 1000) {
    throw new FileFault('The Avro schema has a decimal whose precision or scale cannot be.');
  }
  const target = decimalTarget({ precision, scale }, options.decimalTargetTypes);
  return required(target, typeOf(bytes), (digits: Buffer) => decimalText(bigintFromBytes(digits), scale, target));
}

function floatValue(value: number): Value {
  return Number.isFinite(value) ? value : String(value);
}

function jsonValue(text: string): string {
  try {
    return formatJsonText(parseJsonText(text));
  } catch {
    throw new FileFault(`The Avro file has a JSON value that is no JSON: ${JSON.stringify(text.slice(0, 100))}.`);
  }
}

function within(text: string | undefined, type: string): string {
  if (text === undefined) throw new FileFault(`The Avro file has a value out of the range of ${type}.`);
  return text;
}
