import { InvalidArgumentError } from 'commander';

const UNITS_MS: ReadonlyMap<string, number> = new Map([['m', 60_000], ['h', 3_600_000], ['d', 86_400_000]]);

/** A time, `2024-03-01T10:00:00Z`, or how long ago, `90m`, `24h`, `7d`. */
export function parseTime(text: string, now: Date): Date {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (UNITS_MS.get(unit) ?? 0));
  const time = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(time.getTime())) throw new InvalidArgumentError('Expected a time such as 2024-03-01T10:00:00Z, or 90m, 24h, 7d.');
  return time;
}
