import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createStorageTestBed } from './storage-test-bed';

const ODD_NAMES = ['a/b', '../x', '..%2Fx', 'q//r', 'z/', 'ü', '日本', '%', '%2525', '?x=1', '#h', 'a b+c', 'a;b', '\u{1f600}', 'x'.repeat(1024), 'é'.repeat(512)];

for (const name of ODD_NAMES) {
  test(`an object is named ${JSON.stringify(name.slice(0, 20))} in every API`, async () => {
    const { put, call, json } = createStorageTestBed();
    await put(name, `hello ${name}`);
    const path = encodeURIComponent(name);
    for (const base of ['/storage/v1', '']) assert.equal((await json(`GET ${base}/b/data/o/${path}`)).name, name);
    for (const line of [`GET /storage/v1/b/data/o/${path}?alt=media`, `GET /download/storage/v1/b/data/o/${path}?alt=media`, `GET /data/${path}`]) {
      assert.equal((await call(line)).payload, `hello ${name}`, line);
    }
    assert.equal((await call(`DELETE /storage/v1/b/data/o/${path}`)).statusCode, 204);
    assert.equal((await call(`GET /data/${path}`)).statusCode, 404);
  });
}

test('a resource tells all that is known of an object, with links that lead back', async () => {
  const { put, json } = createStorageTestBed();
  assert.deepEqual(await put('a/b', 'hello'), await json('GET /storage/v1/b/data/o/a%2Fb'));
  assert.deepEqual(await json('GET /storage/v1/b/data/o/a%2Fb'), {
    kind: 'storage#object',
    id: 'data/a/b/1709280000000000',
    selfLink: 'http://localhost:9050/storage/v1/b/data/o/a%2Fb',
    mediaLink: 'http://localhost:9050/download/storage/v1/b/data/o/a%2Fb?generation=1709280000000000&alt=media',
    name: 'a/b',
    bucket: 'data',
    generation: '1709280000000000',
    metageneration: '1',
    contentType: 'text/plain',
    storageClass: 'STANDARD',
    size: '5',
    md5Hash: 'XUFAKrxLKna5cZ2REBfFkg==',
    crc32c: 'mnG7TA==',
    etag: 'CICA45nM0oQDEAE=',
    timeCreated: '2024-03-01T08:00:00.000Z',
    updated: '2024-03-01T08:00:00.000Z',
    timeStorageClassUpdated: '2024-03-01T08:00:00.000Z',
    timeFinalized: '2024-03-01T08:00:00.000Z',
  });
});

const RANGES: [range: string, status: number, body: string, contentRange?: string][] = [
  ['bytes=0-4', 206, 'hello', 'bytes 0-4/11'],
  ['bytes=6-', 206, 'world', 'bytes 6-10/11'],
  ['bytes=-5', 206, 'world', 'bytes 6-10/11'],
  ['bytes=-50', 206, 'hello world', 'bytes 0-10/11'],
  ['bytes=6-999', 206, 'world', 'bytes 6-10/11'],
  ['bytes=0-0', 206, 'h', 'bytes 0-0/11'],
  ['bytes=4-2', 200, 'hello world'],
  ['lines=1-2', 200, 'hello world'],
  ['bytes=11-', 416, 'The requested range cannot be satisfied.', 'bytes */11'],
  ['bytes=-0', 416, 'The requested range cannot be satisfied.', 'bytes */11'],
];

for (const [range, status, body, contentRange] of RANGES) {
  test(`Range: ${range} gives ${status}`, async () => {
    const { put, call } = createStorageTestBed();
    await put('a', 'hello world');
    const reply = await call('GET /storage/v1/b/data/o/a?alt=media', undefined, { range });
    assert.deepEqual([reply.statusCode, reply.payload, reply.headers['content-range']], [status, body, contentRange]);
    const xml = await call('GET /data/a', undefined, { range });
    assert.deepEqual([xml.statusCode, xml.headers['content-range']], [status, contentRange]);
  });
}

test('a download tells of the object in its headers', async () => {
  const { put, call } = createStorageTestBed();
  await put('a', 'hello');
  const { headers } = await call('GET /storage/v1/b/data/o/a?alt=media');
  const told = ['x-goog-hash', 'x-goog-generation', 'x-goog-metageneration', 'x-goog-stored-content-encoding', 'x-goog-stored-content-length', 'x-goog-storage-class', 'content-type', 'content-length'];
  assert.deepEqual(told.map((name) => String(headers[name])), ['crc32c=mnG7TA==,md5=XUFAKrxLKna5cZ2REBfFkg==', '1709280000000000', '1', 'identity', '5', 'STANDARD', 'text/plain', '5']);
});

test('what is stored with gzip is unpacked for those who do not take it', async () => {
  const { app, json, call } = createStorageTestBed();
  const bytes = gzipSync('hello'.repeat(100));
  await json('POST /upload/storage/v1/b/data/o?uploadType=media&name=a&contentEncoding=gzip', bytes, { 'content-type': 'text/plain' });
  const packed = await app.inject({ url: '/storage/v1/b/data/o/a?alt=media', headers: { 'accept-encoding': 'deflate, gzip' } });
  assert.deepEqual([packed.rawPayload.equals(bytes), packed.headers['content-encoding']], [true, 'gzip']);
  for (const accept of ['identity', 'gzip;q=0']) {
    const plain = await call('GET /storage/v1/b/data/o/a?alt=media', undefined, { 'accept-encoding': accept, range: 'bytes=0-3' });
    assert.deepEqual([plain.statusCode, plain.payload, plain.headers['content-encoding']], [200, 'hello'.repeat(100), undefined]);
    assert.deepEqual([plain.headers['x-goog-stored-content-encoding'], plain.headers['x-goog-stored-content-length']], ['gzip', String(bytes.length)]);
  }
  await json('PATCH /storage/v1/b/data/o/a', { cacheControl: 'no-transform' });
  assert.ok((await call('GET /storage/v1/b/data/o/a?alt=media')).rawPayload.equals(bytes));
});

test('bytes that are no gzip, whatever their encoding says, are given as they are', async () => {
  const { json, call } = createStorageTestBed();
  await json('POST /upload/storage/v1/b/data/o?uploadType=media&name=a&contentEncoding=gzip', 'plain', { 'content-type': 'text/plain' });
  assert.equal((await call('GET /storage/v1/b/data/o/a?alt=media')).payload, 'plain');
});

const READ_CONDITIONS: [query: string, status: number][] = [
  ['ifGenerationMatch=1709280000000000', 200],
  ['ifGenerationMatch=1', 412],
  ['ifGenerationNotMatch=1709280000000000', 304],
  ['ifGenerationNotMatch=1', 200],
  ['ifMetagenerationMatch=2', 412],
  ['ifMetagenerationNotMatch=1', 304],
  ['ifGenerationMatch=x', 400],
  ['generation=1', 404],
  ['generation=x', 400],
  ['softDeleted=true', 501],
];

for (const [query, status] of READ_CONDITIONS) {
  test(`reading with ${query} gives ${status}, with and without the bytes`, async () => {
    const { put, call } = createStorageTestBed();
    await put('a', 'hello');
    assert.equal((await call(`GET /storage/v1/b/data/o/a?${query}`)).statusCode, status);
    assert.equal((await call(`GET /storage/v1/b/data/o/a?alt=media&${query}`)).statusCode, status);
  });
}

test('a patch joins metadata, removes what is null and counts; an update replaces all', async () => {
  const { put, json, call } = createStorageTestBed();
  await put('a', 'hello');
  const first = await json('PATCH /storage/v1/b/data/o/a', '{"metadata":{"a":"1","__proto__":"2","n":3},"contentLanguage":"en"}');
  assert.deepEqual(Object.entries(first.metadata as object), [['a', '1'], ['__proto__', '2'], ['n', '3']]);
  const second = await json('PATCH /storage/v1/b/data/o/a?ifMetagenerationMatch=2', { metadata: { a: null, b: '4' } });
  assert.deepEqual([Object.keys(second.metadata as object), second.metageneration, second.contentLanguage, second.contentType], [['__proto__', 'n', 'b'], '3', 'en', 'text/plain']);
  assert.equal((await json('PATCH /storage/v1/b/data/o/a', { metadata: null })).metadata, undefined);
  const replaced = await json('PUT /storage/v1/b/data/o/a', { metadata: { c: '5' } });
  assert.deepEqual([replaced.metadata, replaced.contentType, replaced.contentLanguage, replaced.size], [{ c: '5' }, undefined, undefined, '5']);
  const override = await json('POST /storage/v1/b/data/o/a', { cacheControl: 'no-cache' }, { 'x-http-method-override': 'PATCH' });
  assert.equal(override.cacheControl, 'no-cache');
  assert.equal((await call('POST /storage/v1/b/data/o/a', {})).statusCode, 501);
});

for (const patch of [{ metadata: { a: { b: 1 } } }, { metadata: 'x' }, { contentType: 5 }, { temporaryHold: 'yes' }, { customTime: 'yesterday' }, { storageClass: 'NEARLINE' }, [1], { retention: { mode: 'Locked' } }]) {
  test(`a patch with ${JSON.stringify(patch)} is refused`, async () => {
    const { put, call } = createStorageTestBed();
    await put('a', 'hello');
    assert.equal((await call('PATCH /storage/v1/b/data/o/a', patch)).statusCode, 400);
  });
}

const MISSING: [line: string, message: string][] = [
  ['GET /storage/v1/b/data/o/x', 'No such object: data/x'],
  ['DELETE /storage/v1/b/data/o/x', 'No such object: data/x'],
  ['PATCH /storage/v1/b/data/o/x', 'No such object: data/x'],
  ['POST /storage/v1/b/data/o/x/copyTo/b/data/o/y', 'No such object: data/x'],
  ['POST /storage/v1/b/data/o/x/rewriteTo/b/none/o/y', 'The specified bucket does not exist.'],
  ['GET /storage/v1/b/none/o/x', 'The specified bucket does not exist.'],
  ['GET /storage/v1/b/none/o', 'The specified bucket does not exist.'],
  ['GET /storage/v1/b/none', 'The specified bucket does not exist.'],
  ['GET /storage/v1/b/__proto__', 'The specified bucket does not exist.'],
  ['POST /upload/storage/v1/b/none/o?uploadType=media&name=x', 'The specified bucket does not exist.'],
];

for (const [line, message] of MISSING) {
  test(`${line} is 404 in the words of the service`, async () => {
    const reply = await createStorageTestBed().call(line, line.startsWith('P') ? {} : undefined);
    const { error } = reply.json<{ error: unknown }>();
    assert.deepEqual(error, { code: 404, message, errors: [{ message, domain: 'global', reason: 'notFound' }], status: 'NOT_FOUND' });
  });
}

test('a list has pages, groups and the fields asked for', async () => {
  const { put, json } = createStorageTestBed();
  for (const name of ['a', 'd/1', 'd/2', 'e']) await put(name, '');
  const first = await json('GET /storage/v1/b/data/o?delimiter=/&maxResults=2&fields=prefixes,items/name,nextPageToken');
  assert.deepEqual([first.items, first.prefixes], [[{ name: 'a' }], ['d/']]);
  const second = await json(`GET /storage/v1/b/data/o?delimiter=/&maxResults=2&pageToken=${String(first.nextPageToken)}`);
  assert.deepEqual([(second.items as { name: string }[]).map(({ name }) => name), second.prefixes, second.nextPageToken], [['e'], undefined, undefined]);
  assert.deepEqual(await json('GET /storage/v1/b/data/o?prefix=none'), { kind: 'storage#objects' });
});

for (const query of ['pageToken=x', 'maxResults=x', 'fields=(', 'versions=maybe']) {
  test(`a list with ${query} is refused`, async () => {
    const reply = await createStorageTestBed().call(`GET /storage/v1/b/data/o?${query}`);
    assert.equal(reply.statusCode, 400);
  });
}

test('a customer\'s own key is refused, not ignored', async () => {
  const { put, call } = createStorageTestBed();
  await put('a', 'hello');
  for (const line of ['GET /storage/v1/b/data/o/a?alt=media', 'GET /data/a']) {
    assert.equal((await call(line, undefined, { 'x-goog-encryption-algorithm': 'AES256' })).statusCode, 501);
  }
});
