/** A pipeline as a user would write it, with the official Node clients alone. Prints one line a check. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BigQuery } from '@google-cloud/bigquery';
import { Storage } from '@google-cloud/storage';

const projectId = process.env['GOOGLE_CLOUD_PROJECT'] as string;
const bigquery = new BigQuery({ projectId });
const storage = new Storage({ projectId });
interface JobStatus {
  readonly state: string;
  readonly errorResult?: { readonly reason: string };
}

const folder = mkdtempSync(path.join(tmpdir(), 'interop-'));

async function check(name: string, test: () => Promise<void>): Promise<void> {
  try {
    await test();
    console.log(`ok node: ${name}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`not ok node: ${name}`);
    console.error(error);
  }
}

/** Waits until `holds`, for as long as a user would. */
async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    if (await holds()) return;
    await sleep(20);
  }
  assert.fail(what);
}

/** Errors of uploads carry `status`, all others `code`. */
const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code ?? (error as { status?: unknown }).status;

async function main(): Promise<void> {
  const shop = bigquery.dataset('node_shop');
  const orders = shop.table('orders');
  const landing = storage.bucket('node-landing');

  await check('create a dataset and a table', async () => {
    await shop.create();
    await orders.create({ schema: [{ name: 'id', type: 'INTEGER', mode: 'REQUIRED' }, { name: 'name', type: 'STRING' }] });
    await assert.rejects(shop.create(), (error) => codeOf(error) === 409);
  });

  await check('load a local file', async () => {
    const file = path.join(folder, 'orders.csv');
    writeFileSync(file, '1,one\n2,two\n');
    const [job] = await orders.load(file, { sourceFormat: 'CSV' });
    assert.equal(job.statistics?.load?.outputRows, '2');
  });

  await check('load from gs://', async () => {
    await landing.create();
    await landing.file('orders.json').save('{"id":3,"name":"three"}\n');
    const [job] = await orders.load(landing.file('orders.json'), { sourceFormat: 'NEWLINE_DELIMITED_JSON' });
    assert.equal(job.statistics?.load?.inputFiles, '1');
  });

  await check('query with parameters', async () => {
    const query = 'SELECT id, name FROM node_shop.orders WHERE id >= @least AND name IN UNNEST(@names) ORDER BY id';
    const [rows] = await bigquery.query({ query, params: { least: 2, names: ['two', 'three'] } });
    assert.deepEqual(rows, [{ id: 2, name: 'two' }, { id: 3, name: 'three' }]);
  });

  await check('a query that is wrong', async () => {
    await assert.rejects(bigquery.query('SELECT nothing FROM node_shop.orders'), /Unrecognized name: nothing/);
  });

  await check('stream rows in', async () => {
    await orders.insert([{ id: 4, name: 'four' }]);
    await assert.rejects(orders.insert([{ name: 'no id' }]), { name: 'PartialFailureError' });
    const [rows] = await orders.getRows();
    assert.equal(rows.length, 4);
  });

  await check('copy, extract and list', async () => {
    await orders.copy(shop.table('orders_copy'));
    await shop.table('orders_copy').extract(landing.file('out.csv'));
    const [content] = await landing.file('out.csv').download();
    assert.equal(content.toString().trim().split('\n').length, 5);
    const [jobs] = await bigquery.getJobs({ maxResults: 3, autoPaginate: false });
    assert.equal(jobs.length, 3);
  });

  await check('cancel a job', async () => {
    const [job] = await bigquery.createQueryJob('SELECT COUNT(*) FROM UNNEST(GENERATE_ARRAY(1, 1000000)) a, UNNEST(GENERATE_ARRAY(1, 1000000)) b');
    await job.cancel();
    const status = async (): Promise<JobStatus> => ((await job.getMetadata())[0] as { status: JobStatus }).status;
    await until(async () => (await status()).state === 'DONE', 'the job goes on');
    assert.equal((await status()).errorResult?.reason, 'stopped');
  });

  await check('resumable upload and download', async () => {
    const data = randomBytes(900_000);
    const file = landing.file('dir/large.bin', {});
    await file.save(data, { resumable: true, chunkSize: 256 * 1024 });
    const [got] = await file.download();
    assert.ok(got.equals(data));
  });

  await check('preconditions, metadata, copy and listing', async () => {
    const file = landing.file('a/b');
    await file.save('1', { preconditionOpts: { ifGenerationMatch: 0 } });
    await assert.rejects(file.save('2', { preconditionOpts: { ifGenerationMatch: 0 } }), (error) => codeOf(error) === 412);
    await file.setMetadata({ metadata: { owner: 'sales' } });
    await file.copy(landing.file('a/c'));
    const [metadata] = await landing.file('a/c').getMetadata();
    assert.equal(metadata.metadata?.['owner'], 'sales');
    const [files] = await landing.getFiles({ prefix: 'a/', delimiter: '/' });
    assert.deepEqual(files.map(({ name }) => name), ['a/b', 'a/c']);
    await file.delete();
    assert.deepEqual(await file.exists(), [false]);
  });

  await check('a deferred task is dispatched', async () => {
    const jobId = 'node--orders--5--dispatch';
    await landing.file('day/orders.csv').save('5,five\n');
    const task = { OnSuccess: [{ Action: 'move', Request: { SourceURL: 'gs://node-landing/day/orders.csv', DestURL: 'gs://node-landing/done' } }] };
    await storage.bucket('interop-deferred').file(`tasks/${jobId}.json`).save(JSON.stringify(task));
    await orders.load(landing.file('day/orders.csv'), { sourceFormat: 'CSV', jobId });
    await until(async () => {
      const [files] = await storage.bucket('interop-journal').getFiles({ prefix: 'done/' });
      return files.some(({ name }) => name.endsWith('/node/orders/5/dispatch-job.json'));
    }, 'no record in the journal');
    assert.deepEqual(await landing.file('day/orders.csv').exists(), [false]);
    assert.deepEqual(await landing.file('done/day/orders.csv').exists(), [true]);
  });
}

void main().finally(() => rmSync(folder, { recursive: true }));
