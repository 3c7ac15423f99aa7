import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { systemClock } from '../../../src/adapters/system-clock';
import type { Clock } from '../../../src/core/ports/clock';
import { createHttpApp } from '../../http/http-app';
import { createUnsupportedLog } from '../../http/unsupported-log';
import { createStorageState } from '../../storage/storage-state';
import { registerStorageRoutes } from '../../storage/http/storage-routes';
import { parseInstruction } from './instruction';
import { addRetryTestHooks } from './retry-test-hooks';
import { registerRetryTestRoutes } from './retry-test-routes';
import { createRetryTests } from './retry-tests';
import { storageMethodOf } from './storage-method';

const KIB = 1024;
const open: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

/** Cloud Storage with a bucket and an object of 300 KiB, and pauses that are over at once but noted. */
function bench() {
  let ids = 0;
  const newId = (): string => `id${++ids}`;
  const pauses: number[] = [];
  const wall: Clock = {
    now: () => systemClock.now(),
    schedule(delayMs, task) {
      pauses.push(delayMs);
      return systemClock.schedule(0, task);
    },
  };
  const storage = createStorageState({ clock: systemClock });
  storage.createBucket('some-bucket');
  storage.write({ bucket: 'some-bucket', name: 'large' }, Buffer.alloc(300 * KIB, 'x'));
  storage.write({ bucket: 'some-bucket', name: 'small' }, Buffer.from('small'));
  const app = createHttpApp(createUnsupportedLog());
  open.push(app);
  const tests = createRetryTests(newId);
  addRetryTestHooks(app, { tests, wall });
  registerRetryTestRoutes(app, tests);
  registerStorageRoutes(app, { storage, clock: systemClock, newId });

  async function create(instructions: Record<string, string[]>): Promise<string> {
    const reply = await app.inject({ method: 'POST', url: '/retry_test', payload: JSON.stringify({ instructions }) });
    assert.equal(reply.statusCode, 200, reply.body);
    return reply.json<{ id: string }>().id;
  }
  const isCompleted = (id: string): boolean => tests.get(id)!.completed;
  return { app, storage, create, isCompleted, pauses };
}

test('a test is made, seen, listed and removed', async () => {
  const { app, create } = bench();
  const id = await create({ 'storage.buckets.list': ['return-429'] });
  const expected = { id, instructions: { 'storage.buckets.list': ['return-429'] }, transport: 'HTTP', completed: false };
  assert.deepEqual((await app.inject(`/retry_test/${id}`)).json(), expected);
  assert.deepEqual((await app.inject('/retry_tests')).json(), { retry_test: [expected] });
  assert.equal((await app.inject({ method: 'DELETE', url: `/retry_test/${id}` })).statusCode, 200);
  assert.equal((await app.inject(`/retry_test/${id}`)).statusCode, 404);
  assert.equal((await app.inject({ method: 'DELETE', url: `/retry_test/${id}` })).statusCode, 404);
  assert.equal((await app.inject({ url: '/storage/v1/b?project=p', headers: { 'x-retry-test-id': id } })).statusCode, 404);
});

for (const [body, status] of [
  [{}, 400],
  [{ instructions: {} }, 400],
  [{ instructions: { 'storage.buckets.wonder': ['return-503'] } }, 400],
  [{ instructions: { 'storage.buckets.list': ['return-everything'] } }, 400],
  [{ instructions: { 'storage.buckets.list': [] } }, 400],
  [{ instructions: { 'storage.buckets.list': ['return-503'] }, transport: 'PIGEON' }, 400],
  [{ instructions: { 'storage.buckets.list': ['return-503'] }, transport: 'GRPC' }, 501],
] as const) {
  test(`${JSON.stringify(body)} is refused with ${status}`, async () => {
    const { app } = bench();
    assert.equal((await app.inject({ method: 'POST', url: '/retry_test', payload: JSON.stringify(body) })).statusCode, status);
  });
}

test('errors come in their order, for their method alone', async () => {
  const { app, create, isCompleted } = bench();
  const id = await create({ 'storage.buckets.list': ['return-503', 'return-429'] });
  const headers = { 'x-retry-test-id': id };
  const status = async (url: string): Promise<number> => (await app.inject({ url, headers })).statusCode;
  assert.equal(await status('/storage/v1/b/some-bucket'), 200);
  assert.equal((await app.inject('/storage/v1/b?project=p')).statusCode, 200);
  assert.deepEqual([await status('/storage/v1/b?project=p'), isCompleted(id)], [503, false]);
  assert.deepEqual([await status('/b?project=p'), isCompleted(id)], [429, true]);
  assert.equal(await status('/storage/v1/b?project=p'), 200);
});

interface Download {
  readonly status?: number;
  readonly bytes: number;
  readonly error?: string;
}

/** A download over a real connection. */
async function download(app: FastifyInstance, name: string, id: string): Promise<Download> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve) => {
    let bytes = 0;
    let status: number | undefined;
    const end = (error?: NodeJS.ErrnoException): void => resolve({ status, bytes, ...(error && { error: error.code }) });
    http
      .get({ port, host: '127.0.0.1', path: `/storage/v1/b/some-bucket/o/${name}?alt=media`, headers: { 'x-retry-test-id': id }, agent: false }, (response) => {
        status = response.statusCode;
        response.on('data', (part: Buffer) => (bytes += part.length));
        response.on('end', () => end()).on('error', end);
      })
      .on('error', end);
  });
}

test('a connection is reset', async () => {
  const { app, create, isCompleted } = bench();
  const id = await create({ 'storage.objects.get': ['return-reset-connection'] });
  assert.deepEqual(await download(app, 'small', id), { status: undefined, bytes: 0, error: 'ECONNRESET' });
  assert.equal(isCompleted(id), true);
  assert.deepEqual(await download(app, 'small', id), { status: 200, bytes: 5 });
});

test('a stream breaks after a few bytes, or after some that a small object does not have', async () => {
  const { app, create, isCompleted } = bench();
  const id = await create({ 'storage.objects.get': ['return-broken-stream', 'return-broken-stream-after-256K'] });
  assert.deepEqual(await download(app, 'small', id), { status: 200, bytes: 4, error: 'ECONNRESET' });
  assert.deepEqual(await download(app, 'small', id), { status: 200, bytes: 5 });
  assert.equal(isCompleted(id), false);
  assert.deepEqual(await download(app, 'large', id), { status: 200, bytes: 256 * KIB, error: 'ECONNRESET' });
  assert.equal(isCompleted(id), true);
});

test('a stream pauses, and goes on', async () => {
  const { app, create, isCompleted, pauses } = bench();
  const id = await create({ 'storage.objects.get': ['stall-for-10s-after-12K'] });
  assert.deepEqual(await download(app, 'large', id), { status: 200, bytes: 300 * KIB });
  assert.deepEqual([pauses, isCompleted(id)], [[10_000], true]);
});

/** An upload in one go over a session of its own. */
function session(app: FastifyInstance, id: string) {
  const headers = { 'x-retry-test-id': id };
  return {
    begin: async (): Promise<string> => {
      const reply = await app.inject({ method: 'POST', url: '/upload/storage/v1/b/some-bucket/o?uploadType=resumable&name=new', headers });
      assert.equal(reply.statusCode, 200, reply.body);
      return String(reply.headers['location']).replace(/^https?:\/\/[^/]+/, '');
    },
    put: (url: string, range: string, payload: Buffer) => app.inject({ method: 'PUT', url, payload, headers: { ...headers, 'content-range': range } }),
  };
}

test('a resumable upload fails in the middle, and what came before stays', async () => {
  const { app, storage, create, isCompleted } = bench();
  const id = await create({ 'storage.objects.insert': ['return-504-after-256K'] });
  const { begin, put } = session(app, id);
  const url = await begin();
  const bytes = Buffer.alloc(512 * KIB, 'y');
  const failed = await put(url, `bytes 0-${512 * KIB - 1}/${512 * KIB}`, bytes);
  assert.deepEqual([failed.statusCode, isCompleted(id)], [504, true]);
  const standing = await put(url, 'bytes */*', Buffer.alloc(0));
  assert.deepEqual([standing.statusCode, standing.headers['range']], [308, `bytes=0-${256 * KIB - 1}`]);
  const rest = await put(url, `bytes ${256 * KIB}-${512 * KIB - 1}/${512 * KIB}`, bytes.subarray(256 * KIB));
  assert.equal(rest.statusCode, 200, rest.body);
  assert.equal(storage.stat({ bucket: 'some-bucket', name: 'new' })?.sizeBytes, 512 * KIB);
});

test('an upload in one request fails once enough of it has arrived', async () => {
  const { app, storage, create } = bench();
  const id = await create({ 'storage.objects.insert': ['return-503-after-256K'] });
  const upload = (size: number) => app.inject({ method: 'POST', url: '/upload/storage/v1/b/some-bucket/o?uploadType=media&name=new', payload: Buffer.alloc(size, 'z'), headers: { 'x-retry-test-id': id, 'content-type': 'text/plain' } });
  assert.equal((await upload(10)).statusCode, 200);
  assert.equal((await upload(256 * KIB)).statusCode, 503);
  assert.equal(storage.stat({ bucket: 'some-bucket', name: 'new' })?.sizeBytes, 10);
});

test('the answer to the last part is cut short, but the object is there', async () => {
  const { app, storage, create, isCompleted } = bench();
  const id = await create({ 'storage.objects.insert': ['return-broken-stream-final-chunk-after-7B'] });
  const { begin, put } = session(app, id);
  const reply = await put(await begin(), 'bytes 0-3/4', Buffer.from('test'));
  assert.deepEqual([reply.statusCode, reply.rawPayload.length, isCompleted(id)], [200, 7, true]);
  assert.ok(storage.stat({ bucket: 'some-bucket', name: 'new' }));
});

for (const [method, path, name] of [
  ['GET', '/storage/v1/b', 'storage.buckets.list'],
  ['POST', '/upload/storage/v1/b/x/o', 'storage.objects.insert'],
  ['PUT', '/upload/storage/v1/b/x/o', 'storage.objects.insert'],
  ['GET', '/download/storage/v1/b/x/o/y', 'storage.objects.get'],
  ['GET', '/b/x/o/a%2Fb', 'storage.objects.get'],
  ['POST', '/storage/v1/b/x/o/a/rewriteTo/b/y/o/b', 'storage.objects.rewrite'],
  ['GET', '/storage/v1/projects/p/serviceAccount', 'storage.serviceaccount.get'],
  ['GET', '/storage/v1/b/x/defaultObjectAcl/allUsers', 'storage.default_object_acl.get'],
  ['GET', '/some-bucket/an/object', 'storage.objects.get'],
  ['PUT', '/some-bucket/an/object', 'storage.objects.insert'],
  ['GET', '/bigquery/v2/projects', undefined],
  ['GET', '/projects/p/jobs', undefined],
  ['GET', '/_emulator/health', undefined],
] as const) {
  test(`${method} ${path} is ${name ?? 'no method of Cloud Storage'}`, () => assert.equal(storageMethodOf(method, path), name));
}

test('what is no instruction', () => {
  for (const text of ['', 'return-', 'return-20', 'return-503-after-K', 'return-503x', 'stall-always', 'redirect-send-token-x']) assert.equal(parseInstruction(text), undefined, text);
});
