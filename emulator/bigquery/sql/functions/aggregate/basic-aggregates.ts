import { SqlError } from '../../sql-error';
import { formatType } from '../../types/sql-type';
import type { FunctionCall, FunctionDefinition, Signature } from '../function-definition';
import { aggregateSql, argumentSql } from './aggregate-sql';

const ONE = { distinct: true } as const;
const OVER = { allowed: true } as const;

function over(name: string): (call: FunctionCall) => string {
  return (call) => aggregateSql(call, { name, arguments: [argumentSql(call, 0)] });
}

/** NaN is the answer of MIN and MAX wherever it occurs; to DuckDB it is only the largest number. */
function extremeOfFloats(name: string): (call: FunctionCall) => string {
  return (call) => {
    const value = argumentSql(call, 0);
    const anyNan = aggregateSql(call, { name: 'bool_or', arguments: [`isnan(${value})`], plain: true });
    return `CASE WHEN ${anyNan} THEN CAST('NaN' AS DOUBLE) ELSE ${over(name)(call)} END`;
  };
}

function extreme(name: string): (call: FunctionCall) => string {
  return (call) => {
    const type = call.arguments[0]?.type;
    if (type && (type.kind === 'ARRAY' || type.kind === 'STRUCT' || type.kind === 'JSON')) {
      throw new SqlError(`${name.toUpperCase()} is not defined for arguments of type ${formatType(type)}`, { at: call.at });
    }
    return over(name)(call);
  };
}

const EXTREMES = (name: string): readonly Signature[] => [
  { form: '(FLOAT64) -> FLOAT64', sql: extremeOfFloats(name) },
  { form: '(T) -> T', sql: extreme(name) },
];

function havingSql(call: FunctionCall, bound: 'MAX' | 'MIN', by: string): string {
  const value = argumentSql(call, 0);
  const chosen = aggregateSql(call, { name: bound === 'MAX' ? 'arg_max_null' : 'arg_min_null', arguments: [value, by] });
  const known = aggregateSql(call, { name: 'count', arguments: [by], plain: true });
  return `CASE WHEN ${known} = 0 THEN ${aggregateSql(call, { name: 'any_value', arguments: [value] })} ELSE ${chosen} END`;
}

function anyValue(call: FunctionCall): string {
  return call.having ? havingSql(call, call.having.bound, call.having.sql) : over('any_value')(call);
}

function countIf(call: FunctionCall): string {
  const condition = argumentSql(call, 0);
  return aggregateSql(call, { name: 'count', arguments: [condition], filter: condition });
}

/** GROUPING takes a grouped expression as it stands in GROUP BY. */
function grouping(call: FunctionCall): string {
  return `CAST(grouping(${argumentSql(call, 0)}) AS BIGINT)`;
}

/** Counting, smallest and largest, any, and logical and bitwise aggregates. */
export const BASIC_AGGREGATES: readonly FunctionDefinition[] = [
  {
    name: 'COUNT', group: 'Aggregate', kind: 'aggregate', clauses: ONE, over: OVER,
    signatures: [
      { form: '() -> INT64', sql: (call) => aggregateSql(call, { name: 'count', arguments: ['*'], plain: true }) },
      { form: '(T) -> INT64', sql: over('count') },
    ],
  },
  { name: 'COUNTIF', group: 'Aggregate', kind: 'aggregate', clauses: ONE, over: OVER, signatures: [{ form: '(BOOL) -> INT64', sql: countIf }] },
  { name: 'COUNT_IF', group: 'Aggregate', kind: 'aggregate', clauses: ONE, over: OVER, signatures: [{ form: '(BOOL) -> INT64', sql: countIf }] },
  { name: 'MIN', group: 'Aggregate', kind: 'aggregate', clauses: ONE, over: OVER, signatures: EXTREMES('min') },
  { name: 'MAX', group: 'Aggregate', kind: 'aggregate', clauses: ONE, over: OVER, signatures: EXTREMES('max') },
  { name: 'ANY_VALUE', group: 'Aggregate', kind: 'aggregate', clauses: { having: true }, over: OVER, signatures: [{ form: '(T) -> T', sql: anyValue }] },
  { name: 'MAX_BY', group: 'Aggregate', kind: 'aggregate', over: OVER, signatures: [{ form: '(T, U) -> T', sql: (call) => havingSql(call, 'MAX', argumentSql(call, 1)) }] },
  { name: 'MIN_BY', group: 'Aggregate', kind: 'aggregate', over: OVER, signatures: [{ form: '(T, U) -> T', sql: (call) => havingSql(call, 'MIN', argumentSql(call, 1)) }] },
  { name: 'LOGICAL_AND', group: 'Aggregate', kind: 'aggregate', clauses: ONE, over: OVER, signatures: [{ form: '(BOOL) -> BOOL', sql: over('bool_and') }] },
  { name: 'LOGICAL_OR', group: 'Aggregate', kind: 'aggregate', clauses: ONE, over: OVER, signatures: [{ form: '(BOOL) -> BOOL', sql: over('bool_or') }] },
  { name: 'BIT_AND', group: 'Aggregate', kind: 'aggregate', clauses: ONE, signatures: [{ form: '(INT64) -> INT64', sql: over('bit_and') }] },
  { name: 'BIT_OR', group: 'Aggregate', kind: 'aggregate', clauses: ONE, signatures: [{ form: '(INT64) -> INT64', sql: over('bit_or') }] },
  { name: 'BIT_XOR', group: 'Aggregate', kind: 'aggregate', clauses: ONE, signatures: [{ form: '(INT64) -> INT64', sql: over('bit_xor') }] },
  { name: 'GROUPING', group: 'Aggregate', kind: 'aggregate', over: { allowed: false }, signatures: [{ form: '(T) -> INT64', sql: grouping }] },
];
