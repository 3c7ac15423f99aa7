import { types } from 'avsc';
import { FileFault } from '../file-table';

const MAX_BYTES = 10;

/** Longs as bigints, exact to the last of 64 bits. They are unpacked here: the library would cut a longer one without a word. */
export const LONG = types.LongType.__with({ fromBuffer, toBuffer, fromJSON: BigInt, toJSON: String, isValid, compare }, true);

function fromBuffer(bytes: Buffer): bigint {
  let zigzag = 0n;
  if (bytes.length <= MAX_BYTES) zigzag = bytes.reduceRight((higher, byte) => (higher << 7n) | BigInt(byte & 0x7f), 0n);
  if (bytes.length > MAX_BYTES || zigzag >= 1n << 64n) throw new FileFault('The Avro file has an integer of more than 64 bits.');
  return (zigzag >> 1n) ^ -(zigzag & 1n);
}

function toBuffer(value: bigint): Buffer {
  const bytes: number[] = [];
  let zigzag = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  for (; zigzag >= 0x80n; zigzag >>= 7n) bytes.push(Number(zigzag & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(zigzag)]);
}

function isValid(value: unknown): boolean {
  return typeof value === 'bigint';
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : Number(one > other);
}
