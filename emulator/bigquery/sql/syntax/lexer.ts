import { SqlError } from '../sql-error';
import { EscapeFault, unescapeBytes, unescapeText } from './escape';
import { isReserved } from './keywords';
import { advance, type Position, START } from './position';
import type { Token } from './token';

const SPACE = /(?:[\s\b\u200b]+|--[^\n\r]*|#[^\n\r]*|\/\*[^]*?\*\/)+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const WORD_BEHIND_DOT = /[A-Za-z0-9_]+/y;
const FLOAT = /(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+/y;
const INT = /0[xX][0-9a-fA-F]+|\d+/y;
const SYMBOL = /@@|\|\||\|>|<<|>>|<=|>=|<>|!=|=>|->|[()[\]{},;.+\-*/=<>&|^~?@:%]/y;
/** Characters that may begin a literal, and a number. */
const MAY_QUOTE = /[`'"rRbB]/;
const MAY_NUMBER = /[0-9.]/;
const QUOTE = /([rR]?[bB]?|[bB][rR])('''|"""|'|")/y;

/** Cuts SQL text into tokens, one at a time, so that the first error in the text is the one that is told. */
export interface Lexer {
  /** The next token; at the end, the `end` token each time. @throws SqlError for what is no token */
  read(): Token;
  /** Goes on from a position of the text, behind a token that was read in another way. */
  restart(at: Position, behind: Token): void;
}

export function createLexer(source: string): Lexer {
  let position = START;
  let previous: Token | undefined;

  function fail(message: string, offset: number): SqlError {
    return new SqlError(`Syntax error: ${message}`, { at: advance(position, source, offset) });
  }

  function match(form: RegExp): string | undefined {
    form.lastIndex = position.offset;
    return form.exec(source)?.[0];
  }

  function skipSpace(): void {
    const space = match(SPACE);
    if (space !== undefined) position = advance(position, source, position.offset + space.length);
    if (source.startsWith('/*', position.offset)) throw fail('Unclosed comment', position.offset);
  }

  function readToken(): Token {
    const char = source[position.offset] as string;
    const behindDot = previous?.kind === 'symbol' && (previous.text === '.' || previous.text.startsWith('@'));
    if (behindDot) {
      const word = match(WORD_BEHIND_DOT);
      if (word !== undefined) return { kind: 'word', at: position, end: position.offset + word.length, text: word, upper: '', reserved: false };
    }
    return (MAY_QUOTE.test(char) ? readQuoted() : undefined) ?? readWord() ?? (MAY_NUMBER.test(char) ? readNumber(char) : undefined) ?? readSymbol();
  }

  function readWord(): Token | undefined {
    const word = match(WORD);
    if (word === undefined) return undefined;
    const upper = word.toUpperCase();
    return { kind: 'word', at: position, end: position.offset + word.length, text: word, upper, reserved: isReserved(upper) };
  }

  function readNumber(char: string): Token | undefined {
    if (char === '.' && isName(previous)) return undefined;
    const float = match(FLOAT);
    const text = float ?? match(INT);
    if (text === undefined) return undefined;
    const end = position.offset + text.length;
    if (/[A-Za-z0-9_]/.test(source[end] ?? '')) throw fail('Missing whitespace between literal and alias', end);
    return { kind: float === undefined ? 'int' : 'float', at: position, end, text, upper: '' };
  }

  function readSymbol(): Token {
    const symbol = match(SYMBOL);
    if (symbol === undefined) throw fail(`Illegal input character "${printed(source, position.offset)}"`, position.offset);
    return { kind: 'symbol', at: position, end: position.offset + symbol.length, text: symbol, upper: symbol };
  }

  function readQuoted(): Token | undefined {
    if (source[position.offset] === '`') return readIdentifier();
    QUOTE.lastIndex = position.offset;
    const opened = QUOTE.exec(source);
    if (!opened) return undefined;
    const [opening, prefix, quote] = opened as unknown as [string, string, string];
    const raw = /r/i.test(prefix);
    const bytes = /b/i.test(prefix);
    const start = position.offset + opening.length;
    const end = endOfLiteral(source, start, quote);
    if (end === undefined) throw fail(`Unclosed ${quote.length > 1 ? 'triple-quoted ' : ''}${raw ? 'raw ' : ''}${bytes ? 'bytes' : 'string'} literal`, position.offset);
    const content = source.slice(start, end).replace(/\r\n?/g, '\n');
    const common = { at: position, end: end + quote.length, text: source.slice(position.offset, end + quote.length), upper: '' };
    return unescaping(start, () => {
      if (!bytes) return { ...common, kind: 'string', value: raw ? content : unescapeText(content) };
      return { ...common, kind: 'bytes', value: raw ? new Uint8Array(Buffer.from(content, 'utf8')) : unescapeBytes(content) };
    });
  }

  function readIdentifier(): Token {
    const start = position.offset + 1;
    const end = endOfLiteral(source, start, '`');
    if (end === undefined) throw fail('Unclosed identifier literal', position.offset);
    if (end === start) throw fail('Invalid empty identifier', position.offset);
    const common = { at: position, end: end + 1, text: source.slice(start - 1, end + 1), upper: '' };
    return unescaping(start, () => ({ ...common, kind: 'quoted', value: unescapeText(source.slice(start, end)) }));
  }

  function unescaping(start: number, read: () => Token): Token {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof EscapeFault)) throw error;
      throw new SqlError(error.message, { at: advance(position, source, start + error.index) });
    }
  }

  return {
    read() {
      skipSpace();
      if (position.offset >= source.length) return endToken(source, position);
      const token = readToken();
      position = advance(position, source, token.end);
      previous = token;
      return token;
    },
    restart(at, behind) {
      position = at;
      previous = behind;
    },
  };
}

/** Whether a dot behind it leads to a field. */
function isName(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'word') return !token.reserved;
  return token.kind === 'quoted' || (token.kind === 'symbol' && [')', ']', '?'].includes(token.text));
}

/** Where the closing quote stands. Newlines end all but triple-quoted literals. */
function endOfLiteral(source: string, start: number, quote: string): number | undefined {
  const triple = quote.length === 3;
  for (let n = start; n < source.length; n++) {
    const char = source[n];
    if (char === '\\') n++;
    else if (!triple && (char === '\n' || char === '\r')) return undefined;
    else if (char === quote[0] && source.startsWith(quote, n)) return n;
  }
  return undefined;
}

/** The end as messages count it: behind the last character that is no white space. */
function endToken(source: string, position: Position): Token {
  const end = source.trimEnd().length;
  const at = end === position.offset ? position : advance(START, source, end);
  return { kind: 'end', at, end: position.offset, text: '', upper: '' };
}

/** A character as messages show it: ASCII as it is, others as the first byte of their UTF-8 in octal. */
function printed(source: string, offset: number): string {
  const char = String.fromCodePoint(source.codePointAt(offset) as number);
  if (/[\x20-\x7e]/.test(char)) return char === '\\' || char === '"' ? `\\${char}` : char;
  return `\\${(Buffer.from(char, 'utf8')[0] as number).toString(8).padStart(3, '0')}`;
}
