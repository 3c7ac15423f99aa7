import type { Clock } from '../src/core/ports/clock';

/** A clock that stands still until it is moved, for scenarios and tests. */
export interface ManualClock extends Clock {
  /** Moves on by `ms`, running what falls due in its order, each after the one before has settled. */
  advance(ms: number): Promise<void>;
  /**
   * Waits for `promise`; whenever nothing else is left to do, jumps to the next scheduled task.
   * @param isBusy whether something works in real time, for which the clock stands still
   */
  settle<T>(promise: Promise<T>, isBusy?: () => boolean): Promise<T>;
}

interface Scheduled {
  readonly due: number;
  readonly order: number;
  readonly task: () => void;
}

export function createManualClock(start: Date): ManualClock {
  let time = start.getTime();
  let order = 0;
  const waiting = new Set<Scheduled>();

  function next(): Scheduled | undefined {
    let first: Scheduled | undefined;
    for (const candidate of waiting) {
      if (!first || candidate.due < first.due || (candidate.due === first.due && candidate.order < first.order)) first = candidate;
    }
    return first;
  }

  async function run(scheduled: Scheduled): Promise<void> {
    waiting.delete(scheduled);
    time = Math.max(time, scheduled.due);
    scheduled.task();
    await eventLoopTurn();
  }

  return {
    now: () => new Date(time),

    schedule(delayMs, task) {
      const scheduled = { due: time + Math.max(0, delayMs), order: order++, task };
      waiting.add(scheduled);
      return () => waiting.delete(scheduled);
    },

    async advance(ms) {
      const end = time + ms;
      await eventLoopTurn();
      for (let due = next(); due && due.due <= end; due = next()) await run(due);
      time = end;
    },

    async settle(promise, isBusy = () => false) {
      const outcome = { settled: false };
      const mark = (): void => void (outcome.settled = true);
      promise.then(mark, mark);
      await eventLoopTurn();
      while (!outcome.settled) {
        const due = next();
        await (due && (due.due <= time || !isBusy()) ? run(due) : eventLoopTurn());
      }
      return promise;
    },
  };
}

/** Lets every promise that can settle now do so. */
function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
