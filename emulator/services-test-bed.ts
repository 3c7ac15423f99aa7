import { randomUUID } from 'node:crypto';
import type { Clock } from '../src/core/ports/clock';
import { registerBigQueryRoutes } from './bigquery/http/bigquery-routes';
import { createBigQueryState, type BigQueryState } from './bigquery/bigquery-state';
import { createQueryPlanner } from './bigquery/query-planner';
import { createFrontDoor } from './front-door';
import { createHttpApp } from './http/http-app';
import { createUnsupportedLog } from './http/unsupported-log';
import { registerStorageRoutes } from './storage/http/storage-routes';
import { createObjectStore } from './storage/object-store';
import { createStorageState, type StorageState } from './storage/storage-state';

/** Both services behind a port of their own and without a dispatcher, for tests. */
export interface Services {
  readonly storage: StorageState;
  readonly bigquery: BigQueryState;
  /** Where they are reached. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startServices(clock: Clock): Promise<Services> {
  const unsupported = createUnsupportedLog();
  const storage = createStorageState({ clock });
  const planner = createQueryPlanner({ clock, onUnsupported: (construct) => unsupported.note(construct) });
  // Jobs take a moment, so that there is something to wait for.
  const bigquery = createBigQueryState({ clock, objects: createObjectStore(storage), runningMs: 5, ...planner });
  const app = createHttpApp(unsupported);
  registerBigQueryRoutes(app, { bigquery, clock, newId: randomUUID });
  registerStorageRoutes(app, { storage, clock, newId: randomUUID });
  const door = createFrontDoor();
  const { port } = await door.listen({ host: '127.0.0.1', port: 0 });
  await door.leadTo(app);
  return {
    storage,
    bigquery,
    url: `http://127.0.0.1:${port}`,
    async close() {
      await door.close();
      bigquery.clear();
      await planner.close();
    },
  };
}
