import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DispatchError, type ErrorCode } from './errors';
import type { Clock } from './ports/clock';
import { withRetries } from './retry';

/** A clock that jumps to whatever is waited for, and keeps how long that was. */
function jumpingClock() {
  let nowMs = 0;
  const waits: number[] = [];
  const clock: Clock = {
    now: () => new Date(nowMs),
    schedule(delayMs, task) {
      waits.push(delayMs);
      nowMs += delayMs;
      queueMicrotask(task);
      return () => undefined;
    },
  };
  return { clock, waits };
}

/** A port whose call fails with these codes in turn, and then succeeds. */
function failing(...codes: ErrorCode[]) {
  let calls = 0;
  const next = (): string => {
    const code = codes[calls++];
    if (code) throw new DispatchError(code, code);
    return 'done';
  };
  return {
    calls: () => calls,
    read: (name: string) => new Promise<string>((resolve) => resolve(`${name} ${next()}`)),
    async *list(): AsyncIterable<string> {
      yield await Promise.resolve(next());
      yield 'second';
    },
  };
}

test('what may pass is tried again, with waits that double up to a limit', async () => {
  const { clock, waits } = jumpingClock();
  const port = failing(...Array<ErrorCode>(7).fill('UNAVAILABLE'));
  assert.equal(await withRetries(port, { clock, random: () => 1, budgetMs: 1e9 }).read('a'), 'a done');
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16_000, 16_000]);
});

test('the wait is a random part of that', async () => {
  const { clock, waits } = jumpingClock();
  await withRetries(failing('UNAVAILABLE', 'UNAVAILABLE'), { clock, random: () => 0.25 }).read('a');
  assert.deepEqual(waits, [125, 250]);
});

test('when the budget is used up the failure is told', async () => {
  const { clock, waits } = jumpingClock();
  const port = failing(...Array<ErrorCode>(20).fill('UNAVAILABLE'));
  await assert.rejects(withRetries(port, { clock, random: () => 1, budgetMs: 5000 }).read('a'), { code: 'UNAVAILABLE' });
  assert.deepEqual(waits, [500, 1000, 2000]);
  assert.equal(port.calls(), 4);
});

for (const code of ['NOT_FOUND', 'PERMISSION_DENIED', 'PRECONDITION_FAILED', 'DEADLINE_EXCEEDED', 'INTERNAL'] as const) {
  test(`${code} is not tried again`, async () => {
    const { clock } = jumpingClock();
    const port = failing(code);
    await assert.rejects(withRetries(port, { clock, random: () => 1 }).read('a'), { code });
    assert.equal(port.calls(), 1);
  });
}

test('a list that fails before its first item is listed anew', async () => {
  const { clock } = jumpingClock();
  const found: string[] = [];
  for await (const item of withRetries(failing('UNAVAILABLE'), { clock, random: () => 0 }).list()) found.push(item);
  assert.deepEqual(found, ['done', 'second']);
});
