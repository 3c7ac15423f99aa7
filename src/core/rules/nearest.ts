import { distance } from 'fastest-levenshtein';

/** The known name that a person most likely meant, or `undefined` where none is near. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const away = farness(wanted, candidate.toLowerCase());
    if (away <= Math.max(1, Math.floor(candidate.length / 3)) && (!best || away < best.distance)) {
      best = { name: candidate, distance: away };
    }
  }
  return best?.name;
}

/** Letters that changed places, as in `mvoe`, are one slip and not two. */
function farness(one: string, other: string): number {
  return sorted(one) === sorted(other) ? 1 : distance(one, other);
}

const sorted = (text: string): string => Array.from(text).sort().join('');

/** The hint of a fault about an unknown name. */
export function nameHint(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest ? `Did you mean "${nearest}"?` : `Known here: ${known.join(', ')}.`;
}
