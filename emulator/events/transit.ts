import type { Clock } from '../../src/core/ports/clock';
import { createPending } from './pending';
import type { Random } from './random';

/** How long an event may be held back where the order is to be lost. */
const LONGEST_DELAY_MS = 200;

/** What can befall an event on its way, as it can in production. */
export interface Disturbance {
  /** The share of events that arrive twice. */
  readonly duplicate: number;
  /** The share of events that never arrive. */
  readonly drop: number;
  /** Whether events overtake each other. */
  readonly reorder: boolean;
}

export const UNDISTURBED: Disturbance = { duplicate: 0, drop: 0, reorder: false };

/** The way from a service to one of those who wait for its events. */
export interface Transit {
  /**
   * Calls `deliver` once, at once; or as often and as late as the disturbance has it.
   * @returns how often that is
   */
  carry(deliver: () => void): number;
  /** Events that are on their way. */
  underWay(): number;
  /** Resolves when none is. */
  idle(): Promise<void>;
}

export function createTransit({ duplicate, drop, reorder }: Disturbance, { clock, random }: { clock: Clock; random: Random }): Transit {
  const pending = createPending();

  function send(deliver: () => void): void {
    if (!reorder) {
      deliver();
      return;
    }
    pending.begin();
    clock.schedule(Math.floor(random() * LONGEST_DELAY_MS), () => {
      deliver();
      pending.end();
    });
  }

  return {
    carry(deliver) {
      if (drop > 0 && random() < drop) return 0;
      send(deliver);
      if (duplicate === 0 || random() >= duplicate) return 1;
      send(deliver);
      return 2;
    },
    underWay: pending.count,
    idle: pending.idle,
  };
}
