import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';
import { TOO_FINE } from '../math/decimal-sql';
import { intervalOfParts, intervalParts } from '../temporal/interval-parts';
import { aggregateSql, argumentSql, boundedSql } from './aggregate-sql';

const INT64_BOUNDS = { low: '-9223372036854775808', high: '9223372036854775807', message: 'int64 overflow', type: 'BIGINT' } as const;

function sumSql(call: FunctionCall, value = argumentSql(call, 0)): string {
  return aggregateSql(call, { name: 'sum', arguments: [value] });
}

/** A DECIMAL of 38 digits that leaves room for no more. DuckDB itself goes on up to 2^127. */
function decimalSum(scale: number, message: string): (call: FunctionCall) => string {
  const digits = `${'9'.repeat(38 - scale)}.${'9'.repeat(scale)}`;
  return (call) => boundedSql(sumSql(call), { low: `-${digits}`, high: digits, message, type: `DECIMAL(38,${scale})` });
}

function decimalAverage(scale: number): (call: FunctionCall) => string {
  return (call) => {
    const count = aggregateSql(call, { name: 'count', arguments: [argumentSql(call, 0)] });
    return `CAST(bq_average_decimal(CAST(${sumSql(call)} AS VARCHAR), ${count}, CAST(${scale} AS BIGINT)) AS DECIMAL(38,${scale}))`;
  };
}

function intervalSum(call: FunctionCall): string {
  const parts = intervalParts(argumentSql(call, 0));
  return intervalOfParts({ months: sumSql(call, parts.months), days: sumSql(call, parts.days), micros: sumSql(call, parts.micros) });
}

/** Months that do not divide evenly go on as days of which a month has 30, days as hours. */
function intervalAverage(call: FunctionCall): string {
  const value = argumentSql(call, 0);
  const parts = intervalParts(value);
  const count = aggregateSql(call, { name: 'count', arguments: [value] });
  const [months, days, micros] = [sumSql(call, parts.months), sumSql(call, parts.days), sumSql(call, parts.micros)];
  const restDays = `((${months}) % ${count} * 30 + ${days})`;
  return `CASE WHEN ${count} > 0 THEN ${intervalOfParts({
    months: `(${months}) // ${count}`,
    days: `${restDays} // ${count}`,
    micros: `(${restDays} % ${count} * 86400000000 + ${micros}) // ${count}`,
  })} END`;
}

/** SUM and AVG. */
export const SUM_AGGREGATES: readonly FunctionDefinition[] = [
  {
    name: 'SUM', group: 'Aggregate', kind: 'aggregate', clauses: { distinct: true }, over: { allowed: true },
    signatures: [
      { form: '(INT64) -> INT64', sql: (call) => boundedSql(sumSql(call), INT64_BOUNDS) },
      { form: '(NUMERIC) -> NUMERIC', sql: decimalSum(9, 'numeric overflow: SUM') },
      { form: '(BIGNUMERIC) -> BIGNUMERIC', sql: decimalSum(18, 'BIGNUMERIC of more than 38 digits is not emulated') },
      { form: '(FLOAT64) -> FLOAT64', sql: sumSql },
      { form: '(INTERVAL) -> INTERVAL', sql: intervalSum },
    ],
  },
  {
    name: 'AVG', group: 'Aggregate', kind: 'aggregate', clauses: { distinct: true }, over: { allowed: true },
    signatures: [
      { form: '(INT64) -> FLOAT64', sql: (call) => aggregateSql(call, { name: 'avg', arguments: [argumentSql(call, 0)] }) },
      { form: '(NUMERIC) -> NUMERIC', sql: decimalAverage(9) },
      { form: '(BIGNUMERIC) -> BIGNUMERIC', sql: decimalAverage(18) },
      { form: '(FLOAT64) -> FLOAT64', sql: (call) => aggregateSql(call, { name: 'avg', arguments: [argumentSql(call, 0)] }) },
      { form: '(INTERVAL) -> INTERVAL', sql: intervalAverage },
    ],
  },
];

/** The sum divided by the count, rounded half away from zero at the scale, as decimal text. */
function averageDecimal(sum: string, count: bigint, scale: bigint): string | null {
  if (count === 0n) return null;
  const digits = Number(scale);
  const [whole = '0', fraction = ''] = sum.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits));
  if (digits === 18 && units % count !== 0n) throw new Error(TOO_FINE);
  const rounded = (units * 2n + count) / (count * 2n);
  const text = rounded.toString().padStart(digits + 1, '0');
  const sign = sum.startsWith('-') && rounded !== 0n ? '-' : '';
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export const SUM_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  { name: 'bq_average_decimal', parameters: ['VARCHAR', 'BIGINT', 'BIGINT'], returns: 'VARCHAR', run: averageDecimal },
];
