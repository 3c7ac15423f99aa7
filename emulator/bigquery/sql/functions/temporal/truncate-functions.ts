import { scalarsOf } from '../define';
import { textLiteral } from '../sql-text';
import type { FunctionCall, FunctionDefinition, FunctionGroup } from '../function-definition';
import { checkedPart, DATE_PARTS, MICROS_OF_PART } from './date-part';
import { argument, dateOfDays, datetimeOf, daysSql, microsSql, timeOf, timestampOf, zoneSql } from './temporal-sql';

type Kind = 'DATE' | 'DATETIME' | 'TIME' | 'TIMESTAMP';

const TIME_PARTS: readonly string[] = [...MICROS_OF_PART.keys()];
/** Parts that DuckDB cuts off alike, and that never lead out of the calendar. */
const NATIVE = new Set([...TIME_PARTS, 'DAY', 'MONTH', 'QUARTER', 'YEAR']);

function truncateDate(call: FunctionCall, name: string): string {
  const part = checkedPart(call.parts[1], DATE_PARTS, { name, type: 'DATE', at: call.at });
  const date = argument(call, 0);
  if (part === 'DAY') return date;
  return NATIVE.has(part) ? `CAST(date_trunc('${part.toLowerCase()}', ${date}) AS DATE)` : `CAST(${datetimeTruncated(`CAST(${date} AS TIMESTAMP)`, part)} AS DATE)`;
}

function datetimeTruncated(value: string, part: string): string {
  if (NATIVE.has(part)) return `date_trunc('${part.toLowerCase()}', ${value})`;
  return datetimeOf(`bq_truncate_datetime(${microsSql(value)}, ${textLiteral(part)})`);
}

function truncateDatetime(call: FunctionCall, name: string): string {
  const part = checkedPart(call.parts[1], [...TIME_PARTS, ...DATE_PARTS], { name, type: 'DATETIME', at: call.at });
  return datetimeTruncated(argument(call, 0), part);
}

function truncateTimestamp(call: FunctionCall, name: string): string {
  const part = checkedPart(call.parts[1], [...TIME_PARTS, ...DATE_PARTS], { name, type: 'TIMESTAMP', at: call.at });
  const [micros, zone] = [microsSql(argument(call, 0)), zoneSql(call, 2)];
  if (zone === "'UTC'") return timestampOf(microsSql(datetimeTruncated(datetimeOf(micros), part)));
  return timestampOf(`bq_truncate_timestamp(${micros}, ${textLiteral(part)}, ${zone})`);
}

function truncateTime(call: FunctionCall, name: string): string {
  const part = checkedPart(call.parts[1], TIME_PARTS, { name, type: 'TIME', at: call.at });
  const unit = MICROS_OF_PART.get(part) ?? 1n;
  return timeOf(`(${microsSql(argument(call, 0))} // ${unit} * ${unit})`);
}

const TRUNCATIONS: Readonly<Record<Kind, { readonly form: string; readonly sql: (call: FunctionCall, name: string) => string }>> = {
  DATE: { form: '(DATE, PART) -> DATE', sql: truncateDate },
  DATETIME: { form: '(DATETIME, PART) -> DATETIME', sql: truncateDatetime },
  TIMESTAMP: { form: '(TIMESTAMP, PART, STRING?) -> TIMESTAMP', sql: truncateTimestamp },
  TIME: { form: '(TIME, PART) -> TIME', sql: truncateTime },
};

function truncating(name: string, group: FunctionGroup, kinds: readonly Kind[]): FunctionDefinition {
  return scalarsOf(group)(name, Object.fromEntries(kinds.map((kind) => [TRUNCATIONS[kind].form, (call: FunctionCall) => TRUNCATIONS[kind].sql(call, name)])));
}

function lastDay(type: 'DATE' | 'DATETIME'): (call: FunctionCall) => string {
  return (call) => {
    const part = call.parts[1] === undefined ? 'MONTH' : checkedPart(call.parts[1], DATE_PARTS.filter((each) => each !== 'DAY'), { name: 'LAST_DAY', type, at: call.at });
    const date = type === 'DATE' ? argument(call, 0) : `CAST(${argument(call, 0)} AS DATE)`;
    return part === 'MONTH' ? `last_day(${date})` : dateOfDays(`bq_last_day(${daysSql(date)}, ${textLiteral(part)})`);
  };
}

/** DATE_TRUNC, those of the other types, and LAST_DAY. */
export const TRUNCATE_FUNCTIONS: readonly FunctionDefinition[] = [
  truncating('DATE_TRUNC', 'Date', ['DATE', 'DATETIME', 'TIMESTAMP']),
  truncating('DATETIME_TRUNC', 'Datetime', ['DATETIME', 'TIMESTAMP']),
  truncating('TIME_TRUNC', 'Time', ['TIME']),
  truncating('TIMESTAMP_TRUNC', 'Timestamp', ['TIMESTAMP', 'DATETIME']),
  scalarsOf('Date')('LAST_DAY', { '(DATE, PART?) -> DATE': lastDay('DATE'), '(DATETIME, PART?) -> DATE': lastDay('DATETIME') }),
];
