import type { Identifier } from '../../syntax/tree';
import type { Position } from '../../syntax/position';
import type { RangeVariable, ScopeColumn } from '../scope';
import type { TypedExpression } from '../typed-expression';

/** An array whose elements are rows. */
export interface Unnesting {
  readonly array: TypedExpression;
  readonly alias?: Identifier;
  readonly withOffset?: { readonly alias?: Identifier; readonly at: Position };
}

/** What stands behind FROM, analysed. */
export interface From {
  /** DuckDB SQL behind FROM. */
  readonly sql: string;
  readonly variables: readonly RangeVariable[];
  /** What bare names mean, and `*` gives, in order. */
  readonly columns: readonly ScopeColumn[];
  /** Terms that give the rows their natural order (arrays); absent where there is none. */
  readonly order?: readonly string[];
  /** That order was asked for, by ORDER BY in a pipe. */
  readonly ordered?: boolean;
  /** Begins with LATERAL. */
  readonly lateral?: boolean;
  /** An array, and no more. */
  readonly unnesting?: Unnesting;
  /** A join, that needs parentheses on the right of another. */
  readonly joined?: boolean;
}
