/** The ETag of an object or bucket: generation and metageneration as the service packs them, in base64. */
export function etagOf(generation: string, metageneration: string): string {
  return Buffer.from([0x08, ...varint(BigInt(generation)), 0x10, ...varint(BigInt(metageneration))]).toString('base64');
}

/** The ETag of a bucket, which has no generation. */
export const bucketEtag = (metageneration: string): string => Buffer.from([0x08, ...varint(BigInt(metageneration))]).toString('base64');

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  for (; value >= 0x80n; value >>= 7n) bytes.push(Number(value & 0x7fn) | 0x80);
  return [...bytes, Number(value)];
}
