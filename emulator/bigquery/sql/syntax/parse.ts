import type { Expression } from './expression';
import type { Query } from './query';
import type { Statement } from './statement';

/** Parsed SQL: its statements in order; at least one. */
export interface Script {
  readonly statements: readonly Statement[];
  /** Numbers of `?` and names of `@name` met, so that missing ones are told before running. */
  readonly positionalParameters: number;
}

/** @throws SqlError with BigQuery's wording and position, such as `Syntax error: Unexpected keyword FROM at [1:8]` */
export declare function parseScript(sql: string): Script;
/** A query alone, such as a view's. @throws SqlError */
export declare function parseQuery(sql: string): Query;
/** An expression alone, such as the body of a SQL function. @throws SqlError */
export declare function parseExpression(sql: string): Expression;
