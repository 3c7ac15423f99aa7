import { intervalOfParts, intervalParts } from './interval-parts';
import { datetimeOf, daysSql, microsSql, timestampOf } from './temporal-sql';

/** DuckDB SQL of `value + interval`, or `value - interval` where `sub` is set. A DATE gives a DATETIME. */
export function addIntervalSql(type: 'DATE' | 'DATETIME' | 'TIMESTAMP', value: string, options: { readonly interval: string; readonly sub: boolean }): string {
  const parts = intervalParts(options.interval);
  const sign = options.sub ? '-' : '';
  const numbers = [parts.months, parts.days, parts.micros].map((part) => `${sign}${part}`).join(', ');
  if (type === 'TIMESTAMP') return timestampOf(`bq_add_interval_to_instant(${microsSql(value)}, ${numbers})`);
  const local = type === 'DATE' ? `(${daysSql(value)} * 86400000000)` : microsSql(value);
  return datetimeOf(`bq_add_interval_to_local(${local}, ${numbers})`);
}

/** DuckDB SQL of `a - b`, an INTERVAL: of days for DATE, of days and time for DATETIME, of time alone for TIMESTAMP and TIME. */
export function differenceIntervalSql(type: 'DATE' | 'DATETIME' | 'TIMESTAMP' | 'TIME', a: string, b: string): string {
  if (type === 'DATE') return intervalOfParts({ days: `(${daysSql(a)} - ${daysSql(b)})` });
  const micros = `(${microsSql(a)} - ${microsSql(b)})`;
  if (type === 'DATETIME') return intervalOfParts({ days: `(${micros} // 86400000000)`, micros: `(${micros} % 86400000000)` });
  return intervalOfParts({ micros });
}

/** DuckDB SQL of `interval / number`. */
export function divideIntervalSql(interval: string, number: string): string {
  const { months, days, micros } = intervalParts(interval);
  return `CAST(bq_divide_interval(${number}, ${months}, ${days}, ${micros}) AS INTERVAL)`;
}

/** DuckDB SQL of `interval * number`. */
export function multiplyIntervalSql(interval: string, number: string): string {
  const parts = intervalParts(interval);
  return intervalOfParts({ months: `${parts.months} * ${number}`, days: `${parts.days} * ${number}`, micros: `${parts.micros} * ${number}` });
}
