import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';
import { createHttpTestBed, list } from './http-test-bed';

test('projects are those that hold a dataset', async () => {
  const { get, state } = createHttpTestBed();
  state.createDataset({ projectId: 'other', datasetId: 'd' });
  const { body } = await get('/projects');
  assert.deepEqual(list(body.projects).map(({ id }) => id), ['other', 'p']);
  assert.match((await get('/projects/p/serviceAccount')).body.email, /^bq-\d+@bigquery-encryption\.iam\.gserviceaccount\.com$/);
});

for (const path of ['/discovery/v1/apis/bigquery/v2/rest', '/$discovery/rest?version=v2']) {
  test(`tools learn of the API at ${path}`, async () => {
    const { status, body } = await createHttpTestBed().sendWith({ host: 'emulator:1' })('GET', `/${path}`);
    assert.equal(status, 200);
    assert.equal(body.baseUrl, 'http://emulator:1/bigquery/v2/');
    assert.deepEqual(body.resources.jobs.methods.query.request, { $ref: 'QueryRequest' });
    assert.deepEqual(body.resources.jobs.methods.list.parameters.stateFilter, { type: 'string', location: 'query', repeated: true });
  });
}

test('every message that a method or field names is described', async () => {
  const { body } = await createHttpTestBed().send('GET', '//$discovery/rest');
  const named = [...JSON.stringify(body).matchAll(/"\$ref":"(\w+)"/g)].map(([, name]) => name);
  assert.deepEqual(named.filter((name) => !Object.hasOwn(body.schemas, name ?? '')), []);
});

test('a packed body is unpacked', async () => {
  const { sendWith } = createHttpTestBed();
  const body = gzipSync(JSON.stringify({ datasetReference: { datasetId: 'n' } }));
  assert.equal((await sendWith({ 'content-encoding': 'gzip' })('POST', '/projects/p/datasets', body)).status, 200);
});

test('models there are none', async () => {
  const { get } = createHttpTestBed();
  assert.deepEqual((await get('/projects/p/datasets/d/models')).body, {});
  assert.equal((await get('/projects/p/datasets/d/models/m')).status, 404);
});

const deep = `{"datasetReference":{"datasetId":"n"},"access":[{"view":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}]}`;
const wide = `{"rows":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
const BAD: [title: string, path: string, body: string | Buffer, headers: Record<string, string>, status: number, message: RegExp][] = [
  ['no JSON', '/projects/p/datasets', '{', {}, 400, /Parse Error/],
  ['a list', '/projects/p/datasets', '[]', {}, 400, /Invalid value at 'dataset'/],
  ['a text', '/projects/p/jobs', '"x"', {}, 400, /Invalid value at 'job'/],
  ['a wrong type', '/projects/p/datasets', '{"datasetReference":1}', {}, 400, /Invalid value at 'dataset\.datasetReference'/],
  ['a wrong type within', '/projects/p/datasets', '{"datasetReference":{"datasetId":{}}}', {}, 400, /'dataset\.datasetReference\.datasetId' \(TYPE_STRING\), \{\}/],
  ['an unknown field within', '/projects/p/jobs', '{"configuration":{"query":{"qery":1}}}', {}, 400, /^Invalid JSON payload received\. Unknown name "qery" at 'job\.configuration\.query': Cannot find field\.$/],
  ['a name of JavaScript', '/projects/p/datasets', '{"__proto__":{"a":1}}', {}, 400, /Unknown name "__proto__"/],
  ['a label of that name', '/projects/p/datasets', '{"datasetReference":{"datasetId":"n"},"labels":{"__proto__":"x"}}', {}, 400, /Invalid label key "__proto__"/],
  ['too deep', '/projects/p/datasets', deep, {}, 400, /too deep/],
  ['too deep in rows', '/projects/p/datasets/d/tables/t/insertAll', wide, {}, 400, /too deep/],
  ['no gzip', '/projects/p/datasets', '{}', { 'content-encoding': 'gzip' }, 400, /unpacked/],
  ['a bomb', '/projects/p/datasets', gzipSync(Buffer.alloc(30 * 2 ** 20, ' ')), { 'content-encoding': 'gzip' }, 400, /unpacked/],
  ['too large', '/projects/p/datasets', Buffer.alloc(11 * 2 ** 20, ' '), {}, 400, /exceeds the limit/],
  ['an unknown verb', '/projects/p/datasets/d:explode', '{}', {}, 501, /not emulated/],
  ['an unknown path', '/projects/p/reservations', '{}', {}, 501, /not emulated/],
];
for (const [title, path, body, headers, status, message] of BAD) {
  test(`bad input: ${title}`, async () => {
    const { sendWith, get } = createHttpTestBed();
    const answer = await sendWith(headers)('POST', path, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body).slice(0, 300));
    assert.match(answer.body.error.message, message);
    assert.equal((await get('/projects/p/datasets/d')).status, 200);
  });
}
