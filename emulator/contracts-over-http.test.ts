import { randomUUID } from 'node:crypto';
import { after, before } from 'node:test';
import { BigQuery } from '@google-cloud/bigquery';
import { Storage } from '@google-cloud/storage';
import { PassThroughClient } from 'google-auth-library';
import { createGcpBigQuery } from '../src/adapters/gcp/bigquery';
import { createGcsObjectStore } from '../src/adapters/gcp/object-store';
import { systemClock } from '../src/adapters/system-clock';
import { describeBigQuery } from '../src/core/ports/bigquery.contract';
import { describeObjectStore } from '../src/core/ports/object-store.contract';
import { registerBigQueryRoutes } from './bigquery/http/bigquery-routes';
import { createBigQueryState } from './bigquery/bigquery-state';
import { createQueryPlanner } from './bigquery/query-planner';
import { createFrontDoor } from './front-door';
import { createHttpApp } from './http/http-app';
import { createUnsupportedLog } from './http/unsupported-log';
import { registerStorageRoutes } from './storage/http/storage-routes';
import { createObjectStore } from './storage/object-store';
import { createStorageState } from './storage/storage-state';

const PROJECT = 'demo';
const clock = systemClock;
const door = createFrontDoor();
const storage = createStorageState({ clock });
const unsupported = createUnsupportedLog();
// Jobs take a moment, so that there is something to wait for.
const bigquery = createBigQueryState({ clock, objects: createObjectStore(storage), runningMs: 5, ...createQueryPlanner({ clock, onUnsupported: (construct) => unsupported.note(construct) }) });
let apiEndpoint = '';

before(async () => {
  storage.createBucket('contract');
  bigquery.createDataset({ projectId: PROJECT, datasetId: 'contract', location: 'US' });
  const { port } = await door.listen({ host: '127.0.0.1', port: 0 });
  apiEndpoint = `http://127.0.0.1:${port}`;
  const app = createHttpApp(unsupported);
  registerBigQueryRoutes(app, { bigquery, clock, newId: randomUUID });
  registerStorageRoutes(app, { storage, clock, newId: randomUUID });
  await door.leadTo(app);
});

after(() => door.close());

function openStore() {
  return createGcsObjectStore({ storage: new Storage({ projectId: PROJECT, apiEndpoint, retryOptions: { autoRetry: false } }) });
}

describeObjectStore('Cloud Storage by its client, over HTTP', () => Promise.resolve({ store: openStore(), bucket: 'contract' }));

describeBigQuery('BigQuery by its client, over HTTP', () =>
  Promise.resolve({
    bigquery: createGcpBigQuery({ bigquery: new BigQuery({ projectId: PROJECT, apiEndpoint, autoRetry: false, authClient: new PassThroughClient() }), clock }),
    objects: openStore(),
    projectId: PROJECT,
    datasetId: 'contract',
    bucket: 'contract',
    settle: (promise) => promise,
  }),
);
