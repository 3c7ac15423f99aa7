import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPatternPool, type Pooled } from './pattern-pool';

/** Patterns of some bytes each, and how often they were compiled. */
function patterns(pool: ReturnType<typeof createPatternPool>, count: number, bytes: () => number): { all: Pooled<string>[]; compiled: () => number } {
  let compiled = 0;
  const all = Array.from({ length: count }, (_, place) =>
    pool.pooled(() => {
      compiled++;
      return { search: (text) => `${place} in ${text}`, bytes };
    }),
  );
  return { all, compiled: () => compiled };
}

test('a pattern is compiled with its first search, and once', () => {
  const pool = createPatternPool(100);
  const { all, compiled } = patterns(pool, 3, () => 30);
  assert.equal(compiled(), 0);
  for (let round = 0; round < 5; round++) assert.deepEqual(all.map((one) => one.search('x')), ['0 in x', '1 in x', '2 in x']);
  assert.equal(compiled(), 3);
  assert.equal(pool.bytes(), 90);
});

test('where more are searched than fit, most stay, and what they take stays below the limit', () => {
  const pool = createPatternPool(100);
  const { all, compiled } = patterns(pool, 15, () => 10);
  for (let round = 0; round < 10; round++) {
    for (const one of all) one.search('x');
    assert.ok(pool.bytes() <= 100);
  }
  assert.ok(compiled() <= 15 + 9 * 5, String(compiled()));
});

test('what is not needed any more gives way', () => {
  const pool = createPatternPool(100);
  const old = patterns(pool, 10, () => 10);
  for (const one of old.all) one.search('x');
  const fresh = patterns(pool, 5, () => 10);
  for (let round = 0; round < 20; round++) for (const one of fresh.all) one.search('x');
  const before = fresh.compiled();
  for (let round = 0; round < 20; round++) for (const one of fresh.all) one.search('x');
  assert.equal(fresh.compiled(), before);
});

test('what grows is counted with what it has grown to, and dropped where that is too much', () => {
  const pool = createPatternPool(100);
  let [bytes, compiled] = [60, 0];
  const one = pool.pooled(() => {
    compiled++;
    return { search: (text) => text.length, bytes: () => bytes };
  });
  const pooledBytes = [60, 90, 200, 10].map((now) => {
    bytes = now;
    assert.equal(one.search('abc'), 3);
    return pool.bytes();
  });
  assert.deepEqual(pooledBytes, [60, 90, 0, 10]);
  assert.equal(compiled, 2);
});
