import { Volume } from 'memfs';
import type { StorageObject } from './storage-object';

/** The bytes of all generations of one bucket. What goes in and out is copied, so nobody shares memory with the store. */
export interface ObjectBytes {
  has(object: StorageObject): boolean;
  write(object: StorageObject, bytes: Uint8Array): void;
  read(object: StorageObject): Buffer;
  /** An absent one is no fault. */
  remove(object: StorageObject): void;
}

/** Keeps bytes on a memory file system of its own, a file for each generation. */
export function createObjectBytes(): ObjectBytes {
  const files = new Volume();
  return {
    has: (object) => files.existsSync(filePath(object)),
    write: (object, bytes) => files.writeFileSync(filePath(object), bytes),
    read: (object) => files.readFileSync(filePath(object)) as Buffer,
    remove: (object) => files.rmSync(filePath(object), { force: true }),
  };
}

/** Object names are no paths (`a` stands beside `a/b`, `..` is no parent), so each becomes one file name. */
function filePath({ url, generation }: StorageObject): string {
  const encoded = encodeURIComponent(url.name).replace(/[.*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `/o_${encoded}@${generation}`;
}
