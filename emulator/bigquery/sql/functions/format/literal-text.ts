import type { SqlType } from '../../types/sql-type';
import { printJson, storedJson } from '../json/json-model';
import { formatFloat64 } from '../value/float-text';
import { scalarText } from '../value/scalar-text';
import type { TypedValue } from '../value/typed-value';

/** A value as %t prints it. */
export function valueText(value: TypedValue, type: SqlType): string {
  if (value === null) return 'NULL';
  switch (type.kind) {
    case 'ARRAY':
      return `[${(value as readonly TypedValue[]).map((element) => valueText(element, type.element)).join(', ')}]`;
    case 'STRUCT':
      return `(${(value as readonly TypedValue[]).map((field, n) => valueText(field, (type.fields[n] as { type: SqlType }).type)).join(', ')})`;
    case 'FLOAT64':
      return Number.isFinite(value) ? pointed(value as number) : formatFloat64(value as number);
    case 'BYTES':
      return escapeBytes(value as Uint8Array);
    case 'JSON':
      return printJson(storedJson(value as string));
    default:
      return scalarText(type.kind, value);
  }
}

/** A value as %T prints it: a literal of GoogleSQL. */
export function literalText(value: TypedValue, type: SqlType): string {
  if (value === null) return 'NULL';
  switch (type.kind) {
    case 'ARRAY':
      return `[${(value as readonly TypedValue[]).map((element) => literalText(element, type.element)).join(', ')}]`;
    case 'STRUCT': {
      const fields = (value as readonly TypedValue[]).map((field, n) => literalText(field, (type.fields[n] as { type: SqlType }).type));
      return `${fields.length === 1 ? 'STRUCT' : ''}(${fields.join(', ')})`;
    }
    case 'FLOAT64':
      return Number.isFinite(value) ? pointed(value as number) : `CAST("${formatFloat64(value as number)}" AS FLOAT64)`;
    case 'STRING':
      return quoted(value as string);
    case 'BYTES':
      return bytesLiteralText(value as Uint8Array);
    case 'INTERVAL':
      return `INTERVAL "${scalarText(type.kind, value)}" YEAR TO SECOND`;
    case 'JSON':
      return `JSON ${quotedWith(printJson(storedJson(value as string)), "'")}`;
    case 'BOOL':
    case 'INT64':
      return String(value);
    default:
      return `${type.kind} "${scalarText(type.kind, value)}"`;
  }
}

function pointed(value: number): string {
  const text = formatFloat64(value);
  return /^[-\d]+$/.test(text) ? `${text}.0` : text;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([['\n', '\\n'], ['\r', '\\r'], ['\t', '\\t'], ['\\', '\\\\']]);

function quoted(text: string): string {
  return quotedWith(text, text.includes('"') && !text.includes("'") ? "'" : '"');
}

function quotedWith(text: string, quote: string): string {
  let result = quote;
  let hex = false;
  for (const character of text) {
    const escaped = character === quote ? `\\${quote}` : ESCAPES.get(character);
    const byte = character.charCodeAt(0);
    const asHex: boolean = escaped === undefined && (byte < 32 || byte === 127 || (hex && /[0-9a-f]/i.test(character)));
    result += asHex ? hexEscape(byte) : (escaped ?? character);
    hex = asHex;
  }
  return result + quote;
}

function hexEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** Bytes with printable ASCII as it is. */
function escapeBytes(bytes: Uint8Array, quote = ''): string {
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    if (character === '\\' || character === quote) return `\\${character}`;
    return byte >= 32 && byte < 127 ? character : hexEscape(byte);
  }).join('');
}

function bytesLiteralText(bytes: Uint8Array): string {
  const quote = bytes.includes(34) && !bytes.includes(39) ? "'" : '"';
  return `b${quote}${escapeBytes(bytes, quote)}${quote}`;
}
