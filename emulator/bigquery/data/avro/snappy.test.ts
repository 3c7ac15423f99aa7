import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FileFault } from '../file-table';
import { compressSnappy, uncompressSnappy } from './snappy';

const PACKED: [what: string, packed: number[], text: string][] = [
  ['nothing', [0], ''],
  ['a literal', [3, 2 << 2, 97, 98, 99], 'abc'],
  ['a long literal', [61, 60 << 2, 60, ...Array<number>(61).fill(97)], 'a'.repeat(61)],
  ['a copy of one byte of offset, over itself', [10, 1 << 2, 97, 98, ((8 - 4) << 2) | 1, 2], 'ababababab'],
  ['a copy of two bytes of offset', [6, 2 << 2, 97, 98, 99, (2 << 2) | 2, 3, 0], 'abcabc'],
  ['a copy of four bytes of offset', [6, 2 << 2, 97, 98, 99, (2 << 2) | 3, 3, 0, 0, 0], 'abcabc'],
];

for (const [what, packed, text] of PACKED) {
  test(`Snappy unpacks ${what}`, () => assert.equal(uncompressSnappy(Uint8Array.from(packed)).toString(), text));
}

const BROKEN: [what: string, packed: number[]][] = [
  ['no length', []],
  ['a length that never ends', [255, 255, 255, 255, 255, 255]],
  ['too much room asked for', [255, 255, 255, 255, 15]],
  ['a literal that ends too soon', [3, 2 << 2, 97]],
  ['more than was said', [1, 1 << 2, 97, 98]],
  ['less than was said', [2, 0, 97]],
  ['a copy from before the start', [5, 0, 97, 1, 2]],
  ['a copy from nowhere', [5, 0, 97, 1, 0]],
];

for (const [what, packed] of BROKEN) {
  test(`Snappy refuses ${what}`, () => assert.throws(() => uncompressSnappy(Uint8Array.from(packed)), FileFault));
}

test('what is packed unpacks as it was, and repetition is packed', () => {
  const pieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.constant(Buffer.from('again and again '))), { maxLength: 60 });
  fc.assert(fc.property(pieces, (parts) => assert.ok(Buffer.concat(parts).equals(uncompressSnappy(compressSnappy(Buffer.concat(parts)))))), { numRuns: 200 });
  assert.ok(compressSnappy(Buffer.alloc(100_000, 'abcd')).length < 6000);
});
