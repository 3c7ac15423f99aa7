import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttpTestBed, list, members, type HttpTestBed } from './http-test-bed';

const LIST = '/projects/p/datasets/d/routines';
const ROUTINE = {
  routineReference: { projectId: 'p', datasetId: 'd', routineId: 'f' },
  routineType: 'SCALAR_FUNCTION',
  language: 'SQL',
  arguments: [{ name: 'x', dataType: { typeKind: 'INT64' } }],
  returnType: { typeKind: 'INT64' },
  definitionBody: 'x * 2',
};

async function withRoutine(): Promise<HttpTestBed> {
  const bed = createHttpTestBed();
  assert.equal((await bed.post(LIST, ROUTINE)).status, 200);
  return bed;
}

test('a function is kept, changed, listed and removed', async () => {
  const { get, send, sendWith, state } = await withRoutine();
  const { etag = '', ...rest } = members((await get(`${LIST}/f`)).body);
  assert.deepEqual(rest, { ...ROUTINE, creationTime: '1709280000000', lastModifiedTime: '1709280000000' });
  assert.equal((await sendWith({ 'if-match': etag })('PUT', `${LIST}/f`, { ...ROUTINE, definitionBody: 'x * 3' })).body.definitionBody, 'x * 3');
  assert.equal((await sendWith({ 'if-match': etag })('PUT', `${LIST}/f`, ROUTINE)).status, 412);
  assert.equal(state.findRoutine(ROUTINE.routineReference)?.resource.definitionBody, 'x * 3');
  const [listed] = list((await get(LIST)).body.routines);
  assert.deepEqual([listed?.routineReference.routineId, listed?.definitionBody], ['f', undefined]);
  assert.equal((await get(`${LIST}?filter=routineType:PROCEDURE`)).body.routines, undefined);
  assert.equal((await send('DELETE', `${LIST}/f`)).status, 204);
  assert.equal((await get(`${LIST}/f`)).status, 404);
});

const REFUSED: [method: string, path: string, body: unknown, status: number, message: RegExp][] = [
  ['POST', LIST, ROUTINE, 409, /^Already Exists: Routine p:d\.f$/],
  ['POST', LIST, {}, 400, /routineReference\.routineId/],
  ['POST', LIST, { ...ROUTINE, routineReference: { routineId: 'a-b' } }, 400, /Invalid routine ID/],
  ['POST', LIST, { ...ROUTINE, routineReference: { routineId: 'g' }, routineType: undefined }, 400, /routineType/],
  ['POST', LIST, { ...ROUTINE, routineReference: { routineId: 'g' }, routineType: 'X' }, 400, /routineType/],
  ['POST', LIST, { ...ROUTINE, routineReference: { routineId: 'g' }, definitionBody: '' }, 400, /definitionBody/],
  ['POST', LIST, { ...ROUTINE, routineReference: { routineId: 'g' }, language: 'PYTHON' }, 501, /PYTHON/],
  ['POST', LIST, { ...ROUTINE, routineReference: { routineId: 'g' }, remoteFunctionOptions: {} }, 501, /remoteFunctionOptions/],
  ['GET', `${LIST}/g`, undefined, 404, /^Not found: Routine p:d\.g$/],
  ['GET', `${LIST}?filter=x`, undefined, 400, /Invalid filter/],
  ['POST', `${LIST}/g:getIamPolicy`, {}, 404, /^Not found: Routine p:d\.g$/],
];
for (const [method, path, body, status, message] of REFUSED) {
  test(`refused: ${method} ${path} ${JSON.stringify(body)}`, async () => {
    const answer = await (await withRoutine()).send(method, path, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(answer.body.error.message, message);
  });
}

test('a policy is kept, and changed by who knows it', async () => {
  const { post } = await withRoutine();
  const before = (await post(`${LIST}/f:getIamPolicy`, {})).body;
  const bindings = [{ role: 'roles/bigquery.dataViewer', members: ['user:a@example.com'] }];
  const set = await post(`${LIST}/f:setIamPolicy`, { policy: { etag: before.etag, bindings } });
  assert.deepEqual([set.status, set.body.bindings], [200, bindings]);
  assert.deepEqual((await post(`${LIST}/f:getIamPolicy`, {})).body, set.body);
  assert.equal((await post(`${LIST}/f:setIamPolicy`, { policy: { etag: before.etag } })).status, 409);
  assert.deepEqual((await post(`${LIST}/f:testIamPermissions`, { permissions: ['bigquery.routines.get'] })).body, { permissions: ['bigquery.routines.get'] });
});
