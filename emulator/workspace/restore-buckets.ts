import type { StorageState } from '../storage/storage-state';
import type { WorkspaceBucket } from './bucket-files';
import { optionsOf } from './bucket-record';

/** Puts the buckets of a workspace into a state that has none of them yet. */
export function restoreBuckets(state: StorageState, buckets: readonly WorkspaceBucket[]): void {
  for (const { name: bucket, objects, recorded: settings } of buckets) {
    state.createBucket(bucket, settings && optionsOf(settings));
    for (const { name, bytes, ...recorded } of objects) state.restore({ bucket, name }, bytes, recorded);
  }
}
