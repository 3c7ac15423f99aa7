import type { Clock } from '../../src/core/ports/clock';

/** Remembers for a while which rows came in, so that those that are sent again are not kept twice. */
export interface StreamedIds {
  /** Whether a row of that ID came in of late. */
  has(table: string, insertId: string): boolean;
  note(table: string, insertId: string): void;
}

/** As long as BigQuery promises to remember. */
const WINDOW_MS = 60_000;
/** No more than these are remembered, over all tables. */
const MAX_IDS = 200_000;

export function createStreamedIds(clock: Clock): StreamedIds {
  // In the order of their times, as a Map keeps the order of insertion.
  const times = new Map<string, number>();
  // No table's name holds a line feed.
  const keyOf = (table: string, insertId: string): string => `${table}\n${insertId}`;

  function forget(now: number): void {
    for (const [key, time] of times) {
      if (time + WINDOW_MS > now && times.size <= MAX_IDS) return;
      times.delete(key);
    }
  }

  return {
    has(table, insertId) {
      const time = times.get(keyOf(table, insertId));
      return time !== undefined && time + WINDOW_MS > clock.now().getTime();
    },
    note(table, insertId) {
      const now = clock.now().getTime();
      const key = keyOf(table, insertId);
      times.delete(key);
      times.set(key, now);
      forget(now);
    },
  };
}
