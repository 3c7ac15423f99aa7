import { bigintFromBytes, decimalTarget, decimalText } from '../decimal-target';
import { dateOfDays, datetimeOfMicros, timeOfMicros, timestampOfMicros } from '../epoch-text';
import { FileFault } from '../file-table';
import type { Value } from '../row';
import { formatJsonText, parseJsonText } from '../json-value';
import type { AvroCursor } from './avro-cursor';
import { memberOf, type AvroObject } from './avro-names';
import { required, type AvroReadOptions, type AvroShape } from './avro-shape';

const PLAIN: ReadonlyMap<string, AvroShape> = new Map([
  ['null', { mode: 'NULLABLE', read: () => null }],
  ['boolean', required('BOOLEAN', (cursor) => cursor.boolean())],
  ['int', required('INTEGER', (cursor) => String(cursor.long()))],
  ['long', required('INTEGER', (cursor) => String(cursor.long()))],
  ['float', required('FLOAT', (cursor) => floatValue(cursor.float()))],
  ['double', required('FLOAT', (cursor) => floatValue(cursor.double()))],
  ['bytes', required('BYTES', (cursor) => cursor.bytes().toString('base64'))],
  ['string', required('STRING', (cursor) => cursor.string())],
]);

/** Logical types that count, with the type that each annotates. They are read as such where that is asked for. */
const COUNTED: ReadonlyMap<string, AvroShape> = new Map([
  ['int date', required('DATE', (cursor) => within(dateOfDays(Number(cursor.long())), 'DATE'))],
  ['int time-millis', required('TIME', (cursor) => within(timeOfMicros(BigInt(cursor.long()) * 1000n), 'TIME'))],
  ['long time-micros', required('TIME', (cursor) => within(timeOfMicros(BigInt(cursor.long())), 'TIME'))],
  ['long timestamp-millis', required('TIMESTAMP', (cursor) => within(timestampOfMicros(BigInt(cursor.long()) * 1000n), 'TIMESTAMP'))],
  ['long timestamp-micros', required('TIMESTAMP', (cursor) => within(timestampOfMicros(BigInt(cursor.long())), 'TIMESTAMP'))],
  ['long local-timestamp-millis', required('DATETIME', (cursor) => within(datetimeOfMicros(BigInt(cursor.long()) * 1000n), 'DATETIME'))],
  ['long local-timestamp-micros', required('DATETIME', (cursor) => within(datetimeOfMicros(BigInt(cursor.long())), 'DATETIME'))],
]);

/** The shape of a primitive type, with its annotations where an object describes it; `undefined` for any other type. */
export function scalarShape(type: string, annotations: AvroObject, options: AvroReadOptions): AvroShape | undefined {
  const plain = PLAIN.get(type);
  const logical = memberOf(annotations, 'logicalType');
  if (type === 'bytes' && logical === 'decimal') return decimalShape(annotations, options, (cursor) => cursor.bytes());
  if (type === 'string' && memberOf(annotations, 'sqlType') === 'JSON') return required('JSON', (cursor) => jsonValue(cursor.string()));
  return (options.useAvroLogicalTypes && COUNTED.get(`${type} ${String(logical)}`)) || plain;
}

export function fixedShape(schema: AvroObject, options: AvroReadOptions): AvroShape {
  const size = memberOf(schema, 'size');
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) throw new FileFault('The Avro schema has a fixed type without a size.');
  if (memberOf(schema, 'logicalType') === 'decimal') return decimalShape(schema, options, (cursor) => cursor.fixed(size));
  return required('BYTES', (cursor) => cursor.fixed(size).toString('base64'));
}

export function enumShape(schema: AvroObject): AvroShape {
  const symbols = memberOf(schema, 'symbols');
  if (!Array.isArray(symbols)) throw new FileFault('The Avro schema has an enum without symbols.');
  return required('STRING', (cursor) => {
    const symbol: unknown = symbols[cursor.count()];
    if (typeof symbol !== 'string') throw new FileFault('The Avro file has a value that is none of its enum.');
    return symbol;
  });
}

function decimalShape(schema: AvroObject, options: AvroReadOptions, read: (cursor: AvroCursor) => Uint8Array): AvroShape {
  const precision = memberOf(schema, 'precision');
  const scale = memberOf(schema, 'scale') ?? 0;
  if (typeof precision !== 'number' || typeof scale !== 'number' || scale < 0 || scale > precision || precision > 1000) {
    throw new FileFault('The Avro schema has a decimal whose precision or scale cannot be.');
  }
  const target = decimalTarget({ precision, scale }, options.decimalTargetTypes);
  return required(target, (cursor) => decimalText(bigintFromBytes(read(cursor)), scale, target));
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
