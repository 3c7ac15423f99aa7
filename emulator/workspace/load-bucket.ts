import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from '../../src/core/rules/fault';
import { compareUtf8 } from '../storage/compare-utf8';
import { BUCKETS_FOLDER, INDEX_FILE, listedFolderOf, plainFolderOf, UNRECORDED_TIME, type WorkspaceBucket, type WorkspaceObject } from './bucket-files';
import { fileFault, readOrFault } from './file-fault';
import { listFiles } from './list-files';
import { parseObjectIndex, type ObjectIndex } from './object-index';
import { placeObjects, type BucketFolder } from './place-objects';

/**
 * Reads the objects of one bucket, in the order of their names' bytes, and finds all that is wrong with them.
 * @param root the folder of the workspace
 */
export function loadBucket(bucket: string, root: string): { bucket: WorkspaceBucket; faults: readonly Fault[] } {
  const plain = openFolder(plainFolderOf(bucket), root);
  const listed = openFolder(listedFolderOf(bucket), root);
  const index = readIndex(listed);
  const placed = placeObjects(index, { plain, listed });
  const faults = [...plain.faults, ...listed.faults, ...index.faults, ...placed.faults];
  const objects: WorkspaceObject[] = [];
  for (const { recorded, file } of placed.objects) {
    const read = readOrFault(file, () => readFileSync(file));
    if ('fault' in read) faults.push(read.fault);
    else objects.push({ timeCreated: UNRECORDED_TIME, ...recorded, bytes: read.value });
  }
  const sorted = objects.sort((a, b) => compareUtf8(a.name, b.name));
  return { bucket: { name: bucket, objects: sorted, ...(index.bucket && { recorded: index.bucket }) }, faults };
}

interface OpenFolder extends BucketFolder {
  readonly exists: boolean;
  readonly faults: readonly Fault[];
}

function openFolder(name: string | undefined, root: string): OpenFolder {
  const folder = name && path.join(root, BUCKETS_FOLDER, name);
  if (!folder || !lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return { folder, exists: false, files: new Set(), faults: [] };
  const { files, faults } = listFiles(folder, root);
  return { folder, exists: true, files: new Set(files), faults };
}

function readIndex({ folder = '', exists, files }: OpenFolder): ObjectIndex {
  const none: ObjectIndex = { entries: [], faults: [], names: () => true };
  if (!exists) return none;
  if (!files.has(INDEX_FILE)) {
    const hint = `Write one. (A bucket that is named ${path.basename(folder)} has its objects in ${path.basename(listedFolderOf(folder))}.)`;
    return { ...none, faults: [fileFault(folder, `found no ${INDEX_FILE} in a folder whose name ends in .objects`, hint)] };
  }
  const file = path.join(folder, INDEX_FILE);
  const read = readOrFault(file, () => readFileSync(file, 'utf8'));
  return 'fault' in read ? { ...none, faults: [read.fault] } : parseObjectIndex(read.value, file);
}
