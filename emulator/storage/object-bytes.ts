import { Volume } from 'memfs';
import type { GsUrl } from '../../src/core/gs-url';

/** The bytes of all objects. What goes in and out is copied, so nobody shares memory with the store. */
export interface ObjectBytes {
  createBucket(bucket: string): void;
  write(url: GsUrl, bytes: Uint8Array): void;
  read(url: GsUrl): Uint8Array;
  remove(url: GsUrl): void;
}

/** Keeps bytes on a memory file system of its own: a folder for each bucket, a file for each object. */
export function createObjectBytes(): ObjectBytes {
  const files = new Volume();
  return {
    createBucket: (bucket) => files.mkdirSync(`/${bucket}`),
    write: (url, bytes) => files.writeFileSync(filePath(url), bytes),
    read: (url) => files.readFileSync(filePath(url)) as Buffer,
    remove: (url) => files.unlinkSync(filePath(url)),
  };
}

/** Object names are no paths (`a` stands beside `a/b`, `..` is no parent), so each becomes one file name. */
function filePath({ bucket, name }: GsUrl): string {
  const encoded = encodeURIComponent(name).replace(/[.*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `/${bucket}/o_${encoded}`;
}
