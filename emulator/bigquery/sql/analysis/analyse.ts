import type { TableReference } from '../../../../src/core/table-ref';
import type { Expression, Query } from '../syntax/tree';
import type { Delete, Insert, Merge, Update } from '../syntax/statement';
import { SqlError } from '../sql-error';
import type { Position } from '../syntax/position';
import { formatType, type SqlType } from '../types/sql-type';
import type { AnalysisContext, Column } from './analysis-context';
import { ANALYSER } from './analyser';
import { assignColumns } from './assign-columns';
import { coerce } from './coerce';
import { createEnv } from './create-env';
import { insertSql } from './dml/insert';
import { mergeSql } from './dml/merge';
import { targetOf, type Target } from './dml/target';
import { deleteSql, updateSql } from './dml/update';
import type { DmlContext } from './dml-context';
import { outputOf, type Output } from './output-columns';
import type { Relation } from './relation';
import { createRootScope, type Env } from './scope';
import type { TypedExpression } from './typed-expression';

export type { DmlContext } from './dml-context';

/** A query ready for DuckDB: `sql` gives columns c0, c1, … of the types of `columns`, in their order and ordered as asked. */
export interface AnalysedQuery {
  readonly sql: string;
  /** A column that is given no name is f0_, f1_, … */
  readonly columns: readonly Column[];
  /** SELECT AS STRUCT / AS VALUE at the top. */
  readonly valueTable: boolean;
  readonly references: readonly TableReference[];
}

/** @param wanted the columns that the result is to have, by position @throws SqlError */
export function analyseQuery(query: Query, context: AnalysisContext, wanted?: readonly Column[]): AnalysedQuery {
  const env = createEnv(context, ANALYSER);
  const relation = ANALYSER.query(query, createRootScope(env));
  const output = outputOf(relation, env.fresh('t'));
  const { sql, columns } = wanted ? assigned(output, { relation, wanted, env, at: query.at }) : output;
  return { sql, columns, valueTable: relation.valueTable, references: [...env.references.values()] };
}

function assigned({ sql, columns }: Output, { relation, wanted, env, at }: { relation: Relation; wanted: readonly Column[]; env: Env; at: Position }): Output {
  if (columns.length !== wanted.length) throw new SqlError('The number of columns in the column definition list does not match the number of columns produced by the query', { at });
  return { columns: wanted, sql: assignColumns({ sql, columns: relation.valueTable ? columns : relation.columns }, wanted, { env, at }) };
}

/** An expression without any FROM, such as a script's condition. @throws SqlError */
export function analyseExpression(expression: Expression, context: AnalysisContext, wanted?: SqlType): TypedExpression {
  const env = createEnv(context, ANALYSER);
  const value = ANALYSER.expression(expression, createRootScope(env));
  if (!wanted) return value;
  const found = coerce(value, wanted, env);
  if (!found) throw new SqlError(`Expected type ${formatType(wanted)}; got ${formatType(value.type)}`, { at: value.at });
  return found;
}

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
export function analyseDml(statement: Insert | Update | Delete | Merge, context: DmlContext): AnalysedDml {
  const env = createEnv(context, ANALYSER);
  const alias = statement.kind === 'insert' ? undefined : statement.alias;
  const target = targetOf(statement.table, alias, { env, rules: context.targetColumns });
  const sql = dmlSql(statement, target);
  return { kind: statement.kind === 'insert' ? 'insert' : 'rewrite', target: target.ref, sql, references: [...env.references.values()] };
}

function dmlSql(statement: Insert | Update | Delete | Merge, target: Target): string {
  switch (statement.kind) {
    case 'insert':
      return insertSql(statement, target);
    case 'update':
      return updateSql(statement, target);
    case 'delete':
      return deleteSql(statement, target);
    case 'merge':
      return mergeSql(statement, target);
  }
}
