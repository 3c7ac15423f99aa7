import assert from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import { test } from 'node:test';
import { withProgress } from './reading-progress';

/** A clock that goes on by so much with each look. */
function runningClock(stepMs: number) {
  let time = 0;
  return { now: () => new Date((time += stepMs)), schedule: () => () => undefined };
}

async function shown(stepMs: number, sizeBytes?: number): Promise<{ text: string; passed: number }> {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 80, cursorTo: () => true, clearLine: () => true, moveCursor: () => true }) as unknown as NodeJS.WriteStream;
  let passed = 0;
  const pieces = Array.from({ length: 5 }, () => Buffer.alloc(2_000_000));
  for await (const piece of withProgress(Readable.from(pieces), { sizeBytes, name: 'events', clock: runningClock(stepMs), stream })) passed += piece.length;
  return { text: ((stream as unknown as PassThrough).read() as Buffer | null)?.toString() ?? '', passed };
}

test('what is quick shows nothing', async () => {
  assert.deepEqual(await shown(10, 10_000_000), { text: '', passed: 10_000_000 });
});

test('what takes longer shows how far it is', async () => {
  const { text, passed } = await shown(600, 10_000_000);
  assert.equal(passed, 10_000_000);
  assert.match(text, /events/);
  assert.match(text, /of 10 MB/);
});

test('where nobody knows how much there is, it is counted', async () => {
  assert.match((await shown(600)).text, /events {2}\d+ MB/);
});
