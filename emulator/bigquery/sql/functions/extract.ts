import type { TypedExpression } from '../analysis/typed-expression';
import { notEmulated, SqlError } from '../sql-error';
import type { Position } from '../syntax/position';
import { DATE, DATETIME, formatType, INT64, TIME, type SqlType } from '../types/sql-type';
import { intervalParts } from './temporal/interval-parts';
import { weekdayOfPart } from './temporal/date-part';
import { datetimeOf, localMicros, microsSql } from './temporal/temporal-sql';

const DATE_FIELDS: ReadonlyMap<string, string> = new Map([
  ['YEAR', 'year'], ['QUARTER', 'quarter'], ['MONTH', 'month'], ['DAY', 'day'], ['DAYOFYEAR', 'dayofyear'], ['ISOYEAR', 'isoyear'], ['ISOWEEK', 'weekofyear'],
]);
const TIME_FIELDS: ReadonlyMap<string, string> = new Map([['HOUR', 'hour'], ['MINUTE', 'minute']]);

/** The week of the year; days before the first weekday are in week 0. */
function weekSql(value: string, weekday: number): string {
  return `((dayofyear(${value}) + 6 - (dayofweek(${value}) + ${7 - weekday}) % 7) // 7)`;
}

function dateField(part: string, value: string): string | undefined {
  const field = DATE_FIELDS.get(part);
  if (field !== undefined) return `${field}(${value})`;
  if (part === 'DAYOFWEEK') return `(dayofweek(${value}) + 1)`;
  const weekday = weekdayOfPart(part);
  return weekday === undefined ? undefined : weekSql(value, weekday);
}

function timeField(part: string, value: string): string | undefined {
  const field = TIME_FIELDS.get(part);
  if (field !== undefined) return `${field}(${value})`;
  if (part === 'SECOND') return `(microsecond(${value}) // 1000000)`;
  if (part === 'MILLISECOND') return `(microsecond(${value}) % 1000000 // 1000)`;
  return part === 'MICROSECOND' ? `(microsecond(${value}) % 1000000)` : undefined;
}

function intervalField(part: string, value: string): string | undefined {
  const { months, days, micros } = intervalParts(value);
  switch (part) {
    case 'YEAR': return `(${months} // 12)`;
    case 'MONTH': return `(${months} % 12)`;
    case 'DAY': return days;
    case 'HOUR': return `(${micros} // 3600000000)`;
    case 'MINUTE': return `(${micros} // 60000000 % 60)`;
    case 'SECOND': return `(${micros} // 1000000 % 60)`;
    case 'MILLISECOND': return `(${micros} % 1000000 // 1000)`;
    case 'MICROSECOND': return `(${micros} % 1000000)`;
    default: return undefined;
  }
}

function whole(part: string, value: string): { readonly type: SqlType; readonly sql: string } | undefined {
  if (part === 'DATE') return { type: DATE, sql: `CAST(${value} AS DATE)` };
  if (part === 'TIME') return { type: TIME, sql: `CAST(${value} AS TIME)` };
  return part === 'DATETIME' ? { type: DATETIME, sql: value } : undefined;
}

function extracted(part: string, operand: TypedExpression, zone: string): { readonly type: SqlType; readonly sql: string } | undefined {
  const number = (sql: string | undefined): { type: SqlType; sql: string } | undefined => (sql === undefined ? undefined : { type: INT64, sql: `CAST(${sql} AS BIGINT)` });
  const kind: string = operand.type.kind;
  switch (kind) {
    case 'DATE': return number(dateField(part, operand.sql));
    case 'TIME': return number(timeField(part, operand.sql));
    case 'INTERVAL': return number(intervalField(part, operand.sql));
    case 'DATETIME': return part === 'DATETIME' ? undefined : (whole(part, operand.sql) ?? number(dateField(part, operand.sql) ?? timeField(part, operand.sql)));
    case 'TIMESTAMP': {
      const shown = datetimeOf(localMicros(microsSql(operand.sql), zone));
      return whole(part, shown) ?? number(dateField(part, shown) ?? timeField(part, shown));
    }
    default: throw new SqlError(`EXTRACT from ${formatType(operand.type)} is not supported`, { at: operand.at });
  }
}

/** Where EXTRACT stands, and the zone (a STRING) of AT TIME ZONE, which only a TIMESTAMP takes. */
export interface ExtractContext {
  readonly at: Position;
  readonly zone?: TypedExpression;
}

/**
 * EXTRACT(part FROM operand [AT TIME ZONE zone]); the part in upper case, as `WEEK(MONDAY)`.
 * @throws SqlError where the operand's type has no such part
 */
export function extractExpression(part: string, operand: TypedExpression, { at, zone }: ExtractContext): TypedExpression {
  if (zone && operand.type.kind !== 'TIMESTAMP') throw new SqlError(`EXTRACT from ${formatType(operand.type)} does not support AT TIME ZONE`, { at });
  if (part === 'NANOSECOND') throw notEmulated('EXTRACT of NANOSECOND', at);
  const result = extracted(part, operand, zone?.sql ?? "'UTC'");
  if (!result) throw new SqlError(`EXTRACT from ${formatType(operand.type)} does not support the ${part} date part`, { at });
  return { ...result, at, volatile: operand.volatile, ungrouped: operand.ungrouped, aggregate: operand.aggregate, window: operand.window };
}
