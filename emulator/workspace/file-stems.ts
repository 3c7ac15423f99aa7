import { chooseSafePaths } from './safe-paths';

/** What a made-up name begins with; no table, dataset or routine can be named so. */
const MADE_UP = '~';

/**
 * What files of things are named: after the thing where its name can be a file on every disk, else `~0001` and so on,
 * and the file says which name is meant.
 */
export function stemsOf(names: readonly string[]): ReadonlyMap<string, string> {
  const safe = chooseSafePaths(names.filter((name) => !name.includes('/') && !isMadeUp(name)));
  let made = 0;
  return new Map(names.map((name) => [name, safe.has(name) ? name : `${MADE_UP}${String(++made).padStart(4, '0')}`]));
}

/** Whether a file or folder is not named after what it holds. */
export function isMadeUp(stem: string): boolean {
  return stem.startsWith(MADE_UP);
}
