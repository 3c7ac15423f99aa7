import { script } from '../define';
import type { ScriptFunction } from '../function-definition';
import { addToDate, addToDatetime, addToTime, addToTimestamp, bucketOf, type Step } from './arithmetic';
import { civilOf, daysInMonth, daysOf, isDate, isoYearOf, isoYearStart, MAX_DAYS, MAX_MICROS, MICROS_PER_DAY, MIN_DAYS, MIN_MICROS } from './civil';
import { MICROS_OF_PART, weekdayOfPart } from './date-part';
import { generateDates, generateTimestamps } from './generate-series';
import { formatMoment, type FormattedType } from './format-moment';
import { dateText, datetimeText, momentOf, padded, timeText, timestampText } from './moment';
import { parseMoment, type ParsedType } from './parse-moment';
import { findTimeZone, toInstant, toLocal } from './time-zone';
import { parseTimestampText } from './timestamp-text';
import { truncateDays, truncateLocal } from './truncate';

function local(micros: bigint, zone: string): bigint {
  const shown = toLocal(findTimeZone(zone), micros);
  if (shown < MIN_MICROS || shown > MAX_MICROS) throw new Error(`Invalid timestamp: ${timestampText(micros, 0)}`);
  return shown;
}

function instant(micros: bigint, zone: string): bigint {
  const at = toInstant(findTimeZone(zone), micros);
  if (at < MIN_MICROS || at > MAX_MICROS) throw new Error(`Cannot convert Datetime ${datetimeText(micros)} at timezone ${zone} to a Timestamp`);
  return at;
}

function makeDate(year: bigint, month: bigint, day: bigint): bigint {
  if (year >= 1n && year <= 9999n && isDate(Number(year), Number(month), Number(day))) return BigInt(daysOf(Number(year), Number(month), Number(day)));
  throw new Error(`Input calculates to invalid date: ${padded(Number(year), 4)}-${padded(Number(month), 2)}-${padded(Number(day), 2)}`);
}

function makeTime(hour: bigint, minute: bigint, second: bigint): bigint {
  const fits = hour >= 0n && hour <= 23n && minute >= 0n && minute <= 59n && second >= 0n && second <= 60n;
  if (fits) return (((hour * 60n + minute) * 60n + second) * 1_000_000n) % MICROS_PER_DAY;
  throw new Error(`Input calculates to invalid time: ${[hour, minute, second].map((part) => padded(Number(part), 2)).join(':')}`);
}

type DatetimeNumbers = readonly [year: bigint, month: bigint, day: bigint, hour: bigint, minute: bigint, second: bigint];

function makeDatetime(...[year, month, day, hour, minute, second]: DatetimeNumbers): bigint {
  try {
    const rest = second === 60n ? 1_000_000n : 0n;
    const micros = makeDate(year, month, day) * MICROS_PER_DAY + makeTime(hour, minute, second - (second === 60n ? 1n : 0n)) + rest;
    if (micros <= MAX_MICROS) return micros;
  } catch {
    // Told below for the whole of it.
  }
  const shown = (parts: readonly bigint[], separator: string): string => parts.map((part) => padded(Number(part), 2)).join(separator);
  throw new Error(`Input calculates to invalid datetime: ${shown([year, month, day], '-')} ${shown([hour, minute, second], ':')}`);
}

function lastDay(days: bigint, part: string): bigint {
  const start = truncateDays(Number(days), part);
  const { year, month } = civilOf(start);
  const weekday = weekdayOfPart(part);
  const last =
    weekday !== undefined ? start + 6
    : part === 'ISOYEAR' ? isoYearStart(isoYearOf(start) + 1) - 1
    : part === 'YEAR' ? daysOf(year, 12, 31)
    : daysOf(year, month + (part === 'QUARTER' ? 2 : 0), daysInMonth(year, month + (part === 'QUARTER' ? 2 : 0)));
  if (last > MAX_DAYS) throw new Error(`Last day of date ${dateText(civilOf(Number(days)))} to ${part} resulted in an out of range date value: ${last}`);
  return BigInt(last);
}

/** Adding for date types: `bq_add_date(days, number, part, subtract)`. */
function adding(add: (value: bigint, step: Step) => bigint): (value: bigint, ...step: readonly [number: bigint, part: string, sub: boolean]) => bigint {
  return (value, ...[number, part, sub]) => add(value, { number, part, sub });
}

function formatTimestamp(format: string, micros: bigint, zone: string): string {
  const found = findTimeZone(zone);
  return formatMoment(format, toLocal(found, micros), { type: 'TIMESTAMP', offsetSeconds: found.offsetAt(micros) });
}

function textOfTimestamp(micros: bigint, zone: string): string {
  const seconds = findTimeZone(zone).offsetAt(micros);
  const whole = seconds - (seconds % 60);
  return timestampText(micros + BigInt(whole) * 1_000_000n, whole);
}

function checkedTimestamp(number: bigint, unit: bigint): bigint {
  const micros = number * unit;
  if (micros < MIN_MICROS || micros > MAX_MICROS) throw new Error(`Invalid timestamp value: ${number}`);
  return micros;
}

function checkedDate(days: bigint): bigint {
  if (days < MIN_DAYS || days > MAX_DAYS) throw new Error(`Invalid date value: ${days}`);
  return days;
}

function truncate(micros: bigint, part: string, zone: string): bigint {
  const found = findTimeZone(zone);
  const offset = BigInt(found.offsetAt(micros)) * 1_000_000n;
  const shown = truncateLocal(micros + offset, part);
  return MICROS_OF_PART.has(part) ? shown - offset : toInstant(found, shown);
}

const BIG = 'BIGINT';

export const TEMPORAL_SCRIPTS: readonly ScriptFunction[] = [
  script('to_local', `${BIG}, VARCHAR -> ${BIG}`, local),
  script('to_instant', `${BIG}, VARCHAR -> ${BIG}`, instant),
  script('make_date', `${BIG}, ${BIG}, ${BIG} -> ${BIG}`, makeDate),
  script('make_time', `${BIG}, ${BIG}, ${BIG} -> ${BIG}`, makeTime),
  script('make_datetime', `${BIG}, ${BIG}, ${BIG}, ${BIG}, ${BIG}, ${BIG} -> ${BIG}`, makeDatetime),
  script('last_day', `${BIG}, VARCHAR -> ${BIG}`, lastDay),
  script('add_date', `${BIG}, ${BIG}, VARCHAR, BOOLEAN -> ${BIG}`, adding((days, step) => BigInt(addToDate(Number(days), step)))),
  script('add_datetime', `${BIG}, ${BIG}, VARCHAR, BOOLEAN -> ${BIG}`, adding(addToDatetime)),
  script('add_timestamp', `${BIG}, ${BIG}, VARCHAR, BOOLEAN -> ${BIG}`, adding(addToTimestamp)),
  script('add_time', `${BIG}, ${BIG}, VARCHAR, BOOLEAN -> ${BIG}`, adding(addToTime)),
  script('truncate_timestamp', `${BIG}, VARCHAR, VARCHAR -> ${BIG}`, truncate),
  script('truncate_datetime', `${BIG}, VARCHAR -> ${BIG}`, truncateLocal),
  script('bucket', `${BIG}, ${BIG}, ${BIG}, ${BIG} -> ${BIG}`, (micros: bigint, ...[months, width, origin]: readonly [bigint, bigint, bigint]) => bucketOf(micros, { months, micros: width }, origin)),
  script('generate_dates', `${BIG}, ${BIG}, ${BIG}, VARCHAR -> BIGINT[]`, generateDates),
  script('generate_timestamps', `${BIG}, ${BIG}, ${BIG} -> BIGINT[]`, generateTimestamps),
  script('checked_timestamp', `${BIG}, ${BIG} -> ${BIG}`, checkedTimestamp),
  script('checked_date', `${BIG} -> ${BIG}`, checkedDate),
  script('format_timestamp', `VARCHAR, ${BIG}, VARCHAR -> VARCHAR`, formatTimestamp),
  script('format_local', `VARCHAR, ${BIG}, VARCHAR -> VARCHAR`, (format: string, micros: bigint, type: string) => formatMoment(format, micros, { type: type as FormattedType })),
  script('parse_timestamp', `VARCHAR, VARCHAR, VARCHAR -> ${BIG}`, (format: string, text: string, zone: string) => parseMoment(format, text, { type: 'TIMESTAMP', zone: findTimeZone(zone) })),
  script('parse_local', `VARCHAR, VARCHAR, VARCHAR -> ${BIG}`, (format: string, text: string, type: string) => parseMoment(format, text, { type: type as ParsedType })),
  script('timestamp_text', `${BIG}, VARCHAR -> VARCHAR`, textOfTimestamp),
  script('datetime_text', `${BIG} -> VARCHAR`, datetimeText),
  script('time_text', `${BIG} -> VARCHAR`, (micros: bigint) => timeText(momentOf(micros))),
  script('timestamp_of_text', `VARCHAR, VARCHAR, BOOLEAN -> ${BIG}`, (text: string, zone: string, zoneInText: boolean) => parseTimestampText(text, findTimeZone(zone), zoneInText)),
];
