import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DispatchError } from '../errors';
import type { TakenObject } from './action';
import { eachObject } from './each-object';

const objects: TakenObject[] = Array.from({ length: 20 }, (_, index) => ({ url: { bucket: 'bkt', name: String(index) }, generation: '1' }));

test('results stand in the order of the objects, and no more than eight are handled at a time', async () => {
  let running = 0;
  let most = 0;
  const results = await eachObject(objects, async ({ url }) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return url.name;
  });
  assert.deepEqual(results, objects.map(({ url }) => url.name));
  assert.equal(most, 8);
});

test('every object is tried before failures are reported together', async () => {
  const tried: string[] = [];
  const handle = ({ url }: TakenObject): Promise<void> => {
    tried.push(url.name);
    return Number(url.name) % 10 === 0 ? Promise.reject(new DispatchError('NOT_FOUND', `no ${url.name}`)) : Promise.resolve();
  };
  await assert.rejects(eachObject(objects, handle), { code: 'PARTLY_FAILED', message: '2 of 20 objects failed: gs://bkt/0: NOT_FOUND no 0; gs://bkt/10: NOT_FOUND no 10' });
  assert.equal(tried.length, 20);
});

test('one failure is told as it is, and what may pass goes first', async () => {
  const fail = (codes: readonly (readonly [string, 'NOT_FOUND' | 'UNAVAILABLE'])[]) => ({ url }: TakenObject) => {
    const code = new Map(codes).get(url.name);
    return code ? Promise.reject(new DispatchError(code, url.name)) : Promise.resolve();
  };
  await assert.rejects(eachObject(objects, fail([['3', 'NOT_FOUND']])), { code: 'NOT_FOUND' });
  await assert.rejects(eachObject(objects, fail([['3', 'NOT_FOUND'], ['5', 'UNAVAILABLE']])), { code: 'UNAVAILABLE' });
});
