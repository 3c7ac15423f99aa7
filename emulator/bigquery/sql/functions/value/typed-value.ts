import type { SqlType } from '../../types/sql-type';

/**
 * A value as a script function sees it: BOOL boolean, INT64 bigint, FLOAT64 number, BYTES Uint8Array; every other scalar its
 * text (a decimal without closing zeros, dates and times as `YYYY-MM-DD HH:MM:SS.ffffff`); ARRAY and STRUCT a list.
 */
export type TypedValue = null | boolean | bigint | number | string | Uint8Array | readonly TypedValue[];

const MAX_TYPES = 1000;
const types = new Map<string, unknown>();

/** The type, or list of types, that `wireType` and `wireOfAll` wrote. */
export function decodeType(text: string): SqlType {
  return cached(text) as SqlType;
}

/** The types of `wireOfAll`. */
export function decodeTypes(text: string): readonly SqlType[] {
  return cached(text) as readonly SqlType[];
}

function cached(text: string): unknown {
  let type = types.get(text);
  if (type === undefined) {
    if (types.size > MAX_TYPES) types.clear();
    type = JSON.parse(text) as unknown;
    types.set(text, type);
  }
  return type;
}

/** The value that `wireOf` carried. */
export function decodeWire(type: SqlType, wire: string): TypedValue {
  if (type.kind === 'ARRAY' || type.kind === 'STRUCT') return fromJson(type, JSON.parse(wire));
  return fromText(type, wire);
}

/** The values that `wireOfAll` carried. */
export function decodeWires(allTypes: readonly SqlType[], wire: string): readonly TypedValue[] {
  const values = JSON.parse(wire) as readonly (string | null)[];
  return allTypes.map((type, n) => {
    const value = values[n] ?? null;
    return value === null ? null : decodeWire(type, value);
  });
}

function fromJson(type: SqlType, value: unknown): TypedValue {
  if (value === null || value === undefined) return null;
  if (type.kind === 'ARRAY') return (value as readonly unknown[]).map((element) => fromJson(type.element, element));
  if (type.kind === 'STRUCT') return type.fields.map((field, n) => fromJson(field.type, (value as Readonly<Record<string, unknown>>)[`f${n}`]));
  return fromText(type, value as string);
}

const READERS: ReadonlyMap<string, (text: string) => TypedValue> = new Map<string, (text: string) => TypedValue>([
  ['BOOL', (text) => text === 'true'],
  ['INT64', BigInt],
  ['FLOAT64', floatFromText],
  ['NUMERIC', withoutClosingZeros],
  ['BIGNUMERIC', withoutClosingZeros],
  ['BYTES', (text) => Buffer.from(text, 'hex')],
]);

function fromText(type: SqlType, text: string): TypedValue {
  const read = READERS.get(type.kind);
  return read ? read(text) : text;
}

function withoutClosingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function floatFromText(text: string): number {
  if (text === 'inf') return Infinity;
  return text === '-inf' ? -Infinity : Number(text);
}
