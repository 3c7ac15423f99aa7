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
  const number = (digits: string): number | { argument: number } | undefined => {
    if (digits === '*') {
      expectType(types[argument], { argument, kinds: ['INT64'], wanted: 'integer' });
      return { argument: argument++ };
    }
    if (Number(digits) > MAX_WIDTH) throw new Error(`Width ${digits} exceeds the maximum supported output width of FORMAT. Limit: ${MAX_WIDTH}`);
    return digits === '' ? undefined : Number(digits);
  };
  for (const match of elementsOf(pattern)) {
    if (typeof match === 'string') {
      parts.push({ text: match });
      continue;
    }
    const [, flags = '', width = '', precision, specifier = ''] = match;
    const widthValue = number(width);
    const precisionValue = precision === undefined ? undefined : (number(precision.slice(1)) ?? 0);
    checkSpecifier({ specifier, pattern }, types[argument], argument);
    parts.push({ flags, specifier, argument: argument++, ...(widthValue !== undefined && { width: widthValue }), ...(precisionValue !== undefined && { precision: precisionValue }) });
  }
  if (argument !== types.length) throw new Error(`Too ${argument > types.length ? 'few' : 'many'} arguments to FORMAT for pattern "${pattern}"; Expected ${argument + 1}; Got ${types.length + 1}`);
  return parts;
}

/** The elements, and as plain texts what stands between them, %% as %. */
function* elementsOf(pattern: string): Generator<string | RegExpExecArray> {
  let at = 0;
  while (at < pattern.length) {
    const marker = pattern.indexOf('%', at);
    if (marker !== at) yield pattern.slice(at, marker < 0 ? undefined : marker);
    if (marker < 0) return;
    ELEMENT.lastIndex = marker;
    const match = ELEMENT.exec(pattern);
    if (!match || (match[4] === '%' && match[0] !== '%%')) throw new Error(`Invalid FORMAT string: "${pattern}"`);
    at = marker + match[0].length;
    yield match[0] === '%%' ? '%' : match;
  }
}

const EXPECTED: readonly { readonly specifiers: string; readonly kinds: readonly string[]; readonly wanted: string }[] = [
  { specifiers: 'dioxX', kinds: ['INT64'], wanted: 'integer' },
  { specifiers: 'fFeEgG', kinds: ['FLOAT64', 'NUMERIC', 'BIGNUMERIC'], wanted: 'FLOAT64' },
  { specifiers: 's', kinds: ['STRING'], wanted: 'STRING' },
  { specifiers: 'pP', kinds: ['JSON'], wanted: 'PROTO or JSON' },
  { specifiers: 'u', kinds: [], wanted: 'UINT' },
];

function checkSpecifier({ specifier, pattern }: { specifier: string; pattern: string }, type: SqlType | undefined, argument: number): void {
  const expected = EXPECTED.find(({ specifiers }) => specifiers.includes(specifier));
  if (expected) expectType(type, { argument, ...expected });
  else if (!'tT'.includes(specifier)) throw new Error(`Invalid format specifier character "${specifier}" in FORMAT string: "${pattern}"`);
}

function expectType(type: SqlType | undefined, { argument, kinds, wanted }: { argument: number; kinds: readonly string[]; wanted: string }): void {
  if (type && !kinds.includes(type.kind)) throw new Error(`Invalid type for argument ${argument + 2} to FORMAT; Expected ${wanted}; Got ${type.kind}`);
}
