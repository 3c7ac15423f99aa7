import type { FunctionCall, FunctionDefinition } from '../function-definition';
import { aggregateSql, argumentSql } from './aggregate-sql';

/** Infinite values and NaN make the result NaN, where DuckDB would fail. */
function ofFinite(call: FunctionCall, name: string, least: number): string {
  const values = call.arguments.map((argument) => argument.sql);
  const finite = values.map((value) => `isfinite(${value})`).join(' AND ');
  const odd = aggregateSql(call, { name: 'bool_or', arguments: [`NOT (${finite})`], plain: true });
  const present = values.map((value) => `${value} IS NOT NULL`).join(' AND ');
  const count = aggregateSql(call, { name: 'count', arguments: [argumentSql(call, 0)], filter: present });
  const result = aggregateSql(call, { name, arguments: values, filter: finite });
  return `CASE WHEN ${odd} AND ${count} >= ${least} THEN CAST('NaN' AS DOUBLE) ELSE ${result} END`;
}

/** The correlation of values that do not vary is NaN; of fewer than two pairs NULL. */
function correlation(call: FunctionCall): string {
  const [x, y] = [argumentSql(call, 0), argumentSql(call, 1)];
  const pairs = aggregateSql(call, { name: 'count', arguments: [x], filter: `${y} IS NOT NULL` });
  return `CASE WHEN ${pairs} >= 2 THEN coalesce(${ofFinite(call, 'corr', 2)}, CAST('NaN' AS DOUBLE)) END`;
}

function statistic(name: string, duckdbName: string, least: number): FunctionDefinition {
  return {
    name, group: 'Statistical aggregate', kind: 'aggregate', clauses: { distinct: true }, over: { allowed: true },
    signatures: [{ form: '(FLOAT64) -> FLOAT64', sql: (call) => ofFinite(call, duckdbName, least) }],
  };
}

function covariance(name: string, duckdbName: string, least: number): FunctionDefinition {
  return {
    name, group: 'Statistical aggregate', kind: 'aggregate', over: { allowed: true },
    signatures: [{ form: '(FLOAT64, FLOAT64) -> FLOAT64', sql: (call) => ofFinite(call, duckdbName, least) }],
  };
}

/** Variances, deviations, covariances and correlation. */
export const STATISTICAL_AGGREGATES: readonly FunctionDefinition[] = [
  { name: 'CORR', group: 'Statistical aggregate', kind: 'aggregate', over: { allowed: true }, signatures: [{ form: '(FLOAT64, FLOAT64) -> FLOAT64', sql: correlation }] },
  covariance('COVAR_POP', 'covar_pop', 1),
  covariance('COVAR_SAMP', 'covar_samp', 2),
  statistic('STDDEV', 'stddev_samp', 2),
  statistic('STDDEV_SAMP', 'stddev_samp', 2),
  statistic('STDDEV_POP', 'stddev_pop', 1),
  statistic('VARIANCE', 'var_samp', 2),
  statistic('VAR_SAMP', 'var_samp', 2),
  statistic('VAR_POP', 'var_pop', 1),
];
