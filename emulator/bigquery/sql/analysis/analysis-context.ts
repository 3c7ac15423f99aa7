import type { TableReference } from '../../../../src/core/table-ref';
import type { CreateFunction } from '../syntax/statement';
import type { Identifier, Query } from '../syntax/tree';
import type { Position } from '../syntax/position';
import type { SqlType } from '../types/sql-type';

/** What an analysis may know of the world around a statement. */
export interface AnalysisContext {
  /**
   * What stands at a path such as ds.t, p.ds.t, t (with a default dataset, or a temporary table), ds.INFORMATION_SCHEMA.TABLES, ds.prefix_*.
   * @throws SqlError notFound `Not found: Table p:d.t was not found in location US`, or invalidQuery
   */
  readonly findTable: (path: readonly Identifier[]) => FoundTable;
  /** The SQL function of that path: temporary, or a routine; `undefined` if there is none. */
  readonly findFunction: (path: readonly string[]) => CreateFunction | undefined;
  /** Query parameters: by name in lower case, or by number. Their `sql` is a literal or a prepared parameter `$n`. */
  readonly parameter: (parameter: { readonly name?: string; readonly index?: number; readonly at: Position }) => Variable;
  /** Script variables by name in lower case. */
  readonly variable: (name: string) => Variable | undefined;
  readonly systemVariable: (path: readonly string[], at: Position) => Variable;
  /** CURRENT_TIMESTAMP() of the statement, the same for all of it: microseconds since the epoch. */
  readonly nowMicros: bigint;
  readonly timeZone: string;
  readonly sessionUser: string;
}

export interface Variable {
  readonly type: SqlType;
  readonly sql: string;
  /** For parameters: coerced as literals are. */
  readonly literal?: boolean;
}

export interface Column {
  readonly name: string;
  readonly type: SqlType;
}

/** A table of the catalog, as analysis sees it. */
export type FoundTable =
  | {
      readonly kind: 'table';
      readonly ref: TableReference;
      readonly columns: readonly Column[];
      /** Columns that `*` leaves out: _PARTITIONTIME, _PARTITIONDATE, _TABLE_SUFFIX. They stand behind the others in DuckDB. */
      readonly pseudoColumns: readonly Column[];
      /** DuckDB SQL of a relation whose columns are c0, c1, … in the order of columns and pseudoColumns. */
      readonly sql: string;
      /** Every table of the catalog that it reads. */
      readonly references: readonly TableReference[];
    }
  /** Its query is analysed where it stands, with the view's own project as default. */
  | { readonly kind: 'view'; readonly ref: TableReference; readonly query: Query; readonly context: AnalysisContext };
