import { InvalidArgumentError } from 'commander';

const UNITS_MS: ReadonlyMap<string, number> = new Map([['m', 60_000], ['h', 3_600_000], ['d', 86_400_000]]);

const TIME = /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<clock>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<zone>Z|[+-]\d{2}:\d{2})?)?$/i;

/** A time, `2024-03-01T10:00:00Z`, in UTC where it names no zone, or how long ago, `90m`, `24h`, `7d`. */
export function parseTime(text: string, now: Date): Date {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (UNITS_MS.get(unit) ?? 0));
  const { day = '', clock = '00:00', zone = 'Z' } = TIME.exec(text)?.groups ?? {};
  const time = new Date(`${day}T${clock}${zone.toUpperCase()}`);
  // The 31st of February would be a day of March.
  const isDay = new Date(`${day}T00:00Z`).getUTCDate() === Number(day.slice(8));
  if (Number.isNaN(time.getTime()) || !isDay) throw new InvalidArgumentError('Expected a time such as 2024-03-01T10:00:00Z, or 90m, 24h, 7d.');
  return time;
}
