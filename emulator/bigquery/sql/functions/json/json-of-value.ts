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

/** TO_JSON_STRING of it: keys in the order of the fields, and numbers as texts where FLOAT64 would lose digits. */
export function jsonTextOfWire(wire: string, type: SqlType, pretty: boolean): string {
  const json = jsonOf(decodeWire(type, wire), type, (value, kind) => {
    if (kind === 'FLOAT64') return new WrittenNumber(formatFloat64(value as number));
    const text = String(value);
    return /\./.test(text) || isWide(text) ? text : new WrittenNumber(text);
  });
  return printJson(json, { keepOrder: true, pretty });
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
  switch (type.kind) {
    case 'ARRAY':
      return (value as readonly TypedValue[]).map((element) => jsonOf(element, type.element, numberOf));
    case 'STRUCT': {
      const members = new Map<string, Json>();
      for (const [n, field] of type.fields.entries()) {
        const name = field.name ?? '';
        if (!members.has(name)) members.set(name, jsonOf((value as readonly TypedValue[])[n] ?? null, field.type, numberOf));
      }
      return members;
    }
    case 'FLOAT64':
      return Number.isFinite(value) ? numberOf(value === 0 ? 0 : value, type.kind) : nonFinite(value as number);
    case 'INT64':
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return numberOf(value, type.kind);
    case 'BYTES':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'JSON':
      return storedJson(value as string);
    case 'TIME':
      return narrowFraction(value as string);
    case 'DATETIME':
      return narrowFraction(value as string).replace(' ', 'T');
    case 'TIMESTAMP':
      return `${narrowFraction(value as string).replace(' ', 'T')}Z`;
    case 'INTERVAL':
      return intervalIso(parseDuckdbInterval(value as string));
    case 'BOOL':
    case 'STRING':
    case 'DATE':
      return value as Json;
  }
}

function nonFinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}
