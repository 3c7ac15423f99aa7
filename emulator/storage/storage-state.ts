import { DispatchError } from '../../src/core/errors';
import { formatGsUrl, type GsUrl } from '../../src/core/gs-url';
import type { Clock } from '../../src/core/ports/clock';
import type { StoredObject } from '../../src/core/ports/object-store';
import { checksumsOf, type Checksums } from './checksums';
import { createBuckets, type BucketRecord, type Buckets } from './buckets';
import { compareUtf8 } from './compare-utf8';
import { createGenerations } from './generations';
import { attributesOf, copiedAttributes, type ObjectAttributes } from './object-attributes';
import { createObjectChanges, type ObjectChangeListener } from './object-changes';
import { checkRemovable } from './object-guards';
import { objectNameProblem } from './object-name';
import type { CopyOptions, PutOptions } from './object-options';
import { checkPreconditions, type Preconditions } from './preconditions';
import { isVersioned } from './storage-bucket';
import type { ObjectVersion, RecordedAttributes, StorageObject } from './storage-object';

export type { RecordedAttributes, StorageObject } from './storage-object';

/**
 * All buckets and objects of an emulated Cloud Storage, in memory. Each call is done when it returns.
 * Every member that takes a URL throws DispatchError NOT_FOUND when its bucket does not exist, and every one that
 * removes or replaces an object throws ObjectRetainedError while it is held.
 */
export interface StorageState extends Buckets {
  /** `undefined` if there is no object; else @throws DispatchError PRECONDITION_FAILED. */
  stat(url: GsUrl, conditions?: Preconditions): StorageObject | undefined;
  /** As `stat`, with a copy of the bytes. */
  read(url: GsUrl, conditions?: Preconditions): (StorageObject & StoredObject) | undefined;
  /** The live version or that of a generation, or `undefined`; its bytes are read when they are asked for. */
  version(url: GsUrl, generation?: string): ObjectVersion | undefined;
  /** @throws DispatchError PRECONDITION_FAILED, or INVALID_REQUEST for a name that Cloud Storage refuses */
  write(url: GsUrl, bytes: Uint8Array, options?: PutOptions): StorageObject;
  /** @throws DispatchError PRECONDITION_FAILED, INVALID_REQUEST as `write`, or NOT_FOUND when there is no source */
  copy(source: GsUrl, destination: GsUrl, options?: CopyOptions): StorageObject;
  /** Renames an object, with all its attributes, in its bucket. @throws DispatchError as `copy` */
  move(source: GsUrl, name: string, options?: Pick<CopyOptions, 'source' | 'destination'>): StorageObject;
  /**
   * Gives an object other attributes, all of them.
   * @param options.generation missing: the live one
   * @returns `undefined` if there is no object; else @throws DispatchError PRECONDITION_FAILED
   */
  update(url: GsUrl, attributes: ObjectAttributes, options?: Preconditions & { generation?: string }): StorageObject | undefined;
  /**
   * Whether there was an object; if so @throws DispatchError PRECONDITION_FAILED.
   * In a versioned bucket the generation stays as one that is not live, unless it is named.
   */
  remove(url: GsUrl, options?: Preconditions & { generation?: string }): boolean;
  /**
   * Objects whose names begin with the prefix's name, in the order of their UTF-8 bytes.
   * Goes on rightly when objects come or go between two steps.
   * @param startName the first name to give
   */
  list(prefix: GsUrl, startName?: string): Iterable<StorageObject>;
  /** As `list`, but every generation, from the oldest in each name. */
  listVersions(prefix: GsUrl, startName?: string): Iterable<StorageObject>;
  /** Puts an object as it was recorded; generations made later are larger than every one restored. Nobody is told. */
  restore(url: GsUrl, bytes: Uint8Array, recorded: RecordedAttributes): StorageObject;
  /** Tells of every change from now on, after it was made. @returns a function that ends it */
  onObjectChange(listener: ObjectChangeListener): () => void;
}

export function createStorageState({ clock }: { clock: Clock }): StorageState {
  const buckets = createBuckets(clock);
  const generations = createGenerations(clock);
  const changes = createObjectChanges();

  function record(url: GsUrl): BucketRecord {
    const found = buckets.record(url.bucket);
    if (!found) throw new DispatchError('NOT_FOUND', `the bucket ${url.bucket} does not exist (asked for ${formatGsUrl(url)})`);
    return found;
  }

  function version(url: GsUrl, generation?: string): ObjectVersion | undefined {
    const { versions } = record(url);
    return generation === undefined ? versions.live(url.name) : versions.find(url.name, generation);
  }

  function find(url: GsUrl, conditions: Preconditions = {}, generation?: string): ObjectVersion | undefined {
    const found = version(url, generation);
    if (found) checkPreconditions(url, found.object, conditions);
    return found;
  }

  function make(url: GsUrl, bytes: Uint8Array, recorded: RecordedAttributes & Checksums): ObjectVersion {
    const { name, bucket } = url;
    const problem = objectNameProblem(name);
    if (problem) throw new DispatchError('INVALID_REQUEST', `${JSON.stringify(name)} cannot name an object in ${bucket}: ${problem}`);
    const { generation = generations.next(), metageneration = '1', timeCreated = clock.now() } = recorded;
    generations.skipTo(generation);
    const { contentType, contentEncoding, metadata, crc32c, md5Hash, updated = timeCreated, componentCount, timeDeleted } = recorded;
    const object: StorageObject = {
      ...attributesOf(recorded),
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
      updated,
      ...(componentCount !== undefined && { componentCount }),
      ...(timeDeleted && { timeDeleted }),
    };
    return { object, bytes };
  }

  /** Takes the live version away: for good, or into the past of a versioned bucket. */
  function retire(url: GsUrl, overwrittenByGeneration?: string): (() => void) | undefined {
    const { versions, bucket } = record(url);
    const found = versions.live(url.name);
    if (!found) return undefined;
    const by = overwrittenByGeneration === undefined ? {} : { overwrittenByGeneration };
    if (!isVersioned(bucket)) {
      versions.dropLive(url.name);
      return () => changes.tell({ eventType: 'OBJECT_DELETE', object: found.object, ...by });
    }
    const object = { ...found.object, timeDeleted: clock.now() };
    versions.setNoncurrent({ object, bytes: found.bytes });
    versions.dropLive(url.name);
    return () => changes.tell({ eventType: 'OBJECT_ARCHIVE', object, ...by });
  }

  function put(url: GsUrl, bytes: Uint8Array, options: PutOptions): StorageObject {
    const { versions, bucket } = record(url);
    const before = versions.live(url.name)?.object;
    checkPreconditions(url, before, options);
    if (before && !isVersioned(bucket)) checkRemovable(before, bucket, clock.now());
    const checksums = options.checksums ?? checksumsOf(bytes);
    const { storageClass = bucket.settings.storageClass, eventBasedHold = bucket.settings.defaultEventBasedHold } = options;
    const made = make(url, bytes, {
      ...attributesOf(options),
      ...(typeof storageClass === 'string' && storageClass !== 'STANDARD' && { storageClass }),
      ...(eventBasedHold === true && { eventBasedHold }),
      ...(options.componentCount !== undefined && { componentCount: options.componentCount }),
      ...checksums,
    });
    const tell = retire(url, made.object.generation);
    versions.setLive(made);
    changes.tell({ eventType: 'OBJECT_FINALIZE', object: made.object, ...(before && { overwroteGeneration: before.generation }) });
    tell?.();
    return made.object;
  }

  function* iterate(prefix: GsUrl, startName: string, everyVersion: boolean): Iterable<StorageObject> {
    const { versions } = record(prefix);
    const first = compareUtf8(startName, prefix.name) > 0 ? startName : prefix.name;
    // The name with a NUL at its end is the very next text.
    for (let name = versions.nextName(first, everyVersion); name?.startsWith(prefix.name); name = versions.nextName(`${name}\0`, everyVersion)) {
      if (everyVersion) yield* versions.all(name).map(({ object }) => object);
      else yield (versions.live(name) as ObjectVersion).object;
    }
  }

  return {
    ...buckets,
    version,
    stat: (url, conditions) => find(url, conditions)?.object,

    read(url, conditions) {
      const found = find(url, conditions);
      return found && { ...found.object, bytes: found.bytes };
    },

    write: (url, bytes, options = {}) => put(url, bytes, options),

    copy(source, destination, { source: conditions, destination: destinationConditions, generation, attributes } = {}) {
      const found = find(source, conditions, generation);
      if (!found) throw new DispatchError('NOT_FOUND', `there is no object ${formatGsUrl(source)} to copy to ${formatGsUrl(destination)}`);
      const { crc32c, md5Hash, componentCount } = found.object;
      const options = { ...(attributes ?? copiedAttributes(found.object)), ...destinationConditions, componentCount, checksums: { crc32c, md5Hash } };
      return put(destination, found.bytes, options);
    },

    move(source, name, { source: conditions, destination } = {}) {
      const found = find(source, conditions);
      if (!found) throw new DispatchError('NOT_FOUND', `there is no object ${formatGsUrl(source)} to rename`);
      const { bucket } = record(source);
      if (!isVersioned(bucket)) checkRemovable(found.object, bucket, clock.now());
      const { crc32c, md5Hash, componentCount } = found.object;
      const options = { ...attributesOf(found.object), ...destination, componentCount, checksums: { crc32c, md5Hash } };
      const moved = put({ bucket: source.bucket, name }, found.bytes, options);
      retire(source)?.();
      return moved;
    },

    update(url, attributes, { generation, ...conditions } = {}) {
      const found = find(url, conditions, generation);
      if (!found) return undefined;
      const { versions } = record(url);
      const { crc32c, md5Hash, timeCreated, componentCount, timeDeleted } = found.object;
      const metageneration = String(BigInt(found.object.metageneration) + 1n);
      const kept = { crc32c, md5Hash, timeCreated, componentCount, timeDeleted, generation: found.object.generation };
      const changed = make(url, found.bytes, { ...attributesOf(attributes), ...kept, metageneration, updated: clock.now() });
      if (timeDeleted) versions.setNoncurrent(changed);
      else versions.setLive(changed);
      changes.tell({ eventType: 'OBJECT_METADATA_UPDATE', object: changed.object });
      return changed.object;
    },

    remove(url, { generation, ...conditions } = {}) {
      const found = find(url, conditions, generation);
      if (!found) return false;
      const { versions, bucket } = record(url);
      if (generation !== undefined || !isVersioned(bucket)) checkRemovable(found.object, bucket, clock.now());
      if (generation === undefined) {
        retire(url)?.();
        return true;
      }
      if (found.object.timeDeleted) versions.dropNoncurrent(url.name, generation);
      else versions.dropLive(url.name);
      changes.tell({ eventType: 'OBJECT_DELETE', object: found.object });
      return true;
    },

    list(prefix, startName = '') {
      record(prefix);
      return iterate(prefix, startName, false);
    },

    listVersions(prefix, startName = '') {
      record(prefix);
      return iterate(prefix, startName, true);
    },

    restore(url, bytes, recorded) {
      const { versions } = record(url);
      versions.dropLive(url.name);
      const restored = make(url, bytes, { ...recorded, ...checksumsOf(bytes) });
      if (restored.object.timeDeleted) versions.setNoncurrent(restored);
      else versions.setLive(restored);
      return restored.object;
    },

    onObjectChange: (listener) => changes.listen(listener),
  };
}

