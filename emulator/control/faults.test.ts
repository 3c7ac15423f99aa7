import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFaults, faultTerm, type FaultRule } from './faults';

function faultsOf(...rules: FaultRule[]) {
  let ids = 0;
  const faults = createFaults({ random: () => 0.5, newId: () => `f${++ids}` });
  for (const rule of rules) faults.add(rule);
  return faults;
}

test('a rule applies by method and path, as often as it says', () => {
  const faults = faultsOf({ method: 'get', path: '*/jobs/*', status: 503, count: 2 });
  assert.equal(faults.take('POST', '/p/jobs/1'), undefined);
  assert.equal(faults.take('GET', '/p/tables/1'), undefined);
  assert.equal(faults.take('GET', '/p/jobs/1')?.status, 503);
  assert.equal(faults.take('GET', '/p/jobs/1')?.status, 503);
  assert.equal(faults.take('GET', '/p/jobs/1'), undefined);
  assert.deepEqual(faults.list(), []);
});

test('a probability decides by chance', () => {
  assert.equal(faultsOf({ path: '*', status: 500, probability: 0.5 }).take('GET', '/'), undefined);
  assert.equal(faultsOf({ path: '*', status: 500, probability: 0.6 }).take('GET', '/')?.status, 500);
});

test('delays add up until a rule fails the request', () => {
  const faults = faultsOf({ path: '*', latencyMs: 5 }, { path: '*', cut: true, latencyMs: 7 }, { path: '*', status: 500 });
  assert.deepEqual(faults.take('GET', '/'), { latencyMs: 12, cut: true, status: undefined, reason: undefined, message: undefined });
  assert.deepEqual(faults.list().map(({ hits }) => hits), [1, 1, 0]);
});

test('rules can be taken back', () => {
  const faults = faultsOf({ path: '*', status: 500 }, { path: '*', status: 501 });
  assert.equal(faults.remove('f1'), true);
  assert.equal(faults.remove('f1'), false);
  assert.equal(faults.take('GET', '/')?.status, 501);
  faults.clear();
  assert.equal(faults.take('GET', '/'), undefined);
});

for (const rule of [{}, { path: '*' }, { path: '*', status: 200 }, { path: '*', status: 500, cut: true }, { path: '*', cut: false }, { path: '*', status: 500, wonder: 1 }, { status: 500 }, { path: '*', status: 503, count: 0 }, { path: '*', latencyMs: -1 }]) {
  test(`${JSON.stringify(rule)} is no rule`, () => assert.equal(faultTerm.safeParse(rule).success, false));
}
