import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createControlClock } from './control-clock';
import { createManualClock } from './manual-clock';

function clocks() {
  const base = createManualClock(new Date(1000));
  const clock = createControlClock(base);
  const ran: string[] = [];
  const note = (name: string) => (): void => void ran.push(`${name} ${clock.now().getTime()}`);
  return { base, clock, ran, note };
}

test('it runs with the base clock at first', async () => {
  const { base, clock, ran, note } = clocks();
  clock.schedule(50, note('a'));
  const callOff = clock.schedule(60, note('b'));
  callOff();
  await base.advance(100);
  assert.equal(clock.now().getTime(), 1100);
  assert.deepEqual(ran, ['a 1050']);
});

test('frozen, it waits with what is scheduled for later and runs what is due now', async () => {
  const { base, clock, ran, note } = clocks();
  clock.schedule(50, note('before'));
  clock.freeze();
  clock.schedule(10, note('later'));
  clock.schedule(0, note('now'));
  await base.advance(1000);
  assert.deepEqual(ran, ['now 1000']);
  assert.equal(clock.now().getTime(), 1000);
});

test('moved on, it runs what falls due in its order and at its time, what comes up on the way included', async () => {
  const { base, clock, ran, note } = clocks();
  clock.freeze(new Date(5000));
  clock.schedule(30, note('c'));
  clock.schedule(10, () => {
    note('a')();
    clock.schedule(10, note('b'));
  });
  clock.schedule(200, note('d'));
  await base.settle(clock.advance(100));
  assert.deepEqual(ran, ['a 5010', 'b 5020', 'c 5030']);
  assert.equal(clock.now().getTime(), 5100);
});

test('a running clock can be moved on too, and goes on from there', async () => {
  const { base, clock, ran, note } = clocks();
  clock.schedule(500, note('a'));
  await base.settle(clock.advance(400));
  await base.advance(100);
  assert.deepEqual(ran, ['a 1500']);
});

test('resumed, it runs on from where it stood; restored, it knows the time outside again', async () => {
  const { base, clock, ran, note } = clocks();
  clock.freeze(new Date(0));
  clock.schedule(20, note('a'));
  await base.advance(1000);
  clock.resume();
  await base.advance(20);
  assert.deepEqual(ran, ['a 20']);
  clock.restore();
  assert.equal(clock.now().getTime(), base.now().getTime());
});

test('freezing at a later time runs what is due by then', async () => {
  const { base, clock, ran, note } = clocks();
  clock.schedule(50, note('a'));
  clock.freeze(new Date(9000));
  await base.advance(0);
  assert.deepEqual(ran, ['a 9000']);
});

test('a wait that is longer than a timer can hold is no short one', async () => {
  const { base, clock, ran, note } = clocks();
  clock.schedule(2 ** 31 + 5, note('a'));
  await base.advance(2 ** 31 - 1);
  assert.deepEqual(ran, []);
  await base.advance(6);
  assert.deepEqual(ran, [`a ${1000 + 2 ** 31 + 5}`]);
});
