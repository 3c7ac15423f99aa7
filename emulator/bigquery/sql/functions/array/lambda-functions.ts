import { SqlError } from '../../sql-error';
import { duckdbType } from '../../types/duckdb-type';
import { arrayOf, formatType, INT64, type SqlType } from '../../types/sql-type';
import type { TypedExpression } from '../../analysis/typed-expression';
import { argumentsOf, scalarsOf } from '../define';
import type { FunctionCall, FunctionDefinition } from '../function-definition';

const array = scalarsOf('Array');

function elementType(call: FunctionCall): SqlType {
  const type = call.arguments[0]?.type;
  return type?.kind === 'ARRAY' ? type.element : INT64;
}

/** The body of the call's lambda for an element `e` and its index `i` of DuckDB, which counts from 1. */
function bodyOf(call: FunctionCall, wanted?: 'BOOL'): TypedExpression {
  const lambda = call.lambdas[1];
  if (!lambda) throw new SqlError('A lambda is expected', { at: call.at });
  const body = lambda([{ type: elementType(call), sql: names(call).element }, { type: INT64, sql: `(${names(call).index} - 1)` }]);
  if (wanted && body.type.kind !== wanted) throw new SqlError(`Lambda should return type ${wanted}, but returns ${formatType(body.type)}`, { at: body.at });
  return body;
}

/** Names of their own for each lambda, so that inner ones do not hide outer ones. */
function names(call: FunctionCall): { readonly element: string; readonly index: string } {
  return { element: `e${call.at.offset}`, index: `i${call.at.offset}` };
}

function lambdaSql(call: FunctionCall, body: string): string {
  return `lambda ${names(call).element}, ${names(call).index}: ${body}`;
}

function filter(call: FunctionCall): string {
  return `list_filter(${argumentsOf(call)[0] ?? ''}, ${lambdaSql(call, `coalesce(${bodyOf(call, 'BOOL').sql}, false)`)})`;
}

function transform(call: FunctionCall): string {
  return `CAST(list_transform(${argumentsOf(call)[0] ?? ''}, ${lambdaSql(call, bodyOf(call).sql)}) AS ${duckdbType(call.type)})`;
}

function includes(call: FunctionCall): string {
  return `(len(${filter(call)}) > 0)`;
}

function contains(call: FunctionCall): string {
  const [list = '', value = ''] = argumentsOf(call);
  return `CASE WHEN ${value} IS NULL THEN NULL ELSE list_contains(${list}, ${value}) END`;
}

/** ARRAY_FILTER, ARRAY_TRANSFORM and ARRAY_INCLUDES. */
export const LAMBDA_FUNCTIONS: readonly FunctionDefinition[] = [
  array('ARRAY_FILTER', { '(ARRAY<T>, LAMBDA) -> ARRAY<T>': filter }),
  array('ARRAY_TRANSFORM', { '(ARRAY<T>, LAMBDA) -> ARRAY<T>': { sql: transform, result: (call) => arrayOf(bodyOf(call).type) } }),
  array('ARRAY_INCLUDES', { '(ARRAY<T>, LAMBDA) -> BOOL': includes, '(ARRAY<T>, T) -> BOOL': contains }),
];
