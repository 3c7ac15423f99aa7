import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttpTestBed, list, members } from './http-test-bed';

const LIST = '/projects/p/datasets';
const newOf = (datasetId: string, more: object = {}): object => ({ datasetReference: { projectId: 'p', datasetId }, ...more });

test('a dataset is made with defaults, and found', async () => {
  const { post, get } = createHttpTestBed();
  const made = await post(LIST, newOf('n', { labels: { a: 'b' }, defaultTableExpirationMs: 3600000, description: 'x' }));
  assert.equal(made.status, 200);
  const { etag, access, ...rest } = members(made.body);
  assert.ok(etag);
  assert.equal(access?.length, 4);
  assert.deepEqual(rest, {
    kind: 'bigquery#dataset',
    id: 'p:n',
    selfLink: 'https://bigquery.googleapis.com/bigquery/v2/projects/p/datasets/n',
    datasetReference: { datasetId: 'n', projectId: 'p' },
    description: 'x',
    labels: { a: 'b' },
    defaultTableExpirationMs: '3600000',
    creationTime: '1709280000000',
    lastModifiedTime: '1709280000000',
    location: 'US',
    type: 'DEFAULT',
  });
  assert.deepEqual((await get(`${LIST}/n`)).body, made.body);
  assert.equal((await get(`${LIST}/n`)).headers['etag'], etag);
});

test('the API answers without its path as well', async () => {
  const { get } = createHttpTestBed();
  assert.deepEqual((await get('//projects/p/datasets/d')).body, (await get(`${LIST}/d`)).body);
});

test('a patch joins, null removes, an update replaces', async () => {
  const { post, send } = createHttpTestBed();
  const { body } = await post(LIST, newOf('n', { labels: { a: '1', b: '2' }, description: 'x', friendlyName: 'f' }));
  const patched = await send('PATCH', `${LIST}/n`, { labels: { a: null, c: '3' }, description: null });
  assert.deepEqual([patched.body.labels, patched.body.description, patched.body.friendlyName], [{ b: '2', c: '3' }, undefined, 'f']);
  assert.notEqual(patched.body.etag, body.etag);
  const updated = await send('PUT', `${LIST}/n`, { description: 'y' });
  assert.deepEqual([updated.body.labels, updated.body.description, updated.body.access], [undefined, 'y', body.access]);
});

test('a client without PATCH sends POST', async () => {
  const { sendWith } = createHttpTestBed();
  const patched = await sendWith({ 'x-http-method-override': 'PATCH' })('POST', `${LIST}/d`, { description: 'x' });
  assert.deepEqual([patched.status, patched.body.description], [200, 'x']);
});

test('If-Match holds for the state that stands alone', async () => {
  const { get, sendWith } = createHttpTestBed();
  const { etag } = (await get(`${LIST}/d`)).body;
  assert.equal((await sendWith({ 'if-match': etag })('PATCH', `${LIST}/d`, { description: 'x' })).status, 200);
  const late = await sendWith({ 'if-match': etag })('PATCH', `${LIST}/d`, { description: 'y' });
  assert.deepEqual([late.status, late.body.error.errors[0].reason], [412, 'conditionNotMet']);
});

test('datasets are listed page by page, without hidden ones, and by labels', async () => {
  const { state, get } = createHttpTestBed();
  for (const datasetId of ['a', 'b', '_hidden']) state.createDataset({ projectId: 'p', datasetId, details: { labels: { name: datasetId } } });
  const names = async (query: string): Promise<unknown> => list((await get(`${LIST}?${query}`)).body.datasets).map(({ datasetReference }) => datasetReference.datasetId);
  const first = (await get(`${LIST}?maxResults=2`)).body;
  assert.deepEqual(await names('maxResults=2'), ['a', 'b']);
  assert.deepEqual(await names(`maxResults=2&pageToken=${first.nextPageToken}`), ['d']);
  assert.deepEqual(await names('all=true'), ['_hidden', 'a', 'b', 'd']);
  assert.deepEqual(await names('filter=labels.name:b'), ['b']);
  assert.deepEqual(await names('filter=labels.name'), ['a', 'b']);
  assert.deepEqual(await names('filter=labels.name:none'), []);
});

test('a dataset in use is deleted with its contents alone', async () => {
  const { state, send, get } = createHttpTestBed();
  state.createTable({ tableReference: { projectId: 'p', datasetId: 'd', tableId: 't' } });
  const refused = await send('DELETE', `${LIST}/d`);
  assert.deepEqual([refused.status, refused.body.error.message, refused.body.error.errors[0].reason], [400, 'Dataset p:d is still in use', 'resourceInUse']);
  const done = await send('DELETE', `${LIST}/d?deleteContents=true`);
  assert.deepEqual([done.status, done.body], [204, undefined]);
  assert.equal((await get(`${LIST}/d`)).status, 404);
});

test('fields cuts the answer', async () => {
  const { get } = createHttpTestBed();
  assert.deepEqual((await get(`${LIST}/d?fields=id,datasetReference/datasetId`)).body, { id: 'p:d', datasetReference: { datasetId: 'd' } });
});

const REFUSED: [method: string, path: string, body: unknown, status: number, message: RegExp][] = [
  ['POST', LIST, newOf('d'), 409, /^Already Exists: Dataset p:d$/],
  ['POST', LIST, newOf('a-b'), 400, /"a-b" is no dataset ID/],
  ['POST', LIST, {}, 400, /datasetReference\.datasetId/],
  ['POST', LIST, undefined, 400, /datasetReference\.datasetId/],
  ['POST', LIST, newOf('n', { datasetReference: { projectId: 'q', datasetId: 'n' } }), 400, /does not agree/],
  ['POST', LIST, newOf('n', { labels: { A: 'b' } }), 400, /Invalid label key "A"/],
  ['POST', LIST, newOf('n', { defaultTableExpirationMs: '1' }), 400, /at least 1 hour/],
  ['POST', LIST, newOf('n', { isCaseInsensitive: true }), 501, /isCaseInsensitive/],
  ['POST', `${LIST}/d:undelete`, {}, 501, /undelete/],
  ['GET', `${LIST}/none`, undefined, 404, /^Not found: Dataset p:none$/],
  ['GET', `${LIST}/__proto__`, undefined, 404, /^Not found: Dataset p:__proto__$/],
  ['GET', `${LIST}/..%2F..%2Fetc`, undefined, 404, /^Not found: Dataset p:\.\.\/\.\.\/etc$/],
  ['GET', '/projects/a%0Ab/datasets', undefined, 400, /Invalid project ID/],
  ['GET', `${LIST}?pageToken=x`, undefined, 400, /pageToken/],
  ['GET', `${LIST}?maxResults=-1`, undefined, 400, /maxResults/],
  ['GET', `${LIST}?filter=color:red`, undefined, 400, /Invalid filter/],
  ['GET', `${LIST}?fields=a(`, undefined, 400, /Invalid field selection/],
];

for (const [method, path, body, status, message] of REFUSED) {
  test(`refused: ${method} ${path} ${JSON.stringify(body)}`, async () => {
    const answer = await createHttpTestBed().send(method, path, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(answer.body.error.message, message);
  });
}
