import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DispatchError, type ErrorCode } from '../../core/errors';
import type { ObjectStore } from '../../core/ports/object-store';
import { createGcsObjectStore } from './object-store';
import { errorReply, startReplies, type RepliesTestBed, type Reply } from './replies-test-bed';

const url = { bucket: 'bkt', name: 'a/b' };
const other = { bucket: 'bkt', name: 'c' };
let google: RepliesTestBed;
let store: ObjectStore;

before(async () => {
  google = await startReplies();
  store = createGcsObjectStore(google.clients);
});

after(() => google.close());

const NO_OBJECT = errorReply(404, 'notFound', 'No such object: bkt/a/b');
const NO_BUCKET = errorReply(404, 'notFound', 'The specified bucket does not exist.');
const NOT_MET = errorReply(412, 'conditionNotMet', 'At least one of the pre-conditions you specified did not hold.');

/** An object's resource as the JSON API has it. */
const resource = (generation: string): Reply => ({ body: resourceOf(generation) });
const resourceOf = (generation: string) => ({
  ...{ kind: 'storage#object', name: 'a/b', bucket: 'bkt', generation, metageneration: '1', size: '5', md5Hash: 'XUFAKrxLKna5cZ2REBfFkg==', crc32c: 'mnG7TA==' },
  ...{ contentType: 'text/plain', timeCreated: '2024-03-01T08:00:00.123Z', updated: '2024-03-01T08:00:00.123Z' },
});

async function listAll(): Promise<void> {
  for await (const info of store.list(url)) assert.ok(info);
}

const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  stat: () => store.stat(url),
  read: () => store.read(url),
  write: () => store.write(url, Buffer.from('hello'), { ifGeneration: '0' }),
  copy: () => store.copy(url, other),
  remove: () => store.remove(url),
  list: listAll,
};

const FAILURES: readonly [title: string, reply: Reply, code: ErrorCode][] = [
  ['no bucket', NO_BUCKET, 'NOT_FOUND'],
  ['no right', errorReply(403, 'forbidden', 'sa@p.iam.gserviceaccount.com does not have storage.objects.get access to the Google Cloud Storage object.'), 'PERMISSION_DENIED'],
  ['no valid token', errorReply(401, 'authError', 'Invalid Credentials'), 'PERMISSION_DENIED'],
  ['a bad name', errorReply(400, 'invalid', 'Disallowed unicode characters present in object name'), 'INVALID_REQUEST'],
  ['too many changes', errorReply(429, 'rateLimitExceeded', 'The object bkt/a/b exceeded the rate limit for object mutation operations (create, update, and delete).'), 'UNAVAILABLE'],
  ['a time-out', { status: 408, body: '<html><title>Error 408 (Request Timeout)!!1</title></html>' }, 'UNAVAILABLE'],
  ['a fault', errorReply(500, 'internalError', 'Internal Error'), 'UNAVAILABLE'],
  ['a fault of the backend', errorReply(503, 'backendError', 'We encountered an internal error. Please try again.'), 'UNAVAILABLE'],
  ['a page of the load balancer', { status: 502, body: '<html><title>Error 502 (Server Error)!!1</title></html>' }, 'UNAVAILABLE'],
  ['a broken connection', 'reset', 'UNAVAILABLE'],
];

for (const [title, reply, code] of FAILURES) {
  for (const [name, call] of Object.entries(CALLS)) {
    test(`Cloud Storage: ${title} is ${code} for ${name}, after one request`, async () => {
      google.answer(reply);
      await assert.rejects(call(), (error) => {
        assert.ok(error instanceof DispatchError);
        assert.deepEqual([error.code, google.requests.length], [code, 1], error.message);
        assert.ok(error.cause instanceof Error);
        assert.match(error.message, /gs:\/\/bkt\/a\/b/);
        return true;
      });
    });
  }
}

test('Cloud Storage: an object that is missing is none for stat, read and remove, and NOT_FOUND for copy', async () => {
  const absent = { stat: undefined, read: undefined, remove: false };
  for (const [name, expected] of Object.entries(absent)) {
    google.answer(NO_OBJECT);
    assert.equal(await CALLS[name]?.(), expected, name);
  }
  google.answer(NO_OBJECT);
  await assert.rejects(store.copy(url, other), { code: 'NOT_FOUND' });
});

test('Cloud Storage: a name that sounds like a missing bucket is a name', async () => {
  google.answer(errorReply(404, 'notFound', 'No such object: bkt/The specified bucket does not exist.'));
  assert.equal(await store.stat({ bucket: 'bkt', name: 'The specified bucket does not exist.' }), undefined);
});

test('Cloud Storage: a condition that does not hold is PRECONDITION_FAILED', async () => {
  google.answer(NOT_MET);
  await assert.rejects(store.write(url, Buffer.from('hello'), { ifGeneration: '7' }), { code: 'PRECONDITION_FAILED' });
  google.answer(NOT_MET);
  await assert.rejects(store.copy(url, other, { ifSourceGeneration: '7' }), { code: 'PRECONDITION_FAILED' });
  google.answer(NOT_MET, resource('8'));
  await assert.rejects(store.remove(url, { ifGeneration: '7' }), { code: 'PRECONDITION_FAILED' });
});

test('Cloud Storage: no condition is asked of an object that is absent', async () => {
  google.answer(NOT_MET, NO_OBJECT);
  assert.equal(await store.remove(url, { ifGeneration: '7' }), false);
});

test('Cloud Storage: an object replaced while it is read is read anew', async () => {
  const media = { body: 'hello' };
  google.answer(resource('7'), { status: 404, body: 'No such object: bkt/a/b' }, resource('8'), media);
  const found = await store.read(url);
  assert.deepEqual([found?.generation, Buffer.from(found?.bytes ?? []).toString()], ['8', 'hello']);
  assert.match(google.requests[3]?.line ?? '', /generation=8/);
});

test('Cloud Storage: an object replaced again and again is UNAVAILABLE', async () => {
  google.answer(...Array.from({ length: 5 }, (_, index) => [resource(String(index)), NO_OBJECT]).flat());
  await assert.rejects(store.read(url), { code: 'UNAVAILABLE' });
});

test('Cloud Storage: a large object is copied in several steps', async () => {
  const step = { body: { kind: 'storage#rewriteResponse', done: false, rewriteToken: 'go on' } };
  google.answer(step, { body: { kind: 'storage#rewriteResponse', done: true, resource: resourceOf('9') } });
  assert.equal((await store.copy(url, other, { ifSourceGeneration: '7' })).generation, '9');
  const path = 'POST /storage/v1/b/bkt/o/a%2Fb/rewriteTo/b/bkt/o/c?ifSourceGenerationMatch=7';
  assert.deepEqual(google.requests.map(({ line }) => line), [path, `${path}&rewriteToken=go%20on`]);
});

test('Cloud Storage: a copy that neither ends nor goes on is UNAVAILABLE', async () => {
  google.answer({ body: { kind: 'storage#rewriteResponse', done: false } });
  await assert.rejects(store.copy(url, other), { code: 'UNAVAILABLE' });
});

test('Cloud Storage: an upload names its checksum and its condition', async () => {
  google.answer(resource('7'));
  assert.equal((await store.write(url, Buffer.from('hello'), { ifGeneration: '0' })).generation, '7');
  const [{ line, body } = { line: '', body: '' }] = google.requests;
  assert.equal(line, 'POST /upload/storage/v1/b/bkt/o?uploadType=multipart&ifGenerationMatch=0');
  assert.match(body, /"name":"a\/b".*"md5Hash":"XUFAKrxLKna5cZ2REBfFkg=="/);
});
