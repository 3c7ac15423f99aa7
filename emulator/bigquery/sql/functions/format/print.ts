import type { SqlType } from '../../types/sql-type';
import { printJson, storedJson } from '../json/json-model';
import { charactersOf, sliceOf } from '../string/characters';
import { formatFloat64 } from '../value/float-text';
import type { TypedValue } from '../value/typed-value';
import { exactDecimal, exactFloat, fixedText, generalText, scientificText } from './exact-number';
import { parseFormat, type FormatElement } from './format-string';
import { literalText, valueText } from './literal-text';

const MAX_OUTPUT = 1_048_576;

/** FORMAT: the text, or null where an argument is NULL that may not be. @throws Error for a pattern that does not fit the arguments */
export function formatValues(pattern: string, types: readonly SqlType[], values: readonly TypedValue[]): string | null {
  let result = '';
  for (const part of parseFormat(pattern, types)) {
    const text = part.text ?? elementText(part, types, values);
    if (text === null) return null;
    result += text;
    if (result.length > MAX_OUTPUT) throw new Error(`Output string too long while evaluating FORMAT; limit ${MAX_OUTPUT}`);
  }
  return result;
}

interface Layout {
  readonly flags: string;
  readonly width: number;
  readonly precision?: number;
}

function elementText(element: FormatElement, types: readonly SqlType[], values: readonly TypedValue[]): string | null {
  const layout = layoutOf(element, values);
  if (layout === null) return null;
  const type = types[element.argument] as SqlType;
  const value = values[element.argument] ?? null;
  if (element.specifier === 't') return textLayout(valueText(value, type), layout);
  if (element.specifier === 'T') return textLayout(literalText(value, type), layout);
  if (value === null) return null;
  if (element.specifier === 's') return textLayout(value as string, layout);
  if ('pP'.includes(element.specifier)) return textLayout(printJson(storedJson(value as string), { pretty: element.specifier === 'P' }), layout);
  if ('dioxX'.includes(element.specifier)) return integerText(value as bigint, element.specifier, layout);
  return numberText(value as number | string, element.specifier, layout);
}

/** Width and precision, where arguments give them; null where such an argument is NULL. */
function layoutOf(element: FormatElement, values: readonly TypedValue[]): Layout | null {
  const given = (number: FormatElement['width']): number | null | undefined => {
    if (typeof number !== 'object') return number;
    const value = values[number.argument] ?? null;
    return value === null ? null : Number(value);
  };
  const width = given(element.width) ?? (element.width === undefined ? 0 : null);
  const precision = given(element.precision);
  if (width === null || precision === null) return null;
  if (width > MAX_OUTPUT) throw new Error(`Output string too long while evaluating FORMAT; limit ${MAX_OUTPUT}`);
  return { flags: element.flags + (width < 0 ? '-' : ''), width: Math.abs(width), ...(precision !== undefined && precision >= 0 && { precision }) };
}

function textLayout(text: string, { flags, width, precision }: Layout): string {
  const characters = charactersOf(text);
  const kept = precision === undefined ? text : sliceOf(characters, 0, precision);
  const padding = ' '.repeat(Math.max(width - Math.min(characters.length, precision ?? Infinity), 0));
  return flags.includes('-') ? kept + padding : padding + kept;
}

function integerText(value: bigint, specifier: string, layout: Layout): string {
  const radix = specifier === 'o' ? 8 : specifier.toLowerCase() === 'x' ? 16 : 10;
  const magnitude = (value < 0n ? -value : value).toString(radix);
  let digits = (specifier === 'X' ? magnitude.toUpperCase() : magnitude).padStart(layout.precision ?? 1, '0');
  const prefixed = layout.flags.includes('#') && radix !== 10 && !(radix === 8 && digits.length > magnitude.length);
  if (layout.flags.includes("'")) digits = grouped(digits, radix === 10 ? 3 : 4, radix === 16 ? ':' : ',');
  const prefix = prefixed ? (radix === 8 ? '0' : `0${specifier}`) : '';
  return numberLayout({ sign: signOf(value < 0n, layout.flags) + prefix, digits, zeros: true }, layout);
}

function numberText(value: number | string, specifier: string, layout: Layout): string {
  const negative = typeof value === 'string' ? value.startsWith('-') : value < 0;
  const sign = signOf(negative, layout.flags);
  const upper = specifier !== specifier.toLowerCase();
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const name = formatFloat64(Math.abs(value));
    return numberLayout({ sign, digits: upper ? name.toUpperCase() : name, zeros: false }, layout);
  }
  const exact = typeof value === 'string' ? exactDecimal(value) : exactFloat(value);
  const shape = { precision: layout.precision ?? 6, alternate: layout.flags.includes('#') };
  const printers = { f: fixedText, e: scientificText, g: generalText };
  const printed = printers[specifier.toLowerCase() as 'f' | 'e' | 'g'](exact, shape);
  const [, whole = '', rest = ''] = /^(\d+)(.*)$/.exec(printed) ?? [];
  const digits = (layout.flags.includes("'") ? grouped(whole, 3, ',') : whole) + rest;
  return numberLayout({ sign, digits: upper ? digits.toUpperCase() : digits, zeros: true }, layout);
}

function signOf(negative: boolean, flags: string): string {
  if (negative) return '-';
  if (flags.includes('+')) return '+';
  return flags.includes(' ') ? ' ' : '';
}

function grouped(digits: string, size: number, separator: string): string {
  const first = digits.length % size;
  const groups = first === 0 ? [] : [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += size) groups.push(digits.slice(at, at + size));
  return groups.join(separator);
}

function numberLayout({ sign, digits, zeros }: { sign: string; digits: string; zeros: boolean }, { flags, width }: Layout): string {
  const missing = Math.max(width - sign.length - digits.length, 0);
  if (flags.includes('-')) return sign + digits + ' '.repeat(missing);
  if (zeros && flags.includes('0')) return sign + '0'.repeat(missing) + digits;
  return ' '.repeat(missing) + sign + digits;
}
