import { notEmulated, SqlError } from '../../sql-error';
import type { Position } from '../../syntax/position';

const WEEKDAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/** Parts of whole days and more, without those of weeks with a weekday. */
export const DATE_PARTS: readonly string[] = ['DAY', 'WEEK', 'ISOWEEK', 'MONTH', 'QUARTER', 'YEAR', 'ISOYEAR'];
/** How many microseconds a part of at most a day has. */
export const MICROS_OF_PART: ReadonlyMap<string, bigint> = new Map([
  ['MICROSECOND', 1n], ['MILLISECOND', 1000n], ['SECOND', 1_000_000n], ['MINUTE', 60_000_000n], ['HOUR', 3_600_000_000n],
]);

const KNOWN = new Set([...DATE_PARTS, ...MICROS_OF_PART.keys(), 'NANOSECOND', 'DAYOFWEEK', 'DAYOFYEAR', 'DATE', 'TIME', 'DATETIME']);

/** The weekday (0 for Sunday) on which weeks of a part begin; `undefined` for parts that are no weeks. */
export function weekdayOfPart(part: string): number | undefined {
  if (part === 'WEEK') return 0;
  if (part === 'ISOWEEK') return 1;
  const match = /^WEEK\((\w+)\)$/.exec(part);
  const weekday = WEEKDAYS.indexOf(match?.[1] ?? '');
  return weekday === -1 ? undefined : weekday;
}

/** The part, if the function takes it. @throws SqlError */
export function checkedPart(part: string | undefined, allowed: readonly string[], context: { readonly name: string; readonly type: string; readonly at: Position }): string {
  if (part === undefined) throw new SqlError(`A valid date part name is required`, { at: context.at });
  if (allowed.includes(part) || (allowed.includes('WEEK') && weekdayOfPart(part) !== undefined)) return part;
  if (!KNOWN.has(part) && weekdayOfPart(part) === undefined) throw new SqlError(`A valid date part name is required but found ${part}`, { at: context.at });
  if (part === 'NANOSECOND') throw notEmulated(`${context.name} with NANOSECOND`, context.at);
  throw new SqlError(`${context.name} does not support the ${part} date part when the argument is ${context.type} type`, { at: context.at });
}
