/** Gathers Avro's binary encoding. */
export interface AvroBuffer {
  boolean(value: boolean): void;
  /** An int or a long. */
  long(value: bigint | number): void;
  double(value: number): void;
  bytes(value: Uint8Array): void;
  string(value: string): void;
  /** Bytes as they are. */
  raw(value: Uint8Array): void;
  /** All that was written since the last call. */
  take(): Buffer;
}

export function createAvroBuffer(): AvroBuffer {
  let buffer = Buffer.alloc(1024);
  let length = 0;

  function reserve(count: number): number {
    const from = length;
    length += count;
    if (length > buffer.length) {
      const grown = Buffer.alloc(Math.max(length, buffer.length * 2));
      buffer.copy(grown, 0, 0, from);
      buffer = grown;
    }
    return from;
  }

  function long(value: bigint | number): void {
    let rest = BigInt(value);
    rest = BigInt.asUintN(64, (rest << 1n) ^ (rest >> 63n));
    for (; rest >= 0x80n; rest >>= 7n) {
      const at = reserve(1);
      buffer[at] = Number(rest & 0x7fn) | 0x80;
    }
    const at = reserve(1);
    buffer[at] = Number(rest);
  }

  function raw(value: Uint8Array): void {
    const at = reserve(value.length);
    buffer.set(value, at);
  }

  function bytes(value: Uint8Array): void {
    long(value.length);
    raw(value);
  }

  return {
    boolean: (value) => raw(Uint8Array.of(value ? 1 : 0)),
    long,
    double(value) {
      const at = reserve(8);
      buffer.writeDoubleLE(value, at);
    },
    bytes,
    string: (value) => bytes(Buffer.from(value)),
    raw,
    take() {
      const taken = Buffer.from(buffer.subarray(0, length));
      length = 0;
      return taken;
    },
  };
}
