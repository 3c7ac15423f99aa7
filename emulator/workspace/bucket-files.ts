import type { RecordedAttributes } from '../storage/storage-state';
import type { RecordedBucket } from './bucket-record';

export { INDEX_FILE } from './index-file';

/**
 * How the objects of a workspace lie on disk. Below `buckets/` in the workspace's folder:
 *
 * - `<bucket>/<object name>` holds an object whose name can be a path on every disk (see safe-paths.ts).
 * - `<bucket>.objects/index.json` tells what is known of the bucket's objects besides their bytes, and where
 *   the others lie: in files of the same folder, named `0001`, `0002` and so on in the order of the names' bytes.
 *
 * ```json
 * { "objects": [{ "name": "a/", "file": "0001", "contentType": "text/csv", "generation": "1709280000000000" }] }
 * ```
 *
 * An entry without `file` describes the object at its own path. All fields but `name` may be missing, and so may
 * the entry of an object at its own path, and the whole `.objects` folder: then an object has a new generation,
 * no content type, and the time of 1970, older than everything recorded.
 *
 * An entry with `timeDeleted` is a generation that is no longer live: it always names its file, and a name may have
 * many. Beside `objects` the index may have `bucket`: the settings and the times of the bucket; without it the bucket
 * is as a new one.
 *
 * A folder whose name ends in `.objects` is always a folder of listed objects, of the bucket named before that
 * ending. A bucket whose own name ends so (`x.objects`) therefore has no folder of plain paths: all its objects
 * are listed (in `x.objects.objects`), and so it never meets those of the bucket `x`.
 *
 * A bucket exists when either of its folders does. git keeps no empty folder; an index without objects, as it is
 * written for an empty bucket, or a `.gitkeep` keeps the bucket. `.DS_Store`, `Thumbs.db` and `.gitkeep` are
 * passed over everywhere. Buckets named like a Windows device (`con`, `aux`) cannot be checked out on Windows.
 */
export const BUCKETS_FOLDER = 'buckets';

const LISTED = '.objects';

/** The time of an object of which nothing is recorded. */
export const UNRECORDED_TIME = new Date(0);

/** A bucket as a workspace holds it, its objects in the order of their names' bytes. */
export interface WorkspaceBucket {
  readonly name: string;
  readonly objects: readonly WorkspaceObject[];
  /** What is recorded of the bucket itself; without it the bucket is as a new one. */
  readonly recorded?: RecordedBucket;
}

export interface WorkspaceObject extends RecordedAttributes {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly timeCreated: Date;
}

/** The folder of the objects at their own paths, or `undefined` for a bucket that has none. */
export function plainFolderOf(bucket: string): string | undefined {
  return bucket.endsWith(LISTED) ? undefined : bucket;
}

/** The folder of the index and of the objects that only it names. */
export function listedFolderOf(bucket: string): string {
  return bucket + LISTED;
}

/** The bucket that a folder below `buckets` belongs to, by either rule. */
export function bucketOfFolder(folder: string): string {
  return folder.endsWith(LISTED) ? folder.slice(0, -LISTED.length) : folder;
}
