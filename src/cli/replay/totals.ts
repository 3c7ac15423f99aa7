import type { DispatchResponse } from '../../core/response';
import type { RouteRule } from '../../core/rules/route-rule';

/** How often an outcome came, and what some of its errors said. */
interface Count {
  readonly count: number;
  readonly examples: readonly string[];
}

/** What came of events, by a key of this file. */
export type Counts = ReadonlyMap<string, Count>;

/** Errors of a kind that are told. */
const EXAMPLES = 3;
/** Routes without events that are named. */
const MAX_UNUSED = 10;

/** One line of the totals. */
export interface Total {
  /** `task`, `route 2 (orders)`, or empty where nothing matched. */
  readonly matched: string;
  readonly type: string;
  readonly status: string;
  readonly code: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** Counts responses by route, job type and outcome. */
export interface Totals {
  count(response: DispatchResponse, type: string): void;
  add(counts: Counts): void;
  counts(): Counts;
}

export function createTotals(): Totals {
  const counts = new Map<string, { count: number; examples: string[] }>();
  const countOf = (key: string): { count: number; examples: string[] } => {
    let found = counts.get(key);
    if (!found) counts.set(key, (found = { count: 0, examples: [] }));
    return found;
  };
  return {
    count(response, type) {
      const { Status, MatchedBy, Route, Error: error } = response;
      const found = countOf(`${MatchedBy === 'task' ? 'task' : (Route?.Index ?? '')}\0${type}\0${Status}\0${error?.Code ?? ''}`);
      found.count++;
      if (error && found.examples.length < EXAMPLES) found.examples.push(exampleOf(response, error.Message));
    },
    add(others) {
      for (const [key, { count, examples }] of others) {
        const found = countOf(key);
        found.count += count;
        found.examples.push(...examples.slice(0, EXAMPLES - found.examples.length));
      }
    },
    counts: () => counts,
  };
}

/** What cannot be read says where it stands. */
function exampleOf({ JobRef: ref }: DispatchResponse, message: string): string {
  return ref ? `${ref.projectId}:${ref.location === undefined ? '' : `${ref.location}.`}${ref.jobId}: ${message}` : message;
}

/** Tasks first, then routes in their order, then what matched nothing. */
export function totalsOf(counts: Counts, routes: readonly RouteRule[]): readonly Total[] {
  const rank = (matched: string): number => (matched === 'task' ? -1 : matched === '' ? Infinity : Number(matched));
  return [...counts]
    .map(([key, { count, examples }]) => ({ key: key.split('\0') as [string, string, string, string], count, examples }))
    .sort((one, other) => rank(one.key[0]) - rank(other.key[0]) || other.count - one.count)
    .map(({ key: [matched, type, status, code], count, examples }) => ({ matched: labelOf(matched, routes), type, status, code, count, examples }));
}

function labelOf(matched: string, routes: readonly RouteRule[]): string {
  if (matched === '' || matched === 'task') return matched;
  const name = routes[Number(matched)]?.Name;
  return `route ${matched}${name ? ` (${name})` : ''}`;
}

/** What the errors said, for people. */
export function formatErrors(totals: readonly Total[]): readonly string[] {
  return totals.flatMap(({ code, count, examples }) => [...examples.map((example) => `${code} ${example}`), ...(count > examples.length && examples.length > 0 ? [`${code} ${(count - examples.length).toLocaleString('en')} more; --json tells all`] : [])]);
}

/** A table for people. */
export function formatTotals(totals: readonly Total[], routes: readonly RouteRule[]): string {
  const events = totals.reduce((sum, { count }) => sum + count, 0);
  const rows = totals.map(({ matched, type, status, code, count }) => [matched || '-', type || '-', code ? `${status} ${code}` : status, count.toLocaleString('en')]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => (column === 3 ? cell.padStart(widths[3] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  '));
  return [...lines, `${events.toLocaleString('en')} event${events === 1 ? '' : 's'}`, ...unusedRoutes(totals, routes)].join('\n');
}

function unusedRoutes(totals: readonly Total[], routes: readonly RouteRule[]): readonly string[] {
  const used = new Set(totals.map(({ matched }) => matched));
  const unused = routes.map((_, index) => labelOf(String(index), routes)).filter((label) => !used.has(label));
  if (unused.length === 0) return [];
  const more = unused.length - MAX_UNUSED;
  return [`none for ${unused.slice(0, MAX_UNUSED).join(', ')}${more > 0 ? ` and ${more} more of ${routes.length} routes` : ''}`];
}
