import type { Clock } from '../src/core/ports/clock';

/** The longest wait that a timer of the machine can hold. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** A clock that runs with another one until it is frozen, set or moved on. */
export interface ControlClock extends Clock {
  /** Whether time stands still; what is scheduled for now still runs. */
  frozen(): boolean;
  /** Stops time, at `at` where that is given. What is due by then runs. */
  freeze(at?: Date): void;
  /** Moves on by `ms`, running what falls due in its order. Resolves when each has had its turn. */
  advance(ms: number): Promise<void>;
  /** Lets time run on from where it stands. */
  resume(): void;
  /** Runs with the base clock again, as if nothing had been done to it. */
  restore(): void;
}

interface Scheduled {
  readonly due: number;
  readonly order: number;
  readonly task: () => void;
  disarm?: () => void;
}

/** @param base the time that goes by outside, which a frozen clock does not follow */
export function createControlClock(base: Clock): ControlClock {
  const waiting = new Set<Scheduled>();
  let order = 0;
  let offsetMs = 0;
  let frozenAt: number | undefined;
  const time = (): number => frozenAt ?? base.now().getTime() + offsetMs;

  function run(scheduled: Scheduled): void {
    scheduled.disarm?.();
    waiting.delete(scheduled);
    scheduled.task();
  }

  function arm(scheduled: Scheduled): void {
    const waitMs = scheduled.due - time();
    if (waitMs > 0 && frozenAt !== undefined) return;
    const wake = waitMs > LONGEST_WAIT_MS ? () => arm(scheduled) : () => run(scheduled);
    scheduled.disarm = base.schedule(Math.min(Math.max(0, waitMs), LONGEST_WAIT_MS), wake);
  }

  function armAll(): void {
    for (const scheduled of [...waiting].sort(byDue)) {
      scheduled.disarm?.();
      scheduled.disarm = undefined;
      arm(scheduled);
    }
  }

  function setTime(ms: number): void {
    if (frozenAt === undefined) offsetMs += ms - time();
    else frozenAt = ms;
  }

  /** A later turn of the event loop, after those that are due there already. */
  const turn = (): Promise<void> => new Promise((resolve) => void base.schedule(0, resolve));

  return {
    now: () => new Date(time()),

    schedule(delayMs, task) {
      // What is due at once needs no keeping, and no freezing stops it.
      if (delayMs <= 0) return base.schedule(0, task);
      const scheduled: Scheduled = { due: time() + delayMs, order: order++, task };
      waiting.add(scheduled);
      arm(scheduled);
      return () => {
        scheduled.disarm?.();
        waiting.delete(scheduled);
      };
    },

    frozen: () => frozenAt !== undefined,

    freeze(at) {
      frozenAt = at?.getTime() ?? time();
      armAll();
    },

    async advance(ms) {
      const end = time() + ms;
      await turn();
      for (let next = firstDue(waiting); next && next.due <= end; next = firstDue(waiting)) {
        setTime(Math.max(time(), next.due));
        run(next);
        await turn();
      }
      setTime(Math.max(time(), end));
      armAll();
      await turn();
    },

    resume() {
      if (frozenAt === undefined) return;
      offsetMs = frozenAt - base.now().getTime();
      frozenAt = undefined;
      armAll();
    },

    restore() {
      frozenAt = undefined;
      offsetMs = 0;
      armAll();
    },
  };
}

function firstDue(waiting: Iterable<Scheduled>): Scheduled | undefined {
  let first: Scheduled | undefined;
  for (const candidate of waiting) if (!first || byDue(candidate, first) < 0) first = candidate;
  return first;
}

function byDue(a: Scheduled, b: Scheduled): number {
  return a.due - b.due || a.order - b.order;
}
