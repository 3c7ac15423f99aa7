import type { Clock } from '../src/core/ports/clock';

/** A clock whose tasks can all be called off at once. */
export interface ScopedClock extends Clock {
  /** Calls off what is scheduled and takes nothing more. */
  close(): void;
}

export function createScopedClock(base: Clock): ScopedClock {
  const scheduled = new Set<() => void>();
  let closed = false;
  return {
    now: () => base.now(),

    schedule(delayMs, task) {
      if (closed) return () => undefined;
      const cancel = base.schedule(delayMs, () => {
        scheduled.delete(cancel);
        task();
      });
      scheduled.add(cancel);
      return () => {
        scheduled.delete(cancel);
        cancel();
      };
    },

    close() {
      closed = true;
      for (const cancel of scheduled) cancel();
      scheduled.clear();
    },
  };
}
