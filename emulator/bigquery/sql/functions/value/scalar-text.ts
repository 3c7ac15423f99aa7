import type { ScalarName } from '../../types/sql-type';
import { formatFloat64 } from './float-text';
import type { TypedValue } from './typed-value';

const PRINTERS: ReadonlyMap<string, (value: Exclude<TypedValue, null>) => string> = new Map([
  ['FLOAT64', (value) => formatFloat64(value as number)],
  ['BYTES', (value) => Buffer.from(value as Uint8Array).toString('utf8')],
  ['TIME', (value) => narrowFraction(value as string)],
  ['DATETIME', (value) => narrowFraction(value as string)],
  ['TIMESTAMP', (value) => `${narrowFraction(value as string)}+00`],
  ['INTERVAL', (value) => intervalText(parseDuckdbInterval(value as string))],
]);

/** A scalar as CAST(x AS STRING) prints it. BYTES are taken as UTF-8. */
export function scalarText(kind: ScalarName, value: Exclude<TypedValue, null>): string {
  const print = PRINTERS.get(kind);
  return print ? print(value) : String(value);
}

/** Makes a fraction of a second three or six digits long; none stays none. */
export function narrowFraction(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = fraction.replace(/0+$/, '');
  if (digits === '') return whole;
  return `${whole}.${digits.padEnd(digits.length > 3 ? 6 : 3, '0')}`;
}

interface IntervalParts {
  readonly months: number;
  readonly days: number;
  readonly micros: number;
}

const UNIT = /(-?\d+) (year|month|day)s?/g;
const CLOCK = /(-?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?$/;

/** DuckDB's text of an INTERVAL: `1 year 2 months -3 days 04:05:06.7`. */
export function parseDuckdbInterval(text: string): IntervalParts {
  let months = 0;
  let days = 0;
  for (const [, count, unit] of text.matchAll(UNIT)) {
    if (unit === 'day') days += Number(count);
    else months += Number(count) * (unit === 'year' ? 12 : 1);
  }
  const clock = CLOCK.exec(text);
  if (!clock) return { months, days, micros: 0 };
  const [, sign, hours, minutes, seconds, fraction = ''] = clock;
  const micros = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e6 + Number(fraction.padEnd(6, '0'));
  return { months, days, micros: sign ? -micros : micros };
}

/** `Y-M D H:M:S[.F]`. */
export function intervalText({ months, days, micros }: IntervalParts): string {
  const time = Math.abs(micros);
  const seconds = Math.floor(time / 1e6);
  const fraction = time % 1e6 === 0 ? '' : narrowFraction(`.${String(time % 1e6).padStart(6, '0')}`);
  const year = Math.floor(Math.abs(months) / 12);
  return `${months < 0 ? '-' : ''}${year}-${Math.abs(months) % 12} ${days} ${micros < 0 ? '-' : ''}${Math.floor(seconds / 3600)}:${Math.floor(seconds / 60) % 60}:${seconds % 60}${fraction}`;
}

/** ISO 8601 duration, as JSON has it: P1Y2M3DT4H5M6.7S; P0Y if it is empty. */
export function intervalIso({ months, days, micros }: IntervalParts): string {
  const part = (count: number, unit: string): string => (count === 0 ? '' : `${count}${unit}`);
  const date = part(Math.trunc(months / 12), 'Y') + part(months % 12, 'M') + part(days, 'D');
  const seconds = Math.trunc(micros / 1e6);
  const fraction = String(Math.abs(micros) % 1e6).padStart(6, '0').replace(/0+$/, '');
  const remaining = seconds % 60;
  const sign = remaining === 0 && micros < 0 && fraction ? '-' : '';
  const secondsText = remaining === 0 && !fraction ? '' : `${sign}${remaining}${fraction && `.${fraction}`}S`;
  const time = part(Math.trunc(seconds / 3600), 'H') + part(Math.trunc(seconds / 60) % 60, 'M') + secondsText;
  return date || time ? `P${date}${time && `T${time}`}` : 'P0Y';
}
