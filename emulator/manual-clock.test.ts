import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from './manual-clock';

const start = new Date('2024-03-01T08:00:00Z');

test('advance runs what is due, in order of time and then of scheduling', async () => {
  const clock = createManualClock(start);
  const seen: string[] = [];
  clock.schedule(20, () => seen.push('b'));
  clock.schedule(10, () => seen.push('a'));
  clock.schedule(20, () => seen.push('c'));
  clock.schedule(21, () => seen.push('later'));
  await clock.advance(20);
  assert.deepEqual(seen, ['a', 'b', 'c']);
  assert.equal(clock.now().toISOString(), '2024-03-01T08:00:00.020Z');
});

test('a task that was called off does not run', async () => {
  const clock = createManualClock(start);
  let ran = false;
  const cancel = clock.schedule(5, () => (ran = true));
  cancel();
  await clock.advance(10);
  assert.equal(ran, false);
});

test('settle jumps from task to task until the promise is settled', async () => {
  const clock = createManualClock(start);
  const hour = new Promise<string>((resolve) => {
    clock.schedule(1_800_000, () => clock.schedule(1_800_000, () => resolve('done')));
  });
  assert.equal(await clock.settle(hour), 'done');
  assert.equal(clock.now().toISOString(), '2024-03-01T09:00:00.000Z');
});
