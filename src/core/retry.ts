import { hasCode, toDispatchError } from './errors';
import type { Clock } from './ports/clock';

/** The wait before the second try at most; it doubles with each further one. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 16_000;

export interface RetryOptions {
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** How long a call is tried again after it has failed first. */
  readonly budgetMs?: number;
  /** Told each time that a call is tried again. */
  readonly onRetry?: () => void;
}

/** Calls something, again and again where it fails with what may pass. */
export type Retrier = <T>(call: () => Promise<T>) => Promise<T>;

/** Exponential back-off with full jitter, until the budget is used up; then the last failure is thrown. */
export function createRetrier({ clock, random, budgetMs = 30_000, onRetry }: RetryOptions): Retrier {
  async function tryAgain(failures: number, since: number, thrown: unknown): Promise<void> {
    const waitMs = random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    const { transient } = toDispatchError(thrown);
    const isOver = clock.now().getTime() + waitMs - since > budgetMs;
    // A deadline that has passed passes no more.
    if (!transient || hasCode(thrown, 'DEADLINE_EXCEEDED') || isOver) throw thrown;
    await new Promise<void>((resolve) => clock.schedule(waitMs, resolve));
    onRetry?.();
  }

  return async (call) => {
    for (let failures = 0, since = NaN; ; failures++) {
      try {
        return await call();
      } catch (thrown) {
        if (failures === 0) since = clock.now().getTime();
        await tryAgain(failures, since, thrown);
      }
    }
  };
}

/**
 * A port whose calls are tried again when they fail with what may pass (R25). What a list has not begun to give is listed anew;
 * an adapter that lists by pages tries further ones again itself.
 * A change that was made although its reply was lost is met again by the next try: the core is made for that (R23).
 */
export function withRetries<Port extends object>(port: Port, options: RetryOptions): Port {
  const retried = createRetrier(options);

  async function* retriedList<T>(list: () => AsyncIterable<T>): AsyncIterable<T> {
    const { items, first } = await retried(async () => {
      const started = list()[Symbol.asyncIterator]();
      return { items: started, first: await started.next() };
    });
    for (let item = first; !item.done; item = await items.next()) yield item.value;
  }

  return new Proxy(port, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const called: unknown = LISTS.has(name) ? retriedList(() => member.apply(target, args) as AsyncIterable<unknown>) : retried(async () => (await member.apply(target, args)) as unknown);
        return called;
      };
    },
  });
}

/** Members of ports that give their items one by one. */
const LISTS: ReadonlySet<string | symbol> = new Set(['list', 'listJobs']);
