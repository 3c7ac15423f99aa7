/** Dates and times as texts of a row, and as the numbers that DuckDB keeps. */

const DAY_MS = 86_400_000;
const DAY_MICROS = 86_400_000_000n;

/** YYYY-MM-DD as days since the epoch. */
export function daysOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

export function formatDays(days: number): string {
  return new Date(days * DAY_MS).toISOString().slice(0, 10);
}

/** HH:MM:SS[.ffffff] as microseconds of the day. */
export function microsOfTime(time: string): bigint {
  const seconds = Number(time.slice(0, 2)) * 3600 + Number(time.slice(3, 5)) * 60 + Number(time.slice(6, 8));
  return BigInt(seconds * 1_000_000 + Number(time.slice(9).padEnd(6, '0')));
}

export function formatTime(micros: bigint): string {
  const whole = Number(micros / 1_000_000n);
  const fraction = String(micros % 1_000_000n).padStart(6, '0').replace(/0+$/, '');
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'));
  return parts.join(':') + (fraction && `.${fraction}`);
}

/** `YYYY-MM-DD?HH:MM:SS[.ffffff]`, whatever stands between and behind, as microseconds since the epoch. */
export function microsOf(text: string): bigint {
  const time = /^\d\d:\d\d:\d\d(?:\.\d+)?/.exec(text.slice(11))?.[0] ?? '00:00:00';
  return BigInt(daysOf(text.slice(0, 10))) * DAY_MICROS + microsOfTime(time);
}

/** Microseconds since the epoch as `YYYY-MM-DD`, a separator, and the time. */
export function formatMicros(micros: bigint, separator: 'T' | ' '): string {
  const ofDay = ((micros % DAY_MICROS) + DAY_MICROS) % DAY_MICROS;
  return formatDays(Number((micros - ofDay) / DAY_MICROS)) + separator + formatTime(ofDay);
}
