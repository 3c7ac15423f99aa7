import { SqlError } from '../../sql-error';
import { duckdbType } from '../../types/duckdb-type';
import { argumentSql, raiseSql, withoutNan } from '../aggregate/aggregate-sql';
import type { FunctionCall, FunctionDefinition } from '../function-definition';

const OUT_OF_RANGE = 'The percentile value must be in the range [0, 1]';

/** The percentile: a literal or a parameter between 0 and 1. */
function percentileSql(call: FunctionCall, name: string): string {
  const percentile = call.arguments[1];
  if (!percentile?.literal) throw new SqlError(`Argument 2 to ${name} must be a literal or query parameter`, { at: percentile?.at ?? call.at });
  const { kind, text } = percentile.literal;
  if ((kind === 'int' || kind === 'float') && text !== undefined) {
    if (Number(text) < 0 || Number(text) > 1) throw new SqlError(OUT_OF_RANGE, { at: percentile.at });
    return percentile.sql;
  }
  return `CASE WHEN ${percentile.sql} BETWEEN 0 AND 1 THEN ${percentile.sql} ELSE ${raiseSql(OUT_OF_RANGE, duckdbType(percentile.type))} END`;
}

function sortedList(call: FunctionCall): string {
  return `list_sort(list(${argumentSql(call, 0)})${call.overSql}, 'ASC', 'NULLS FIRST')`;
}

/** Between a NULL and a value stands the value. */
function continuous(call: FunctionCall): string {
  const percentile = percentileSql(call, 'PERCENTILE_CONT');
  const type = duckdbType(call.type);
  if (call.nulls !== 'RESPECT') return `CAST(quantile_cont(${argumentSql(call, 0)}, ${percentile})${call.overSql} AS ${type})`;
  const place = `(CAST(${percentile} AS DOUBLE) * (len(v) - 1))`;
  const [low, high] = [`v[CAST(floor${place} AS BIGINT) + 1]`, `v[CAST(ceil${place} AS BIGINT) + 1]`];
  const between = `CAST(coalesce(${low} + (${high} - ${low}) * (${place} - floor${place}), ${high}, ${low}) AS ${type})`;
  return `list_transform([${sortedList(call)}], lambda v: ${between})[1]`;
}

function discrete(call: FunctionCall): string {
  const percentile = percentileSql(call, 'PERCENTILE_DISC');
  if (call.nulls !== 'RESPECT') return `quantile_disc(${argumentSql(call, 0)}, ${percentile})${call.overSql}`;
  return `list_transform([${sortedList(call)}], lambda v: v[greatest(1, CAST(ceil(CAST(${percentile} AS DOUBLE) * len(v)) AS BIGINT))])[1]`;
}

const COMMON = { group: 'Navigation', kind: 'window', clauses: { nulls: true }, over: { allowed: true, frame: false, orderBy: 'refused' } } as const;

/** PERCENTILE_CONT and PERCENTILE_DISC: over a partition only. */
export const PERCENTILE_FUNCTIONS: readonly FunctionDefinition[] = [
  {
    ...COMMON, name: 'PERCENTILE_CONT',
    signatures: [
      { form: '(INT64, FLOAT64) -> FLOAT64', sql: (call) => withoutNan(call, 'PERCENTILE_CONT', continuous(call)) },
      { form: '(NUMERIC, FLOAT64) -> NUMERIC', sql: (call) => withoutNan(call, 'PERCENTILE_CONT', continuous(call)) },
      { form: '(BIGNUMERIC, FLOAT64) -> BIGNUMERIC', sql: (call) => withoutNan(call, 'PERCENTILE_CONT', continuous(call)) },
      { form: '(FLOAT64, FLOAT64) -> FLOAT64', sql: (call) => withoutNan(call, 'PERCENTILE_CONT', continuous(call)) },
    ],
  },
  { ...COMMON, name: 'PERCENTILE_DISC', signatures: [{ form: '(T, FLOAT64) -> T', sql: (call) => withoutNan(call, 'PERCENTILE_DISC', discrete(call)) }] },
];
