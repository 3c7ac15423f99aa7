import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../manual-clock';
import { createSeededRandom } from './random';
import { createTransit, UNDISTURBED, type Disturbance } from './transit';

function arrivals(disturbance: Partial<Disturbance>, events = 1000) {
  const clock = createManualClock(new Date(0));
  const transit = createTransit({ ...UNDISTURBED, ...disturbance }, { clock, random: createSeededRandom(7) });
  const arrived: number[] = [];
  for (let event = 0; event < events; event++) transit.carry(() => arrived.push(event));
  return { clock, transit, arrived };
}

test('undisturbed, each event arrives once, at once and in order', () => {
  assert.deepEqual(arrivals({}, 5).arrived, [0, 1, 2, 3, 4]);
});

test('about the share that is given arrives twice or never', () => {
  const twice = arrivals({ duplicate: 0.1 }).arrived.length - 1000;
  assert.ok(twice > 60 && twice < 140, String(twice));
  const lost = 1000 - arrivals({ drop: 0.1 }).arrived.length;
  assert.ok(lost > 60 && lost < 140, String(lost));
});

test('all or none', () => {
  assert.equal(arrivals({ drop: 1 }).arrived.length, 0);
  assert.equal(arrivals({ duplicate: 1 }).arrived.length, 2000);
});

test('reordered, all arrive in another order, and are under way until then', async () => {
  const { clock, transit, arrived } = arrivals({ reorder: true }, 10);
  assert.equal(transit.underWay(), 10);
  await clock.advance(200);
  assert.equal(transit.underWay(), 0);
  assert.notDeepEqual(arrived, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual([...arrived].sort((a, b) => a - b), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('the same seed gives the same disturbance', () => {
  assert.deepEqual(arrivals({ drop: 0.5 }, 50).arrived, arrivals({ drop: 0.5 }, 50).arrived);
});
