import type { RouteRule } from '../../core/rules/route-rule';

/** What routes of two versions of a rule book have in common, strongest first: a name, all of it, the filter, the actions. */
const LIKENESSES: readonly ((route: RouteRule) => string | undefined)[] = [
  ({ Name }) => Name || undefined,
  (route) => JSON.stringify(route),
  ({ When }) => JSON.stringify(When),
  ({ OnSuccess, OnFailure }) => JSON.stringify([OnSuccess, OnFailure]),
];

/**
 * Which route of a new version stands for which of the old one, so that a route that was moved or mended is still the same.
 * @returns places of the new version by those of the old one; routes that were taken away have none
 */
export function sameRoutes(before: readonly RouteRule[], after: readonly RouteRule[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (old: number, place: number): void => {
    pairs.set(old, place);
    taken.add(place);
  };
  for (const likeness of LIKENESSES) {
    const waiting = new Map<string, number[]>();
    for (const [place, route] of after.entries()) {
      const key = taken.has(place) ? undefined : likeness(route);
      if (key !== undefined) waiting.set(key, [...(waiting.get(key) ?? []), place]);
    }
    for (const [old, route] of before.entries()) {
      const place = pairs.has(old) ? undefined : waiting.get(likeness(route) ?? '')?.shift();
      if (place !== undefined) pair(old, place);
    }
  }
  for (const old of before.keys()) if (!pairs.has(old) && old < after.length && !taken.has(old)) pair(old, old);
  return pairs;
}
