import { SqlError } from '../../sql-error';
import { duckdbType } from '../../types/duckdb-type';
import { arrayOf, INT64, type SqlType } from '../../types/sql-type';
import type { FunctionCall, FunctionDefinition } from '../function-definition';
import { aggregateSql, argumentSql, withoutNan } from './aggregate-sql';

/** Number arguments of these functions are literals or parameters; only a literal's value is known here. */
function checkNumber(call: FunctionCall, position: number, name: string): void {
  const argument = call.arguments[position];
  if (!argument?.literal) throw new SqlError(`Argument ${position + 1} to ${name} must be a literal or query parameter`, { at: argument?.at ?? call.at });
  if (argument.literal.kind === 'int' && Number(argument.literal.text) < 1) {
    throw new SqlError(`Argument ${position + 1} to ${name} must be a positive number`, { at: argument.at });
  }
}

/** The boundaries as an exact answer has them: the smallest value, then the value at or above each n-th of the rows. */
function quantiles(call: FunctionCall): string {
  checkNumber(call, 1, 'APPROX_QUANTILES');
  const [value, number] = [argumentSql(call, 0), argumentSql(call, 1)];
  const list = aggregateSql(call, { name: 'list', arguments: [value], filter: call.nulls === 'RESPECT' ? undefined : `${value} IS NOT NULL` });
  const boundary = `v[greatest(1, (i * len(v) + ${number} - 1) // ${number})]`;
  const boundaries = `list_transform(range(0, ${number} + 1), lambda i: ${boundary})`;
  return withoutNan(call, 'APPROX_QUANTILES', `list_transform([list_sort(${list}, 'ASC', 'NULLS FIRST')], lambda v: CASE WHEN len(v) > 0 THEN ${boundaries} END)[1]`);
}

function topCount(call: FunctionCall): string {
  checkNumber(call, 1, 'APPROX_TOP_COUNT');
  const [value, number] = [argumentSql(call, 0), argumentSql(call, 1)];
  const counts = `coalesce(map_entries(${aggregateSql(call, { name: 'histogram', arguments: [value] })}), [])`;
  const rows = aggregateSql(call, { name: 'count', arguments: ['*'] });
  const known = aggregateSql(call, { name: 'count', arguments: [value] });
  const nulls = `CASE WHEN ${rows} > ${known} THEN [{'k': ${known} - ${rows}, 'v': CAST(NULL AS ${argumentType(call)})}] ELSE [] END`;
  const ranked = `list_sort(list_concat(list_transform(${counts}, lambda e: {'k': -CAST(e.value AS BIGINT), 'v': e.key}), ${nulls}), 'ASC', 'NULLS LAST')`;
  return `CASE WHEN ${rows} > 0 THEN CAST(list_transform((${ranked})[1:${number}], lambda e: {'f0': e.v, 'f1': -e.k}) AS ${duckdbType(call.type)}) END`;
}

function topSum(call: FunctionCall): string {
  checkNumber(call, 2, 'APPROX_TOP_SUM');
  const [value, weight, number] = [argumentSql(call, 0), argumentSql(call, 1), argumentSql(call, 2)];
  const rows = aggregateSql(call, { name: 'list', arguments: [`{'v': ${value}, 'w': ${weight}}`] });
  const values = "list_concat(list_distinct(list_transform(l, lambda e: e.v)), CASE WHEN len(list_filter(l, lambda e: e.v IS NULL)) > 0 THEN [NULL] ELSE [] END)";
  const sums = `list_transform(${values}, lambda k: {'v': k, 's': list_sum(list_transform(list_filter(l, lambda e: e.v IS NOT DISTINCT FROM k), lambda e: e.w))})`;
  const ranked = `list_sort(list_transform(${sums}, lambda e: {'n': e.s IS NULL, 'k': -e.s, 'v': e.v, 's': e.s}))`;
  return `list_transform([${rows}], lambda l: CAST(list_transform((${ranked})[1:${number}], lambda e: {'f0': e.v, 'f1': e.s}) AS ${duckdbType(call.type)}))[1]`;
}

function argumentType(call: FunctionCall): string {
  return duckdbType(call.arguments[0]?.type ?? INT64);
}

function rankedType(second: string, type: (call: FunctionCall) => SqlType): (call: FunctionCall) => SqlType {
  return (call) => arrayOf({ kind: 'STRUCT', fields: [{ name: 'value', type: call.arguments[0]?.type ?? INT64 }, { name: second, type: type(call) }] });
}

const sumType = rankedType('sum', (call) => call.arguments[1]?.type ?? INT64);

/** Approximate aggregates, answered exactly. */
export const APPROXIMATE_AGGREGATES: readonly FunctionDefinition[] = [
  {
    name: 'APPROX_COUNT_DISTINCT', group: 'Approximate aggregate', kind: 'aggregate', over: { allowed: false },
    signatures: [{ form: '(T) -> INT64', sql: (call) => `count(DISTINCT ${argumentSql(call, 0)})${call.overSql}` }],
  },
  {
    name: 'APPROX_QUANTILES', group: 'Approximate aggregate', kind: 'aggregate', clauses: { distinct: true, nulls: true }, over: { allowed: false },
    signatures: [{ form: '(T, INT64) -> ARRAY<T>', sql: quantiles }],
  },
  {
    name: 'APPROX_TOP_COUNT', group: 'Approximate aggregate', kind: 'aggregate', over: { allowed: false },
    signatures: [{ form: '(T, INT64) -> ARRAY<T>', sql: topCount, result: rankedType('count', () => INT64) }],
  },
  {
    name: 'APPROX_TOP_SUM', group: 'Approximate aggregate', kind: 'aggregate', over: { allowed: false },
    signatures: [
      { form: '(T, INT64, INT64) -> ARRAY<T>', sql: topSum, result: sumType },
      { form: '(T, NUMERIC, INT64) -> ARRAY<T>', sql: topSum, result: sumType },
      { form: '(T, BIGNUMERIC, INT64) -> ARRAY<T>', sql: topSum, result: sumType },
      { form: '(T, FLOAT64, INT64) -> ARRAY<T>', sql: topSum, result: sumType },
    ],
  },
];
