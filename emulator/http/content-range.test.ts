import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseContentRange } from './content-range';

const READ: [text: string, range: object][] = [
  ['bytes 0-99/200', { first: 0, last: 99, total: 200 }],
  ['bytes 100-199/*', { first: 100, last: 199, total: undefined }],
  ['bytes 0-*/*', { first: 0, last: undefined, total: undefined }],
  ['bytes */200', { first: undefined, last: undefined, total: 200 }],
  ['bytes */*', { first: undefined, last: undefined, total: undefined }],
  ['bytes */0', { first: undefined, last: undefined, total: 0 }],
];

for (const [text, range] of READ) test(text, () => assert.deepEqual(parseContentRange(text), range));

for (const text of ['', 'bytes', 'bytes 5-1/10', 'bytes 0-10/10', 'bytes -1-2/3', 'items 0-1/2', 'bytes 0-1', `bytes 0-${'9'.repeat(30)}/*`]) {
  test(`refused: ${JSON.stringify(text)}`, () => assert.throws(() => parseContentRange(text), { status: 400 }));
}
