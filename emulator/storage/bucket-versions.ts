import { compareUtf8 } from './compare-utf8';
import { createObjectBytes } from './object-bytes';
import { createSortedNames } from './sorted-names';
import type { ObjectVersion, StorageObject } from './storage-object';

/** All generations of all objects of one bucket. */
export interface BucketVersions {
  live(name: string): ObjectVersion | undefined;
  /** A generation, be it live or not; `undefined` if there is none. */
  find(name: string, generation: string): ObjectVersion | undefined;
  /** The generations of a name from the oldest, the live one last. */
  all(name: string): readonly ObjectVersion[];
  /** Makes a version the live one; the one before is gone unless it was archived. The bytes of a generation never change. */
  setLive(version: ObjectVersion): void;
  /** Removes the live version; an absent one is no fault. */
  dropLive(name: string): void;
  /** Adds a version that is not live, or replaces it. */
  setNoncurrent(version: ObjectVersion): void;
  /** Removes a version that is not live; an absent one is no fault. */
  dropNoncurrent(name: string, generation: string): void;
  /** The first name at or after `from` that has a live version, or with `versions` any. */
  nextName(from: string, versions?: boolean): string | undefined;
  /** Whether there is not one generation. */
  isEmpty(): boolean;
}

export function createBucketVersions(): BucketVersions {
  const live = new Map<string, StorageObject>();
  const noncurrent = new Map<string, StorageObject[]>();
  const liveNames = createSortedNames();
  const noncurrentNames = createSortedNames();
  const stored = createObjectBytes();
  const older = (name: string): StorageObject[] => noncurrent.get(name) ?? [];

  const versionOf = (object: StorageObject): ObjectVersion => ({
    object,
    get bytes() {
      return stored.read(object);
    },
  });

  function keep({ object, bytes }: ObjectVersion): void {
    if (!stored.has(object)) stored.write(object, bytes);
  }

  /** Forgets the bytes of a generation that is neither live nor archived any more. */
  function forget(object: StorageObject): void {
    const { url, generation } = object;
    const stays = live.get(url.name)?.generation === generation || older(url.name).some((other) => other.generation === generation);
    if (!stays) stored.remove(object);
  }

  function setOlder(name: string, objects: StorageObject[]): void {
    if (objects.length === 0) {
      noncurrent.delete(name);
      noncurrentNames.remove(name);
    } else {
      noncurrent.set(name, objects);
      noncurrentNames.add(name);
    }
  }

  return {
    live(name) {
      const current = live.get(name);
      return current && versionOf(current);
    },

    find(name, generation) {
      const current = live.get(name);
      const found = current?.generation === generation ? current : older(name).find((object) => object.generation === generation);
      return found && versionOf(found);
    },

    all(name) {
      const current = live.get(name);
      return (current ? [...older(name), current] : older(name)).map(versionOf);
    },

    setLive(version) {
      const { name } = version.object.url;
      const before = live.get(name);
      keep(version);
      live.set(name, version.object);
      liveNames.add(name);
      if (before) forget(before);
    },

    dropLive(name) {
      const before = live.get(name);
      live.delete(name);
      liveNames.remove(name);
      if (before) forget(before);
    },

    setNoncurrent(version) {
      const { url, generation } = version.object;
      const others = older(url.name).filter((object) => object.generation !== generation);
      const after = others.findIndex((object) => BigInt(object.generation) > BigInt(generation));
      keep(version);
      others.splice(after < 0 ? others.length : after, 0, version.object);
      setOlder(url.name, others);
    },

    dropNoncurrent(name, generation) {
      const gone = older(name).find((object) => object.generation === generation);
      setOlder(name, older(name).filter((object) => object !== gone));
      if (gone) forget(gone);
    },

    nextName(from, versions = false) {
      const current = liveNames.ceiling(from);
      const past = versions ? noncurrentNames.ceiling(from) : undefined;
      if (current === undefined || past === undefined) return current ?? past;
      return compareUtf8(current, past) <= 0 ? current : past;
    },

    isEmpty: () => live.size === 0 && noncurrent.size === 0,
  };
}
