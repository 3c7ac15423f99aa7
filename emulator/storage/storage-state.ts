import { DispatchError } from '../../src/core/errors';
import { formatGsUrl, type GsUrl } from '../../src/core/gs-url';
import type { Clock } from '../../src/core/ports/clock';
import type { ObjectInfo, StoredObject, WriteOptions } from '../../src/core/ports/object-store';
import { bucketNameProblem } from '../../src/core/bucket-name';
import { checksumsOf, type Checksums } from './checksums';
import { compareUtf8 } from './compare-utf8';
import { createGenerations } from './generations';
import { createObjectBytes } from './object-bytes';
import { objectNameProblem } from './object-name';
import { checkPreconditions, type Preconditions } from './preconditions';
import { createSortedNames, type SortedNames } from './sorted-names';

/** What stands at a name. Never changed: each change of an object makes a new one. */
export interface StorageObject extends ObjectInfo {
  /** An int64 as a string: changes of the attributes alone, from 1 in each generation. */
  readonly metageneration: string;
}

/** What an earlier state recorded of an object; what is missing is made as for a new one. */
export type RecordedAttributes = Omit<WriteOptions, 'ifGeneration'> &
  Partial<Pick<StorageObject, 'generation' | 'metageneration' | 'timeCreated'>>;

/**
 * All buckets and objects of an emulated Cloud Storage, in memory. Each call is done when it returns.
 * Every member that takes a URL throws DispatchError NOT_FOUND when its bucket does not exist.
 */
export interface StorageState {
  /** @throws DispatchError INVALID_REQUEST for a name that Cloud Storage refuses, ALREADY_EXISTS */
  createBucket(name: string): void;
  /** In the order of their bytes. */
  bucketNames(): readonly string[];
  /** `undefined` if there is no object; else @throws DispatchError PRECONDITION_FAILED. */
  stat(url: GsUrl, conditions?: Preconditions): StorageObject | undefined;
  /** As `stat`, with a copy of the bytes. */
  read(url: GsUrl, conditions?: Preconditions): (StorageObject & StoredObject) | undefined;
  /** @throws DispatchError PRECONDITION_FAILED, or INVALID_REQUEST for a name that Cloud Storage refuses */
  write(url: GsUrl, bytes: Uint8Array, options?: WriteOptions & Preconditions): StorageObject;
  /** @throws DispatchError PRECONDITION_FAILED, INVALID_REQUEST as `write`, or NOT_FOUND when there is no source */
  copy(source: GsUrl, destination: GsUrl, conditions?: { source?: Preconditions; destination?: Preconditions }): StorageObject;
  /** Whether there was an object; if so @throws DispatchError PRECONDITION_FAILED. */
  remove(url: GsUrl, conditions?: Preconditions): boolean;
  /**
   * Objects whose names begin with the prefix's name, in the order of their UTF-8 bytes.
   * Goes on rightly when objects come or go between two steps.
   * @param startName the first name to give
   */
  list(prefix: GsUrl, startName?: string): Iterable<StorageObject>;
  /** Puts an object as it was recorded; generations made later are larger than every one restored. */
  restore(url: GsUrl, bytes: Uint8Array, recorded: RecordedAttributes): StorageObject;
}

interface Bucket {
  readonly objects: Map<string, StorageObject>;
  readonly names: SortedNames;
}

export function createStorageState({ clock }: { clock: Clock }): StorageState {
  const buckets = new Map<string, Bucket>();
  const stored = createObjectBytes();
  const generations = createGenerations(clock);

  function bucketOf(url: GsUrl): Bucket {
    const bucket = buckets.get(url.bucket);
    if (!bucket) throw new DispatchError('NOT_FOUND', `the bucket ${url.bucket} does not exist (asked for ${formatGsUrl(url)})`);
    return bucket;
  }

  function find(url: GsUrl, conditions: Preconditions = {}): StorageObject | undefined {
    const object = bucketOf(url).objects.get(url.name);
    if (object) checkPreconditions(url, object, conditions);
    return object;
  }

  function put({ bucket, name }: GsUrl, bytes: Uint8Array, recorded: RecordedAttributes & Checksums): StorageObject {
    const { objects, names } = bucketOf({ bucket, name });
    const problem = objectNameProblem(name);
    if (problem) throw new DispatchError('INVALID_REQUEST', `${JSON.stringify(name)} cannot name an object in ${bucket}: ${problem}`);
    const { contentType, contentEncoding, metadata, crc32c, md5Hash } = recorded;
    const { generation = generations.next(), metageneration = '1', timeCreated = clock.now() } = recorded;
    generations.skipTo(generation);
    const object: StorageObject = {
      url: { bucket, name },
      generation,
      metageneration,
      sizeBytes: bytes.byteLength,
      crc32c,
      md5Hash,
      contentType,
      contentEncoding,
      metadata: metadata && Object.freeze({ ...metadata }),
      timeCreated,
    };
    stored.write(object.url, bytes);
    objects.set(name, object);
    names.add(name);
    return object;
  }

  return {
    createBucket(name) {
      const problem = bucketNameProblem(name);
      if (problem) throw new DispatchError('INVALID_REQUEST', `${JSON.stringify(name)} cannot name a bucket: ${problem}`);
      if (buckets.has(name)) throw new DispatchError('ALREADY_EXISTS', `the bucket ${name} exists already`);
      stored.createBucket(name);
      buckets.set(name, { objects: new Map(), names: createSortedNames() });
    },

    bucketNames: () => [...buckets.keys()].sort(compareUtf8),

    stat: find,

    read(url, conditions) {
      const object = find(url, conditions);
      return object && { ...object, bytes: stored.read(url) };
    },

    write(url, bytes, options = {}) {
      checkPreconditions(url, bucketOf(url).objects.get(url.name), options);
      const { contentType, contentEncoding, metadata } = options;
      return put(url, bytes, { contentType, contentEncoding, metadata, ...checksumsOf(bytes) });
    },

    copy(source, destination, conditions = {}) {
      const object = find(source, conditions.source);
      if (!object) throw new DispatchError('NOT_FOUND', `there is no object ${formatGsUrl(source)} to copy to ${formatGsUrl(destination)}`);
      checkPreconditions(destination, bucketOf(destination).objects.get(destination.name), conditions.destination ?? {});
      const { contentType, contentEncoding, metadata, crc32c, md5Hash } = object;
      return put(destination, stored.read(source), { contentType, contentEncoding, metadata, crc32c, md5Hash });
    },

    remove(url, conditions) {
      if (!find(url, conditions)) return false;
      const { objects, names } = bucketOf(url);
      stored.remove(url);
      names.remove(url.name);
      return objects.delete(url.name);
    },

    list(prefix, startName = '') {
      const { objects, names } = bucketOf(prefix);
      const first = compareUtf8(startName, prefix.name) > 0 ? startName : prefix.name;
      return (function* () {
        // The name with a NUL at its end is the very next text.
        for (let name = names.ceiling(first); name?.startsWith(prefix.name); name = names.ceiling(`${name}\0`)) {
          yield objects.get(name) as StorageObject;
        }
      })();
    },

    restore: (url, bytes, recorded) => put(url, bytes, { ...recorded, ...checksumsOf(bytes) }),
  };
}
