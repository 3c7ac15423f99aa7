import type { Clock } from '../../src/core/ports/clock';

/** Hands out generations: microseconds since 1970 as an int64 text, each larger than all before. */
export interface Generations {
  next(): string;
  /** Notes a generation that came from elsewhere, so that all later ones are larger. */
  skipTo(generation: string): void;
}

export function createGenerations(clock: Clock): Generations {
  let last = 0n;
  return {
    next() {
      const now = BigInt(clock.now().getTime()) * 1000n;
      last = now > last ? now : last + 1n;
      return String(last);
    },
    skipTo(generation) {
      const given = BigInt(generation);
      if (given > last) last = given;
    },
  };
}
