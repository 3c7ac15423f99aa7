import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from './manual-clock';
import { createScopedClock } from './scoped-clock';

test('what is scheduled runs, unless it is called off by itself or with all others', async () => {
  const base = createManualClock(new Date(0));
  const clock = createScopedClock(base);
  const ran: string[] = [];
  clock.schedule(1, () => ran.push('a'));
  clock.schedule(2, () => ran.push('b'))();
  clock.schedule(5, () => ran.push('c'));
  await base.advance(3);
  clock.close();
  clock.schedule(0, () => ran.push('d'));
  await base.advance(10);
  assert.deepEqual(ran, ['a']);
  assert.equal(clock.now().getTime(), 13);
});
