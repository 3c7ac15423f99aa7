import type { Cursor } from './cursor';
import type { Expression, Query } from './tree';
import type { Position } from './position';

/** What stands in parentheses: a query, or one or more expressions. */
export type Parenthesized = { readonly query: Query; readonly expressions?: undefined } | { readonly query?: undefined; readonly expressions: readonly Expression[] };

/** Whether a query begins here, other than with parentheses. */
export function startsQuery(cursor: Cursor): boolean {
  return cursor.isAny('SELECT', 'FROM', 'GRAPH') ? !(cursor.is('GRAPH') && !cursor.isIdentifier(1)) : cursor.is('WITH') && !cursor.is('WITH', '(');
}

/** Whether a query in parentheses goes on as a query. */
export function continuesQuery(cursor: Cursor): boolean {
  return cursor.isAny('UNION', 'INTERSECT', 'EXCEPT', 'ORDER', 'LIMIT', '|>', ')');
}

/** Reads from `(` to `)`, whatever may stand between them. Linear, however many parentheses stand in each other. @throws SqlError */
export function parseParentheses(cursor: Cursor): Parenthesized {
  cursor.expect('(');
  const inside = cursor.nested(() => parseInside(cursor));
  cursor.expect(')');
  return inside;
}

function parseInside(cursor: Cursor): Parenthesized {
  if (startsQuery(cursor)) return { query: cursor.query() };
  if (!cursor.is('(')) return { expressions: cursor.list(() => cursor.expression()) };
  const { at } = cursor.peek();
  const inner = parseParentheses(cursor);
  if (inner.query && continuesQuery(cursor)) return { query: cursor.queryFrom(inner.query) };
  const expressions = [cursor.expressionFrom(toExpression(inner, at))];
  while (cursor.take(',')) expressions.push(cursor.expression());
  return { expressions };
}

/** Parentheses as an expression: a scalar subquery, a tuple, or what stands in them. */
export function toExpression(inside: Parenthesized, at: Position): Expression {
  if (inside.query) return { kind: 'subquery', at, query: inside.query };
  const [only, ...others] = inside.expressions;
  if (others.length === 0) return only as Expression;
  return { kind: 'struct', at, fields: inside.expressions.map((value) => ({ value })), tuple: true };
}
