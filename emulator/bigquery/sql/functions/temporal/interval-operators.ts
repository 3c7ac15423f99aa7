import { intervalOfParts, intervalParts } from './interval-parts';
import { datetimeOf, daysSql, microsSql, timestampOf } from './temporal-sql';

/** DuckDB SQL of `value + interval`, or `value - interval` where `sub` is set. */
export function addIntervalSql(type: 'DATETIME' | 'TIMESTAMP', value: string, options: { readonly interval: string; readonly sub: boolean }): string {
  const parts = intervalParts(options.interval);
  const sign = options.sub ? '-' : '';
  const numbers = [parts.months, parts.days, parts.micros].map((part) => `${sign}${part}`).join(', ');
  if (type === 'TIMESTAMP') return timestampOf(`bq_add_interval_to_instant(${microsSql(value)}, ${numbers})`);
  return datetimeOf(`bq_add_interval_to_local(${microsSql(value)}, ${numbers})`);
}

/** DuckDB SQL of `a - b`, an INTERVAL: of days for DATE, of days and time for DATETIME, of time alone for TIMESTAMP and TIME. */
export function differenceIntervalSql(type: 'DATE' | 'DATETIME' | 'TIMESTAMP' | 'TIME', a: string, b: string): string {
  if (type === 'DATE') return intervalOfParts({ days: `(${daysSql(a)} - ${daysSql(b)})` });
  const micros = `(${microsSql(a)} - ${microsSql(b)})`;
  if (type === 'DATETIME') return intervalOfParts({ days: `(${micros} // 86400000000)`, micros: `(${micros} % 86400000000)` });
  return intervalOfParts({ micros });
}
