import { createHash } from 'node:crypto';
import type { ObjectInfo } from '../../src/core/ports/object-store';
import { crc32c } from './crc32c';

/** Both sums as the JSON API gives them: base64, the CRC-32C of its four big-endian bytes. */
export type Checksums = Pick<ObjectInfo, 'crc32c' | 'md5Hash'>;

export function checksumsOf(bytes: Uint8Array): Checksums {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32c(bytes));
  return { crc32c: sum.toString('base64'), md5Hash: createHash('md5').update(bytes).digest('base64') };
}
