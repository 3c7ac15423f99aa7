import type { TableReference } from '../../../../src/core/table-ref';
import type { Expression } from '../syntax/expression';
import type { Query } from '../syntax/query';
import type { Delete, Insert, Merge, Update } from '../syntax/statement';
import type { SqlType } from '../types/sql-type';
import type { AnalysisContext, Column } from './analysis-context';
import type { TypedExpression } from './typed-expression';

/** A query ready for DuckDB: `sql` gives columns c0, c1, … of the types of `columns`, in their order and ordered as asked. */
export interface AnalysedQuery {
  readonly sql: string;
  /** A column that is given no name is f0_, f1_, … */
  readonly columns: readonly Column[];
  /** SELECT AS STRUCT / AS VALUE at the top. */
  readonly valueTable: boolean;
  readonly references: readonly TableReference[];
}

/** @throws SqlError */
export declare function analyseQuery(query: Query, context: AnalysisContext): AnalysedQuery;
/** An expression without any FROM, such as a script's condition. @throws SqlError */
export declare function analyseExpression(expression: Expression, context: AnalysisContext, wanted?: SqlType): TypedExpression;

/**
 * DML as queries over the target: the engine runs them and puts the rows of the table anew, so that a statement takes
 * effect whole or not at all.
 */
export type AnalysedDml =
  /** `sql` gives the new rows in full table layout (all columns c0…; missing ones default or NULL). */
  | { readonly kind: 'insert'; readonly target: TableReference; readonly sql: string; readonly references: readonly TableReference[] }
  /**
   * `sql` gives one row for each row that the table has afterwards: c0… and behind them `action`: 'keep', 'update' or 'insert', and `rid`,
   * the rowid of the target's row (NULL for an inserted one)
   * (and, so that they are counted, one row for each deleted one with 'delete').
   * The engine's relation of the target has a column `rowid` (BIGINT, unique) by which rows are told apart.
   * A row matched more than once by UPDATE … FROM or MERGE fails: `UPDATE/MERGE must match at most one source row for each target row`.
   */
  | { readonly kind: 'rewrite'; readonly target: TableReference; readonly sql: string; readonly references: readonly TableReference[] };

/** @throws SqlError */
export declare function analyseDml(statement: Insert | Update | Delete | Merge, context: DmlContext): AnalysedDml;

export interface DmlContext extends AnalysisContext {
  /** Defaults and REQUIRED of the target's columns, by position; the default as analysed SQL. */
  readonly targetColumns: readonly { readonly default?: Expression; readonly required: boolean }[];
}
