/** Proleptic Gregorian dates as days since 1970-01-01, times as microseconds: plain numbers wherever they fit. */

export const MIN_DAYS = -719162;
export const MAX_DAYS = 2932896;
export const MICROS_PER_DAY = 86_400_000_000n;
export const MIN_MICROS = BigInt(MIN_DAYS) * MICROS_PER_DAY;
export const MAX_MICROS = BigInt(MAX_DAYS + 1) * MICROS_PER_DAY - 1n;

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

export function civilOf(days: number): CivilDate {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function isDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

/** The day at or before this one that is the given weekday. */
export function weekStart(days: number, weekday: number): number {
  return days - ((weekdayOf(days) - weekday + 7) % 7);
}

/** The year in which the Thursday of the day's ISO week lies. */
export function isoYearOf(days: number): number {
  return civilOf(weekStart(days, 1) + 3).year;
}

/** The Monday on which an ISO year begins. */
export function isoYearStart(isoYear: number): number {
  return weekStart(daysOf(isoYear, 1, 4), 1);
}

export function isoWeekOf(days: number): number {
  return Math.floor((weekStart(days, 1) - isoYearStart(isoYearOf(days))) / 7) + 1;
}

export function dayOfYear(days: number): number {
  return days - daysOf(civilOf(days).year, 1, 1) + 1;
}

/** The number of a week that begins on the weekday; days before the year's first such day are in week 0. */
export function weekOfYear(days: number, weekday: number): number {
  const first = daysOf(civilOf(days).year, 1, 1);
  const firstStart = weekStart(first + 6, weekday);
  return days < firstStart ? 0 : Math.floor((days - firstStart) / 7) + 1;
}

/** Months added as BigQuery does: a day that the month has not becomes its last. The year may leave 1 to 9999. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const total = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return { year, month, day: Math.min(date.day, daysInMonth(year, month)) };
}

/** Microseconds as days and the microsecond of the day. */
export function splitMicros(micros: bigint): { readonly days: number; readonly time: number } {
  const rest = micros % MICROS_PER_DAY;
  const time = rest < 0n ? rest + MICROS_PER_DAY : rest;
  return { days: Number((micros - time) / MICROS_PER_DAY), time: Number(time) };
}

export function joinMicros(days: number, time: number): bigint {
  return BigInt(days) * MICROS_PER_DAY + BigInt(time);
}
