import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workOn, type ChunkPool } from './chunk-pool';
import type { EventChunk } from './event-chunks';

async function* chunks(count: number): AsyncIterable<EventChunk> {
  for (let first = 1; first <= count; first++) yield await Promise.resolve({ file: 'f', bytes: new Uint8Array(), first, byLine: true });
}

/** A pool that is done with what it was given last first. */
function lastFirst(): ChunkPool<string> & { closed: boolean } {
  const waiting: (() => void)[] = [];
  return {
    size: 2,
    closed: false,
    run(chunk) {
      const result = new Promise<string>((resolve) => waiting.push(() => resolve(`pool ${chunk.first}`)));
      setImmediate(() => waiting.pop()?.());
      return result;
    },
    close() {
      this.closed = true;
    },
  };
}

const own = (chunk: EventChunk): Promise<string> => Promise.resolve(`own ${chunk.first}`);

test('results come in the order of the chunks, the first of them from this thread', async () => {
  const pool = lastFirst();
  const found: string[] = [];
  for await (const result of workOn(chunks(9), { own, openPool: () => pool })) found.push(result);
  assert.deepEqual(found, ['own 1', ...Array.from({ length: 8 }, (_, at) => `pool ${at + 2}`)]);
  assert.ok(pool.closed);
});

test('one chunk needs no pool', async () => {
  const found: string[] = [];
  for await (const result of workOn(chunks(1), { own, openPool: () => assert.fail('a pool was opened') })) found.push(result);
  assert.deepEqual(found, ['own 1']);
});

test('where the chunks end with an error, it comes after what they led to', async () => {
  async function* broken(): AsyncIterable<EventChunk> {
    yield* chunks(5);
    throw new Error('there is no second file');
  }
  const found: string[] = [];
  await assert.rejects(async () => {
    for await (const result of workOn(broken(), { own, openPool: lastFirst })) found.push(result);
  }, /no second file/);
  assert.equal(found.length, 5);
});

test('what fails in the pool ends the work, and closes it', async () => {
  const pool = { ...lastFirst(), run: () => Promise.reject(new Error('broken')) };
  await assert.rejects(async () => {
    for await (const result of workOn(chunks(3), { own, openPool: () => pool })) assert.ok(result);
  }, /broken/);
  assert.ok(pool.closed);
});
