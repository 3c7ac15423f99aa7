import { type CivilDate, civilOf, daysOf, isDate, isLeapYear, isoYearStart, weekStart } from './civil';
import type { DateElement, ParsedMoment } from './parsed-moment';

/** The date that the elements read so far make up: the last of several for the same part counts. @throws Error */
export function dateOfParts(parsed: ParsedMoment): CivilDate {
  const year = parsed.century === undefined ? parsed.year : parsed.century * 100 + parsed.year;
  const plain = { year, month: parsed.month, day: parsed.day };
  const last = (...letters: readonly string[]): DateElement | undefined => parsed.others.findLast((each) => letters.includes(each.letter));
  const weekday = last('w');
  if (!parsed.ordinary) {
    const isoYear = last('G');
    return isoYear ? civilOf(isoDays(isoYear.value, { week: last('V'), dayOfYear: last('J'), weekday })) : plain;
  }
  const week = last('U', 'W');
  const dayOfYear = last('j');
  const dayWins = dayOfYear && (!weekday || dayOfYear.position > (week?.position ?? -1));
  const element = dayWins ? dayOfYear : week;
  if (!element) return plain;
  const found = civilOf(dayWins ? dayOfYearDays(year, element.value) : weekDays(year, element, weekday));
  return checked({
    year: parsed.last.year < element.position ? found.year : plain.year,
    month: parsed.last.month < element.position ? found.month : plain.month,
    day: parsed.last.day < element.position ? found.day : plain.day,
  });
}

function checked(date: CivilDate): CivilDate {
  if (isDate(date.year, date.month, date.day)) return date;
  throw new Error(`Out-of-range datetime field in parsing function; year: ${date.year}, month: ${date.month}, day: ${date.day}`);
}

function dayOfYearDays(year: number, dayOfYear: number): number {
  if (dayOfYear === 366 && !isLeapYear(year)) throw new Error(`Year ${year} has 365 days, but the specified day of year was 366`);
  return daysOf(year, 1, 1) + dayOfYear - 1;
}

function weekDays(year: number, week: DateElement, weekday: DateElement | undefined): number {
  const start = week.letter === 'U' ? 0 : 1;
  const [first, last] = [daysOf(year, 1, 1), daysOf(year, 12, 31)];
  const firstStart = weekStart(first + 6, start);
  const lowest = firstStart === first ? 1 : 0;
  const highest = Math.floor((last - firstStart) / 7) + 1;
  if (week.value < lowest || week.value > highest) throw new Error(`Week number ${week.value} is invalid for year ${year}`);
  return firstStart + 7 * (week.value - 1) + (weekday ? (weekday.value - start + 7) % 7 : 0);
}

interface IsoParts {
  readonly week?: DateElement;
  readonly dayOfYear?: DateElement;
  readonly weekday?: DateElement;
}

function isoDays(isoYear: number, { week, dayOfYear, weekday }: IsoParts): number {
  const start = isoYearStart(isoYear);
  const length = isoYearStart(isoYear + 1) - start;
  if (dayOfYear && (!weekday || dayOfYear.position > (week?.position ?? -1))) {
    if (dayOfYear.value > length) throw new Error(`ISO Year ${isoYear} has ${length} days, but the specified day of year was ${dayOfYear.value}`);
    return start + dayOfYear.value - 1;
  }
  if (!week) return start;
  if (week.value * 7 > length) throw new Error(`Invalid ISO week ${week.value} specified for ISO year ${isoYear}`);
  return start + 7 * (week.value - 1) + (weekday ? (weekday.value + 6) % 7 : 0);
}
