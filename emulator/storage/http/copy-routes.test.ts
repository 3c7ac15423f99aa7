import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStorageTestBed, type StorageTestBed } from './storage-test-bed';

async function withSource(): Promise<StorageTestBed> {
  const bed = createStorageTestBed();
  bed.storage.createBucket('backup');
  await bed.put('a/1', 'hello');
  await bed.json('PATCH /storage/v1/b/data/o/a%2F1', { metadata: { owner: 'reports' }, temporaryHold: true });
  return bed;
}

test('copy and rewrite take the attributes over, but no hold', async () => {
  const { json, call } = await withSource();
  const copied = await json('POST /storage/v1/b/data/o/a%2F1/copyTo/b/backup/o/b%2F1');
  assert.deepEqual([copied.bucket, copied.name, copied.contentType, copied.metadata, copied.temporaryHold, copied.metageneration], ['backup', 'b/1', 'text/plain', { owner: 'reports' }, undefined, '1']);
  const rewritten = await json('POST /storage/v1/b/data/o/a%2F1/rewriteTo/b/backup/o/c', { contentType: 'text/csv' });
  const { resource, ...report } = rewritten as { resource: Record<string, unknown> };
  assert.deepEqual(report, { kind: 'storage#rewriteResponse', totalBytesRewritten: '5', objectSize: '5', done: true });
  assert.deepEqual([resource.contentType, resource.metadata], ['text/csv', undefined]);
  assert.equal((await call('GET /backup/c')).payload, 'hello');
});

const CONDITIONS: [query: string, status: number][] = [
  ['ifGenerationMatch=0', 200],
  ['ifGenerationMatch=7', 412],
  ['ifSourceGenerationMatch=1709280000000000', 200],
  ['ifSourceGenerationMatch=7', 412],
  ['ifSourceMetagenerationMatch=1', 412],
  ['ifSourceGenerationNotMatch=1709280000000000', 412],
  ['sourceGeneration=7', 404],
  ['destinationKmsKeyName=k', 501],
];

for (const [query, status] of CONDITIONS) {
  test(`a rewrite with ${query} gives ${status}`, async () => {
    const { call, storage } = await withSource();
    assert.equal((await call(`POST /storage/v1/b/data/o/a%2F1/rewriteTo/b/data/o/b?${query}`)).statusCode, status);
    assert.equal(storage.stat({ bucket: 'data', name: 'b' }) !== undefined, status === 200);
  });
}

test('a move renames at once', async () => {
  const { put, json, call } = createStorageTestBed();
  await put('a', 'hello');
  assert.equal((await json('POST /storage/v1/b/data/o/a/moveTo/o/b%2Fc')).name, 'b/c');
  assert.equal((await call('GET /storage/v1/b/data/o/a')).statusCode, 404);
  assert.equal((await call('POST /storage/v1/b/data/o/b%2Fc/moveTo/o/b%2Fc')).statusCode, 400);
});

test('compose joins objects, counts them and has no MD5', async () => {
  const { put, json, call } = createStorageTestBed();
  const { generation } = await put('a', 'hello ');
  await put('b', 'world');
  const body = { sourceObjects: [{ name: 'a', objectPreconditions: { ifGenerationMatch: generation } }, { name: 'b' }], destination: { contentType: 'text/x' } };
  const composed = await json('POST /storage/v1/b/data/o/c/compose', body);
  assert.deepEqual([composed.componentCount, composed.md5Hash, composed.crc32c, composed.contentType], [2, undefined, 'yZRlqg==', 'text/x']);
  assert.equal((await call('GET /data/c')).payload, 'hello world');
  assert.equal((await json('POST /storage/v1/b/data/o/d/compose', { sourceObjects: [{ name: 'c' }, { name: 'c' }] })).componentCount, 4);
});

const COMPOSE_FAULTS: [body: object, status: number][] = [
  [{}, 400],
  [{ sourceObjects: [] }, 400],
  [{ sourceObjects: Array.from({ length: 33 }, () => ({ name: 'a' })) }, 400],
  [{ sourceObjects: [{}] }, 400],
  [{ sourceObjects: [{ name: 'absent' }] }, 404],
  [{ sourceObjects: [{ name: 'a', generation: '7' }] }, 404],
  [{ sourceObjects: [{ name: 'a', objectPreconditions: { ifGenerationMatch: '7' } }] }, 412],
  [{ sourceObjects: [{ name: 'a' }], deleteSourceObjects: true }, 501],
];

for (const [body, status] of COMPOSE_FAULTS) {
  test(`compose of ${JSON.stringify(body).slice(0, 90)} gives ${status}`, async () => {
    const { put, call } = createStorageTestBed();
    await put('a', 'x');
    assert.equal((await call('POST /storage/v1/b/data/o/c/compose', body)).statusCode, status);
  });
}
