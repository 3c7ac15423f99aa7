import { notEmulated } from '../sql-error';
import { type Cursor, toIdentifier } from './cursor';
import type { Call, Expression, Identifier, IndexAccess } from './tree';
import { parseCall, splitQuoted } from './parse-call';
import { KEYWORD_EXPRESSIONS } from './parse-keyword-expression';
import { parseTypedLiteral } from './parse-typed-literal';
import { parseParentheses, toExpression } from './parse-parentheses';

/** Called without parentheses, too. */
const CONSTANT_FUNCTIONS: ReadonlySet<string> = new Set(['CURRENT_DATE', 'CURRENT_TIME', 'CURRENT_DATETIME', 'CURRENT_TIMESTAMP']);
/** Reserved words that are names of functions. */
const RESERVED_FUNCTIONS: readonly string[] = ['IF', 'LEFT', 'RIGHT', 'GROUPING', 'COLLATE', 'RANGE'];
const ACCESSORS = ['OFFSET', 'ORDINAL', 'SAFE_OFFSET', 'SAFE_ORDINAL'] as const;

/** An operand with the fields, subscripts and chained calls behind it; `first` is the operand where it has been read. @throws SqlError */
export function parsePrimary(cursor: Cursor, first?: Expression): Expression {
  let value = first ?? parseAtom(cursor);
  for (;;) {
    if (cursor.is('.') && !cursor.is('.', '*')) value = parseField(cursor, value);
    else if (cursor.is('[')) value = parseIndex(cursor, value);
    else if (cursor.is('(')) throw cursor.error(notCallable(value));
    else return value;
  }
}

function notCallable(value: Expression): string {
  if (value.kind === 'call') return 'Double function call parentheses';
  return 'Function call cannot be applied to this expression. Function calls require a path, e.g. a.b.c()';
}

function parseField(cursor: Cursor, of: Expression): Expression {
  cursor.expect('.');
  if (cursor.take('(')) {
    if (!cursor.isIdentifier()) throw cursor.unexpected();
    const name = parsePath(cursor);
    cursor.expect(')');
    return chained(parseCall(cursor, splitQuoted(name)), of);
  }
  const name = cursor.identifier();
  if (cursor.is('(')) return chained(parseCall(cursor, [name]), of);
  return { kind: 'field', at: of.at, of, name };
}

/** x.f(y) is f(x, y). */
function chained(call: Call, first: Expression): Call {
  return { ...call, arguments: [{ value: first }, ...call.arguments] };
}

function parseIndex(cursor: Cursor, of: Expression): IndexAccess {
  cursor.expect('[');
  const accessor = ACCESSORS.find((word) => cursor.is(word, '('));
  if (accessor) cursor.expect(accessor, '(');
  const index = cursor.expression();
  if (accessor) cursor.expect(')');
  cursor.expect(']');
  return { kind: 'index', at: of.at, of, index, ...(accessor ? { accessor } : {}) };
}

function parseAtom(cursor: Cursor): Expression {
  const token = cursor.peek();
  switch (token.kind) {
    case 'int':
    case 'float':
      return { kind: token.kind, at: cursor.next().at, text: token.text };
    case 'string':
      cursor.next();
      return { kind: 'string', at: token.at, value: token.value };
    case 'bytes':
      cursor.next();
      return { kind: 'bytes', at: token.at, value: token.value };
    case 'quoted':
      return parsePathOrCall(cursor);
    case 'word':
      return parseWord(cursor);
    case 'symbol':
      return parseSymbol(cursor);
    case 'end':
      throw cursor.unexpected();
  }
}

function parseWord(cursor: Cursor): Expression {
  const word = cursor.peek();
  const rule = KEYWORD_EXPRESSIONS.get(word.upper);
  const read = parseTypedLiteral(cursor) ?? rule?.(cursor);
  if (read) return read;
  if (RESERVED_FUNCTIONS.includes(word.upper) && cursor.is(word.upper, '(')) return parseCall(cursor, [toIdentifier(cursor.next())]);
  return parsePathOrCall(cursor);
}

function parsePathOrCall(cursor: Cursor): Expression {
  const { at, upper } = cursor.peek();
  const parts = parsePath(cursor);
  if (cursor.is('(')) return parseCall(cursor, splitQuoted(parts));
  if (parts.length === 1 && CONSTANT_FUNCTIONS.has(upper)) {
    return { kind: 'call', at, name: parts, arguments: [], star: false, distinct: false, orderBy: [] };
  }
  return { kind: 'path', at, parts };
}

/** a.b.c, stopping before `.*` and `.(`. */
function parsePath(cursor: Cursor): Identifier[] {
  const parts = [cursor.identifier()];
  while (cursor.is('.') && !cursor.is('.', '*') && !cursor.is('.', '(')) {
    cursor.next();
    parts.push(cursor.identifier());
  }
  return parts;
}

function parseSymbol(cursor: Cursor): Expression {
  const { at, upper } = cursor.peek();
  switch (upper) {
    case '(':
      return toExpression(parseParentheses(cursor), at);
    case '[':
      return { kind: 'array', at, elements: parseElements(cursor) };
    case '?':
      cursor.next();
      return { kind: 'parameter', at, index: cursor.positionalParameters++ };
    case '@':
      cursor.next();
      if (cursor.is('{')) throw notEmulated('A hint', at);
      return { kind: 'parameter', at, name: cursor.identifier().name };
    case '@@': {
      cursor.next();
      return { kind: 'system-variable', at, path: parsePath(cursor).map((part) => part.name.toLowerCase()) };
    }
    default:
      throw cursor.unexpected();
  }
}

function parseElements(cursor: Cursor): Expression[] {
  cursor.expect('[');
  if (cursor.take(']')) return [];
  const elements = cursor.list(() => cursor.expression());
  if (!cursor.is(']')) throw cursor.expected(',', ']');
  cursor.next();
  return elements;
}
