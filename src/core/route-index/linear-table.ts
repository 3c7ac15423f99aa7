import { compileFilter, type When } from '../filter';
import type { RouteIndex } from './route-index';

/** Tries each filter in turn: slow and plain, what the index is held against. */
export function createLinearTable(filters: readonly When[]): RouteIndex {
  const compiled = filters.map(compileFilter);
  return {
    first: (job) => compiled.findIndex((filter) => filter.matches(job)),
    all: (job) => compiled.flatMap((filter, place) => (filter.matches(job) ? [place] : [])),
  };
}
