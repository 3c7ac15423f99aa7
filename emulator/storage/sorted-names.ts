import { compareUtf8 } from './compare-utf8';

/** A set of names in the order of their UTF-8 bytes. */
export interface SortedNames {
  /** Adding a name that is there already changes nothing. */
  add(name: string): void;
  /** Removing an absent name changes nothing. */
  remove(name: string): void;
  /** The first name that is equal to `name` or after it, or `undefined`. */
  ceiling(name: string): string | undefined;
}

/** Long enough for few chunks, short enough that an insertion moves little. */
const MAX_CHUNK = 512;

/**
 * Keeps the names in sorted chunks, so that a change costs a search and one short move, however many names there are.
 */
export function createSortedNames(): SortedNames {
  /** None is empty, and each is wholly before the next. */
  const chunks: string[][] = [];

  /** The chunk that holds `name`, or would. */
  const chunkOf = (name: string): number => Math.max(0, firstIndex(chunks, (chunk) => compareUtf8(chunk[0] as string, name) > 0) - 1);
  const indexIn = (chunk: readonly string[], name: string): number => firstIndex(chunk, (candidate) => compareUtf8(candidate, name) >= 0);

  return {
    add(name) {
      const at = chunkOf(name);
      const chunk = chunks[at];
      if (!chunk) return void chunks.push([name]);
      const index = indexIn(chunk, name);
      if (chunk[index] === name) return;
      chunk.splice(index, 0, name);
      if (chunk.length > MAX_CHUNK) chunks.splice(at + 1, 0, chunk.splice(MAX_CHUNK / 2));
    },

    remove(name) {
      const at = chunkOf(name);
      const chunk = chunks[at] ?? [];
      const index = indexIn(chunk, name);
      if (chunk[index] !== name) return;
      chunk.splice(index, 1);
      if (chunk.length === 0) chunks.splice(at, 1);
    },

    ceiling(name) {
      const at = chunkOf(name);
      const chunk = chunks[at] ?? [];
      return chunk[indexIn(chunk, name)] ?? chunks[at + 1]?.[0];
    },
  };
}

/** The index of the first item that `holds`, given that all after it hold too; the length if none does. */
function firstIndex<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
