import { Crc32c } from '@aws-crypto/crc32c';
import { createHash } from 'node:crypto';
import type { ObjectInfo } from '../../src/core/ports/object-store';

/** Both sums as the JSON API gives them: base64, the CRC-32C of its four big-endian bytes. */
export type Checksums = Pick<ObjectInfo, 'crc32c' | 'md5Hash'>;

export function checksumsOf(bytes: Uint8Array): Checksums {
  const crc32c = Buffer.alloc(4);
  crc32c.writeUInt32BE(new Crc32c().update(bytes).digest());
  return { crc32c: crc32c.toString('base64'), md5Hash: createHash('md5').update(bytes).digest('base64') };
}
