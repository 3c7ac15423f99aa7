/** Counts what has begun and not ended, for those who wait until nothing is left. */
export interface Pending {
  readonly begin: () => void;
  readonly end: () => void;
  readonly count: () => number;
  /** Resolves when nothing is pending; at once where nothing is. */
  readonly idle: () => Promise<void>;
}

export function createPending(): Pending {
  let count = 0;
  const waiting = new Set<() => void>();
  return {
    begin() {
      count++;
    },
    end() {
      count--;
      if (count > 0) return;
      for (const resolve of waiting) resolve();
      waiting.clear();
    },
    count: () => count,
    idle: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.add(resolve))),
  };
}
