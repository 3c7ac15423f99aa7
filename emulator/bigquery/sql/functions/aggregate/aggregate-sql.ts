import { duckdbType } from '../../types/duckdb-type';
import type { FunctionCall } from '../function-definition';
import { raise, textLiteral } from '../sql-text';

/** What stands inside and behind one DuckDB aggregate of a call. */
interface AggregateParts {
  readonly name: string;
  /** In DuckDB SQL, in order. */
  readonly arguments: readonly string[];
  /** Rows that count; all when absent. */
  readonly filter?: string;
  /** Whether DISTINCT and ORDER BY of the call matter to it. */
  readonly plain?: boolean;
}

/** The SQL of an argument that the signature makes sure of; '' where an optional one is missing. */
export function argumentSql(call: FunctionCall, position: number): string {
  return call.arguments[position]?.sql ?? '';
}

/** One DuckDB aggregate with the call's DISTINCT, ORDER BY and OVER. */
export function aggregateSql(call: FunctionCall, parts: AggregateParts): string {
  const distinct = call.distinct && !parts.plain ? 'DISTINCT ' : '';
  const orderBy = call.orderBy && !parts.plain ? ` ${call.orderBy}` : '';
  const filter = parts.filter === undefined ? '' : ` FILTER (WHERE ${parts.filter})`;
  return `${parts.name}(${distinct}${parts.arguments.join(', ')}${orderBy})${filter}${call.overSql}`;
}

/** An expression of the DuckDB type that fails with the message when a row needs it. */
export function raiseSql(message: string, duckdbType: string): string {
  return raise(textLiteral(message), duckdbType);
}

/** The SQL of a function that sorts, which fails where NaN is among the values: DuckDB puts it last, BigQuery first. */
export function withoutNan(call: FunctionCall, name: string, sql: string): string {
  if (call.arguments[0]?.type.kind !== 'FLOAT64') return sql;
  const any = aggregateSql(call, { name: 'bool_or', arguments: [`isnan(${argumentSql(call, 0)})`], plain: true });
  return `CASE WHEN ${any} THEN ${raiseSql(`${name} of NaN is not emulated`, duckdbType(call.type))} ELSE ${sql} END`;
}

/** The value, or a failure where it leaves the bounds. NULL stays NULL. */
export function boundedSql(value: string, bounds: { readonly low: string; readonly high: string; readonly message: string; readonly type: string }): string {
  return `CASE WHEN ${value} NOT BETWEEN ${bounds.low} AND ${bounds.high} THEN ${raiseSql(bounds.message, bounds.type)} ELSE CAST(${value} AS ${bounds.type}) END`;
}
