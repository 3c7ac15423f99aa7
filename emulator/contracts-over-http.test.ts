import { after, before } from 'node:test';
import { createGcpBigQuery } from '../src/adapters/gcp/bigquery';
import { createGcsObjectStore } from '../src/adapters/gcp/object-store';
import { openGoogleClients } from '../src/adapters/gcp/open-clients';
import { systemClock as clock } from '../src/adapters/system-clock';
import { describeActionsTwice } from '../src/core/actions-twice.contract';
import { describeBigQuery } from '../src/core/ports/bigquery.contract';
import { describeObjectStore } from '../src/core/ports/object-store.contract';
import { createSentOutgoing } from './outbox/outbox-test-bed';
import { startServices, type Services } from './services-test-bed';

const PROJECT = 'demo';
const BUCKET = 'contract';
const DATASET = 'contract';
let services: Services;

before(async () => {
  services = await startServices(clock);
  services.storage.createBucket(BUCKET);
  services.bigquery.createDataset({ projectId: PROJECT, datasetId: DATASET, location: 'US' });
});

after(() => services.close());

async function open() {
  const { bigquery, storage } = await openGoogleClients({ projectId: PROJECT, emulators: { bigquery: services.url, storage: services.url } });
  return { bigquery: createGcpBigQuery({ bigquery, clock }), objects: createGcsObjectStore({ storage }) };
}

describeObjectStore('Cloud Storage by its client, over HTTP', async () => ({ store: (await open()).objects, bucket: BUCKET }));

describeBigQuery('BigQuery by its client, over HTTP', async () => ({ ...(await open()), projectId: PROJECT, datasetId: DATASET, bucket: BUCKET, settle: (promise) => promise }));

describeActionsTwice("Google's clients over HTTP", async () => ({ ...(await open()), ...createSentOutgoing(clock), clock, projectId: PROJECT, datasetId: DATASET, bucket: BUCKET, settle: (promise) => promise }));
