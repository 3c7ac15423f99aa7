import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { objectContentPromises } from './object-content-promises.contract';
import { objectNamePromises } from './object-name-promises.contract';
import type { ObjectStore } from './object-store';
import { inBatches, listAll } from './object-store-workplace.contract';
import { objectPreconditionPromises } from './object-precondition-promises.contract';

/** A store to put to the test, and a bucket that exists. The bucket may be shared; each test keeps to a folder of its own. */
export interface ObjectStoreTarget {
  readonly store: ObjectStore;
  readonly bucket: string;
}

/**
 * Registers the contract of ObjectStore as tests: every promise that the port's comments make.
 * @param name stands before each test's title
 * @param open called once a test
 */
export function describeObjectStore(name: string, open: () => Promise<ObjectStoreTarget>): void {
  for (const [title, promise] of Object.entries({ ...objectContentPromises, ...objectPreconditionPromises, ...objectNamePromises })) {
    test(`${name}: ${title}`, async (context) => {
      const { store, bucket } = await open();
      const folder = { bucket, name: `contract-${randomUUID()}/` };
      context.after(async () => inBatches(await listAll(store, folder), ({ url }) => store.remove(url)));
      await promise({ store, at: (path) => ({ bucket, name: folder.name + path }) });
    });
  }
}
