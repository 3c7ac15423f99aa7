import { Type, types } from 'avsc';
import { FileFault } from '../file-table';
import { LONG } from './long-type';

/** The library's type for a schema, in which whole types may stand: longs are bigints, the values of unions stand for themselves. @throws Error for a schema that is none */
export function typeOf(schema: unknown): Type {
  const typeHook = (part: unknown): Type | undefined => (isLong(part) ? LONG : undefined);
  return Type.forSchema(schema as Parameters<typeof Type.forSchema>[0], { typeHook, wrapUnions: false });
}

function isLong(part: unknown): boolean {
  return part === 'long' || (typeof part === 'object' && part !== null && Object.hasOwn(part, 'type') && (part as { type: unknown }).type === 'long');
}

/** A type whose values are changed as they are read. The library's own value is `undefined` beyond the end of a file. */
export function mapped(type: Type, map: (value: never) => unknown): Type {
  return new MappedType(type, map as (value: unknown) => unknown);
}

class MappedType extends types.LogicalType {
  readonly #map: (value: unknown) => unknown;

  constructor(type: Type, map: (value: unknown) => unknown) {
    super(type);
    this.#map = map;
  }

  protected override _fromValue(value: unknown): unknown {
    if (value === undefined) throw endsWithinValue();
    return this.#map(value);
  }
}

/** Reads the value that begins at an offset. @throws FileFault where it is broken */
export function decodeAt(type: Type, bytes: Buffer, from: number): { value: unknown; end: number } {
  const { value, offset } = decode(type, bytes, from);
  if (offset < 0) throw endsWithinValue();
  return { value, end: offset };
}

function decode(type: Type, bytes: Buffer, from: number): { value: unknown; offset: number } {
  try {
    return type.decode(bytes, from);
  } catch (error) {
    throw error instanceof FileFault ? error : new FileFault(`The Avro file has a value that cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function endsWithinValue(): FileFault {
  return new FileFault('The Avro file ends within a value.');
}
