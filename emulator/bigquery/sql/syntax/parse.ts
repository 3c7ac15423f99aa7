import { SqlError } from '../sql-error';
import { Cursor, type Rules } from './cursor';
import type { Expression, Query } from './tree';
import { continueExpression, parseExpressionAt, parseOperand } from './parse-expression';
import { continueQuery, parseQueryAt } from './parse-query';
import { parseBody, parseStatements } from './parse-statement';
import type { Statement } from './statement';

/** Parsed SQL: its statements in order; at least one. */
export interface Script {
  readonly statements: readonly Statement[];
  /** Numbers of `?` and names of `@name` met, so that missing ones are told before running. */
  readonly positionalParameters: number;
}

const RULES: Rules = {
  expression: parseExpressionAt,
  expressionFrom: continueExpression,
  operand: parseOperand,
  query: parseQueryAt,
  queryFrom: continueQuery,
  body: parseBody,
};

/** @throws SqlError with BigQuery's wording and position, such as `Syntax error: Unexpected keyword FROM at [1:8]` */
export function parseScript(sql: string): Script {
  return withinStack(() => {
    const cursor = new Cursor(sql, RULES);
    const statements = parseStatements(cursor);
    return { statements, positionalParameters: cursor.positionalParameters };
  });
}

/** A query alone, such as a view's; a semicolon may follow. @throws SqlError */
export function parseQuery(sql: string): Query {
  return whole(sql, (cursor) => {
    const query = parseQueryAt(cursor);
    cursor.take(';');
    return query;
  });
}

/** An expression alone, such as the body of a SQL function. @throws SqlError */
export function parseExpression(sql: string): Expression {
  return whole(sql, parseExpressionAt);
}

function whole<T>(sql: string, rule: (cursor: Cursor) => T): T {
  return withinStack(() => {
    const cursor = new Cursor(sql, RULES);
    const result = rule(cursor);
    if (cursor.peek().kind !== 'end') throw cursor.expected('end of input');
    return result;
  });
}

/** The depth is limited; where the caller has left little of the stack, that may still be too much. */
function withinStack<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) throw new SqlError('Out of stack space due to deeply nested query expression during query parsing');
    throw error;
  }
}
