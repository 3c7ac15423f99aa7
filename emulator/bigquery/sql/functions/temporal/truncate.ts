import { civilOf, daysOf, isoYearOf, isoYearStart, joinMicros, MIN_DAYS, splitMicros, weekStart } from './civil';
import { MICROS_OF_PART, weekdayOfPart } from './date-part';
import { datetimeText } from './moment';

/** The first day of the part in which a day lies. */
export function truncateDays(days: number, part: string): number {
  const weekday = weekdayOfPart(part);
  if (weekday !== undefined) return weekStart(days, weekday);
  const { year, month } = civilOf(days);
  if (part === 'MONTH') return daysOf(year, month, 1);
  if (part === 'QUARTER') return daysOf(year, month - ((month - 1) % 3), 1);
  if (part === 'YEAR') return daysOf(year, 1, 1);
  return part === 'ISOYEAR' ? isoYearStart(isoYearOf(days)) : days;
}

/** The start of the part in which a time lies, both as the clock shows them. @throws Error for what would be before year 1 */
export function truncateLocal(micros: bigint, part: string): bigint {
  const { days, time } = splitMicros(micros);
  const unit = MICROS_OF_PART.get(part);
  if (unit !== undefined) return joinMicros(days, time - (time % Number(unit)));
  const start = truncateDays(days, part);
  if (start < MIN_DAYS) throw new Error(`Truncating ${datetimeText(micros)} to ${part} resulted in an out of range value`);
  return joinMicros(start, 0);
}
