import { closest, distance } from 'fastest-levenshtein';

/** `; Did you mean x?` for the nearest name, or '' where none is near. */
export function didYouMean(name: string, names: readonly string[]): string {
  if (names.length === 0 || names.length > 2000) return '';
  const wanted = name.toLowerCase();
  const nearest = closest(wanted, names.map((candidate) => candidate.toLowerCase()));
  const allowed = Math.max(1, Math.floor(name.length / 5));
  if (distance(wanted, nearest) > allowed) return '';
  return `; Did you mean ${names.find((candidate) => candidate.toLowerCase() === nearest) as string}?`;
}
