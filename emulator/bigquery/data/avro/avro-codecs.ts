import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { FileFault } from '../file-table';
import { compressSnappy, uncompressSnappy } from './snappy';

export type AvroCodec = 'null' | 'deflate' | 'snappy';

const MAX_UNPACKED_BYTES = 2 ** 28;

/** A block as it stands in a file. */
export function packBlock(codec: AvroCodec, bytes: Buffer): Buffer {
  switch (codec) {
    case 'null':
      return bytes;
    case 'deflate':
      return deflateRawSync(bytes);
    case 'snappy':
      return Buffer.concat([compressSnappy(bytes), checksum(bytes)]);
  }
}

/** @throws FileFault for a block that is broken, or a codec that is not emulated */
export function unpackBlock(codec: string, packed: Buffer): Buffer {
  switch (codec) {
    case 'null':
      return packed;
    case 'deflate':
      return inflate(packed);
    case 'snappy':
      return unpackSnappy(packed);
    default:
      throw new FileFault(`The Avro codec ${JSON.stringify(codec)} is not emulated; null, deflate and snappy are.`);
  }
}

function inflate(packed: Buffer): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (error) {
    throw new FileFault(`The Avro file has a deflate block that cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function unpackSnappy(packed: Buffer): Buffer {
  const bytes = uncompressSnappy(packed.subarray(0, -4));
  if (!checksum(bytes).equals(packed.subarray(-4))) throw new FileFault('The Avro file has a Snappy block whose checksum is wrong.');
  return bytes;
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
