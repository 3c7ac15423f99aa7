import { SqlError } from '../../sql-error';
import { textLiteral } from '../sql-text';
import { scalarsOf } from '../define';
import type { FunctionCall, FunctionDefinition, FunctionGroup } from '../function-definition';
import { checkedPart, MICROS_OF_PART } from './date-part';
import { argument, dateOfDays, datetimeOf, daysSql, microsSql, timeOf, timestampOf } from './temporal-sql';

type Kind = 'DATE' | 'DATETIME' | 'TIME' | 'TIMESTAMP';

const TIME_PARTS: readonly string[] = [...MICROS_OF_PART.keys()];
const CALENDAR_PARTS: readonly string[] = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];
const PARTS: Readonly<Record<Kind, readonly string[]>> = {
  DATE: CALENDAR_PARTS,
  DATETIME: [...TIME_PARTS, ...CALENDAR_PARTS],
  TIME: TIME_PARTS,
  TIMESTAMP: [...TIME_PARTS, 'DAY'],
};

/** Checks `INTERVAL n PART` at a position: the number as BIGINT and the part as text, both SQL. */
export function stepOf(call: FunctionCall, position: number, context: { readonly name: string; readonly type: Kind }): { readonly number: string; readonly part: string } {
  const interval = call.intervals[position];
  const at = call.arguments[position]?.at ?? call.at;
  if (!interval) throw new SqlError(`${context.name} takes an interval written as INTERVAL int64_expression date_part`, { at });
  const parts = PARTS[context.type];
  if (interval.part.startsWith('WEEK(')) throw new SqlError(`${context.name} does not support the ${interval.part} date part`, { at });
  const part = checkedPart(interval.part, parts, { ...context, at });
  const { type, sql } = interval.value;
  if (type.kind !== 'INT64' && !interval.value.literal) throw new SqlError('Interval value must be coercible to INT64 type', { at: interval.value.at });
  return { number: `CAST(${sql} AS BIGINT)`, part: textLiteral(part) };
}

function adder(name: string, type: Kind): (call: FunctionCall) => string {
  const sub = name.endsWith('_SUB') ? 'true' : 'false';
  return (call) => {
    const { number, part } = stepOf(call, 1, { name, type });
    const value = argument(call, 0);
    const rest = `${number}, ${part}, ${sub})`;
    if (type === 'DATE') return dateOfDays(`bq_add_date(${daysSql(value)}, ${rest}`);
    if (type === 'DATETIME') return datetimeOf(`bq_add_datetime(${microsSql(value)}, ${rest}`);
    if (type === 'TIME') return timeOf(`bq_add_time(${microsSql(value)}, ${rest}`);
    return timestampOf(`bq_add_timestamp(${microsSql(value)}, ${rest}`);
  };
}

function adding(name: string, group: FunctionGroup, types: readonly Kind[]): FunctionDefinition {
  return scalarsOf(group)(name, Object.fromEntries(types.map((type) => [`(${type}, INTERVAL) -> ${type}`, adder(name, type)])));
}

/** DATE_ADD, DATE_SUB and those of the other types. */
export const ADD_FUNCTIONS: readonly FunctionDefinition[] = ['ADD', 'SUB'].flatMap((verb) => [
  adding(`DATE_${verb}`, 'Date', ['DATE', 'DATETIME', 'TIMESTAMP']),
  adding(`DATETIME_${verb}`, 'Datetime', ['DATETIME', 'TIMESTAMP']),
  adding(`TIME_${verb}`, 'Time', ['TIME']),
  adding(`TIMESTAMP_${verb}`, 'Timestamp', ['TIMESTAMP', 'DATETIME']),
]);
