import type { SqlType } from '../types/sql-type';
import type { TypedExpression } from './typed-expression';

/** A column of a query inside a statement: c0, c1, … by position. */
export interface RelationColumn {
  /** Absent: it cannot be named from outside. */
  readonly name?: string;
  readonly type: SqlType;
  /** Where the column is one literal, so that set operations coerce it as such. */
  readonly literal?: TypedExpression['literal'];
}

/** An analysed query: DuckDB SQL that gives columns c0, c1, … */
export interface Relation {
  readonly sql: string;
  readonly columns: readonly RelationColumn[];
  /** SELECT AS STRUCT / VALUE: its one column is the row. */
  readonly valueTable: boolean;
  /** The same rows with a column `o` behind the others, by which they are in order; absent where the order is free. */
  readonly orderedSql?: string;
  /** The rows themselves, where each is a SELECT without FROM. */
  readonly rows?: readonly (readonly TypedExpression[])[];
}
