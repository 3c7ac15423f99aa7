import { compareUtf8 } from './compare-utf8';
import { createSortedNames } from './sorted-names';
import type { ObjectVersion } from './storage-object';

/** All generations of all objects of one bucket. */
export interface BucketVersions {
  live(name: string): ObjectVersion | undefined;
  /** A generation, be it live or not; `undefined` if there is none. */
  find(name: string, generation: string): ObjectVersion | undefined;
  /** The generations of a name from the oldest, the live one last. */
  all(name: string): readonly ObjectVersion[];
  /** Makes a version the live one; the one before is gone unless it was archived. */
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
  const live = new Map<string, ObjectVersion>();
  const noncurrent = new Map<string, ObjectVersion[]>();
  const liveNames = createSortedNames();
  const noncurrentNames = createSortedNames();
  const older = (name: string): ObjectVersion[] => noncurrent.get(name) ?? [];

  function setOlder(name: string, versions: ObjectVersion[]): void {
    if (versions.length === 0) {
      noncurrent.delete(name);
      noncurrentNames.remove(name);
    } else {
      noncurrent.set(name, versions);
      noncurrentNames.add(name);
    }
  }

  return {
    live: (name) => live.get(name),

    find(name, generation) {
      const current = live.get(name);
      if (current?.object.generation === generation) return current;
      return older(name).find(({ object }) => object.generation === generation);
    },

    all(name) {
      const current = live.get(name);
      return current ? [...older(name), current] : older(name);
    },

    setLive(version) {
      const { name } = version.object.url;
      live.set(name, version);
      liveNames.add(name);
    },

    dropLive(name) {
      live.delete(name);
      liveNames.remove(name);
    },

    setNoncurrent(version) {
      const { url, generation } = version.object;
      const others = older(url.name).filter(({ object }) => object.generation !== generation);
      const after = others.findIndex(({ object }) => BigInt(object.generation) > BigInt(generation));
      others.splice(after < 0 ? others.length : after, 0, version);
      setOlder(url.name, others);
    },

    dropNoncurrent(name, generation) {
      setOlder(name, older(name).filter(({ object }) => object.generation !== generation));
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
