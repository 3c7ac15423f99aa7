import type { Position } from '../syntax/position';
import type { SqlType } from '../types/sql-type';

/**
 * An analysed expression: its GoogleSQL type, and DuckDB SQL that gives exactly its value. The SQL is safe to put
 * anywhere an operand may stand (it is in parentheses where it needs them) and to repeat, unless `volatile`.
 */
export interface TypedExpression {
  readonly type: SqlType;
  readonly sql: string;
  readonly at: Position;
  /**
   * What coerces to more types than others of its type do: an untyped NULL, literals, parameters, and the empty array.
   * `text` is the literal's own content (digits, characters) where there is one.
   */
  readonly literal?: { readonly kind: 'null' | 'int' | 'float' | 'string' | 'bytes' | 'bool' | 'parameter' | 'empty-array' | 'array' | 'struct'; readonly text?: string; /** Of an array or struct literal, each of them as it was before coercion. */ readonly elements?: readonly TypedExpression[] };
  /** RAND(), GENERATE_UUID(): gives another value each time. */
  readonly volatile?: boolean;
  /** A column that is used here outside of any aggregate, for the rule on GROUP BY. */
  readonly ungrouped?: { readonly name: string; readonly at: Position };
  /** Whether an aggregate or window function stands inside. */
  readonly aggregate?: boolean;
  readonly window?: boolean;
}
