import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../emulator/manual-clock';
import { createJobSlots } from './job-slots';

const start = new Date('2024-03-01T10:00:00Z');
const later = new Date('2024-03-01T10:01:00Z');

function setUp(most: number) {
  const clock = createManualClock(start);
  const slots = createJobSlots({ most, clock });
  const log: string[] = [];
  const work = (name: string, ms: number) => slots.run(() => {
    log.push(`begin ${name}`);
    return new Promise<void>((resolve) => clock.schedule(ms, () => {
      log.push(`end ${name}`);
      resolve();
    }));
  }, later);
  return { clock, slots, log, work };
}

test('as many run at a time as may, the others in their order', async () => {
  const { clock, log, work } = setUp(2);
  await clock.settle(Promise.all([work('a', 30), work('b', 10), work('c', 10), work('d', 10)]));
  assert.deepEqual(log, ['begin a', 'begin b', 'end b', 'begin c', 'end c', 'begin d', 'end a', 'end d']);
});

test('a failure gives the slot back', async () => {
  const { slots } = setUp(1);
  await assert.rejects(slots.run(() => Promise.reject(new Error('no')), later), /no/);
  assert.equal(await slots.run(() => Promise.resolve('yes'), later), 'yes');
});

test('whose turn does not come in time is told so, and takes no slot afterwards', async () => {
  const { clock, log, work } = setUp(1);
  const first = work('a', 120_000);
  const second = assert.rejects(work('b', 1), { code: 'DEADLINE_EXCEEDED' });
  await clock.settle(Promise.all([first, second]));
  await clock.settle(work('c', 1));
  assert.deepEqual(log, ['begin a', 'end a', 'begin c', 'end c']);
});
