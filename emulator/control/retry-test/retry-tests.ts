import { parseInstruction, type Instruction } from './instruction';

/** No more tests than these are kept; the oldest go first. */
const MAX_KEPT = 10_000;

/** A retry test as it is answered: the instructions that are left. */
export interface RetryTest {
  readonly id: string;
  readonly instructions: Readonly<Record<string, readonly string[]>>;
  readonly transport: 'HTTP';
  /** Whether all instructions were carried out. */
  readonly completed: boolean;
}

/** What clients shall meet with, as Google's storage test bench keeps it: a list for each method, taken from its front. */
export interface RetryTests {
  /** @param instructions by method, each known to be one */
  create(instructions: ReadonlyMap<string, readonly string[]>): RetryTest;
  get(id: string): RetryTest | undefined;
  list(): readonly RetryTest[];
  /** Whether there was such a test. */
  remove(id: string): boolean;
  /** What is next for a method; `undefined` where nothing is left, or there is no such test. */
  peek(id: string, method: string): Instruction | undefined;
  /** Takes what is next away: it was carried out. */
  done(id: string, method: string): void;
}

export function createRetryTests(newId: () => string): RetryTests {
  const tests = new Map<string, Map<string, string[]>>();

  function describe(id: string, instructions: ReadonlyMap<string, readonly string[]>): RetryTest {
    const left = [...instructions].map(([method, list]): [string, readonly string[]] => [method, [...list]]);
    return { id, instructions: Object.fromEntries(left), transport: 'HTTP', completed: left.every(([, list]) => list.length === 0) };
  }

  return {
    create(instructions) {
      const id = newId();
      tests.set(id, new Map([...instructions].map(([method, list]) => [method, [...list]])));
      for (const oldest of tests.keys()) {
        if (tests.size <= MAX_KEPT) break;
        tests.delete(oldest);
      }
      return describe(id, instructions);
    },
    get(id) {
      const found = tests.get(id);
      return found && describe(id, found);
    },
    list: () => [...tests].map(([id, instructions]) => describe(id, instructions)),
    remove: (id) => tests.delete(id),
    peek(id, method) {
      const next = tests.get(id)?.get(method)?.[0];
      return next === undefined ? undefined : parseInstruction(next);
    },
    done: (id, method) => void tests.get(id)?.get(method)?.shift(),
  };
}
