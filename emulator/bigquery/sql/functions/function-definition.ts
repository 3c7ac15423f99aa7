import type { TypedExpression } from '../analysis/typed-expression';
import type { Position } from '../syntax/position';
import type { SqlType } from '../types/sql-type';

/**
 * A function of GoogleSQL that the emulator has. The list of all definitions is the allow-list: what is not there is
 * refused, and docs/emulator.md is generated from it.
 */
export interface FunctionDefinition {
  /** In upper case, with its namespace: SUBSTR, NET.HOST, ERROR. */
  readonly name: string;
  readonly group: FunctionGroup;
  readonly kind: 'scalar' | 'aggregate' | 'window';
  /**
   * Signatures in a small language, tried in order after coercion:
   * `(STRING, INT64, INT64?) -> STRING`; `T`, `U` are any type, alike where they repeat (literals and numbers are widened to their supertype);
   * `ARRAY<T>`; `NUMBER` any of INT64, NUMERIC, BIGNUMERIC, FLOAT64, alike where it repeats;
   * `ANY` any type, not alike where it repeats; `?` may be missing; `...` the last argument, any number of times more; `PART` a date part (unquoted word such as MONTH or WEEK(MONDAY));
   * `INTERVAL` an INTERVAL expression; `LAMBDA` a lambda.
   */
  readonly signatures: readonly Signature[];
  /** Aggregates: which clauses inside the parentheses it takes. A window frame is taken by aggregates unless told otherwise. */
  readonly clauses?: { readonly distinct?: boolean; readonly orderBy?: boolean; readonly limit?: boolean; readonly nulls?: boolean; readonly having?: boolean };
  /** Whether an OVER clause is taken (aggregates), and a frame or an ORDER BY in it (window functions). */
  readonly over?: { readonly allowed?: boolean; readonly frame?: boolean; readonly orderBy?: 'required' | 'optional' | 'refused' };
  /** SAFE.name is refused for few functions only. */
  readonly safe?: boolean;
  readonly volatile?: boolean;
}

export type FunctionGroup =
  | 'Conversion' | 'String' | 'Regular expression' | 'Mathematical' | 'Bit' | 'Hash' | 'JSON' | 'Array' | 'Date' | 'Datetime' | 'Time' | 'Timestamp' | 'Interval'
  | 'Conditional' | 'Aggregate' | 'Approximate aggregate' | 'Statistical aggregate' | 'Numbering' | 'Navigation' | 'Net' | 'Debugging' | 'Utility' | 'Security';

export interface Signature {
  /** In the language above. */
  readonly form: string;
  /**
   * The DuckDB SQL of a call. Aggregates and window functions put DISTINCT and `call.orderBy` inside the parentheses of
   * every DuckDB aggregate they call and `call.overSql` behind each (they often wrap it: `CAST(sum(x)<overSql> AS BIGINT)`), so the
   * analyser appends nothing itself.
   * @throws SqlError for arguments that BigQuery refuses (a constant out of range, a bad format), or notEmulated
   */
  readonly sql: (call: FunctionCall) => string;
  /** Overrides the result type of `form`, where it depends on more than types. */
  readonly result?: (call: FunctionCall) => SqlType;
}

export interface FunctionCall {
  readonly at: Position;
  /** Coerced to the signature; a missing optional argument is not there. */
  readonly arguments: readonly TypedExpression[];
  /** By position: the words of PART arguments in upper case (`MONTH`, `WEEK(MONDAY)`), `undefined` elsewhere. */
  readonly parts: readonly (string | undefined)[];
  /**
   * By position: for INTERVAL arguments written `INTERVAL value PART` (without TO) the value as given (INT64 for all the _ADD, _SUB and
   * GENERATE functions) and the part in upper case; `undefined` elsewhere. The argument itself is the INTERVAL value too.
   */
  readonly intervals: readonly ({ readonly value: TypedExpression; readonly part: string } | undefined)[];
  /** By position: for LAMBDA arguments a function that gives the body's typed SQL for parameters of given SQL and type. */
  readonly lambdas: readonly (((parameters: readonly { readonly type: SqlType; readonly sql: string }[]) => TypedExpression) | undefined)[];
  /** Named arguments (`name => value`) in upper case, for the few functions that have them. */
  readonly named: ReadonlyMap<string, TypedExpression>;
  readonly type: SqlType;
  /** Aggregates only. */
  readonly distinct: boolean;
  /** DuckDB's `ORDER BY …` inside the parentheses, or ''. */
  readonly orderBy: string;
  /** DuckDB's ` OVER (…)` of the call, complete, or '' where there is none. */
  readonly overSql: string;
  readonly limit?: string;
  readonly nulls?: 'IGNORE' | 'RESPECT';
  readonly having?: { readonly bound: 'MAX' | 'MIN'; readonly sql: string };
  readonly over: boolean;
  /** The statement's time in microseconds since the epoch: CURRENT_TIMESTAMP() and the like. */
  readonly nowMicros: bigint;
  /** The session's time zone for functions that take one by default; `'UTC'`. */
  readonly timeZone: string;
  /** The user that SESSION_USER() names. */
  readonly sessionUser: string;
}

/**
 * A function in TypeScript that DuckDB calls, for what DuckDB has not or does otherwise. Arguments and result are of
 * DuckDB's VARCHAR (string), BIGINT (bigint), DOUBLE (number), BOOLEAN (boolean), BLOB (Uint8Array), or lists of them;
 * pass dates and times as epoch numbers (epoch_us, epoch_days) and decimals as VARCHAR.
 * A NULL argument gives NULL without a call, unless `nullable`, where it arrives as null.
 */
export interface ScriptFunction {
  /** As DuckDB SQL calls it: bq_…, in lower case. */
  readonly name: string;
  readonly parameters: readonly ScriptType[];
  readonly returns: ScriptType;
  readonly nullable?: boolean;
  /** An Error thrown here fails the statement with its message (a SAFE. call gives NULL). */
  readonly run: (...values: never[]) => ScriptValue;
  /** Gives another value each time. */
  readonly volatile?: boolean;
}
export type ScriptType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'BLOB' | 'VARCHAR[]' | 'BIGINT[]' | 'DOUBLE[]' | 'BOOLEAN[]' | 'BLOB[]';
export type ScriptValue = string | bigint | number | boolean | Uint8Array | null | readonly (string | bigint | number | boolean | Uint8Array | null)[];
