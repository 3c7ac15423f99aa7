import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createGcpBigQuery } from '../src/adapters/gcp/bigquery';
import { createGcsObjectStore } from '../src/adapters/gcp/object-store';
import { openGoogleClients } from '../src/adapters/gcp/open-clients';
import { openOutgoing } from '../src/adapters/open-outgoing';
import { systemClock as clock } from '../src/adapters/system-clock';
import { loadConfig } from '../src/config/load-config';
import { createDispatcher, type Dispatcher } from '../src/core/dispatcher';
import { parseGsUrl } from '../src/core/gs-url';
import type { JobEvent } from '../src/core/job-event';
import type { BigQuery } from '../src/core/ports/bigquery';
import type { ObjectStore } from '../src/core/ports/object-store';
import { startServices, type Services } from './services-test-bed';

const projectId = 'demo';
const orders = { projectId, datasetId: 'shop', tableId: 'orders' };
const CONFIG = JSON.stringify({
  DeferTaskURL: 'gs://ops-bucket/tasks/',
  Routes: [{ When: { Type: 'load', Dest: 'shop\\.routed_orders$' }, OnSuccess: [{ Action: 'copy', Request: { Dest: 'shop.copied_orders' } }] }],
});

let services: Services;
let objects: ObjectStore;
let bigquery: BigQuery;
let dispatcher: Dispatcher;

before(async () => {
  services = await startServices(clock);
  for (const bucket of ['ops-bucket', 'shop-data']) services.storage.createBucket(bucket);
  services.bigquery.createDataset({ projectId, datasetId: 'shop', location: 'EU' });
  const clients = await openGoogleClients({ projectId, emulators: { bigquery: services.url, storage: services.url } });
  objects = createGcsObjectStore(clients);
  bigquery = createGcpBigQuery({ ...clients, clock });
  const config = await loadConfig({ text: CONFIG, file: 'dispatch.json', given: {}, objects });
  let runs = 0;
  dispatcher = createDispatcher({ config, objects, bigquery, outgoing: openOutgoing({ clock, userAgent: 'bq-dispatch/test', allowInside: true }), clock, newHolder: () => `run-${++runs}` });
});

after(() => services.close());

async function put(url: string, content: unknown): Promise<void> {
  await objects.write(parseGsUrl(url), Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)));
}

async function stands(url: string): Promise<boolean> {
  return (await objects.stat(parseGsUrl(url))) !== undefined;
}

/** Loads a file to its end. */
async function load(jobId: string, { uri, tableId }: { uri: string; tableId: string }): Promise<JobEvent> {
  await put(uri, '1,one\n2,two\n');
  const schema = { fields: [{ name: 'id', type: 'INTEGER' }, { name: 'name', type: 'STRING' }] };
  const jobReference = { projectId, jobId, location: 'EU' };
  await bigquery.insertJob({ jobReference, configuration: { load: { sourceUris: [uri], destinationTable: { ...orders, tableId }, schema } } });
  const job = await bigquery.waitForJob(jobReference, { deadline: new Date(clock.now().getTime() + 60_000) });
  assert.equal(job.status?.errorResult, undefined);
  return { eventId: `event of ${jobId}`, projectId, jobId, location: 'EU' };
}

test('a deferred task moves and deletes, and a second event runs nothing', async () => {
  await put('gs://shop-data/in/orders.lock', '');
  await put('gs://ops-bucket/tasks/orders/1/dispatch.json', {
    OnSuccess: [
      { Action: 'move', Request: { DestURL: 'gs://shop-data/archive/' } },
      { Action: 'delete', Request: { URLs: ['gs://shop-data/in/orders.lock'] } },
    ],
  });
  const event = await load('orders--1--dispatch', { uri: 'gs://shop-data/in/orders.csv', tableId: 'orders' });

  const response = await dispatcher.dispatch(event);

  assert.equal(response.Status, 'ok', JSON.stringify(response.Error));
  assert.deepEqual(response.Actions.map(({ Action, Status }) => [Action, Status]), [['move', 'ok'], ['delete', 'ok']]);
  const places = ['gs://shop-data/archive/in/orders.csv', 'gs://shop-data/in/orders.csv', 'gs://shop-data/in/orders.lock'];
  assert.deepEqual(await Promise.all(places.map(stands)), [true, false, false]);
  const record = response.RecordURL as string;
  assert.match(record, /^gs:\/\/ops-bucket\/journal\/[\d_-]+\/orders\/1\/dispatch-job\.json$/);
  const moved = [record, record.replace('-job.json', '.json'), 'gs://ops-bucket/tasks/orders/1/dispatch.json'];
  assert.deepEqual(await Promise.all(moved.map(stands)), [true, true, false]);
  const again = await dispatcher.dispatch(event);
  assert.deepEqual([again.Status, again.RecordURL], ['duplicate', record]);
});

test('a route copies the table once, for two events at the same time', async () => {
  const event = await load('routed', { uri: 'gs://shop-data/in/routed.csv', tableId: 'routed_orders' });

  const responses = await Promise.all([dispatcher.dispatch(event), dispatcher.dispatch({ ...event, eventId: 'another' })]);

  const statuses = responses.map(({ Status }) => Status).sort();
  assert.ok(['duplicate,ok', 'ok,retry'].includes(statuses.join()), statuses.join());
  const ran = responses.find(({ Status }) => Status === 'ok');
  const copy = await bigquery.getJob({ projectId, jobId: ran?.Actions[0]?.JobID as string, location: 'EU' });
  assert.equal(copy?.configuration.jobType, 'COPY');
  assert.equal((await bigquery.getTable({ ...orders, tableId: 'copied_orders' }))?.numRows, '2');
});

test('a job that BigQuery does not know is recorded among the errors', async () => {
  const { Status, Error: error, RecordURL } = await dispatcher.dispatch({ eventId: 'e', projectId, jobId: 'absent', location: 'EU' });
  assert.deepEqual([Status, error?.Code], ['error', 'JOB_NOT_FOUND']);
  assert.match(RecordURL as string, /^gs:\/\/ops-bucket\/errors\//);
});
