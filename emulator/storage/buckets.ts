import { bucketNameProblem } from '../../src/core/bucket-name';
import { DispatchError } from '../../src/core/errors';
import type { Clock } from '../../src/core/ports/clock';
import { createBucketVersions, type BucketVersions } from './bucket-versions';
import { compareUtf8 } from './compare-utf8';
import type { NotificationConfig, StorageBucket } from './storage-bucket';

/** A bucket with what lies in it. */
export interface BucketRecord {
  readonly bucket: StorageBucket;
  readonly versions: BucketVersions;
}

/** What a new bucket is made with; what is missing is made as for a new one. */
export type BucketOptions = Partial<Omit<StorageBucket, 'name'>> & { readonly notificationConfigs?: readonly NotificationConfig[] };

/** What may change in a bucket. */
export type BucketChange = Partial<Pick<StorageBucket, 'settings' | 'iamPolicy'>>;

/** All buckets. Every member but `bucket`, `record` and `createBucket` throws DispatchError NOT_FOUND for an absent one. */
export interface Buckets {
  /** @throws DispatchError INVALID_REQUEST for a name that Cloud Storage refuses, ALREADY_EXISTS */
  createBucket(name: string, options?: BucketOptions): StorageBucket;
  /** In the order of their bytes. */
  bucketNames(): readonly string[];
  /** What is known of a bucket, or `undefined`. */
  bucket(name: string): StorageBucket | undefined;
  /** The bucket with what lies in it, or `undefined`. */
  record(name: string): BucketRecord | undefined;
  /** Gives a bucket other settings, all of them, and counts it. */
  updateBucket(name: string, change: BucketChange): StorageBucket;
  /** Whether it was removed: one that holds a generation of an object is not. */
  removeBucket(name: string): boolean;
  /** In the order in which they were made. */
  notificationConfigs(bucket: string): readonly NotificationConfig[];
  /** @returns the configuration with the ID that it was given */
  addNotificationConfig(bucket: string, config: Omit<NotificationConfig, 'id'>): NotificationConfig;
  /** Whether there was one. */
  removeNotificationConfig(bucket: string, id: string): boolean;
  /** Removes everything. Generations go on growing; listeners stay and are not told. */
  clear(): void;
}

interface OwnRecord extends BucketRecord {
  bucket: StorageBucket;
  readonly notifications: Map<string, NotificationConfig>;
  lastNotification: number;
}

export function createBuckets(clock: Clock): Buckets {
  const records = new Map<string, OwnRecord>();

  function required(name: string): OwnRecord {
    const found = records.get(name);
    if (!found) throw new DispatchError('NOT_FOUND', `the bucket ${name} does not exist`);
    return found;
  }

  return {
    createBucket(name, options = {}) {
      const problem = bucketNameProblem(name);
      if (problem) throw new DispatchError('INVALID_REQUEST', `${JSON.stringify(name)} cannot name a bucket: ${problem}`);
      if (records.has(name)) throw new DispatchError('ALREADY_EXISTS', `the bucket ${name} exists already`);
      const { project, metageneration = '1', timeCreated = clock.now(), updated = timeCreated, settings = {}, iamPolicy, notificationConfigs = [] } = options;
      const optional = { ...(project !== undefined && { project }), ...(iamPolicy !== undefined && { iamPolicy }) };
      const bucket: StorageBucket = { name, ...optional, metageneration, timeCreated, updated, settings };
      const notifications = new Map(notificationConfigs.map((config) => [config.id, config]));
      records.set(name, { bucket, versions: createBucketVersions(), notifications, lastNotification: Math.max(0, ...[...notifications.keys()].map(Number)) });
      return bucket;
    },

    bucketNames: () => [...records.keys()].sort(compareUtf8),
    bucket: (name) => records.get(name)?.bucket,
    record: (name) => records.get(name),

    updateBucket(name, change) {
      const found = required(name);
      const metageneration = String(BigInt(found.bucket.metageneration) + 1n);
      found.bucket = { ...found.bucket, ...change, metageneration, updated: clock.now() };
      return found.bucket;
    },

    removeBucket: (name) => required(name).versions.isEmpty() && records.delete(name),
    notificationConfigs: (bucket) => [...required(bucket).notifications.values()],

    addNotificationConfig(bucket, config) {
      const found = required(bucket);
      const added = { ...config, id: String(++found.lastNotification) };
      found.notifications.set(added.id, added);
      return added;
    },

    removeNotificationConfig: (bucket, id) => required(bucket).notifications.delete(id),
    clear: () => records.clear(),
  };
}
