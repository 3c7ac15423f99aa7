import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ACCOUNT, AUDIENCE, keys, now, token } from '../src/adapters/auth/id-token-test-bed';
import { systemClock as clock } from '../src/adapters/system-clock';
import { parseGsUrl } from '../src/core/gs-url';
import { openProduction } from '../src/production';
import { listen } from '../src/server/http-server';
import { clientEnvironment } from './client-environment';
import { postEvent } from './events/post-event';
import { createPushTargets, type PushFormat, type PushTargets } from './events/push-targets';
import { createSeededRandom } from './events/random';
import { startServiceProcess } from './service-process-test-bed';
import { startServices, type Services } from './services-test-bed';

const projectId = 'demo';
const CONFIG = {
  DeferTaskURL: 'gs://ops-bucket/tasks/',
  RoutesURL: 'gs://ops-bucket/routes/',
  Auth: { Mode: 'none' },
  Routes: [{ Name: 'copied', When: { Type: 'load', Dest: 'shop\\.routed_' }, OnSuccess: [{ Action: 'copy', Request: { Dest: 'shop.copied' } }] }],
};

describe('the production build on an emulator', () => {
  let services: Services;
  let service: ReturnType<typeof startServiceProcess>;
  let pushes: PushTargets | undefined;
  let url: string;

  before(async () => {
    services = await startServices(clock);
    for (const bucket of ['ops-bucket', 'shop-data']) services.storage.createBucket(bucket);
    services.bigquery.createDataset({ projectId, datasetId: 'shop', location: 'EU' });
    services.bigquery.onJobDone((job) => pushes?.jobDone(job));
    const port = Number(new URL(services.url).port);
    service = startServiceProcess({ ...Object.fromEntries(clientEnvironment({ host: '127.0.0.1', port }, projectId)), CONFIG: JSON.stringify(CONFIG) });
    const { message } = await service.line(/^listening/);
    url = `http://127.0.0.1:${/\d+/.exec(message)?.[0] ?? ''}/`;
  });

  after(async () => {
    service.child.kill('SIGTERM');
    await service.ended;
    await services.close();
  });

  const put = (to: string, text: string): unknown => services.storage.write(parseGsUrl(to), Buffer.from(text));
  const stands = (at: string): boolean => services.storage.read(parseGsUrl(at)) !== undefined;

  function load(jobId: string, tableId: string): void {
    put('gs://shop-data/in/orders.csv', '1,one\n2,two\n');
    const schema = { fields: [{ name: 'id', type: 'INTEGER' }, { name: 'name', type: 'STRING' }] };
    services.bigquery.insertJob({ jobReference: { projectId, jobId, location: 'EU' }, configuration: { load: { sourceUris: ['gs://shop-data/in/orders.csv'], schema, destinationTable: { projectId, datasetId: 'shop', tableId } } } });
  }

  for (const format of ['eventarc', 'pubsub'] as const satisfies readonly PushFormat[]) {
    it(`handles what is pushed to it as ${format} does, each job once`, async () => {
      pushes = createPushTargets({ urls: [url], format, post: postEvent, clock, random: createSeededRandom(1), say: () => undefined, disturbance: { duplicate: 1, drop: 0, reorder: false } });
      put(`gs://ops-bucket/tasks/orders/${format}/dispatch.json`, JSON.stringify({ OnSuccess: [{ Action: 'move', Request: { DestURL: `gs://shop-data/${format}/` } }] }));

      load(`orders--${format}--dispatch`, 'orders');
      assert.equal((await service.line(new RegExp(`^ok demo:EU\\.orders--${format}--dispatch`))).outcome, 'ok');
      load(`routed-${format}`, `routed_${format}`);
      await service.line(new RegExp(`^ok demo:EU\\.routed-${format}$`));
      // The copy's own event comes last.
      await service.line(new RegExp(`^noMatch demo:EU\\..*routed-${format}.*`));
      await pushes.idle();

      assert.deepEqual([stands(`gs://shop-data/${format}/in/orders.csv`), stands(`gs://ops-bucket/tasks/orders/${format}/dispatch.json`)], [true, false]);
      assert.equal(services.bigquery.getTable({ projectId, datasetId: 'shop', tableId: 'copied' })?.numRows, '2');
      const outcomes = service.lines.filter(({ job }) => job === `demo:EU.orders--${format}--dispatch`).map(({ outcome }) => outcome);
      assert.deepEqual(outcomes.filter((outcome) => outcome === 'ok'), ['ok'], String(outcomes));
    });
  }

  it('takes events and sweeps from those alone whose token counts', async () => {
    const lines: string[] = [];
    const environment = { BIGQUERY_EMULATOR_HOST: services.url, STORAGE_EMULATOR_HOST: services.url, GOOGLE_CLOUD_PROJECT: projectId, CONFIG: JSON.stringify({ ...CONFIG, Auth: { Audience: AUDIENCE, ServiceAccounts: [ACCOUNT] } }) };
    const guarded = openProduction({ environment, out: { write: (line) => void lines.push(line) }, version: 'test', keys });
    const server = await listen(guarded.service, { host: '127.0.0.1', port: 0 });
    const post = (page: string, authorization: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${server.port}${page}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization }, body: JSON.stringify({ ProjectID: projectId, JobID: 'routed-pubsub', Location: 'EU' }) });
    const refused = [token({ claims: { exp: now - 3600, iat: now - 7200 } }), token({ claims: { aud: 'https://else.example.com' } }), token({ sign: () => 'c2lnbmVk' })];
    const objectsBefore = services.storage.bucketNames().flatMap((bucket) => [...services.storage.list({ bucket, name: '' })].map(({ generation }) => generation));
    for (const page of ['/', '/sweep']) {
      for (const forged of refused) {
        const answer = await post(page, `Bearer ${forged}`);
        assert.deepEqual([answer.status, await answer.text()], [401, '']);
        assert.ok(!lines.at(-1)?.includes(forged.split('.')[1] as string));
      }
    }
    assert.equal(lines.length, 6);
    assert.deepEqual(services.storage.bucketNames().flatMap((bucket) => [...services.storage.list({ bucket, name: '' })].map(({ generation }) => generation)), objectsBefore);

    assert.deepEqual(((await (await post('/', `Bearer ${token()}`)).json()) as { Status: string }).Status, 'duplicate');
    assert.equal((await post('/sweep', `Bearer ${token()}`)).status, 200);
    await server.close();
  });
});
