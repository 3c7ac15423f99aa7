import { compileFilter } from './filter';
import type { Job } from './job';
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

/**
 * Compiles routes, each as a filter of its own, tried in order.
 * @throws DispatchError INVALID_PATTERN
 */
export function createRouteTable(routes: readonly RouteRule[]): RouteTable {
  const compiled = routes.map((route, index) => ({ index, route, filter: compileFilter(route.When) }));
  return {
    match(job) {
      const found = compiled.find(({ filter }) => filter.matches(job));
      return found && { index: found.index, route: found.route };
    },
  };
}
