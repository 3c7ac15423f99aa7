import type { DispatchConfig } from '../src/core/dispatch-config';
import type { StorageState } from './storage/storage-state';

/** The buckets of the service's own folders are part of its set-up; every other bucket is the user's to make. */
export function makeOwnBuckets(storage: StorageState, { deferTaskUrl, journalUrl, errorUrl }: DispatchConfig): void {
  for (const { bucket } of [deferTaskUrl, journalUrl, errorUrl]) {
    if (!storage.bucketNames().includes(bucket)) storage.createBucket(bucket);
  }
}
