/** Something compiled that is searched in texts, and may grow by that. */
export interface Compiled<Found> {
  search(text: string): Found;
  /** What it takes at the moment. */
  bytes(): number;
}

/** Something that is compiled when it is needed, perhaps not for the first time. */
export interface Pooled<Found> {
  search(text: string): Found;
}

/** Keeps what is compiled within a number of bytes. */
export interface PatternPool {
  pooled<Found>(compile: () => Compiled<Found>): Pooled<Found>;
  /** What is kept takes. */
  bytes(): number;
}

interface Entry {
  bytes: number;
  /** The search, counted, in which it was needed last. */
  usedAt: number;
  drop(): void;
}

/**
 * Where it is full, what was not needed for long gives way; if there is no such thing the newcomer is used and not kept,
 * so that of a round of more than fits most is still kept.
 */
export function createPatternPool(maxBytes: number): PatternPool {
  const entries = new Set<Entry>();
  let [total, searches, sweptAt] = [0, 0, 0];

  function remove(entry: Entry): void {
    entries.delete(entry);
    total -= entry.bytes;
    entry.drop();
  }

  /** Each sweep looks at all, and is allowed once as many searches were made. */
  function sweep(): void {
    if (searches - sweptAt < entries.size) return;
    sweptAt = searches;
    const border = searches - 2 * entries.size;
    for (const entry of entries) if (entry.usedAt < border) remove(entry);
  }

  function account(entry: Entry, bytes: number): void {
    total += bytes - entry.bytes;
    entry.bytes = bytes;
    if (total > maxBytes) sweep();
    if (total > maxBytes) remove(entry);
  }

  return {
    pooled<Found>(compile: () => Compiled<Found>): Pooled<Found> {
      let compiled: Compiled<Found> | undefined;
      const entry: Entry = { bytes: 0, usedAt: 0, drop: () => (compiled = undefined) };
      return {
        search(text) {
          entry.usedAt = ++searches;
          if (!compiled) {
            compiled = compile();
            entry.bytes = 0;
            entries.add(entry);
          }
          const used = compiled;
          const found = used.search(text);
          const bytes = used.bytes();
          if (bytes !== entry.bytes) account(entry, bytes);
          return found;
        },
      };
    },
    bytes: () => total,
  };
}
