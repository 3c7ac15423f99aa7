import { parseScaledDecimal } from './scaled-decimal';

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const TIME = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,6}))?$/;
const DATETIME = /^(\d{4}-\d{1,2}-\d{1,2})(?:[T ](.+))?$/i;
const TIMESTAMP = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d{1,6})?)?)(?:(?<=\.\d{6})000)?)?(?: ?(Z|UTC)| ?([+-])(\d{1,2})(?::(\d{2}))?)?$/i;
const EPOCH_SECONDS = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

const MICROS_A_SECOND = 1_000_000n;
/** 0001-01-01 and 9999-12-31T23:59:59, in seconds from the epoch. */
const MIN_SECONDS = -62_135_596_800;
const MAX_SECONDS = 253_402_300_799;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A DATE as YYYY-MM-DD, or `undefined` if there is no such day. */
export function parseDate(text: string): string | undefined {
  const match = DATE.exec(text);
  return match ? formatDay(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** A TIME as HH:MM:SS with a fraction of up to six digits, without closing zeros, or `undefined` if there is no such time. */
export function parseTime(text: string): string | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, hours = '', minutes = '', seconds = '', fraction = ''] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return `${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds)}${formatFraction(fraction)}`;
}

/** A DATETIME as YYYY-MM-DDTHH:MM:SS with a fraction of up to six digits, without closing zeros; midnight where it names no time. */
export function parseDatetime(text: string): string | undefined {
  const match = DATETIME.exec(text);
  if (!match) return undefined;
  const date = parseDate(match[1]!);
  const time = parseTime(match[2] ?? '0:0:0');
  return date === undefined || time === undefined ? undefined : `${date}T${time}`;
}

/**
 * A TIMESTAMP as YYYY-MM-DD HH:MM:SS UTC with a fraction of up to six digits, without closing zeros. A number counts seconds
 * from the epoch. Nine digits are read where the last three are zeros, as the Node client writes microseconds.
 */
export function parseTimestamp(text: string): string | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return EPOCH_SECONDS.test(text) ? timestampFromSeconds(text) : undefined;
  const [, year, month, day, clock = '0:0:0', , sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const date = formatDay(Number(year), Number(month), Number(day));
  const time = parseTime(clock.split(':').length === 2 ? `${clock}:0` : clock);
  if (date === undefined || time === undefined) return undefined;
  if (sign === undefined) return `${date} ${time} UTC`;
  if (Number(offsetHours) > 14 || Number(offsetMinutes) > 59) return undefined;
  const offsetSeconds = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60;
  const seconds = Date.parse(`${date}T${time.slice(0, 8)}Z`) / 1000;
  return formatTimestamp(sign === '+' ? seconds - offsetSeconds : seconds + offsetSeconds, time.slice(9));
}

function timestampFromSeconds(text: string): string | undefined {
  const micros = parseScaledDecimal(text, 6);
  if (micros === undefined) return undefined;
  const fraction = ((micros % MICROS_A_SECOND) + MICROS_A_SECOND) % MICROS_A_SECOND;
  const seconds = (micros - fraction) / MICROS_A_SECOND;
  return formatTimestamp(Number(seconds), fraction.toString().padStart(6, '0'));
}

function formatTimestamp(seconds: number, fraction: string): string | undefined {
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) return undefined;
  const iso = new Date(seconds * 1000).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${formatFraction(fraction)} UTC`;
}

function formatDay(year: number, month: number, day: number): string | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  return `${String(year).padStart(4, '0')}-${twoDigits(String(month))}-${twoDigits(String(day))}`;
}

function daysOf(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : MONTH_DAYS[month - 1]!;
}

function formatFraction(digits: string): string {
  const significant = digits.replace(/0+$/, '');
  return significant && `.${significant}`;
}

function twoDigits(text: string): string {
  return text.length === 1 ? `0${text}` : text;
}
