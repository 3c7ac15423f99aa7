import type { StorageObject } from './storage-object';

/** What became of an object, in the terms of Cloud Storage's notifications. */
export interface ObjectChange {
  readonly eventType: 'OBJECT_FINALIZE' | 'OBJECT_DELETE' | 'OBJECT_METADATA_UPDATE' | 'OBJECT_ARCHIVE';
  readonly object: StorageObject;
  /** The generation that a new object took the place of. */
  readonly overwroteGeneration?: string;
  /** The generation that took the place of a deleted or archived one. */
  readonly overwrittenByGeneration?: string;
}

export type ObjectChangeListener = (change: ObjectChange) => void;

/** Tells of changes to everyone who asked for it, in the order in which they asked. */
export interface ObjectChanges {
  tell(change: ObjectChange): void;
  /** @returns a function that ends it; calling it again is harmless. */
  listen(listener: ObjectChangeListener): () => void;
}

export function createObjectChanges(): ObjectChanges {
  const listeners = new Set<{ readonly listener: ObjectChangeListener }>();
  return {
    tell(change) {
      for (const { listener } of listeners) listener(change);
    },
    listen(listener) {
      const entry = { listener };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
  };
}
