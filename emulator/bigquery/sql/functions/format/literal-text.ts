import type { ArrayType, SqlType, StructType } from '../../types/sql-type';
import { printJson, storedJson } from '../json/json-model';
import { formatFloat64 } from '../value/float-text';
import { scalarText } from '../value/scalar-text';
import type { TypedValue } from '../value/typed-value';

/** A value as %t prints it. */
export function valueText(value: TypedValue, type: SqlType): string {
  if (value === null) return 'NULL';
  if (type.kind === 'ARRAY') return `[${innerTexts(value, type, valueText)}]`;
  if (type.kind === 'STRUCT') return `(${innerTexts(value, type, valueText)})`;
  if (type.kind === 'FLOAT64') return Number.isFinite(value) ? pointed(value as number) : formatFloat64(value as number);
  if (type.kind === 'BYTES') return escapeBytes(value as Uint8Array);
  return type.kind === 'JSON' ? printJson(storedJson(value as string)) : scalarText(type.kind, value);
}

/** A value as %T prints it: a literal of GoogleSQL. */
export function literalText(value: TypedValue, type: SqlType): string {
  if (value === null) return 'NULL';
  if (type.kind === 'ARRAY') return `[${innerTexts(value, type, literalText)}]`;
  if (type.kind === 'STRUCT') return `${type.fields.length === 1 ? 'STRUCT' : ''}(${innerTexts(value, type, literalText)})`;
  const print = LITERALS.get(type.kind);
  return print ? print(value) : `${type.kind} "${scalarText(type.kind, value)}"`;
}

function innerTexts(value: TypedValue, type: ArrayType | StructType, print: (value: TypedValue, type: SqlType) => string): string {
  const typeAt = (n: number): SqlType => (type.kind === 'ARRAY' ? type.element : (type.fields[n] as { type: SqlType }).type);
  return (value as readonly TypedValue[]).map((inner, n) => print(inner, typeAt(n))).join(', ');
}

/** Of those scalars whose literal is not the name of the type and a text. */
const LITERALS: ReadonlyMap<string, (value: Exclude<TypedValue, null>) => string> = new Map([
  ['BOOL', (value) => String(value)],
  ['INT64', (value) => String(value)],
  ['FLOAT64', (value) => (Number.isFinite(value) ? pointed(value as number) : `CAST("${formatFloat64(value as number)}" AS FLOAT64)`)],
  ['STRING', (value) => quoted(value as string)],
  ['BYTES', (value) => bytesLiteralText(value as Uint8Array)],
  ['INTERVAL', (value) => `INTERVAL "${scalarText('INTERVAL', value)}" YEAR TO SECOND`],
  ['JSON', (value) => `JSON ${quotedWith(printJson(storedJson(value as string)), "'")}`],
]);

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
