import type { DispatchResponse } from '../../core/response';
import type { RouteRule } from '../../core/rules/route-rule';

/** How often each outcome came, by a key of this file. */
export type Counts = ReadonlyMap<string, number>;

/** One line of the totals. */
export interface Total {
  /** `task`, `route 2 (orders)`, or empty where nothing matched. */
  readonly matched: string;
  readonly type: string;
  readonly status: string;
  readonly code: string;
  readonly count: number;
}

/** Counts responses by route, job type and outcome. */
export interface Totals {
  count(response: DispatchResponse, type: string): void;
  add(counts: Counts): void;
  counts(): Counts;
}

export function createTotals(): Totals {
  const counts = new Map<string, number>();
  const add = (key: string, number: number): void => void counts.set(key, (counts.get(key) ?? 0) + number);
  return {
    count: ({ Status, MatchedBy, Route, Error: error }, type) => add(`${MatchedBy === 'task' ? 'task' : (Route?.Index ?? '')}\0${type}\0${Status}\0${error?.Code ?? ''}`, 1),
    add: (others) => others.forEach((number, key) => add(key, number)),
    counts: () => counts,
  };
}

/** Tasks first, then routes in their order, then what matched nothing. */
export function totalsOf(counts: Counts, routes: readonly RouteRule[]): readonly Total[] {
  const rank = (matched: string): number => (matched === 'task' ? -1 : matched === '' ? Infinity : Number(matched));
  return [...counts]
    .map(([key, count]) => ({ key: key.split('\0') as [string, string, string, string], count }))
    .sort((one, other) => rank(one.key[0]) - rank(other.key[0]) || other.count - one.count)
    .map(({ key: [matched, type, status, code], count }) => ({ matched: labelOf(matched, routes), type, status, code, count }));
}

function labelOf(matched: string, routes: readonly RouteRule[]): string {
  if (matched === '' || matched === 'task') return matched;
  const name = routes[Number(matched)]?.Name;
  return `route ${matched}${name ? ` (${name})` : ''}`;
}

/** A table for people. */
export function formatTotals(totals: readonly Total[]): string {
  const events = totals.reduce((sum, { count }) => sum + count, 0);
  const rows = totals.map(({ matched, type, status, code, count }) => [matched || '-', type || '-', code ? `${status} ${code}` : status, count.toLocaleString('en')]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => (column === 3 ? cell.padStart(widths[3] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  '));
  return [...lines, `${events.toLocaleString('en')} event${events === 1 ? '' : 's'}`].join('\n');
}
