import type { RangeVariable, ScopeColumn } from '../scope';

/** What stands behind FROM, analysed. */
export interface From {
  /** DuckDB SQL behind FROM. */
  readonly sql: string;
  readonly variables: readonly RangeVariable[];
  /** What bare names mean, and `*` gives, in order. */
  readonly columns: readonly ScopeColumn[];
  /** Terms that give the rows their natural order (arrays); absent where there is none. */
  readonly order?: readonly string[];
  /** Begins with LATERAL. */
  readonly lateral?: boolean;
  /** Of an array: as `sql`, but a row of NULLs where it is empty (LEFT JOIN without a condition). */
  readonly keptSql?: string;
  /** A join, that needs parentheses on the right of another. */
  readonly joined?: boolean;
}
