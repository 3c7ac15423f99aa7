import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStorageTestBed } from './storage-test-bed';

test('an object is put, read, described and deleted', async () => {
  const { call } = createStorageTestBed();
  const headers = { 'content-type': 'application/json', 'x-goog-meta-Owner': 'reports', 'cache-control': 'no-cache', 'x-goog-storage-class': 'NEARLINE' };
  const put = await call('PUT /data/a/b%20c', '{"a":', headers);
  assert.deepEqual([put.statusCode, put.headers['x-goog-generation']], [200, '1709280000000000']);
  assert.match(String(put.headers.etag), /^"[0-9a-f]{32}"$/);
  for (const method of ['GET', 'HEAD']) {
    const { payload, headers: told } = await call(`${method} /data/a/b%20c`);
    assert.equal(payload, method === 'GET' ? '{"a":' : '');
    assert.deepEqual([told['content-type'], told['x-goog-meta-owner'], told['cache-control'], told['x-goog-storage-class'], told['content-length']], ['application/json', 'reports', 'no-cache', 'NEARLINE', '5']);
    assert.equal(told.etag, put.headers.etag);
  }
  assert.equal((await call('DELETE /data/a/b%20c')).statusCode, 204);
  assert.equal((await call('DELETE /data/a/b%20c')).statusCode, 404);
});

const FAULTS: [line: string, headers: Record<string, string>, status: number, code: string][] = [
  ['GET /data/absent', {}, 404, 'NoSuchKey'],
  ['GET /none-such/a', {}, 404, 'NoSuchBucket'],
  ['GET /none-such', {}, 404, 'NoSuchBucket'],
  ['PUT /none-such/a', {}, 404, 'NoSuchBucket'],
  ['PUT /data', {}, 409, 'BucketAlreadyOwnedByYou'],
  ['PUT /Data', {}, 400, 'InvalidBucketName'],
  ['DELETE /data', {}, 409, 'BucketNotEmpty'],
  ['GET /data/a', { range: 'bytes=9-' }, 416, 'InvalidRange'],
  ['GET /data/a', { 'x-goog-if-generation-match': '7' }, 412, 'PreconditionFailed'],
  ['PUT /data/a', { 'x-goog-if-generation-match': '0' }, 412, 'PreconditionFailed'],
  ['PUT /data/b', { 'x-goog-hash': 'md5=AAAA' }, 400, 'BadDigest'],
  ['PUT /data/b', { 'x-goog-copy-source': 'data/absent' }, 404, 'NoSuchKey'],
  ['PUT /data/b', { 'x-goog-copy-source': 'data' }, 400, 'InvalidArgument'],
  ['GET /data/a?X-Goog-Signature=x&X-Goog-Date=20240301T075000Z&X-Goog-Expires=599', {}, 400, 'ExpiredToken'],
  ['GET /data/a?Signature=x&GoogleAccessId=a&Expires=1709279999', {}, 400, 'ExpiredToken'],
  ['POST /data/a?uploadId=x', {}, 404, 'NoSuchUpload'],
  ['PUT /data/a?uploadId=x&partNumber=1', {}, 404, 'NoSuchUpload'],
];

for (const [line, headers, status, code] of FAULTS) {
  test(`${line} with ${JSON.stringify(headers)} is ${status} ${code}`, async () => {
    const { put, call } = createStorageTestBed();
    await put('a', 'hello');
    const reply = await call(line, line.startsWith('P') && !line.endsWith('ata') ? 'x' : undefined, headers);
    assert.deepEqual([reply.statusCode, /<Code>(.*)<\/Code>/.exec(reply.payload)?.[1]], [status, code], reply.payload);
  });
}

for (const line of ['GET /data/a?acl', 'PUT /data/a?tagging', 'GET /data?lifecycle', 'GET /data?uploads', 'POST /data', 'POST /data/a', 'GET /bigquery/v2/none', 'GET /ab', 'GET /storage/v2/x', 'GET /retry_test/1']) {
  test(`${line} is not pretended`, async () => {
    const { put, call } = createStorageTestBed();
    await put('a', 'hello');
    assert.equal((await call(line, line.startsWith('P') ? '<x/>' : undefined)).statusCode, 501);
  });
}

test('signed URLs are honoured until they expire, whatever their signature, and may name headers', async () => {
  const { put, call } = createStorageTestBed();
  await put('a', 'hello');
  const query = 'X-Goog-Signature=x&X-Goog-Date=20240301T075000Z&X-Goog-Expires=601&response-content-disposition=attachment&response-content-type=text%2Fx';
  const { statusCode, headers } = await call(`GET /data/a?${query}`);
  assert.deepEqual([statusCode, headers['content-disposition'], headers['content-type']], [200, 'attachment', 'text/x']);
});

test('a copy takes over or replaces what the source says of itself', async () => {
  const { call, storage } = createStorageTestBed();
  await call('PUT /data/a%20b', 'hello', { 'content-type': 'text/csv', 'x-goog-meta-k': 'v' });
  const copied = await call('PUT /data/b', undefined, { 'x-goog-copy-source': '/data/a%20b' });
  assert.match(copied.payload, /<CopyObjectResult[^>]*><LastModified>2024-03-01T08:00:00.000Z<\/LastModified><ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;<\/ETag>/);
  await call('PUT /data/c', undefined, { 'x-amz-copy-source': 'data/a%20b', 'x-amz-metadata-directive': 'REPLACE', 'content-type': 'text/x' });
  const told = ['b', 'c'].map((name) => storage.stat({ bucket: 'data', name })).map((object) => [object?.contentType, { ...object?.metadata }, object?.sizeBytes]);
  assert.deepEqual(told, [['text/csv', { k: 'v' }, 5], ['text/x', {}, 5]]);
});

test('a list has pages and groups, in both versions', async () => {
  const { put, call } = createStorageTestBed();
  for (const name of ['a&<b>', 'd/1', 'd/2', 'e']) await put(name, 'x');
  const keys = (text: string): string[] => [...text.matchAll(/<Key>(.*?)<\/Key>|<CommonPrefixes><Prefix>(.*?)<\/Prefix>/g)].map((found) => found[1] ?? found[2] ?? '');
  const first = (await call('GET /data?delimiter=/&max-keys=2')).payload;
  assert.deepEqual([keys(first), /<NextMarker>(.*?)</.exec(first)?.[1], /<IsTruncated>(.*?)</.exec(first)?.[1]], [['a&amp;&lt;b&gt;', 'd/'], 'd/', 'true']);
  assert.deepEqual(keys((await call('GET /data/?delimiter=/&marker=d/')).payload), ['e']);
  const second = (await call('GET /data?list-type=2&delimiter=/&max-keys=2')).payload;
  const token = /<NextContinuationToken>(.*?)</.exec(second)?.[1] ?? '';
  assert.match(second, /<KeyCount>2<\/KeyCount>/);
  assert.deepEqual(keys((await call(`GET /data?list-type=2&delimiter=/&continuation-token=${token}`)).payload), ['e']);
});

test('an upload in parts joins them in their order', async () => {
  const { call, storage } = createStorageTestBed();
  const id = /<UploadId>(.*)<\/UploadId>/.exec((await call('POST /data/a%2Fb?uploads', undefined, { 'content-type': 'text/csv', 'x-goog-meta-k': 'v' })).payload)?.[1] ?? '';
  const path = `/data/a%2Fb?uploadId=${id}`;
  const etags: unknown[] = [];
  for (const [number, content] of [[2, 'world'], [1, 'hello ']] as const) etags[number] = (await call(`PUT ${path}&partNumber=${number}`, content)).headers.etag;
  const complete = (...numbers: number[]): string => `<CompleteMultipartUpload>${numbers.map((number) => `<Part><PartNumber>${number}</PartNumber><ETag>${String(etags[number])}</ETag></Part>`).join('')}</CompleteMultipartUpload>`;
  assert.equal((await call(`GET ${path}`)).payload.match(/<PartNumber>/g)?.length, 2);
  for (const [body, code] of [[complete(2, 1), 'InvalidPartOrder'], [complete(1, 3), 'InvalidPart'], ['', 'MalformedXML'], ['<a><b>', 'MalformedXML']] as const) {
    assert.match((await call(`POST ${path}`, body)).payload, new RegExp(`<Code>${code}<`), code);
  }
  assert.equal((await call(`PUT ${path}&partNumber=0`, 'x')).statusCode, 400);
  const done = await call(`POST ${path}`, complete(1, 2));
  assert.match(done.payload, /<Key>a\/b<\/Key><ETag>&quot;[0-9a-f]{32}-2&quot;<\/ETag>/);
  const made = storage.read({ bucket: 'data', name: 'a/b' });
  assert.deepEqual([made?.contentType, { ...made?.metadata }, Buffer.from(made?.bytes ?? []).toString()], ['text/csv', { k: 'v' }, 'hello world']);
  assert.equal((await call(`POST ${path}`, complete(1))).statusCode, 404);
});

test('an upload in parts that is called off is gone', async () => {
  const { call } = createStorageTestBed();
  const id = /<UploadId>(.*)<\/UploadId>/.exec((await call('POST /data/a?uploads')).payload)?.[1] ?? '';
  assert.equal((await call(`DELETE /data/a?uploadId=${id}`)).statusCode, 204);
  assert.equal((await call(`PUT /data/a?uploadId=${id}&partNumber=1`, 'x')).statusCode, 404);
  assert.equal((await call(`PUT /data/a?uploadId=constructor&partNumber=1`, 'x')).statusCode, 404);
});

test('a resumable upload begins at the object\'s own address', async () => {
  const { call, storage } = createStorageTestBed();
  const start = await call('POST /data/a', undefined, { 'x-goog-resumable': 'start', 'content-type': 'text/csv' });
  assert.equal(start.statusCode, 201);
  const path = String(start.headers.location).replace('http://localhost:9050', '');
  assert.equal((await call(`PUT ${path}`, 'hel', { 'content-range': 'bytes 0-2/5' })).statusCode, 308);
  assert.equal((await call(`PUT ${path}`, 'lo', { 'content-range': 'bytes 3-4/5' })).statusCode, 200);
  assert.deepEqual([storage.stat({ bucket: 'data', name: 'a' })?.contentType, storage.stat({ bucket: 'data', name: 'a' })?.sizeBytes], ['text/csv', 5]);
});
