import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createStorageTestBed, type StorageTestBed } from './storage-test-bed';

const UPLOAD = 'POST /upload/storage/v1/b/data/o';

function multipart(resource: unknown, content: string | Buffer, mediaHeaders = 'Content-Type: text/csv\r\n'): { body: Buffer; headers: Record<string, string> } {
  const head = `--==x'(1)==\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(resource)}\r\n--==x'(1)==\r\n${mediaHeaders}\r\n`;
  return {
    body: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--==x'(1)==--\r\n`)]),
    headers: { 'content-type': `multipart/related; boundary="==x'(1)=="` },
  };
}

test('a media upload of type JSON is content, not a request', async () => {
  const { json, call } = createStorageTestBed();
  const made = await json(`${UPLOAD}?uploadType=media&name=a.json`, '{"a": 1', { 'content-type': 'application/json' });
  assert.equal(made.contentType, 'application/json');
  assert.equal((await call('GET /data/a.json')).payload, '{"a": 1');
});

for (const content of ['hello', '', '\r\n', '--==x', '\r\n--==x\'(1)==y', '\n--\n']) {
  test(`a multipart upload of ${JSON.stringify(content)} is kept byte for byte`, async () => {
    const { json, call } = createStorageTestBed();
    const { body, headers } = multipart({ name: 'a', metadata: { k: 'v' }, cacheControl: 'no-cache' }, content);
    const made = await json(`${UPLOAD}?uploadType=multipart`, body, headers);
    assert.deepEqual([made.contentType, made.metadata, made.cacheControl], ['text/csv', { k: 'v' }, 'no-cache']);
    assert.equal((await call('GET /data/a')).payload, content);
  });
}

test('the name in the query and the type in the resource come first, and a body may be packed', async () => {
  const { json } = createStorageTestBed();
  const { body, headers } = multipart({ name: 'other', contentType: 'text/x' }, 'hello');
  const made = await json(`${UPLOAD}?uploadType=multipart&name=a`, gzipSync(body), { ...headers, 'content-encoding': 'gzip' });
  assert.deepEqual([made.name, made.contentType, made.size, made.contentEncoding], ['a', 'text/x', '5', undefined]);
});

const REFUSED: [title: string, send: (bed: StorageTestBed) => ReturnType<StorageTestBed['call']>, status: number, message: RegExp][] = [
  ['no name', ({ call }) => call(`${UPLOAD}?uploadType=media`, 'x'), 400, /Required/],
  ['a name of 1,025 bytes', ({ call }) => call(`${UPLOAD}?uploadType=media&name=${'x'.repeat(1025)}`, 'x'), 400, /The maximum object length is 1024 characters/],
  ['a line feed in the name', ({ call }) => call(`${UPLOAD}?uploadType=media&name=a%0Ab`, 'x'), 400, /Disallowed unicode characters present in object name/],
  ['an unknown type', ({ call }) => call(`${UPLOAD}?uploadType=carrier&name=a`, 'x'), 400, /uploadType/],
  ['no boundary', ({ call }) => call(`${UPLOAD}?uploadType=multipart`, 'x', { 'content-type': 'multipart/related' }), 400, /boundary/],
  ['a broken resource', ({ call }) => call(`${UPLOAD}?uploadType=resumable`, '{"name"', { 'content-type': 'application/json' }), 400, /Parse Error/],
  ['an object where none may be', ({ call }) => call(`${UPLOAD}?uploadType=media&name=a&ifGenerationMatch=7`, 'x'), 412, /At least one of the pre-conditions/],
  ['a key of the service', ({ call }) => call(`${UPLOAD}?uploadType=media&name=a&kmsKeyName=k`, 'x'), 501, /kmsKeyName/],
  ['a wrong MD5 in the resource', ({ call }) => { const { body, headers } = multipart({ name: 'a', md5Hash: '1B2M2Y8AsgTpgAmY7PhCfg==' }, 'x'); return call(`${UPLOAD}?uploadType=multipart`, body, headers); }, 400, /Provided MD5 hash "1B2M2Y8AsgTpgAmY7PhCfg==" doesn't match calculated MD5 hash "ndTkYSaMgDT1yFZOFVxnpg=="/],
  ['a wrong CRC32C in the header', ({ call }) => call(`${UPLOAD}?uploadType=media&name=a`, 'x', { 'x-goog-hash': 'crc32c=AAAAAA==' }), 400, /Provided CRC32C "AAAAAA=="/],
];

for (const [title, send, status, message] of REFUSED) {
  test(`an upload with ${title} is refused`, async () => {
    const bed = createStorageTestBed();
    const reply = await send(bed);
    assert.equal(reply.statusCode, status, reply.payload);
    assert.match(reply.json<{ error: { message: string } }>().error.message, message);
    assert.deepEqual([...bed.storage.list({ bucket: 'data', name: '' })], []);
  });
}

async function startUpload({ call }: StorageTestBed, headers: Record<string, string> = {}): Promise<string> {
  const reply = await call(`${UPLOAD}?uploadType=resumable&name=a%2Fb`, { metadata: { k: 'v' } }, { 'x-upload-content-type': 'text/csv', ...headers });
  assert.equal(reply.statusCode, 200);
  const location = String(reply.headers.location);
  assert.equal(location, 'http://localhost:9050/upload/storage/v1/b/data/o?uploadType=resumable&name=a%2Fb&upload_id=id-1');
  return location.replace('http://localhost:9050', '');
}

type Chunk = [range: string | undefined, content: string, status: number, heldRange?: string];
const UPLOADS: [title: string, chunks: Chunk[], content?: string][] = [
  ['in one request', [[undefined, 'hello', 200]], 'hello'],
  ['in one request of unknown size', [['bytes 0-*/*', 'hello', 200]], 'hello'],
  ['in chunks', [['bytes 0-2/5', 'hel', 308, 'bytes=0-2'], ['bytes 3-4/5', 'lo', 200]], 'hello'],
  ['in chunks of unknown size', [['bytes 0-2/*', 'hel', 308, 'bytes=0-2'], ['bytes 3-4/5', 'lo', 200]], 'hello'],
  ['that ends with its size', [['bytes 0-4/*', 'hello', 308, 'bytes=0-4'], ['bytes */5', '', 200]], 'hello'],
  ['of nothing', [['bytes */*', '', 308], ['bytes */0', '', 200]], ''],
  ['that asks how far it is', [['bytes */5', '', 308], ['bytes 0-2/5', 'hel', 308, 'bytes=0-2'], ['bytes */5', '', 308, 'bytes=0-2'], ['bytes 3-4/5', 'lo', 200], ['bytes */5', '', 200]], 'hello'],
  ['that sends bytes again', [['bytes 0-2/5', 'hel', 308, 'bytes=0-2'], ['bytes 0-4/5', 'hello', 200]], 'hello'],
  ['that leaves bytes out', [['bytes 0-2/6', 'hel', 308, 'bytes=0-2'], ['bytes 4-5/6', 'lo', 400], ['bytes */6', '', 308, 'bytes=0-2']]],
  ['whose bytes are fewer than it says', [['bytes 0-4/5', 'hel', 400], ['bytes */5', '', 308]]],
  ['whose total changes', [['bytes 0-2/5', 'hel', 308, 'bytes=0-2'], ['bytes 3-5/6', 'lo!', 400]]],
  ['with a broken range', [['octets 0-2/5', 'hel', 400], ['bytes 2-0/5', 'hel', 400], ['bytes 0-9/5', 'hel', 400]]],
];

for (const [title, chunks, content] of UPLOADS) {
  test(`a resumable upload ${title}`, async () => {
    const bed = createStorageTestBed();
    const path = await startUpload(bed);
    for (const [range, bytes, status, held] of chunks) {
      const reply = await bed.call(`PUT ${path}`, bytes, { 'content-type': 'application/json', ...(range !== undefined && { 'content-range': range }) });
      assert.deepEqual([reply.statusCode, reply.headers.range], [status, held], `${range ?? ''} ${reply.payload}`);
      if (status === 200) assert.equal(reply.json<{ contentType: string }>().contentType, 'text/csv');
    }
    const found = bed.storage.read({ bucket: 'data', name: 'a/b' });
    assert.deepEqual([found && Buffer.from(found.bytes).toString(), found?.metadata], content === undefined ? [undefined, undefined] : [content, { k: 'v' }]);
  });
}

test('Go is told of an unfinished upload without status 308', async () => {
  const bed = createStorageTestBed();
  const reply = await bed.call(`PUT ${await startUpload(bed)}`, 'hel', { 'content-range': 'bytes 0-2/5', 'x-guploader-no-308': 'yes' });
  assert.deepEqual([reply.statusCode, reply.headers['x-http-status-code-override'], reply.headers.range], [200, '308', 'bytes=0-2']);
});

test('an upload that is called off takes nothing more, and an unknown one is 404', async () => {
  const bed = createStorageTestBed();
  const path = await startUpload(bed);
  assert.equal((await bed.call(`DELETE ${path}`)).statusCode, 499);
  assert.equal((await bed.call(`PUT ${path}`, 'hello')).statusCode, 499);
  assert.equal((await bed.call(`PUT ${path}9`, 'hello')).statusCode, 404);
});

test('an upload that is not whole within a week is forgotten', async () => {
  const bed = createStorageTestBed();
  const path = await startUpload(bed);
  await bed.clock.advance(7 * 86_400_000);
  await bed.call(`${UPLOAD}?uploadType=resumable&name=b`);
  assert.equal((await bed.call(`PUT ${path}`, 'hello')).statusCode, 404);
});

test('conditions are those of the end, and the sum in the last request counts', async () => {
  const bed = createStorageTestBed();
  const { headers } = await bed.call(`${UPLOAD}?uploadType=resumable&name=a&ifGenerationMatch=0`);
  const path = String(headers.location).replace('http://localhost:9050', '');
  assert.equal((await bed.call(`PUT ${path}`, 'hello', { 'x-goog-hash': 'crc32c=AAAAAA==' })).statusCode, 400);
  await bed.put('a', 'first');
  assert.equal((await bed.call(`PUT ${path}`, 'hello')).statusCode, 412);
  assert.equal((await bed.call('GET /data/a')).payload, 'first');
});
