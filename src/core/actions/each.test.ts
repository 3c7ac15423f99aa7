import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DispatchError } from '../errors';
import { each } from './each';

const parts = Array.from({ length: 20 }, (_, index) => String(index));
const nameOf = (part: string): string => `part ${part}`;

test('results stand in the order of the parts, and no more than eight are handled at a time', async () => {
  let running = 0;
  let most = 0;
  const results = await each(parts, async (part) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return part;
  }, nameOf);
  assert.deepEqual(results, parts);
  assert.equal(most, 8);
});

test('every part is tried before failures are reported together', async () => {
  const tried: string[] = [];
  const handle = (part: string): Promise<void> => {
    tried.push(part);
    return Number(part) % 10 === 0 ? Promise.reject(new DispatchError('NOT_FOUND', `no ${part}`)) : Promise.resolve();
  };
  await assert.rejects(each(parts, handle, nameOf), { code: 'PARTLY_FAILED', message: '2 of 20 failed: part 0: NOT_FOUND no 0; part 10: NOT_FOUND no 10' });
  assert.equal(tried.length, 20);
});

test('one failure is told as it is, and what may pass goes first', async () => {
  const fail = (codes: readonly (readonly [string, 'NOT_FOUND' | 'UNAVAILABLE'])[]) => (part: string) => {
    const code = new Map(codes).get(part);
    return code ? Promise.reject(new DispatchError(code, part)) : Promise.resolve();
  };
  await assert.rejects(each(parts, fail([['3', 'NOT_FOUND']]), nameOf), { code: 'NOT_FOUND' });
  await assert.rejects(each(parts, fail([['3', 'NOT_FOUND'], ['5', 'UNAVAILABLE']]), nameOf), { code: 'UNAVAILABLE' });
});
