import type { SqlType } from '../../types/sql-type';
import { formatType } from '../../types/sql-type';

/** One element of a format string, or text between them. */
export type FormatPart = { readonly text: string } | FormatElement;

export interface FormatElement {
  readonly text?: undefined;
  readonly flags: string;
  /** A number, or the argument that gives it. */
  readonly width?: number | { readonly argument: number };
  readonly precision?: number | { readonly argument: number };
  readonly specifier: string;
  readonly argument: number;
}

const ELEMENT = /%([-+ #'0]*)(\*|\d*)(\.(?:\*|\d*))?([^])/uy;
const MAX_WIDTH = 1_048_576;
const MAX_PATTERNS = 200;
const parsed = new Map<string, readonly FormatPart[]>();

/** @throws Error for a bad pattern, or arguments that do not fit it in number or type */
export function parseFormat(pattern: string, types: readonly SqlType[]): readonly FormatPart[] {
  const key = `${types.map(formatType).join()} ${pattern}`;
  let parts = parsed.get(key);
  if (!parts) {
    if (parsed.size >= MAX_PATTERNS) parsed.clear();
    parts = readFormat(pattern, types);
    parsed.set(key, parts);
  }
  return parts;
}

function readFormat(pattern: string, types: readonly SqlType[]): readonly FormatPart[] {
  const parts: FormatPart[] = [];
  let argument = 0;
  let at = 0;
  const number = (digits: string): number | { argument: number } | undefined => {
    if (digits === '*') {
      expectType(types, argument, ['INT64'], 'integer');
      return { argument: argument++ };
    }
    if (digits === '') return undefined;
    if (Number(digits) > MAX_WIDTH) throw new Error(`Width ${digits} exceeds the maximum supported output width of FORMAT. Limit: ${MAX_WIDTH}`);
    return Number(digits);
  };
  while (at < pattern.length) {
    const marker = pattern.indexOf('%', at);
    if (marker !== at) parts.push({ text: pattern.slice(at, marker < 0 ? undefined : marker) });
    if (marker < 0) break;
    ELEMENT.lastIndex = marker;
    const match = ELEMENT.exec(pattern);
    if (!match) throw new Error(`Invalid FORMAT string: "${pattern}"`);
    at = ELEMENT.lastIndex;
    const [whole, flags = '', width = '', precision, specifier = ''] = match;
    if (specifier === '%') {
      if (whole !== '%%') throw new Error(`Invalid FORMAT string: "${pattern}"`);
      parts.push({ text: '%' });
      continue;
    }
    const widthValue = number(width);
    const precisionValue = precision === undefined ? undefined : (number(precision.slice(1)) ?? 0);
    checkSpecifier({ specifier, pattern }, types, argument);
    parts.push({ flags, specifier, argument: argument++, ...(widthValue !== undefined && { width: widthValue }), ...(precisionValue !== undefined && { precision: precisionValue }) });
  }
  if (argument !== types.length) throw new Error(`Too ${argument > types.length ? 'few' : 'many'} arguments to FORMAT for pattern "${pattern}"; Expected ${argument + 1}; Got ${types.length + 1}`);
  return parts;
}

function checkSpecifier({ specifier, pattern }: { specifier: string; pattern: string }, types: readonly SqlType[], argument: number): void {
  if ('dioxX'.includes(specifier)) expectType(types, argument, ['INT64'], 'integer');
  else if ('fFeEgG'.includes(specifier)) expectType(types, argument, ['FLOAT64', 'NUMERIC', 'BIGNUMERIC'], 'FLOAT64');
  else if (specifier === 's') expectType(types, argument, ['STRING'], 'STRING');
  else if ('pP'.includes(specifier)) expectType(types, argument, ['JSON'], 'PROTO or JSON');
  else if (specifier === 'u') expectType(types, argument, [], 'UINT');
  else if (!'tT'.includes(specifier) && argument < types.length) throw new Error(`Invalid format specifier character "${specifier}" in FORMAT string: "${pattern}"`);
}

function expectType(types: readonly SqlType[], argument: number, kinds: readonly string[], wanted: string): void {
  const type = types[argument];
  if (type && !kinds.includes(type.kind)) throw new Error(`Invalid type for argument ${argument + 2} to FORMAT; Expected ${wanted}; Got ${type.kind}`);
}
