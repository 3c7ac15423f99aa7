import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeLimitMs } from './time-limit';

const CASES: readonly [leftMs: number, limitMs: number][] = [[5000, 5000], [60_000, 60_000], [60_001, 60_000], [1e12, 60_000], [1, 1], [0, 1], [-5000, 1]];

for (const [leftMs, limitMs] of CASES) {
  test(`${leftMs} ms before the deadline a request may take ${limitMs} ms`, () => {
    const clock = { now: () => new Date(1_700_000_000_000), schedule: () => () => undefined };
    assert.equal(timeLimitMs(new Date(1_700_000_000_000 + leftMs), clock), limitMs);
  });
}
