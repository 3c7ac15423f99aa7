import type { Job } from './job';
import { createRouteIndex } from './route-index/route-index';
import type { RouteRule } from './rules/route-rule';

/** A route that matched. `index` counts from 0 in the order of the loaded configuration. */
export interface RouteMatch {
  readonly index: number;
  readonly route: RouteRule;
}

/** The routes of a configuration, compiled. */
export interface RouteTable {
  /** The first route whose `When` holds (R3), or `undefined`. */
  match(job: Job): RouteMatch | undefined;
}

/** @throws DispatchError INVALID_PATTERN */
export function createRouteTable(routes: readonly RouteRule[]): RouteTable {
  const filters = createRouteIndex(routes.map(({ When }) => When));
  return {
    match(job) {
      const index = filters.first(job);
      const route = routes[index];
      return route && { index, route };
    },
  };
}
