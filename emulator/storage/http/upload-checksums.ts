import { badRequest } from '../../http/http-fault';
import { checksumsOf, type Checksums } from '../checksums';

/** What a client says that the bytes sum up to. */
export type ExpectedChecksums = Partial<Checksums>;

/** Reads `crc32c=…,md5=…`, as `x-goog-hash` has it. */
export function parseHashHeader(text: string | undefined): ExpectedChecksums {
  const sums = new Map((text ?? '').split(',').map((item) => [item.slice(0, item.indexOf('=')).trim().toLowerCase(), item.slice(item.indexOf('=') + 1).trim()]));
  return { ...(sums.has('crc32c') && { crc32c: sums.get('crc32c') }), ...(sums.has('md5') && { md5Hash: sums.get('md5') }) };
}

/** The checksums of the bytes. @throws HttpFault 400 where they are not the expected ones */
export function verifiedChecksums(bytes: Uint8Array, expected: readonly ExpectedChecksums[]): Checksums {
  const actual = checksumsOf(bytes);
  for (const { crc32c, md5Hash } of expected) {
    if (md5Hash !== undefined && md5Hash !== actual.md5Hash) {
      throw badRequest(`Provided MD5 hash "${md5Hash}" doesn't match calculated MD5 hash "${actual.md5Hash}".`);
    }
    if (crc32c !== undefined && crc32c !== actual.crc32c) {
      throw badRequest(`Provided CRC32C "${crc32c}" doesn't match calculated CRC32C "${actual.crc32c}".`);
    }
  }
  return actual;
}
