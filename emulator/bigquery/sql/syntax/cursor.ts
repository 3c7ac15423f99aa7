import { SqlError } from '../sql-error';
import type { Expression, Identifier, Query } from './tree';
import { isKeyword } from './keywords';
import type { Lexer } from './lexer';
import { createLexer } from './lexer';
import { advance, type Position } from './position';
import type { Statement } from './statement';
import type { Token } from './token';

/** How deep parentheses, subqueries and blocks may stand in each other, so that no reader of the tree runs out of stack. */
const MAX_DEPTH = 250;
const MAX_SHOWN_LITERAL = 50;

/** The rules that refer to each other in circles. */
export interface Rules {
  readonly expression: (cursor: Cursor) => Expression;
  /** Without AND, OR, NOT, comparisons, BETWEEN, IN, LIKE and IS. */
  readonly operand: (cursor: Cursor) => Expression;
  /** Goes on with an expression whose first operand has been read. */
  readonly expressionFrom: (cursor: Cursor, first: Expression) => Expression;
  readonly query: (cursor: Cursor) => Query;
  /** Goes on with a query whose first input, in parentheses, has been read. */
  readonly queryFrom: (cursor: Cursor, first: Query) => Query;
  /** Statements with a semicolon behind each, up to one of these words. */
  readonly body: (cursor: Cursor, ends: readonly string[]) => Statement[];
}

/** A place in the tokens of a text, and what every rule of the grammar needs. */
export class Cursor {
  readonly source: string;
  /** Numbers of `?` met so far. */
  positionalParameters = 0;
  private readonly rules: Rules;
  private readonly lexer: Lexer;
  private readonly tokens: Token[] = [];
  private index = 0;
  private depth = 0;

  constructor(source: string, rules: Rules) {
    this.source = source;
    this.rules = rules;
    this.lexer = createLexer(source);
  }

  /** The token `ahead` tokens from here. @throws SqlError for what is no token */
  peek(ahead = 0): Token {
    const place = this.index + ahead;
    while (this.tokens.length <= place) this.tokens.push(this.lexer.read());
    return this.tokens[place] as Token;
  }

  next(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }

  /** Where the next token stands. */
  get at(): Position {
    return this.peek().at;
  }

  /** Just behind the last token taken. */
  get lastEnd(): number {
    return this.tokens[this.index - 1]?.end ?? 0;
  }

  /** Whether the next tokens are these keywords or symbols. */
  is(...words: readonly string[]): boolean {
    for (let n = 0; n < words.length; n++) if (this.peek(n).upper !== words[n]) return false;
    return true;
  }

  isAny(...words: readonly string[]): boolean {
    return words.includes(this.peek().upper);
  }

  /** Takes these keywords or symbols if they are next. */
  take(...words: readonly string[]): boolean {
    if (!this.is(...words)) return false;
    this.index += words.length;
    return true;
  }

  /** @throws SqlError `Expected … but got …` */
  expect(...words: readonly string[]): Token {
    const first = this.peek();
    for (const word of words) {
      if (this.peek().upper !== word) throw this.expected(word);
      this.next();
    }
    return first;
  }

  /** Whether a name can stand here. */
  isIdentifier(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'quoted' || (token.kind === 'word' && !token.reserved);
  }

  /** @throws SqlError where no name stands */
  identifier(): Identifier {
    if (!this.isIdentifier()) throw this.unexpected();
    return toIdentifier(this.next());
  }

  /** Items with commas between them; at least one. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.take(',')) items.push(item());
    return items;
  }

  /** Items in parentheses with commas between them; at least one. */
  parenthesized<T>(item: () => T): T[] {
    this.expect('(');
    const items = this.list(item);
    this.expect(')');
    return items;
  }

  expression(): Expression {
    return this.rules.expression(this);
  }

  operand(): Expression {
    return this.rules.operand(this);
  }

  expressionFrom(first: Expression): Expression {
    return this.rules.expressionFrom(this, first);
  }

  query(): Query {
    return this.rules.query(this);
  }

  queryFrom(first: Query): Query {
    return this.rules.queryFrom(this, first);
  }

  /** Statements with a semicolon behind each, up to one of these words. */
  body(...ends: readonly string[]): Statement[] {
    return this.rules.body(this, ends);
  }

  /** Runs a rule one level deeper. @throws SqlError where it is too deep */
  nested<T>(rule: () => T): T {
    if (this.depth >= MAX_DEPTH) {
      throw new SqlError('Out of stack space due to deeply nested query expression during query parsing', { at: this.at });
    }
    this.depth++;
    const result = rule();
    this.depth--;
    return result;
  }

  /** Splits a `>>` that closes two types. */
  splitShift(): void {
    const token = this.peek();
    if (token.upper !== '>>') return;
    const half = { kind: 'symbol', text: '>', upper: '>' } as const;
    const middle = advance(token.at, this.source, token.at.offset + 1);
    this.tokens.splice(this.index, 1, { ...half, at: token.at, end: middle.offset }, { ...half, at: middle, end: token.end });
  }

  /** Takes the text up to an offset as one name, whatever its characters. */
  takeText(end: number): Token {
    const { at } = this.peek();
    const text = this.source.slice(at.offset, end);
    const token: Token = { kind: 'word', reserved: false, at, end, text, upper: '' };
    this.tokens.length = this.index;
    this.lexer.restart(advance(at, this.source, end), token);
    this.tokens.push(token);
    return this.next();
  }

  /** `Syntax error: Unexpected …` at the next token. */
  unexpected(): SqlError {
    if (this.is('OVER')) return this.error('OVER keyword must follow a function call');
    return this.error(`Unexpected ${describe(this.peek())}`);
  }

  /** `Syntax error: Expected … but got …` at the next token. */
  expected(...words: readonly string[]): SqlError {
    if (this.is('OVER')) return this.unexpected();
    const wanted = words.map((word) => (/^[A-Z_]+$/.test(word) ? `keyword ${word}` : /^[a-z ]+$/.test(word) ? word : `"${word}"`));
    return this.error(`Expected ${wanted.join(' or ')} but got ${describe(this.peek())}`);
  }

  /** A syntax error at a position: the next token's unless told. */
  error(message: string, at: Position = this.at): SqlError {
    return new SqlError(`Syntax error: ${message}`, { at });
  }
}

/** A name as the tree holds it. */
export function toIdentifier(token: Token): Identifier {
  return token.kind === 'quoted' ? { at: token.at, name: token.value, quoted: true } : { at: token.at, name: token.text, quoted: false };
}

/** A token as messages call it. */
function describe(token: Token): string {
  const shown = token.text.replace(/\r/g, '\\r').replace(/\n/g, '\\n');
  switch (token.kind) {
    case 'end': return 'end of script';
    case 'word': return isKeyword(token.upper) ? `keyword ${token.upper}` : `identifier "${shown}"`;
    case 'quoted': return `identifier ${shown}`;
    case 'string': return `string literal ${shortened(shown)}`;
    case 'bytes': return `bytes literal ${shortened(shown)}`;
    case 'int': return `integer literal "${shown}"`;
    case 'float': return `floating point literal "${shown}"`;
    case 'symbol': return `"${shown}"`;
  }
}

function shortened(literal: string): string {
  const quotes = /^[rb]*('''|""")/i.test(literal) ? 3 : 1;
  const kept = MAX_SHOWN_LITERAL - quotes;
  if (kept > literal.length - quotes - 4) return literal;
  return `${literal.slice(0, kept).replace(/[\ud800-\udbff]$/, '')}...${literal.slice(-quotes)}`;
}
