import type { Clock } from '../core/ports/clock';

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  schedule(delayMs, task) {
    if (delayMs <= 0) {
      const immediate = setImmediate(task);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
