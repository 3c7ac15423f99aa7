import type { GsUrl } from '../../src/core/gs-url';

/** The file of that number: `*` becomes twelve digits; a URL without one stands for itself. */
export function shardUrl(url: GsUrl, number: number): GsUrl {
  return { ...url, name: url.name.replace('*', () => String(number).padStart(12, '0')) };
}

/** The text of a file, and its size in UTF-8. */
export interface Shard {
  readonly text: string;
  readonly sizeBytes: number;
}

/** Joins lines to files of at least `shardBytes` (the last may be smaller), each begun with `header`; at least one file. */
export function cutShards(lines: Iterable<string>, { header, shardBytes }: { header: string; shardBytes: number }): Shard[] {
  const shards: Shard[] = [];
  const headerBytes = Buffer.byteLength(header);
  let parts = [header];
  let sizeBytes = headerBytes;
  const close = (): void => {
    shards.push({ text: parts.join(''), sizeBytes });
    parts = [header];
    sizeBytes = headerBytes;
  };
  for (const line of lines) {
    if (sizeBytes >= shardBytes && parts.length > 1) close();
    parts.push(line);
    sizeBytes += Buffer.byteLength(line);
  }
  if (parts.length > 1 || shards.length === 0) close();
  return shards;
}
