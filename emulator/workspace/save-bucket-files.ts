import path from 'node:path';
import type { ObjectVersion } from '../storage/storage-object';
import type { StorageObject, StorageState } from '../storage/storage-state';
import { BUCKETS_FOLDER, INDEX_FILE, listedFolderOf, plainFolderOf } from './bucket-files';
import { bucketRecordOf } from './bucket-record';
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
    const objects = [...state.listVersions({ bucket, name: '' })];
    const live = objects.filter(({ timeDeleted }) => timeDeleted === undefined);
    const safe = plainFolder === undefined ? new Set<string>() : chooseSafePaths(live.map(({ url }) => url.name));
    let listed = 0;
    const entries = objects.map((object) => {
      const { name } = object.url;
      const file = safe.has(name) && !object.timeDeleted ? undefined : String(++listed).padStart(4, '0');
      files.set(file === undefined ? `${bucket}/${name}` : `${listedFolder}/${file}`, () => bytesOf(state, object));
      return { file, recorded: { ...object, name } };
    });
    const known = state.bucket(bucket);
    const recorded = known && bucketRecordOf(known, state.notificationConfigs(bucket));
    files.set(`${listedFolder}/${INDEX_FILE}`, () => Buffer.from(formatObjectIndex(entries, recorded)));
  }
  syncFolder(path.join(root, BUCKETS_FOLDER), { files, folders });
}

function bytesOf(state: StorageState, { url, generation }: StorageObject): Uint8Array {
  return (state.version(url, generation) as ObjectVersion).bytes;
}
