import { formatJsonFloat } from '../value/float-text';

/** A number of a JSON text that is given back as it was written. */
export class WrittenNumber {
  constructor(readonly text: string) {}
}

/** A JSON value: a whole number of 64 bits is a bigint, any other a FLOAT64; objects are maps. */
export type Json = null | boolean | string | bigint | number | WrittenNumber | Json[] | Map<string, Json>;

export interface ParseOptions {
  /** `exact` refuses numbers that FLOAT64 would change, `round` takes the nearest, `written` keeps the digits. */
  readonly numbers: 'exact' | 'round' | 'written';
}

const MAX_DEPTH = 500;
const MIN_INT64 = -(2n ** 63n);
const MAX_UINT64 = 2n ** 64n - 1n;
const TOKEN = /[\s]*(?:([{}[\],:])|"((?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

/** The value of a JSON text. Of a key that comes twice the first counts. @throws Error for what is no JSON */
export function parseJson(text: string, options: ParseOptions): Json {
  const lexer = new RegExp(TOKEN);
  let token = next();

  function next(): RegExpExecArray | undefined {
    const at = lexer.lastIndex;
    const match = lexer.exec(text);
    if (match) return match;
    if (text.slice(at).trim() === '') return undefined;
    throw new Error(`syntax error while parsing value - invalid literal; last read: '${text.slice(at, at + 20).trim()}'`);
  }

  function expect(mark: string): void {
    if (token?.[1] !== mark) throw new Error(`syntax error while parsing - unexpected ${token ? `'${token[0].trim()}'` : 'end of input'}; expected '${mark}'`);
    token = next();
  }

  function value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new Error('Max nesting of 500 has been exceeded while parsing JSON');
    const current = token;
    if (!current) throw new Error('syntax error while parsing value - unexpected end of input');
    if (current[1] === '{') return object(depth);
    if (current[1] === '[') return array(depth);
    token = next();
    if (current[3] !== undefined) return numberOf(current[3], options);
    if (current[4] !== undefined) return current[4] === 'null' ? null : current[4] === 'true';
    if (current[1] !== undefined) throw new Error(`syntax error while parsing value - unexpected '${current[1]}'`);
    return JSON.parse(current[0].trim()) as string;
  }

  function object(depth: number): Json {
    const members = new Map<string, Json>();
    expect('{');
    while (token?.[1] !== '}') {
      if (members.size > 0) expect(',');
      const key = token;
      if (!key || key[0].trimStart()[0] !== '"') throw new Error('syntax error while parsing object key - expected string literal');
      token = next();
      expect(':');
      const name = JSON.parse(key[0].trim()) as string;
      const member = value(depth + 1);
      if (!members.has(name)) members.set(name, member);
      if (token?.[1] !== ',' && token?.[1] !== '}') expect('}');
    }
    token = next();
    return members;
  }

  function array(depth: number): Json {
    const elements: Json[] = [];
    expect('[');
    while (token?.[1] !== ']') {
      if (elements.length > 0) expect(',');
      elements.push(value(depth + 1));
      if (token?.[1] !== ',' && token?.[1] !== ']') expect(']');
    }
    token = next();
    return elements;
  }

  const result = value(0);
  if (token) throw new Error(`syntax error while parsing value - unexpected '${token[0].trim()}'; expected end of input`);
  return result;
}

function numberOf(text: string, { numbers }: ParseOptions): Json {
  if (numbers === 'written') return new WrittenNumber(text);
  if (/^-?\d+$/.test(text) && text !== '-0') {
    const whole = BigInt(text);
    if (whole >= MIN_INT64 && whole <= MAX_UINT64) return whole;
  }
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`Failed to parse JSON number: ${text}`);
  if (numbers === 'exact' && !roundTrips(text, value)) throw new Error(`Input number: ${text} cannot round-trip through string representation`);
  return value;
}

/** Whether a FLOAT64, printed with the digits that it needs, is the same number as the text. */
export function roundTrips(text: string, value: number): boolean {
  const wanted = significant(text);
  return [String(value), value.toPrecision(17)].some((printed) => significant(printed) === wanted);
}

/** Sign, digits and power of ten, without any zeros in front or behind. */
function significant(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return '0';
  return `${sign}${trimmed}e${Number(exponent) - fraction.length + digits.length - trimmed.length}`;
}

export interface PrintOptions {
  /** Keys in the order in which they came; otherwise sorted. */
  readonly keepOrder?: boolean;
  readonly pretty?: boolean;
}

/** The text of a value: compact, or on several lines. */
export function printJson(value: Json, options: PrintOptions = {}): string {
  return print(value, options, '\n');
}

function print(value: Json, options: PrintOptions, newline: string): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return formatJsonFloat(value);
  if (value instanceof WrittenNumber) return value.text;
  const inner = `${newline}  `;
  const parts = Array.isArray(value)
    ? value.map((element) => print(element, options, inner))
    : membersOf(value, options).map(([name, member]) => `${JSON.stringify(name)}:${options.pretty ? ' ' : ''}${print(member, options, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  return options.pretty ? `${open}${inner}${parts.join(`,${inner}`)}${newline}${close}` : `${open}${parts.join(',')}${close}`;
}

function membersOf(value: Map<string, Json>, { keepOrder }: PrintOptions): readonly [string, Json][] {
  const members = [...value];
  return keepOrder ? members : members.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The text that a JSON column or literal is kept as. @throws Error for what is no JSON, or a number that FLOAT64 would change */
export function normaliseJson(text: string): string {
  return printJson(parseJson(text, { numbers: 'exact' }));
}

/** The value of a text that is kept as JSON. */
export function storedJson(text: string): Json {
  return parseJson(text, { numbers: 'round' });
}
