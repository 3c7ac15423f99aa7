import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStorageTestBed } from './storage-test-bed';

test('a bucket is made once, in its place, and told of', async () => {
  const { json, call } = createStorageTestBed();
  const made = await json('POST /storage/v1/b?project=demo', { name: 'made', location: 'europe-west1', storageClass: 'NEARLINE', labels: { env: 'test' } });
  const { name, location, locationType, storageClass, metageneration, labels, kind } = made;
  assert.deepEqual({ name, location, locationType, storageClass, metageneration, labels, kind }, {
    name: 'made', location: 'EUROPE-WEST1', locationType: 'region', storageClass: 'NEARLINE', metageneration: '1', labels: { env: 'test' }, kind: 'storage#bucket',
  });
  assert.deepEqual(await json('GET /b/made'), made);
  const again = await call('POST /storage/v1/b?project=demo', { name: 'made' });
  const { error } = again.json<{ error: { code: number; message: string; errors: { reason: string }[] } }>();
  assert.deepEqual([error.code, error.message, error.errors[0]?.reason], [409, 'Your previous request to create the named bucket succeeded and you already own it.', 'conflict']);
});

for (const body of [{}, { name: '' }, { name: 'Ab' }, { name: 'google-x' }, { name: 'made', labels: { A: 'x' } }, { name: 'made', labels: { a: 1 } }, { name: 'made', versioning: true }]) {
  test(`a bucket as ${JSON.stringify(body)} is refused`, async () => {
    const { call, storage } = createStorageTestBed();
    assert.equal((await call('POST /storage/v1/b?project=demo', body)).statusCode, 400);
    assert.deepEqual(storage.bucketNames(), ['data']);
  });
}

test('buckets are listed by project and prefix, page by page', async () => {
  const { json } = createStorageTestBed();
  for (const [project, name] of [['one', 'one-a'], ['one', 'one-b'], ['two', 'two-a']]) await json(`POST /b?project=${project ?? ''}`, { name });
  const names = async (query: string): Promise<unknown> => ((await json(`GET /storage/v1/b?${query}`)).items as { name: string }[] | undefined)?.map(({ name }) => name);
  assert.deepEqual(await names('project=one'), ['data', 'one-a', 'one-b']);
  assert.deepEqual(await names('project=two&prefix=two'), ['two-a']);
  assert.equal(await names('project=two&prefix=one'), undefined);
  const page = await json('GET /storage/v1/b?project=one&maxResults=2');
  assert.deepEqual(await names(`project=one&maxResults=2&pageToken=${String(page.nextPageToken)}`), ['one-b']);
});

test('a patch joins, an update replaces, both count; conditions hold', async () => {
  const { json, call } = createStorageTestBed();
  const first = await json('PATCH /storage/v1/b/data', { labels: { a: '1', b: '2' }, lifecycle: { rule: [{ action: { type: 'Delete' }, condition: { age: 3 } }] } });
  assert.deepEqual([first.metageneration, first.labels], ['2', { a: '1', b: '2' }]);
  const second = await json('PATCH /storage/v1/b/data?ifMetagenerationMatch=2', { labels: { a: null }, location: 'ASIA' });
  assert.deepEqual([second.labels, (second.lifecycle as { rule: unknown[] }).rule.length, second.location], [{ b: '2' }, 1, 'ASIA']);
  assert.equal((await call('PATCH /storage/v1/b/data?ifMetagenerationMatch=2', {})).statusCode, 412);
  assert.equal((await call('GET /storage/v1/b/data?ifMetagenerationNotMatch=3')).statusCode, 304);
  const third = await json('PUT /storage/v1/b/data', { versioning: { enabled: true } });
  assert.deepEqual([third.labels, third.lifecycle, third.versioning], [undefined, undefined, { enabled: true }]);
});

test('a bucket with objects is not deleted', async () => {
  const { put, call } = createStorageTestBed();
  await put('a', 'x');
  const refused = await call('DELETE /storage/v1/b/data');
  assert.deepEqual([refused.statusCode, refused.json<{ error: { message: string } }>().error.message], [409, 'The bucket you tried to delete is not empty.']);
  await call('DELETE /storage/v1/b/data/o/a');
  assert.equal((await call('DELETE /storage/v1/b/data?ifMetagenerationMatch=9')).statusCode, 412);
  assert.equal((await call('DELETE /storage/v1/b/data')).statusCode, 204);
  assert.equal((await call('DELETE /storage/v1/b/data')).statusCode, 404);
});

test('generations that are no longer live are listed, read and deleted by their number', async () => {
  const { json, put, call } = createStorageTestBed();
  await json('PATCH /storage/v1/b/data', { versioning: { enabled: true } });
  const { generation } = await put('a', 'first');
  await put('a', 'second');
  const listed = (await json('GET /storage/v1/b/data/o?versions=true')).items as { size: string; timeDeleted?: string }[];
  assert.deepEqual(listed.map(({ size, timeDeleted }) => [size, timeDeleted]), [['5', '2024-03-01T08:00:00.000Z'], ['6', undefined]]);
  assert.equal((await call(`GET /storage/v1/b/data/o/a?alt=media&generation=${String(generation)}`)).payload, 'first');
  assert.equal((await call(`GET /data/a?generation=${String(generation)}`)).payload, 'first');
  await json(`POST /storage/v1/b/data/o/a/copyTo/b/data/o/b?sourceGeneration=${String(generation)}`);
  assert.equal((await call('GET /data/b')).payload, 'first');
  assert.equal((await call(`DELETE /storage/v1/b/data/o/a?generation=${String(generation)}`)).statusCode, 204);
  assert.equal((await call(`GET /data/a?generation=${String(generation)}`)).statusCode, 404);
});

test('IAM policies are kept, and replaced only by those who read the last one', async () => {
  const { json, call } = createStorageTestBed();
  const before = await json('GET /storage/v1/b/data/iam');
  const bindings = [{ role: 'roles/storage.objectViewer', members: ['allUsers'] }];
  const set = await json('PUT /storage/v1/b/data/iam', { bindings, etag: before.etag });
  assert.deepEqual(set.bindings, bindings);
  assert.deepEqual(await json('GET /storage/v1/b/data/iam'), set);
  assert.equal((await call('PUT /storage/v1/b/data/iam', { bindings, etag: before.etag })).statusCode, 412);
  assert.deepEqual((await json('GET /b/data/iam/testPermissions?permissions=a.b&permissions=c.d')).permissions, ['a.b', 'c.d']);
});

test('notification configurations are added, listed and removed', async () => {
  const { json, call, storage } = createStorageTestBed();
  const added = await json('POST /storage/v1/b/data/notificationConfigs', { topic: '//pubsub.googleapis.com/projects/p/topics/t', event_types: ['OBJECT_FINALIZE'], object_name_prefix: 'in/', payload_format: 'JSON_API_V1' });
  assert.deepEqual([added.id, added.event_types, added.object_name_prefix], ['1', ['OBJECT_FINALIZE'], 'in/']);
  assert.deepEqual(storage.notificationConfigs('data').map(({ topic }) => topic), ['//pubsub.googleapis.com/projects/p/topics/t']);
  assert.deepEqual((await json('GET /storage/v1/b/data/notificationConfigs')).items, [added]);
  assert.equal((await call('DELETE /storage/v1/b/data/notificationConfigs/1')).statusCode, 204);
  assert.equal((await call('GET /storage/v1/b/data/notificationConfigs/1')).statusCode, 404);
  for (const body of [{}, { topic: 't' }, { topic: 'projects/p/topics/t', event_types: ['X'] }, { topic: 'projects/p/topics/t', payload_format: 'XML' }]) {
    assert.equal((await call('POST /storage/v1/b/data/notificationConfigs', body)).statusCode, 400, JSON.stringify(body));
  }
});

test('lists of access control are kept for buckets, objects and objects to come', async () => {
  const { json, put, call } = createStorageTestBed();
  await put('a', 'x');
  for (const list of ['/b/data/acl', '/b/data/defaultObjectAcl', '/b/data/o/a/acl']) {
    const added = await json(`POST /storage/v1${list}`, { entity: 'allUsers', role: 'READER' });
    assert.deepEqual([added.entity, added.role], ['allUsers', 'READER']);
    assert.equal((await json(`PATCH /storage/v1${list}/allUsers`, { role: 'OWNER' })).role, 'OWNER');
    assert.equal(((await json(`GET /storage/v1${list}`)).items as unknown[]).length, 4);
    assert.equal((await call(`DELETE /storage/v1${list}/allUsers`)).statusCode, 204);
    assert.equal((await call(`GET /storage/v1${list}/allUsers`)).statusCode, 404);
    assert.equal((await call(`POST /storage/v1${list}`, { entity: 'allUsers', role: 'KING' })).statusCode, 400);
  }
  const full = await json('GET /storage/v1/b/data/o/a?projection=full');
  assert.equal((full.acl as unknown[]).length, 3);
  await json('PATCH /storage/v1/b/data', { iamConfiguration: { uniformBucketLevelAccess: { enabled: true } } });
  assert.equal((await call('GET /storage/v1/b/data/acl')).statusCode, 400);
  assert.equal((await call('POST /upload/storage/v1/b/data/o?uploadType=media&name=b&predefinedAcl=publicRead', 'x')).statusCode, 400);
});

for (const line of ['GET /storage/v1/projects/p/hmacKeys', 'POST /storage/v1/b/data/lockRetentionPolicy', 'POST /storage/v1/b/data/o/a/restore', 'GET /storage/v1/b/data/folders', 'GET /storage/v1/b?project=p&softDeleted=true']) {
  test(`${line} is not pretended`, async () => assert.equal((await createStorageTestBed().call(line)).statusCode, 501));
}

test('a batch answers each of its calls', async () => {
  const { put, call, storage } = createStorageTestBed();
  await put('a', 'x');
  const part = (id: string, text: string): string => `--b1\r\nContent-Type: application/http\r\nContent-ID: <x+${id}>\r\n\r\n${text}\r\n`;
  const patch = 'PATCH /storage/v1/b/data/o/a HTTP/1.1\r\ncontent-type: application/json\r\n\r\n{"metadata":{"k":"ü"}}';
  const body = `${part('1', patch)}${part('2', 'DELETE http://localhost:9050/storage/v1/b/data/o/absent HTTP/1.1\r\n\r\n')}--b1--`;
  const reply = await call('POST /batch/storage/v1', body, { 'content-type': 'multipart/mixed; boundary="b1"' });
  assert.equal(reply.statusCode, 200);
  assert.match(String(reply.headers['content-type']), /^multipart\/mixed; boundary=batch_/);
  assert.match(reply.payload, /Content-ID: <response-x\+1>\r\n\r\nHTTP\/1.1 200 OK[^]*"k":"ü"[^]*Content-ID: <response-x\+2>\r\n\r\nHTTP\/1.1 404 Not Found[^]*No such object: data\/absent/);
  assert.deepEqual({ ...storage.stat({ bucket: 'data', name: 'a' })?.metadata }, { k: 'ü' });
  for (const text of ['POST /batch/storage/v1\r\n\r\n', 'nonsense']) {
    assert.equal((await call('POST /batch', `${part('1', text)}--b1--`, { 'content-type': 'multipart/mixed; boundary=b1' })).statusCode, 400);
  }
});
