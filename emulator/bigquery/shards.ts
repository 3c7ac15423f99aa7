import type { GsUrl } from '../../src/core/gs-url';

/** The file of that number: `*` becomes twelve digits; a URL without one stands for itself. */
export function shardUrl(url: GsUrl, number: number): GsUrl {
  return { ...url, name: url.name.replace('*', () => String(number).padStart(12, '0')) };
}

export interface ShardSizes<T> {
  readonly sizeOf: (item: T) => number;
  /** What each file begins with. */
  readonly headerBytes: number;
  readonly shardBytes: number;
}

/** Deals items to files of at least `shardBytes` (the last may be smaller); at least one file. */
export function cutShards<T>(items: Iterable<T>, { sizeOf, headerBytes, shardBytes }: ShardSizes<T>): T[][] {
  const shards: T[][] = [];
  let shard: T[] = [];
  let sizeBytes = headerBytes;
  for (const item of items) {
    if (sizeBytes >= shardBytes && shard.length > 0) {
      shards.push(shard);
      shard = [];
      sizeBytes = headerBytes;
    }
    shard.push(item);
    sizeBytes += sizeOf(item);
  }
  return shard.length > 0 || shards.length === 0 ? [...shards, shard] : shards;
}
