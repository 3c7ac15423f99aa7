import path from 'node:path';
import type { Fault } from '../../src/core/rules/fault';
import { bucketNameProblem } from '../../src/core/bucket-name';
import { compareUtf8 } from '../storage/compare-utf8';
import { bucketOfFolder, BUCKETS_FOLDER, type WorkspaceBucket } from './bucket-files';
import { fileFault } from './file-fault';
import { findFolder, listFolder } from './list-files';
import { loadBucket } from './load-bucket';

/**
 * Reads the buckets of a workspace (see bucket-files.ts), in the order of their names; without a folder `buckets`
 * there are none.
 * @returns beside the buckets all faults met; where there are any, buckets or objects are missing
 */
export function loadBucketFiles(root: string): { buckets: readonly WorkspaceBucket[]; faults: readonly Fault[] } {
  const { folder, faults: misplaced } = findFolder(root, BUCKETS_FOLDER);
  if (folder === undefined) return { buckets: [], faults: misplaced };
  const { names, faults } = findBuckets(folder);
  const loaded = names.map((name) => loadBucket(name, root));
  return {
    buckets: loaded.map(({ bucket }) => bucket),
    faults: [...faults, ...loaded.flatMap((one) => one.faults)],
  };
}

function findBuckets(folder: string): { names: readonly string[]; faults: readonly Fault[] } {
  const { entries, faults: unreadable } = listFolder(folder);
  const names = new Set<string>();
  const faults = [...unreadable];
  for (const entry of entries) {
    const place = path.join(folder, entry.name);
    const bucket = bucketOfFolder(entry.name);
    const problem = bucketNameProblem(bucket);
    if (!entry.isDirectory()) faults.push(notAFolder(place));
    else if (problem) faults.push(fileFault(place, `${JSON.stringify(bucket)} cannot name a bucket: ${problem}`, 'Rename the folder.'));
    else names.add(bucket);
  }
  return { names: [...names].sort(compareUtf8), faults };
}

function notAFolder(place: string): Fault {
  return fileFault(place, 'found a file or a link, expected a folder', 'Put objects into the folder of their bucket, buckets/<bucket>/.');
}
