import { addMonths, civilOf, daysOf, MAX_DAYS, MAX_MICROS, MICROS_PER_DAY, MIN_DAYS, MIN_MICROS, splitMicros } from './civil';
import { MICROS_OF_PART } from './date-part';
import { datetimeText, dateText, momentOf, timestampText } from './moment';

/** A number of a part that is added, or taken away where `sub` is set. */
export interface Step {
  readonly number: bigint;
  readonly part: string;
  readonly sub?: boolean;
}

const MONTHS_OF_PART: ReadonlyMap<string, bigint> = new Map([['MONTH', 1n], ['QUARTER', 3n], ['YEAR', 12n]]);
const DAYS_OF_PART: ReadonlyMap<string, bigint> = new Map([['DAY', 1n], ['WEEK', 7n]]);
/** More of anything leaves the calendar. */
const FAR = 1n << 62n;

function signed(step: Step): bigint {
  return step.sub ? -step.number : step.number;
}

/** The day so many days or months later; possibly outside the calendar. */
function laterDays(days: number, step: Step): number {
  const months = MONTHS_OF_PART.get(step.part);
  if (months === undefined) return days + Number((DAYS_OF_PART.get(step.part) ?? 1n) * signed(step));
  const number = Number(months * signed(step));
  if (Math.abs(number) > 200_000) return Number.MAX_SAFE_INTEGER;
  const date = addMonths(civilOf(days), number);
  return daysOf(date.year, date.month, date.day);
}

function overflow(step: Step, what: string): Error {
  const [verb, way] = step.sub ? ['Subtracting', 'from'] : ['Adding', 'to'];
  return new Error(`${verb} ${step.number} ${step.part} ${way} ${what} causes overflow`);
}

/** @throws Error `Adding 1 DAY to date 9999-12-31 causes overflow` */
export function addToDate(days: number, step: Step): number {
  const later = laterDays(days, step);
  if (!(later >= MIN_DAYS && later <= MAX_DAYS)) throw overflow(step, `date ${dateText(civilOf(days))}`);
  return later;
}

function addMicros(micros: bigint, step: Step): bigint {
  const unit = MICROS_OF_PART.get(step.part);
  if (unit !== undefined) return micros + unit * signed(step);
  const { days, time } = splitMicros(micros);
  const later = laterDays(days, step);
  return later >= MIN_DAYS && later <= MAX_DAYS ? BigInt(later) * MICROS_PER_DAY + BigInt(time) : FAR;
}

function inCalendar(micros: bigint): boolean {
  return micros >= MIN_MICROS && micros <= MAX_MICROS;
}

/** @throws Error `Adding 1 DAY to datetime … causes overflow` */
export function addToDatetime(micros: bigint, step: Step): bigint {
  const later = addMicros(micros, step);
  if (!inCalendar(later)) throw overflow(step, `datetime ${datetimeText(micros)}`);
  return later;
}

/** Days have 24 hours. @throws Error `Adding 1 DAY to timestamp … causes overflow` */
export function addToTimestamp(micros: bigint, step: Step): bigint {
  const later = addMicros(micros, step);
  if (!inCalendar(later)) throw overflow(step, `timestamp ${timestampText(micros, 0)}`);
  return later;
}

/** Times go round the clock. */
export function addToTime(micros: bigint, step: Step): bigint {
  const later = (micros + (MICROS_OF_PART.get(step.part) ?? 1n) * signed(step)) % MICROS_PER_DAY;
  return later < 0n ? later + MICROS_PER_DAY : later;
}

/** The width of a bucket: months, or days and microseconds. */
export interface BucketWidth {
  readonly months: bigint;
  readonly micros: bigint;
}

/** The start of the bucket in which a time lies, where buckets of that width go on to both sides of the origin. @throws Error */
export function bucketOf(micros: bigint, width: BucketWidth, origin: bigint): bigint {
  if (width.months < 0n || width.micros < 0n) throw new Error('Negative bucket width INTERVAL is not allowed');
  if (width.months > 0n === width.micros > 0n) throw new Error('Exactly one non-zero INTERVAL part in bucket width is required');
  const start = width.months > 0n ? monthBucket(micros, Number(width.months), origin) : micros - modulo(micros - origin, width.micros);
  if (!inCalendar(start)) throw new Error(`Bucket for ${datetimeText(micros)} is outside of datetime range`);
  return start;
}

function modulo(value: bigint, divisor: bigint): bigint {
  const rest = value % divisor;
  return rest < 0n ? rest + divisor : rest;
}

function monthBucket(micros: bigint, width: number, origin: bigint): bigint {
  const [from, to] = [momentOf(origin), momentOf(micros)];
  const months = (to.year - from.year) * 12 + to.month - from.month;
  const startAfter = (number: number): bigint => {
    const date = addMonths(from, number * width);
    return BigInt(daysOf(date.year, date.month, date.day)) * MICROS_PER_DAY + BigInt(splitMicros(origin).time);
  };
  const number = Math.floor(months / width);
  return startAfter(number) > micros ? startAfter(number - 1) : startAfter(number);
}
