import type { ErrorReport } from '../../core/errors';
import { describeJob } from '../../core/job';
import { createRouteIndex } from '../../core/route-index/route-index';
import { eventsOf } from '../events/chunk-events';
import type { ChunkWork } from '../events/chunk-pool';
import type { RuleBook } from '../replay/rule-book';

/** How recorded jobs met one route. */
export interface RouteCount {
  readonly holds: number;
  readonly first: number;
  /** The routes that came before it, each with how often. */
  readonly by: ReadonlyMap<number, number>;
}

/** What the events of a chunk, or of all, say of the routes of several configurations. */
export interface RecordedMatches {
  /** Of each configuration, by the places of its routes; a route that held for none is missing. */
  readonly routes: readonly ReadonlyMap<number, RouteCount>[];
  /** Events that hold a job which has ended. */
  readonly jobs: number;
  readonly unreadable: number;
  /** The first of them. */
  readonly fault?: Pick<ErrorReport, 'Message' | 'Hint'>;
}

/** Counts for each event of a chunk the routes that hold. */
export function createMatchWork(books: readonly RuleBook[], now: Date): ChunkWork<RecordedMatches> {
  const tables = books.map(({ config }) => ({ index: createRouteIndex(config.routes.map(({ When }) => When)), location: config.location ?? 'US' }));
  return (chunk) => {
    const routes = books.map(() => new Map<number, Counting>());
    let [jobs, unreadable, fault] = [0, 0, undefined as RecordedMatches['fault']];
    for (const item of eventsOf(chunk)) {
      if ('fault' in item) {
        unreadable++;
        fault ??= { Message: item.fault.message, Hint: item.fault.hint };
      } else if ('job' in item.event && item.event.job?.status?.state === 'DONE') {
        jobs++;
        for (const [at, { index, location }] of tables.entries()) count(index.all(describeJob(item.event.job, { location, now })), routes[at] as Map<number, Counting>);
      }
    }
    return Promise.resolve({ routes, jobs, unreadable, fault });
  };
}

interface Counting {
  holds: number;
  first: number;
  by: Map<number, number>;
}

function count(places: readonly number[], counts: Map<number, Counting>): void {
  const [first] = places;
  for (const place of places) {
    const known = countOf(place, counts);
    known.holds++;
    if (place === first) known.first++;
    else known.by.set(first as number, (known.by.get(first as number) ?? 0) + 1);
  }
}

function countOf(place: number, counts: Map<number, Counting>): Counting {
  const known = counts.get(place) ?? { holds: 0, first: 0, by: new Map<number, number>() };
  counts.set(place, known);
  return known;
}

/** Those of all chunks. */
export async function sumOf(parts: AsyncIterable<RecordedMatches>, configs: number): Promise<RecordedMatches> {
  const routes = Array.from({ length: configs }, () => new Map<number, Counting>());
  let [jobs, unreadable, fault] = [0, 0, undefined as RecordedMatches['fault']];
  for await (const part of parts) {
    jobs += part.jobs;
    unreadable += part.unreadable;
    fault ??= part.fault;
    for (const [at, counts] of part.routes.entries()) {
      for (const [place, { holds, first, by }] of counts) {
        const sum = countOf(place, routes[at] as Map<number, Counting>);
        sum.holds += holds;
        sum.first += first;
        for (const [other, times] of by) sum.by.set(other, (sum.by.get(other) ?? 0) + times);
      }
    }
  }
  return { routes, jobs, unreadable, fault };
}
