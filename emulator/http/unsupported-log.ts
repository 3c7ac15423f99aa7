/** What clients asked for in vain, so that nobody has to guess what the emulator lacks. */
export interface UnsupportedLog {
  note(what: string): void;
  /** Each request or construct with the number of times that it was asked for, the latest new one last. */
  counts(): ReadonlyMap<string, number>;
  clear(): void;
}

/** No more kinds than these are kept, as clients decide what they ask for. */
const MAX_KINDS = 1000;

export function createUnsupportedLog(): UnsupportedLog {
  const counts = new Map<string, number>();
  return {
    note(what) {
      const before = counts.get(what);
      if (before !== undefined || counts.size < MAX_KINDS) counts.set(what, (before ?? 0) + 1);
    },
    counts: () => new Map(counts),
    clear: () => counts.clear(),
  };
}
