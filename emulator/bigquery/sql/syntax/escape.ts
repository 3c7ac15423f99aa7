/** Tells where in the content a bad escape begins. */
export class EscapeFault extends Error {
  readonly index: number;

  constructor(message: string, index: number) {
    super(`Syntax error: Illegal escape sequence: ${message}`);
    this.index = index;
  }
}

const SINGLE: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t'], ['v', '\v'],
  ['\\', '\\'], ['?', '?'], ['"', '"'], ["'", "'"], ['`', '`'],
]);
const MAX_CODE_POINT = 0x10ffff;

interface Escape {
  /** Of a code point, or of a byte in bytes. */
  readonly value: number;
  readonly length: number;
}

/** The escape that begins at `index` with its backslash. @throws EscapeFault */
function readEscape(content: string, index: number, bytes: boolean): Escape {
  const sign = content[index + 1] ?? '';
  const single = SINGLE.get(sign);
  if (single !== undefined) return { value: single.charCodeAt(0), length: 2 };
  if (/[0-7]/.test(sign)) return readDigits({ content, index, from: index + 1, count: 3, base: 8, name: 'Octal escape' });
  if (sign === 'x' || sign === 'X') return readDigits({ content, index, from: index + 2, count: 2, base: 16, name: 'Hex escape' });
  if (sign === 'u' || sign === 'U') {
    if (bytes) throw new EscapeFault(`Unicode escape sequence \\${sign} cannot be used in bytes literals`, index);
    return readUnicode(content, index, sign);
  }
  throw new EscapeFault(`\\${String.fromCodePoint(content.codePointAt(index + 1) ?? 0x5c)}`, index);
}

function readUnicode(content: string, index: number, sign: string): Escape {
  const count = sign === 'u' ? 4 : 8;
  const escape = readDigits({ content, index, from: index + 2, count, base: 16, name: `\\${sign}` });
  const written = content.slice(index, index + escape.length);
  if (escape.value > MAX_CODE_POINT) throw new EscapeFault(`Value of ${written} exceeds Unicode limit (0x0010FFFF)`, index);
  if (escape.value >= 0xd800 && escape.value <= 0xdfff) throw new EscapeFault(`Unicode value ${written} is invalid`, index);
  return escape;
}

interface Digits {
  readonly content: string;
  readonly index: number;
  readonly from: number;
  readonly count: number;
  readonly base: 8 | 16;
  readonly name: string;
}

function readDigits({ content, index, from, count, base, name }: Digits): Escape {
  const digits = content.slice(from, from + count);
  const form = base === 8 ? /^[0-3][0-7]{2}$/ : /^[0-9a-fA-F]+$/;
  if (digits.length < count || !form.test(digits)) {
    const kind = base === 8 ? 'octal' : 'hex';
    throw new EscapeFault(`${name} must be followed by ${count} ${kind} digits but saw: ${content.slice(index, from + count)}`, index);
  }
  return { value: Number.parseInt(digits, base), length: from + count - index };
}

/** Text without its escapes. @throws EscapeFault */
export function unescapeText(content: string): string {
  if (!content.includes('\\')) return content;
  let text = '';
  for (let n = 0; n < content.length; ) {
    if (content[n] !== '\\') {
      const next = content.indexOf('\\', n);
      const end = next < 0 ? content.length : next;
      text += content.slice(n, end);
      n = end;
      continue;
    }
    const escape = readEscape(content, n, false);
    text += String.fromCodePoint(escape.value);
    n += escape.length;
  }
  return text;
}

/** Bytes without their escapes; other characters stand for their UTF-8. @throws EscapeFault */
export function unescapeBytes(content: string): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let n = 0; n < content.length; ) {
    if (content[n] !== '\\') {
      const next = content.indexOf('\\', n);
      const end = next < 0 ? content.length : next;
      parts.push(Buffer.from(content.slice(n, end), 'utf8'));
      n = end;
      continue;
    }
    const escape = readEscape(content, n, true);
    parts.push(Uint8Array.of(escape.value));
    n += escape.length;
  }
  return new Uint8Array(Buffer.concat(parts));
}
