import type { ObjectStore } from '../../core/ports/object-store';

/** An object store that is opened with the first call, since Google's client takes its time to load. */
export function createLateObjectStore(open: () => Promise<ObjectStore>): ObjectStore {
  return {
    read: async (...args) => (await open()).read(...args),
    stat: async (...args) => (await open()).stat(...args),
    write: async (...args) => (await open()).write(...args),
    copy: async (...args) => (await open()).copy(...args),
    remove: async (...args) => (await open()).remove(...args),
    async *list(...args) {
      yield* (await open()).list(...args);
    },
  };
}
