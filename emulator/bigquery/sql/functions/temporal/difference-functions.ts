import { scalarsOf } from '../define';
import type { FunctionCall, FunctionDefinition, FunctionGroup } from '../function-definition';
import { checkedPart, DATE_PARTS, MICROS_OF_PART, weekdayOfPart } from './date-part';
import { argument, daysSql, microsSql } from './temporal-sql';

type Kind = 'DATE' | 'DATETIME' | 'TIME' | 'TIMESTAMP';

const TIME_PARTS: readonly string[] = [...MICROS_OF_PART.keys()];
const PARTS: Readonly<Record<Kind, readonly string[]>> = {
  DATE: DATE_PARTS,
  DATETIME: [...TIME_PARTS, ...DATE_PARTS],
  TIME: TIME_PARTS,
  TIMESTAMP: [...TIME_PARTS, 'DAY'],
};

/** From the first day of year 1; makes every time of the calendar positive, so that division rounds down. */
const BEFORE_ALL = '62135596800000000';

/** A number that goes up by one wherever a part begins. */
function periodOfDate(date: string, part: string): string {
  const weekday = weekdayOfPart(part);
  if (weekday !== undefined) return `((${daysSql(date)} + ${1_400_004 - weekday}) // 7)`;
  if (part === 'MONTH') return `(year(${date}) * 12 + month(${date}))`;
  if (part === 'QUARTER') return `(year(${date}) * 4 + quarter(${date}))`;
  if (part === 'YEAR') return `year(${date})`;
  return part === 'ISOYEAR' ? `isoyear(${date})` : daysSql(date);
}

function periodOfTime(value: string, part: string): string {
  const unit = MICROS_OF_PART.get(part);
  return unit === undefined ? periodOfDate(`CAST(${value} AS DATE)`, part) : `((${microsSql(value)} + ${BEFORE_ALL}) // ${unit})`;
}

function difference(name: string, type: Kind): (call: FunctionCall) => string {
  return (call) => {
    const part = checkedPart(call.parts[2], PARTS[type], { name, type, at: call.at });
    const [a, b] = [argument(call, 0), argument(call, 1)];
    if (type === 'TIMESTAMP') return `((${microsSql(a)} - ${microsSql(b)}) // ${MICROS_OF_PART.get(part) ?? 86_400_000_000n})`;
    const period = type === 'DATE' ? periodOfDate : periodOfTime;
    return `(${period(a, part)} - ${period(b, part)})`;
  };
}

function differing(name: string, group: FunctionGroup, types: readonly Kind[]): FunctionDefinition {
  return scalarsOf(group)(name, Object.fromEntries(types.map((type) => [`(${type}, ${type}, PART) -> INT64`, difference(name, type)])));
}

/** DATE_DIFF and those of the other types: they count the starts of parts between two times, TIMESTAMP_DIFF whole parts. */
export const DIFFERENCE_FUNCTIONS: readonly FunctionDefinition[] = [
  differing('DATE_DIFF', 'Date', ['DATE', 'DATETIME', 'TIMESTAMP']),
  differing('DATETIME_DIFF', 'Datetime', ['DATETIME', 'TIMESTAMP']),
  differing('TIME_DIFF', 'Time', ['TIME']),
  differing('TIMESTAMP_DIFF', 'Timestamp', ['TIMESTAMP', 'DATETIME']),
];
