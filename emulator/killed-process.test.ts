import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock as clock } from '../src/adapters/system-clock';
import { parseGsUrl } from '../src/core/gs-url';
import type { JobResource } from '../src/core/job-resource';
import type { JobState } from '../src/core/job-state';
import { openProduction } from '../src/production';
import { clientEnvironment } from './client-environment';
import { startServiceProcess } from './service-process-test-bed';
import { startServices, type Services } from './services-test-bed';

const projectId = 'demo';
const CONFIG = JSON.stringify({ DeferTaskURL: 'gs://ops-bucket/tasks/', Auth: { Mode: 'none' } });
const TASK = JSON.stringify({ OnSuccess: [{ Action: 'copy', Request: { Dest: 'shop.copied_$JobID', Append: true } }, { Action: 'move', Request: { DestURL: 'gs://shop-data/done/' } }] });

/** What the process has just done when it is killed. */
const MOMENTS: Readonly<Record<string, (jobId: string) => (done: { object?: string; job?: string }) => boolean>> = {
  'claimed the job': (jobId) => ({ object }) => object === `journal/_state/demo/EU/${jobId}.json`,
  'seen the copy job end': (jobId) => ({ job }) => job !== undefined && job !== jobId && job.startsWith(jobId),
  'copied the object that it moves': (jobId) => ({ object }) => object === `done/in/${jobId}.csv`,
  'written the record': (jobId) => ({ object = '' }) => object.startsWith('journal/') && object.endsWith(`${jobId}-job.json`),
};

describe('a process that is killed', () => {
  let services: Services;
  let environment: Record<string, string>;

  before(async () => {
    services = await startServices(clock);
    for (const bucket of ['ops-bucket', 'shop-data']) services.storage.createBucket(bucket);
    services.bigquery.createDataset({ projectId, datasetId: 'shop', location: 'EU' });
    environment = { ...Object.fromEntries(clientEnvironment({ host: '127.0.0.1', port: Number(new URL(services.url).port) }, projectId)), CONFIG };
  });

  after(() => services.close());

  const put = (url: string, text: string): unknown => services.storage.write(parseGsUrl(url), Buffer.from(text));
  const names = (bucket: string): string[] => [...services.storage.list({ bucket, name: '' })].map(({ url }) => url.name);

  async function load(jobId: string): Promise<JobResource> {
    put(`gs://shop-data/in/${jobId}.csv`, '1\n2\n');
    put(`gs://ops-bucket/tasks/${jobId}.json`, TASK);
    const jobReference = { projectId, jobId, location: 'EU' };
    const schema = { fields: [{ name: 'id', type: 'INTEGER' }] };
    services.bigquery.insertJob({ jobReference, configuration: { load: { sourceUris: [`gs://shop-data/in/${jobId}.csv`], schema, destinationTable: { projectId, datasetId: 'shop', tableId: jobId.replaceAll('-', '_') } } } });
    return services.bigquery.waitForJob(jobReference, { deadline: new Date(Date.now() + 60_000) });
  }

  /** Delivers the event to a process that is killed when `when` says so, and waits until it is gone. */
  async function deliverAndKill(job: JobResource, when: (done: { object?: string; job?: string }) => boolean): Promise<void> {
    const service = startServiceProcess(environment);
    const { message } = await service.line(/^listening/);
    const kill = (done: { object?: string; job?: string }): void => {
      if (when(done)) service.child.kill('SIGKILL');
    };
    const told = [services.storage.onObjectChange(({ eventType, object: { url } }) => kill(eventType === 'OBJECT_FINALIZE' ? { object: url.name } : {})), services.bigquery.onJobDone(({ jobReference }) => kill({ job: jobReference.jobId }))];
    const port = /\d+/.exec(message)?.[0] ?? '';
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(job) }).catch(() => undefined);
    assert.equal(answer, undefined, 'it answered before it was killed');
    await service.ended;
    for (const end of told) end();
  }

  /** As time would do it. */
  function endLease(jobId: string): void {
    const url = `gs://ops-bucket/journal/_state/demo/EU/${jobId}.json`;
    const { metadata, bytes } = services.storage.read(parseGsUrl(url))!;
    const state = JSON.parse(Buffer.from(bytes).toString()) as JobState;
    services.storage.write(parseGsUrl(url), Buffer.from(JSON.stringify({ ...state, ExpiresAt: '2000-01-01T00:00:00.000Z' })), { metadata: { ...metadata, expires: '2000-01-01T00:00:00.000Z' } });
  }

  for (const [index, [moment, whenFor]] of Object.entries(MOMENTS).entries()) {
    it(`right after it has ${moment} has lost nothing, and does nothing twice`, async () => {
      const jobId = `killed-${index}-dispatch`;
      const job = await load(jobId);
      await deliverAndKill(job, whenFor(jobId));
      endLease(jobId);
      const { service } = openProduction({ environment, out: { write: () => undefined }, version: 'test' });
      const body = Buffer.from(JSON.stringify(job));
      const answers = await Promise.all(Array.from({ length: 10 }, () => service.answer({ method: 'POST', path: '/', headers: {}, readBody: () => Promise.resolve(body) })));
      const statuses = answers.map(({ body: answer }) => (answer as { Status: string }).Status);
      assert.ok(statuses.filter((status) => status === 'ok').length <= 1 && statuses.every((status) => ['ok', 'retry', 'duplicate'].includes(status)), statuses.join());

      const copies = [...services.bigquery.jobs(projectId)].filter(({ jobReference }) => jobReference.jobId.startsWith(`${jobId}--`));
      assert.deepEqual(copies.map(({ configuration }) => configuration.jobType), ['COPY']);
      assert.equal(services.bigquery.getTable({ projectId, datasetId: 'shop', tableId: `copied_${jobId}` })?.numRows, '2');
      const about = (bucket: string): string[] => names(bucket).filter((name) => name.includes(jobId));
      assert.deepEqual(about('shop-data'), [`done/in/${jobId}.csv`]);
      assert.deepEqual(about('ops-bucket').map((name) => name.replace(/\d{4}-\d\d-\d\d_\d\d/, 'hour')).sort(), [`journal/_state/demo/EU/${jobId}.json`, `journal/hour/${jobId}-job.json`, `journal/hour/${jobId}.json`]);
    });
  }
});
