import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDeath, createStandstill, tamperPort, type PortCall, type Tamper } from '../features/support/tampered-ports';
import { loadConfig } from '../src/config/load-config';
import { actionNames } from '../src/core/actions';
import { createDispatcher, type Dispatcher } from '../src/core/dispatcher';
import type { JobResource } from '../src/core/job-resource';
import type { DispatchResponse } from '../src/core/response';
import { createSweep } from '../src/core/sweep';
import { decodeJobResource } from '../src/events/job-resource-event';
import { createBigQuery } from './bigquery/bigquery';
import { createBigQueryState } from './bigquery/bigquery-state';
import { createQueryPlanner } from './bigquery/query-planner';
import { formatNdjsonRow } from './bigquery/data/ndjson';
import { rowsOf } from './bigquery/table-data';
import { createManualClock } from './manual-clock';
import { createSentOutgoing } from './outbox/outbox-test-bed';
import { createObjectStore } from './storage/object-store';
import { createStorageState } from './storage/storage-state';

/** Longer than the lease, and less than the minute for which BigQuery knows streamed rows again. */
const LEASE_OVER_MS = 31_000;

const table = (tableId: string) => ({ projectId: 'shop', datasetId: 'sales', tableId });

const JOB: JobResource = {
  jobReference: { projectId: 'shop', jobId: 'root-dispatch', location: 'US' },
  configuration: { load: { sourceUris: ['gs://landing/a.json', 'gs://landing/b.json'], destinationTable: table('orders'), sourceFormat: 'NEWLINE_DELIMITED_JSON' } },
  statistics: { creationTime: '1709286300000', startTime: '1709286301000', endTime: '1709286302500' },
  status: { state: 'DONE' },
};

/** A request of each action; the list of them all is checked. */
const REQUESTS: Readonly<Record<string, object>> = {
  delete: {},
  move: { DestURL: 'gs://landing/done' },
  export: { DestURL: 'gs://landing/out.json' },
  copy: { Dest: 'sales.copied' },
  query: { SQL: 'SELECT id FROM $DestTable', Dest: 'sales.made', Append: true },
  load: { sourceUris: 'gs://landing/a.json', Dest: 'sales.loaded', Append: true, autodetect: true },
  insert: { Dest: 'sales.orders', Data: [{ id: 9 }] },
  drop: { Table: 'sales.orders' },
  tableExists: { Table: 'sales.orders' },
  group: { GroupURL: 'gs://landing/group' },
  notify: { Channels: '#a', Title: '$JobID', Token: 'x' },
  call: { URL: 'https://service.example.com/', Body: { job: '$JobID' } },
  push: { Topic: 'loaded', Data: '$JobID' },
};

/** A world in which the job has ended and nobody has handled it. */
async function createWorld(action: string) {
  const clock = createManualClock(new Date('2024-03-01T10:00:00Z'));
  const storage = createStorageState({ clock });
  for (const bucket of ['landing', 'ops']) storage.createBucket(bucket);
  const write = (bucket: string, name: string, text: string): void => void storage.write({ bucket, name }, Buffer.from(text));
  write('landing', 'a.json', '{"id":1}\n');
  write('landing', 'b.json', '{"id":2}\n');
  write('landing', 'group', '3');
  write('ops', 'tasks/root-dispatch.json', JSON.stringify({ OnSuccess: [{ Action: action, Request: REQUESTS[action] }] }));
  const objects = createObjectStore(storage);
  const state = createBigQueryState({ clock, objects, ...createQueryPlanner({ clock, onUnsupported: () => undefined }) });
  state.createDataset({ projectId: 'shop', datasetId: 'sales', location: 'US' });
  state.addTable({ tableReference: table('orders'), schema: { fields: [{ name: 'id', type: 'INTEGER' }] } }, [['1']]);
  state.recordJob(JOB);
  const bigquery = createBigQuery(state);
  const { outgoing, sent } = createSentOutgoing(clock);
  const config = await loadConfig({ text: '{"DeferTaskURL":"gs://ops/tasks/","ProjectID":"shop","LeaseSeconds":30}', file: 'dispatch.json', given: {}, objects });
  let holders = 0;
  const isBusy = (): boolean => [...state.jobs('shop')].some(({ status }) => status?.state !== 'DONE');
  const settle = <T>(promise: Promise<T>): Promise<T> => clock.settle(promise, isBusy);
  const event = decodeJobResource(JOB);

  function dispatcher(tamper?: Tamper): Dispatcher {
    const common = { config, clock, newHolder: () => `run-${++holders}` };
    if (!tamper) return createDispatcher({ ...common, objects, bigquery, outgoing });
    const { http, slack, publisher, secrets } = outgoing;
    return createDispatcher({
      ...common,
      objects: tamperPort('objects', objects, tamper),
      bigquery: tamperPort('bigquery', bigquery, tamper),
      outgoing: { http: tamperPort('http', http, tamper), slack: tamperPort('slack', slack, tamper), publisher: tamperPort('publisher', publisher, tamper), secrets },
    });
  }

  return {
    clock,
    settle,
    start: (tamper?: Tamper): Promise<DispatchResponse> => dispatcher(tamper).dispatch(event),
    sweep: () => createSweep({ config, objects, bigquery, clock, dispatcher: dispatcher() })(),
    /** What stands in the end, without times and the names of runs. */
    end() {
      const names = storage.bucketNames().flatMap((bucket) => [...storage.list({ bucket, name: '' })].map(({ url }) => url));
      const contents = names.filter(({ name }) => !name.endsWith('_sweep.json')).map((url) => [url.bucket, url.name, withoutTimes(Buffer.from(storage.read(url)!.bytes).toString())]);
      const tables = state.tables({ projectId: 'shop', datasetId: 'sales' }).map(({ resource, data }) => [resource.tableReference.tableId, ...[...rowsOf(data)].map((row) => formatNdjsonRow(row, resource.schema!))]);
      return { contents, tables, jobs: [...state.jobs('shop')].map(({ jobReference }) => jobReference.jobId).sort(), sent: sent() };
    },
  };
}

/** Whatever tells one run from another: who found the job, when, what of its progress was still to be taken, the ID of a message that was published twice. */
function withoutTimes(text: string): string {
  return text
    .replace(/"Wrote": \[[^\]]*\]/g, '"Wrote": …')
    .replace(/"Effect": "[^"]*"/g, '"Effect": …')
    .replace(/"EventID": "[^"]*"/g, '"EventID": …')
    .replace(/"(Started|Ended|EndTime|ExpiresAt|Holder|TimeTakenMs|Generation|MessageID)": [^,\n]+/g, '"$1": …');
}

type World = Awaited<ReturnType<typeof createWorld>>;

/** Every moment of an undisturbed run at which it may be stopped: before and after each call of a port. */
async function momentsOf(action: string): Promise<{ count: number; end: unknown }> {
  const world = await createWorld(action);
  let count = 0;
  const { Status } = await world.settle(world.start(() => {
    count++;
    return undefined;
  }));
  assert.equal(Status, 'ok');
  return { count, end: world.end() };
}

const atMoment = (wanted: number): ((call: PortCall) => boolean) => {
  let moment = 0;
  return () => moment++ === wanted;
};

/** Ends what a run has left: by the event that is delivered again, or by the sweep. */
async function goOn(world: World, by: 'event' | 'sweep'): Promise<void> {
  await world.clock.advance(LEASE_OVER_MS);
  if (by === 'sweep') await world.settle(world.sweep());
  else assert.match((await world.settle(world.start())).Status, /^(ok|duplicate)$/);
}

describe('a run that is stopped dead at any call of a port', () => {
  it('is tried with every action', () => assert.deepEqual(Object.keys(REQUESTS).sort(), [...actionNames].sort()));

  for (const action of actionNames) {
    it(`${action}: is gone on with by the next event or the sweep, and ends as if nothing had been`, async () => {
      const { count, end } = await momentsOf(action);
      assert.ok(count > 10, String(count));
      for (let moment = 0; moment < count; moment++) {
        const world = await createWorld(action);
        const { tamper, died } = createDeath(atMoment(moment));
        assert.equal(await world.settle(Promise.race([world.start(tamper), died])), 'died');
        await goOn(world, moment % 2 === 0 ? 'event' : 'sweep');
        assert.deepEqual(world.end(), end, `stopped at moment ${moment} of ${count}`);
      }
    });

    it(`${action}: does no harm where it only stood still, and another run went on`, async () => {
      const { count, end } = await momentsOf(action);
      for (let moment = 0; moment < count; moment += 2) {
        const world = await createWorld(action);
        const { tamper, stopped, release } = createStandstill(atMoment(moment));
        const slow = world.start(tamper);
        await world.settle(stopped);
        await goOn(world, moment % 4 === 0 ? 'event' : 'sweep');
        release();
        await world.settle(slow);
        assert.deepEqual(world.end(), end, `stood still at moment ${moment} of ${count}`);
      }
    });

    it(`${action}: ten events at once are one run`, async () => {
      const { end } = await momentsOf(action);
      const world = await createWorld(action);
      const answers = await world.settle(Promise.all(Array.from({ length: 10 }, () => world.start())));
      assert.equal(answers.filter(({ Status }) => Status === 'ok').length, 1);
      assert.ok(answers.every(({ Status }) => ['ok', 'retry', 'duplicate'].includes(Status)));
      assert.equal((await world.settle(world.start())).Status, 'duplicate');
      assert.deepEqual(world.end(), end);
    });
  }
});
