import type { SqlType } from '../../types/sql-type';
import { formatFloat64 } from '../value/float-text';
import { intervalIso, narrowFraction, parseDuckdbInterval } from '../value/scalar-text';
import { decodeWire, type TypedValue } from '../value/typed-value';
import { printJson, roundTrips, storedJson, WrittenNumber, type Json } from './json-model';

/** Whole numbers up to here are FLOAT64s, too. */
const MAX_LOSSLESS = 2n ** 53n;

/** TO_JSON of a value that `wireOf` carried. */
export function jsonOfWire(wire: string, type: SqlType, stringifyWide: boolean): Json {
  return jsonOf(decodeWire(type, wire), type, (value, kind) => (kind === 'FLOAT64' ? value as number : wideNumber(value, stringifyWide)));
}

/**
 * TO_JSON_STRING of it: keys in the order of the fields, and numbers as texts where FLOAT64 would lose digits.
 * @throws Error for fields that share a name, which BigQuery prints one after the other
 */
export function jsonTextOfWire(wire: string, type: SqlType, pretty: boolean): string {
  if (hasRepeats(type)) throw new Error('TO_JSON_STRING of a STRUCT whose fields share a name, or have none, is not emulated');
  const json = jsonOf(decodeWire(type, wire), type, (value, kind) => {
    if (kind === 'FLOAT64') return new WrittenNumber(formatFloat64(value as number));
    const text = String(value);
    return /\./.test(text) || isWide(text) ? text : new WrittenNumber(text);
  });
  return printJson(json, { keepOrder: true, pretty });
}

function hasRepeats(type: SqlType): boolean {
  if (type.kind === 'ARRAY') return hasRepeats(type.element);
  if (type.kind !== 'STRUCT') return false;
  const names = new Set(type.fields.map(({ name = '' }) => name));
  return names.size < type.fields.length || type.fields.some((field) => hasRepeats(field.type));
}

function isWide(whole: string): boolean {
  const value = BigInt(whole);
  return value > MAX_LOSSLESS || value < -MAX_LOSSLESS;
}

function wideNumber(value: TypedValue, stringify: boolean): Json {
  const text = String(value);
  if (/^-?\d+$/.test(text)) {
    if (stringify && isWide(text)) return text;
    const whole = BigInt(text);
    if (whole >= -(2n ** 63n) && whole < 2n ** 64n) return whole;
  }
  if (roundTrips(text, Number(text)) || !stringify) return Number(text);
  return text;
}

type NumberOf = (value: TypedValue, kind: 'INT64' | 'FLOAT64' | 'NUMERIC' | 'BIGNUMERIC') => Json;

function jsonOf(value: TypedValue, type: SqlType, numberOf: NumberOf): Json {
  if (value === null) return null;
  if (type.kind === 'ARRAY') return (value as readonly TypedValue[]).map((element) => jsonOf(element, type.element, numberOf));
  if (type.kind === 'STRUCT') {
    const members = new Map<string, Json>();
    for (const [n, { name = '', type: inner }] of type.fields.entries()) {
      if (!members.has(name)) members.set(name, jsonOf((value as readonly TypedValue[])[n] ?? null, inner, numberOf));
    }
    return members;
  }
  if (type.kind === 'FLOAT64') return Number.isFinite(value) ? numberOf(value === 0 ? 0 : value, type.kind) : nonFinite(value as number);
  if (type.kind === 'INT64' || type.kind === 'NUMERIC' || type.kind === 'BIGNUMERIC') return numberOf(value, type.kind);
  const convert = TEXTS.get(type.kind);
  return convert ? convert(value) : (value as Json);
}

/** Of those scalars that are neither numbers nor what they are in JSON. */
const TEXTS: ReadonlyMap<string, (value: Exclude<TypedValue, null>) => Json> = new Map<string, (value: Exclude<TypedValue, null>) => Json>([
  ['BYTES', (value) => Buffer.from(value as Uint8Array).toString('base64')],
  ['JSON', (value) => storedJson(value as string)],
  ['TIME', (value) => narrowFraction(value as string)],
  ['DATETIME', (value) => narrowFraction(value as string).replace(' ', 'T')],
  ['TIMESTAMP', (value) => `${narrowFraction(value as string).replace(' ', 'T')}Z`],
  ['INTERVAL', (value) => intervalIso(parseDuckdbInterval(value as string))],
]);

function nonFinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}
