import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttpTestBed, members, type Answer, type HttpTestBed } from './http-test-bed';

const UPLOAD = '//upload/bigquery/v2/projects/p/jobs';
const LOAD = {
  configuration: { load: { destinationTable: { projectId: 'p', datasetId: 'd', tableId: 't' }, schema: { fields: [{ name: 'a', type: 'INTEGER' }, { name: 'b', type: 'STRING' }] } } },
  jobReference: { projectId: 'p', jobId: 'j' },
};
const FILE = '1,x\n2,y\n3,z\n';

const numRows = async ({ clock, get }: HttpTestBed): Promise<unknown> => {
  await clock.advance(0);
  return (await get('/projects/p/datasets/d/tables/t')).body.numRows;
};

function multipart(...parts: string[]): string {
  return `${parts.map((part) => `--b\r\nContent-Type: application/json\r\n\r\n${part}\r\n`).join('')}--b--`;
}

const RELATED = { 'content-type': 'multipart/related; boundary=b' };

for (const path of [UPLOAD, '//resumable/upload/bigquery/v2/projects/p/jobs', '//upload/projects/p/jobs']) {
  test(`a file is loaded in one request to ${path}`, async () => {
    const bed = createHttpTestBed();
    const { status, body } = await bed.sendWith(RELATED)('POST', `${path}?uploadType=multipart`, multipart(JSON.stringify(LOAD), FILE));
    assert.deepEqual([status, body.id, body.configuration.jobType], [200, 'p:US.j', 'LOAD']);
    assert.equal(await numRows(bed), '3');
  });
}

test('the location within the load, as the Node client sends it, is passed over', async () => {
  const bed = createHttpTestBed();
  const load = { ...LOAD.configuration.load, location: 'US' };
  const { status, body } = await bed.sendWith(RELATED)('POST', `${UPLOAD}?uploadType=multipart`, multipart(JSON.stringify({ ...LOAD, configuration: { load } }), FILE));
  assert.deepEqual([status, members(body.configuration)['load']], [200, LOAD.configuration.load]);
});

/** Begins an upload in pieces; what it gives sends one. */
async function begin(bed: HttpTestBed, headers: Record<string, string> = {}): Promise<(range: string, bytes?: string) => Promise<Answer>> {
  const { status, headers: answered } = await bed.sendWith({ host: 'emulator:1', ...headers })('POST', `${UPLOAD}?uploadType=resumable`, LOAD);
  assert.equal(status, 200);
  const location = new URL(String(answered['location']));
  assert.equal(location.host, 'emulator:1');
  return (range, bytes) => bed.sendWith({ 'content-range': range, 'content-type': 'application/json' })('PUT', `/${location.pathname}${location.search}`, bytes);
}

test('a file is loaded in pieces', async () => {
  const bed = createHttpTestBed();
  const put = await begin(bed);
  const first = await put('bytes 0-3/*', FILE.slice(0, 4));
  assert.deepEqual([first.status, first.headers['range']], [308, 'bytes=0-3']);
  const last = await put(`bytes 4-11/12`, FILE.slice(4));
  assert.deepEqual([last.status, last.body.id], [200, 'p:US.j']);
  assert.equal(await numRows(bed), '3');
  assert.equal((await put('bytes */12')).status, 404);
});

test('an upload that was cut is taken up where it stands', async () => {
  const bed = createHttpTestBed();
  const put = await begin(bed, { 'x-upload-content-length': '12' });
  const none = await put('bytes */12');
  assert.deepEqual([none.status, none.headers['range']], [308, undefined]);
  await put('bytes 0-5/12', FILE.slice(0, 6));
  assert.equal((await put('bytes */*')).headers['range'], 'bytes=0-5');
  assert.equal((await put('bytes 2-11/12', FILE.slice(2))).status, 200);
  assert.equal(await numRows(bed), '3');
});

const PIECES: [range: string, bytes: string, message: RegExp][] = [
  ['bytes 5-8/12', 'abcd', /upload offset is 5 byte\(s\), which exceeds already uploaded size of 0/],
  ['bytes 0-8/12', 'abcd', /There were 4 byte\(s\) in the request body/],
  ['bytes 0-12/12', FILE, /Failed to parse Content-Range header/],
  ['lines 0-3', 'abcd', /Failed to parse Content-Range header/],
];
for (const [range, bytes, message] of PIECES) {
  test(`a piece is refused: ${range}`, async () => {
    const answer = await (await begin(createHttpTestBed()))(range, bytes);
    assert.equal(answer.status, 400);
    assert.match(answer.body.error.message, message);
  });
}

test('an upload that is given up is gone', async () => {
  const bed = createHttpTestBed();
  const put = await begin(bed);
  const { headers } = await bed.send('POST', `${UPLOAD}?uploadType=resumable`, LOAD);
  const { pathname, search } = new URL(String(headers['location']));
  assert.equal((await bed.send('DELETE', `/${pathname}${search}`)).status, 499);
  assert.equal((await bed.send('PUT', `/${pathname}${search}`, 'x')).status, 404);
  assert.equal((await put('bytes */*')).status, 308);
});

const REFUSED: [query: string, body: string, type: string, status: number, message: RegExp][] = [
  ['uploadType=multipart', multipart(JSON.stringify(LOAD)), 'multipart/related; boundary=b', 400, /exactly 2 parts/],
  ['uploadType=multipart', multipart('{', FILE), 'multipart/related; boundary=b', 400, /Parse Error/],
  ['uploadType=multipart', 'x', 'multipart/related', 400, /boundary/],
  ['uploadType=multipart', multipart('{"none":1}', FILE), 'multipart/related; boundary=b', 400, /Unknown name "none"/],
  ['uploadType=resumable', '{"none":1}', 'application/json', 400, /Unknown name "none"/],
  ['uploadType=resumable', JSON.stringify({ configuration: { load: { destinationTable: { projectId: 'p', datasetId: 'none', tableId: 't' } } } }), 'application/json', 404, /^Not found: Dataset p:none$/],
  ['uploadType=media', FILE, 'text/csv', 400, /uploadType/],
];
for (const [query, body, type, status, message] of REFUSED) {
  test(`refused: ${query} ${body.slice(0, 60)}`, async () => {
    const answer = await createHttpTestBed().sendWith({ 'content-type': type })('POST', `${UPLOAD}?${query}`, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(answer.body.error.message, message);
  });
}
