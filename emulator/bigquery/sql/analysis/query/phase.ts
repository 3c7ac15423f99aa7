import type { Scope, SortKey } from '../scope';

/** A step of a SELECT: what names mean behind it, and the DuckDB SQL (behind SELECT …) of its rows, once all uses are known. */
export interface Phase {
  readonly scope: Scope;
  /** ` FROM … WHERE …` */
  readonly sql: () => string;
  /** What the rows are sorted by where nobody asks for an order, so that results repeat; to be called before `sql`. */
  readonly order?: () => readonly SortKey[];
}
