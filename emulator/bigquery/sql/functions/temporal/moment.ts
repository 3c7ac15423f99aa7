import { civilOf, splitMicros, type CivilDate } from './civil';

/** What a clock and a calendar show. */
export interface Moment extends CivilDate {
  /** Since 1970-01-01. */
  readonly days: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micro: number;
}

/** Of microseconds since 1970-01-01 00:00 of the clock that is read. */
export function momentOf(micros: bigint): Moment {
  const { days, time } = splitMicros(micros);
  return {
    days,
    ...civilOf(days),
    hour: Math.floor(time / 3_600_000_000),
    minute: Math.floor(time / 60_000_000) % 60,
    second: Math.floor(time / 1_000_000) % 60,
    micro: time % 1_000_000,
  };
}

export function padded(value: number, width: number, fill = '0'): string {
  return String(value).padStart(width, fill);
}

/** `.123` or `.123456`, or nothing. */
function fraction(micro: number): string {
  if (micro === 0) return '';
  return micro % 1000 === 0 ? `.${padded(micro / 1000, 3)}` : `.${padded(micro, 6)}`;
}

/** 2020-01-31 */
export function dateText(moment: CivilDate): string {
  return `${padded(moment.year, 4)}-${padded(moment.month, 2)}-${padded(moment.day, 2)}`;
}

/** 10:20:30.123 */
export function timeText(moment: Moment): string {
  return `${padded(moment.hour, 2)}:${padded(moment.minute, 2)}:${padded(moment.second, 2)}${fraction(moment.micro)}`;
}

/** As CAST(DATETIME AS STRING) gives it: 2020-01-31 10:20:30 */
export function datetimeText(micros: bigint): string {
  const moment = momentOf(micros);
  return `${dateText(moment)} ${timeText(moment)}`;
}

/** As CAST(TIMESTAMP AS STRING) gives it: 2020-01-31 10:20:30.123+00, with the offset of the zone there. */
export function timestampText(local: bigint, offsetSeconds: number): string {
  const minutes = Math.floor(Math.abs(offsetSeconds) / 60);
  const rest = minutes % 60 === 0 ? '' : `:${padded(minutes % 60, 2)}`;
  return `${datetimeText(local)}${offsetSeconds < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${rest}`;
}
