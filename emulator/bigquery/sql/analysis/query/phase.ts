import type { Scope } from '../scope';

/** A step of a SELECT: what names mean behind it, and the DuckDB SQL (behind SELECT …) of its rows, once all uses are known. */
export interface Phase {
  readonly scope: Scope;
  /** ` FROM … WHERE …` */
  readonly sql: () => string;
}
