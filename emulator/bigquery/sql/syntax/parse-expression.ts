import { notEmulated, SqlError } from '../sql-error';
import type { Cursor } from './cursor';
import type { Binary, Expression, Like } from './tree';
import { parseParentheses } from './parse-parentheses';
import { parsePrimary } from './parse-primary';
import type { Position } from './position';

/** Chains longer than this are given as balanced trees where the order does not matter, and refused elsewhere. */
const MAX_CHAIN = 1000;
const BALANCED_FROM = 16;

const LEVELS: ReadonlyMap<string, number> = new Map([
  ['|', 1], ['^', 2], ['&', 3], ['<<', 4], ['>>', 4], ['+', 5], ['-', 5], ['||', 6], ['*', 7], ['/', 7],
]);
const COMPARISONS: ReadonlyMap<string, Binary['operator']> = new Map([
  ['=', '='], ['!=', '!='], ['<>', '!='], ['<', '<'], ['<=', '<='], ['>', '>'], ['>=', '>='],
]);

/** An expression, from the weakest operator (OR) on. @throws SqlError */
export function parseExpressionAt(cursor: Cursor): Expression {
  return cursor.nested(() => parseChain(cursor, 'OR'));
}

/** Goes on with an expression whose first operand has been read. @throws SqlError */
export function continueExpression(cursor: Cursor, first: Expression): Expression {
  return parseChain(cursor, 'OR', first);
}

/** An operand of a comparison. @throws SqlError */
export function parseOperand(cursor: Cursor): Expression {
  return cursor.nested(() => parseBinary(cursor, 1));
}

function parseChain(cursor: Cursor, operator: 'OR' | 'AND', first?: Expression): Expression {
  const link = (left?: Expression): Expression => (operator === 'OR' ? parseChain(cursor, 'AND', left) : parseNot(cursor, left));
  const operands = [link(first)];
  const places: Position[] = [];
  while (cursor.is(operator)) {
    places.push(cursor.next().at);
    operands.push(link());
  }
  const join = (from: number, to: number): Expression => {
    if (to - from === 1) return operands[from] as Expression;
    const middle = operands.length > BALANCED_FROM ? (from + to + 1) >> 1 : to - 1;
    const left = join(from, middle);
    return { kind: 'binary', at: left.at, operator, operatorAt: places[middle - 1] as Position, left, right: join(middle, to) };
  };
  return join(0, operands.length);
}

function parseNot(cursor: Cursor, first?: Expression): Expression {
  if (first === undefined && cursor.is('NOT')) {
    const { at } = cursor.next();
    return { kind: 'unary', at, operator: 'NOT', operand: cursor.nested(() => parseNot(cursor)) };
  }
  const left = parseBinary(cursor, 1, first);
  const compared = parseComparison(cursor, left);
  if (compared !== left && startsComparison(cursor)) throw cursor.unexpected();
  return compared;
}

function startsComparison(cursor: Cursor): boolean {
  return COMPARISONS.has(cursor.peek().upper) || cursor.isAny('LIKE', 'IN', 'BETWEEN', 'IS');
}

function parseComparison(cursor: Cursor, left: Expression): Expression {
  const token = cursor.peek();
  const operator = COMPARISONS.get(token.upper);
  if (operator !== undefined) {
    cursor.next();
    return { kind: 'binary', at: left.at, operator, operatorAt: token.at, left, right: parseBinary(cursor, 1) };
  }
  if (cursor.take('IS')) return parseIs(cursor, left);
  const not = cursor.is('NOT') && ['LIKE', 'IN', 'BETWEEN'].includes(cursor.peek(1).upper) && cursor.take('NOT');
  if (cursor.take('BETWEEN')) {
    const low = parseBinary(cursor, 1);
    cursor.expect('AND');
    return { kind: 'between', at: left.at, operand: left, low, high: parseBinary(cursor, 1), not };
  }
  if (cursor.take('LIKE')) return parseLike(cursor, left, not);
  if (cursor.take('IN')) return parseIn(cursor, left, not);
  return left;
}

function parseIs(cursor: Cursor, operand: Expression): Expression {
  const not = cursor.take('NOT');
  const { at } = operand;
  if (cursor.take('DISTINCT')) {
    cursor.expect('FROM');
    return { kind: 'is-distinct', at, left: operand, right: parseBinary(cursor, 1), not };
  }
  for (const test of ['NULL', 'TRUE', 'FALSE', 'UNKNOWN'] as const) {
    if (cursor.take(test)) return { kind: 'is', at, operand, test, not };
  }
  throw cursor.unexpected();
}

function parseLike(cursor: Cursor, operand: Expression, not: boolean): Like {
  const like = { kind: 'like', at: operand.at, operand, not } as const;
  if (!cursor.isAny('ANY', 'SOME', 'ALL')) return { ...like, patterns: [parseBinary(cursor, 1)] };
  const quantifier = cursor.next().upper === 'ALL' ? 'ALL' : 'ANY';
  const place = cursor.at;
  if (cursor.take('UNNEST')) return { ...like, quantifier, patterns: [], unnest: parseOneArgument(cursor) };
  if (!cursor.is('(')) throw cursor.expected('(', 'UNNEST');
  const inside = parseParentheses(cursor);
  if (inside.query) throw notEmulated(`LIKE ${quantifier} with a subquery`, place);
  return { ...like, quantifier, patterns: inside.expressions };
}

function parseIn(cursor: Cursor, operand: Expression, not: boolean): Expression {
  const test = { kind: 'in', at: operand.at, operand, not } as const;
  if (cursor.take('UNNEST')) return { ...test, unnest: parseOneArgument(cursor) };
  if (!cursor.is('(')) throw cursor.expected('(', 'UNNEST');
  const inside = parseParentheses(cursor);
  return inside.query ? { ...test, query: inside.query } : { ...test, list: inside.expressions };
}

function parseOneArgument(cursor: Cursor): Expression {
  cursor.expect('(');
  const argument = cursor.expression();
  cursor.expect(')');
  return argument;
}

/** Operators of at least a level, by climbing. */
function parseBinary(cursor: Cursor, lowest: number, first?: Expression): Expression {
  let left = first === undefined ? parseUnary(cursor) : parsePrimary(cursor, first);
  for (let length = 0; ; length++) {
    const token = cursor.peek();
    const level = LEVELS.get(token.upper);
    if (level === undefined || level < lowest) return left;
    if (length >= MAX_CHAIN) throw new SqlError('Out of stack space due to deeply nested query expression during query parsing', { at: token.at });
    cursor.next();
    const right = parseBinary(cursor, level + 1);
    left = { kind: 'binary', at: left.at, operator: token.upper as Binary['operator'], operatorAt: token.at, left, right };
  }
}

function parseUnary(cursor: Cursor): Expression {
  for (const operator of ['+', '-', '~'] as const) {
    if (!cursor.is(operator)) continue;
    const { at } = cursor.next();
    return { kind: 'unary', at, operator, operand: cursor.nested(() => parseUnary(cursor)) };
  }
  // `a = NOT b`: NOT binds weaker than what stands before it, but there is no other way to read it.
  if (cursor.is('NOT')) {
    const { at } = cursor.next();
    return { kind: 'unary', at, operator: 'NOT', operand: cursor.nested(() => parseBinary(cursor, 1)) };
  }
  return parsePrimary(cursor);
}
