import { closest, distance } from 'fastest-levenshtein';

/** `; Did you mean x?` for the nearest name, or '' where none is near. */
export function didYouMean(name: string, names: readonly string[]): string {
  if (names.length === 0 || names.length > 2000) return '';
  const wanted = name.toLowerCase();
  const nearest = closest(wanted, names.map((candidate) => candidate.toLowerCase()));
  const away = distance(wanted, nearest);
  if (away > Math.floor((name.length + 4) / 5) || away >= name.length) return '';
  return `; Did you mean ${names.find((candidate) => candidate.toLowerCase() === nearest) as string}?`;
}
