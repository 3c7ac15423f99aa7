import { FileFault } from '../file-table';

/** The most bytes that a block may say it unpacks to. */
const MAX_UNPACKED_BYTES = 2 ** 28;
const MIN_MATCH = 4;
const WINDOW = 0x8000;
const HASH_BITS = 14;

/** Unpacks a block of raw Snappy: https://github.com/google/snappy/blob/main/format_description.txt. @throws FileFault */
export function uncompressSnappy(packed: Uint8Array): Buffer {
  let place = 0;
  const next = (): number => packed[place++] ?? broken();
  const little = (bytes: number): number => {
    let value = 0;
    for (let index = 0; index < bytes; index += 1) value += next() * 2 ** (8 * index);
    return value;
  };

  const out = Buffer.alloc(readLength(next));
  let filled = 0;
  while (place < packed.length) {
    const tag = next();
    if ((tag & 3) === 0) {
      const size = tag >> 2;
      const length = (size < 60 ? size : little(size - 59)) + 1;
      if (place + length > packed.length || filled + length > out.length) broken();
      out.set(packed.subarray(place, place + length), filled);
      place += length;
      filled += length;
    } else {
      const length = (tag & 3) === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
      const offset = (tag & 3) === 1 ? ((tag >> 5) << 8) + next() : little((tag & 3) === 2 ? 2 : 4);
      if (offset === 0 || offset > filled || filled + length > out.length) broken();
      // Source and destination may overlap: then what was just written is repeated.
      for (const end = filled + length; filled < end; filled += 1) out[filled] = out[filled - offset]!;
    }
  }
  return filled === out.length ? out : broken();
}

/** Packs bytes as raw Snappy, looking back at most 32 KB. */
export function compressSnappy(bytes: Uint8Array): Buffer {
  const parts: Uint8Array[] = [varint(bytes.length)];
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const seen = new Int32Array(1 << HASH_BITS).fill(-1);
  let begun = 0;
  let place = 0;
  while (place + MIN_MATCH <= source.length) {
    const word = source.readUInt32LE(place);
    const hash = Math.imul(word, 0x1e35a7bd) >>> (32 - HASH_BITS);
    const candidate = seen[hash]!;
    seen[hash] = place;
    if (candidate < 0 || place - candidate > WINDOW || source.readUInt32LE(candidate) !== word) {
      place += 1;
      continue;
    }
    pushLiteral(parts, source.subarray(begun, place));
    const length = matchLength(source, candidate, place);
    pushCopies(parts, place - candidate, length);
    place += length;
    begun = place;
  }
  pushLiteral(parts, source.subarray(begun));
  return Buffer.concat(parts);
}

function readLength(next: () => number): number {
  let length = 0;
  for (let shift = 0; shift < 5; shift += 1) {
    const byte = next();
    length += (byte & 0x7f) * 2 ** (7 * shift);
    if (byte < 0x80) return length <= MAX_UNPACKED_BYTES ? length : broken();
  }
  return broken();
}

function matchLength(source: Buffer, from: number, to: number): number {
  let length = MIN_MATCH;
  while (to + length < source.length && source[from + length] === source[to + length]) length += 1;
  return length;
}

function pushLiteral(parts: Uint8Array[], bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  const size = bytes.length - 1;
  if (size < 60) parts.push(Uint8Array.of(size << 2));
  else parts.push(Uint8Array.of(63 << 2, size & 0xff, (size >> 8) & 0xff, (size >> 16) & 0xff, size >>> 24));
  parts.push(bytes);
}

function pushCopies(parts: Uint8Array[], offset: number, length: number): void {
  for (let rest = length; rest > 0; rest -= 64) {
    parts.push(Uint8Array.of(((Math.min(rest, 64) - 1) << 2) | 2, offset & 0xff, offset >> 8));
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}

function broken(): never {
  throw new FileFault('The Avro file has a Snappy block that cannot be unpacked.');
}
