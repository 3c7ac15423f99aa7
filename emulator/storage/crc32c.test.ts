import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { crc32c } from './crc32c';

// Test vectors of RFC 3720, appendix B.4, and the usual check value.
const VECTORS: [bytes: Buffer, sum: number][] = [
  [Buffer.alloc(0), 0],
  [Buffer.from('123456789'), 0xe3069283],
  [Buffer.alloc(32, 0), 0x8a9136aa],
  [Buffer.alloc(32, 0xff), 0x62a8ab43],
  [Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 0x46dd794e],
  [Buffer.from(Array.from({ length: 32 }, (_, index) => 31 - index)), 0x113fdb5c],
];

for (const [bytes, sum] of VECTORS) {
  test(`the sum of ${bytes.toString('hex').slice(0, 20)} (${bytes.length})`, () => assert.equal(crc32c(bytes), sum));
}

test('bytes of every length and value sum up as bit by bit', () => {
  const slowly = (bytes: Uint8Array): number => {
    let sum = 0xffffffff;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1;
    }
    return ~sum >>> 0;
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => assert.equal(crc32c(bytes), slowly(bytes))));
});
