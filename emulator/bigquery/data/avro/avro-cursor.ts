import { FileFault } from '../file-table';

/** Reads Avro's binary encoding from one place to the next. All faults are FileFaults. */
export interface AvroCursor {
  /** Whether all was read. */
  atEnd(): boolean;
  boolean(): boolean;
  /** An int or a long; one that a number cannot hold exactly is a bigint. */
  long(): number | bigint;
  /** A long that counts something in the file. */
  count(): number;
  float(): number;
  double(): number;
  /** The next `length` bytes, which share their memory with the file. */
  fixed(length: number): Buffer;
  bytes(): Buffer;
  string(): string;
}

export function createAvroCursor(file: Uint8Array): AvroCursor {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let place = 0;

  function take(length: number): number {
    if (length < 0 || place + length > buffer.length) throw new FileFault('The Avro file ends within a value.');
    const from = place;
    place += length;
    return from;
  }

  function long(): number | bigint {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = buffer[take(1)]!;
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    }
    let all = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = buffer[take(1)]!;
      all |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, (all >> 1n) ^ -(all & 1n));
    }
    throw new FileFault('The Avro file has an integer of more than 64 bits.');
  }

  function count(): number {
    const value = Number(long());
    if (!Number.isSafeInteger(value)) throw new FileFault('The Avro file has a count that cannot be.');
    return value;
  }

  function fixed(length: number): Buffer {
    const from = take(length);
    return buffer.subarray(from, from + length);
  }

  return {
    atEnd: () => place === buffer.length,
    boolean: () => buffer[take(1)] !== 0,
    long,
    count,
    float: () => buffer.readFloatLE(take(4)),
    double: () => buffer.readDoubleLE(take(8)),
    fixed,
    bytes: () => fixed(count()),
    string() {
      try {
        return decoder.decode(fixed(count()));
      } catch (error) {
        throw error instanceof FileFault ? error : new FileFault('The Avro file has a string that is not UTF-8.');
      }
    },
  };
}
