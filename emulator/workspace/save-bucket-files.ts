import path from 'node:path';
import type { StoredObject } from '../../src/core/ports/object-store';
import type { StorageObject, StorageState } from '../storage/storage-state';
import { BUCKETS_FOLDER, INDEX_FILE, listedFolderOf, plainFolderOf } from './bucket-files';
import { formatObjectIndex } from './object-index';
import { chooseSafePaths } from './safe-paths';
import { syncFolder } from './sync-folder';

/**
 * Writes all buckets of a state into a workspace (see bucket-files.ts), in the place of those that lie there.
 * The same state gives the same files, byte for byte.
 */
export function saveBucketFiles(root: string, state: StorageState): void {
  const files = new Map<string, () => Uint8Array>();
  const folders: string[] = [];
  for (const bucket of state.bucketNames()) {
    const plainFolder = plainFolderOf(bucket);
    const listedFolder = listedFolderOf(bucket);
    if (plainFolder !== undefined) folders.push(plainFolder);
    const objects = [...state.list({ bucket, name: '' })];
    const safe = plainFolder === undefined ? new Set<string>() : chooseSafePaths(objects.map(({ url }) => url.name));
    let listed = 0;
    const entries = objects.map((object) => {
      const { name } = object.url;
      const file = safe.has(name) ? undefined : String(++listed).padStart(4, '0');
      files.set(file === undefined ? `${bucket}/${name}` : `${listedFolder}/${file}`, () => bytesOf(state, object));
      return { file, recorded: { ...object, name } };
    });
    files.set(`${listedFolder}/${INDEX_FILE}`, () => Buffer.from(formatObjectIndex(entries)));
  }
  syncFolder(path.join(root, BUCKETS_FOLDER), { files, folders });
}

function bytesOf(state: StorageState, { url }: StorageObject): Uint8Array {
  return (state.read(url) as StoredObject).bytes;
}
