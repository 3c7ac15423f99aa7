import type { ObjectStore } from '../../src/core/ports/object-store';
import type { StorageState } from './storage-state';

/** The in-process front of the emulated Cloud Storage: the port of the core, with no logic of its own. */
export function createObjectStore(state: StorageState): ObjectStore {
  return {
    read: (url) => settle(() => state.read(url)),
    stat: (url) => settle(() => state.stat(url)),
    write: (url, bytes, options) => settle(() => state.write(url, bytes, options)),
    copy: (source, destination, { ifSourceGeneration } = {}) =>
      settle(() => state.copy(source, destination, { source: { ifGeneration: ifSourceGeneration } })),
    remove: (url, conditions) => settle(() => state.remove(url, conditions)),
    async *list(prefix, { from } = {}) {
      yield* await settle(() => [...state.list(prefix, from)]);
    },
  };
}

/** A promise of what `call` returns or throws; the call itself is done at once. */
function settle<T>(call: () => T): Promise<T> {
  return new Promise((resolve) => resolve(call()));
}
