import type { RouteRule } from '../../core/rules/route-rule';
import { createFinding, type Finding } from './finding';
import { lintWhen } from './lint-when';
import { createLoops, type LoopsOf } from './loops';
import { lintActions } from './lint-actions';
import { createPatternBook } from './pattern-book';
import type { PlacedRoute, Report } from './placed-route';
import { createShadows, type ShadowsOf } from './shadowing';

/** Places of patterns that are looked at for all routes together, so that thousands of large ones end soon. */
const MAX_STEPS = 20_000_000;

/**
 * What is hardly meant in the routes of a configuration.
 * @param placed all of them, in the order in which they are tried
 * @param projectId of tables that name none
 */
export function lintRoutes(placed: readonly PlacedRoute[], projectId?: string): Finding[] {
  const routes = placed.map(({ route }) => route);
  const book = createPatternBook({ steps: MAX_STEPS });
  const shadowsOf = createShadows(routes.map(({ When }) => When), book);
  const loopsOf = createLoops(routes, { projectId, book });
  return placed.flatMap(({ route, document, path }, place) => {
    const findings: Finding[] = [];
    const report: Report = (code, within, [message, hint]) => findings.push(createFinding(code, document, { path: [...path, ...within], message, hint }));
    lintWhen(route, { book, report });
    lintShadows(routes, place, { shadowsOf, report });
    lintActions(route, report);
    lintLoops(place, { loopsOf, report });
    return findings;
  });
}

function lintShadows(routes: readonly RouteRule[], place: number, { shadowsOf, report }: { shadowsOf: ShadowsOf; report: Report }): void {
  const places = shadowsOf(place);
  if (places.length === 0) return;
  const names = listed(places.map((one) => `${one}${routes[one]?.Name ? ` (${routes[one].Name})` : ''}`));
  const told = places.length === 1 ? `route ${names} comes first and takes every job that this one would` : `routes ${names} come first and together take every job that this one would`;
  report('ROUTE_SHADOWED', ['When'], [told, `Move this route before route ${places[0]}, or narrow ${places.length === 1 ? 'that one' : 'those'}.`]);
}

function lintLoops(place: number, { loopsOf, report }: { loopsOf: LoopsOf; report: Report }): void {
  for (const { path, message } of loopsOf(place)) {
    report('ROUTE_LOOP', path, [message, 'Narrow the When of the route, by Type or an anchored pattern, so that it does not take what comes of its own jobs.']);
  }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
