import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TableReference } from '../../../src/core/table-ref';
import { rowsOf } from '../table-data';
import { createHttpTestBed, list, members, type HttpTestBed } from './http-test-bed';

const LIST = '/projects/p/datasets/d/tables';
const FIELDS = [{ name: 'id', type: 'INT64', mode: 'REQUIRED' }, { name: 'name', type: 'STRING' }];
const newOf = (tableId: string, more: object = {}): object => ({ tableReference: { projectId: 'p', datasetId: 'd', tableId }, schema: { fields: FIELDS }, ...more });

async function withTable(more: object = {}): Promise<HttpTestBed> {
  const bed = createHttpTestBed();
  const { status, body } = await bed.post(LIST, newOf('t', more));
  assert.equal(status, 200, JSON.stringify(body));
  return bed;
}

test('a table is made and found, its types by their older names', async () => {
  const { get } = await withTable({ labels: { a: 'b' }, clustering: { fields: ['name'] }, requirePartitionFilter: false });
  const { etag, ...rest } = members((await get(`${LIST}/t`)).body);
  assert.ok(etag);
  assert.deepEqual(rest, {
    kind: 'bigquery#table',
    id: 'p:d.t',
    selfLink: 'https://bigquery.googleapis.com/bigquery/v2/projects/p/datasets/d/tables/t',
    tableReference: { projectId: 'p', datasetId: 'd', tableId: 't' },
    requirePartitionFilter: false,
    clustering: { fields: ['name'] },
    labels: { a: 'b' },
    schema: { fields: [{ name: 'id', type: 'INTEGER', mode: 'REQUIRED' }, { name: 'name', type: 'STRING', mode: 'NULLABLE' }] },
    numBytes: '0',
    numLongTermBytes: '0',
    numRows: '0',
    numTotalLogicalBytes: '0',
    numActiveLogicalBytes: '0',
    numLongTermLogicalBytes: '0',
    creationTime: '1709280000000',
    lastModifiedTime: '1709280000000',
    type: 'TABLE',
    location: 'US',
  });
});

test('a new column is added behind those that stand, also within records, and rows are kept', async () => {
  const record = { name: 'r', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'x', type: 'STRING' }] };
  const { post, send, state } = await withTable({ schema: { fields: [...FIELDS, record] } });
  await post(`${LIST}/t/insertAll`, { rows: [{ json: { id: 1, r: [{ x: 'a' }] } }] });
  const wider = { ...record, fields: [{ name: 'y', type: 'INTEGER', mode: 'REPEATED' }, ...record.fields] };
  const fields = [{ name: 'more', type: 'DATE' }, wider, FIELDS[1], { ...FIELDS[0], mode: 'NULLABLE' }];
  const { status, body } = await send('PATCH', `${LIST}/t`, { schema: { fields } });
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(list(body.schema.fields).map(({ name }) => name), ['id', 'name', 'r', 'more']);
  assert.deepEqual([...rowsOf(state.findTable({ projectId: 'p', datasetId: 'd', tableId: 't' })?.data ?? new Map())], [['1', null, [['a', []]], null]]);
});

const SCHEMA_CHANGES: [title: string, fields: object[], message: RegExp][] = [
  ['a column is missing', [FIELDS[0] as object], /Provided Schema does not match Table p:d\.t\. Field name is missing in new schema/],
  ['another type', [FIELDS[0] as object, { name: 'name', type: 'INTEGER' }], /Field name has changed type from STRING to INTEGER/],
  ['a column becomes required', [FIELDS[0] as object, { name: 'name', type: 'STRING', mode: 'REQUIRED' }], /Field name has changed mode from NULLABLE to REQUIRED/],
  ['a required column is new', [...FIELDS, { name: 'n', type: 'STRING', mode: 'REQUIRED' }], /Cannot add required fields to an existing schema\. \(field: n\)/],
  ['a type that there is not', [...FIELDS, { name: 'n', type: 'NONE' }], /NONE/],
];
for (const [title, fields, message] of SCHEMA_CHANGES) {
  test(`a schema change is refused: ${title}`, async () => {
    const { send } = await withTable();
    const { status, body } = await send('PATCH', `${LIST}/t`, { schema: { fields } });
    assert.equal(status, 400);
    assert.match(body.error.message, message);
  });
}

test('the etag of a table is that of its resource, whatever rows come in', async () => {
  const { get, post, sendWith } = await withTable();
  const { etag } = (await get(`${LIST}/t`)).body;
  await post(`${LIST}/t/insertAll`, { rows: [{ json: { id: 1 } }] });
  assert.equal((await sendWith({ 'if-match': etag })('PATCH', `${LIST}/t`, { description: 'x' })).status, 200);
  assert.equal((await sendWith({ 'if-match': etag })('PATCH', `${LIST}/t`, { description: 'y' })).status, 412);
});

test('a patch sets and removes what belongs to a table', async () => {
  const { send, clock } = await withTable({ description: 'x', labels: { a: '1' } });
  const expirationTime = String(clock.now().getTime() + 1000);
  const set = (await send('PATCH', `${LIST}/t`, { description: null, labels: { a: null, b: '2' }, expirationTime, friendlyName: 'f' })).body;
  assert.deepEqual([set.description, set.labels, set.expirationTime, set.friendlyName], [undefined, { b: '2' }, expirationTime, 'f']);
  assert.equal((await send('PATCH', `${LIST}/t`, { expirationTime: null })).body.expirationTime, undefined);
});

test('a table is gone when its time is over, by the clock', async () => {
  const { clock, get, send } = await withTable({ expirationTime: String(Date.parse('2024-03-01T09:00:00Z')) });
  await clock.advance(3_599_999);
  assert.equal((await get(`${LIST}/t`)).status, 200);
  await clock.advance(1);
  assert.equal((await get(`${LIST}/t`)).status, 404);
  assert.equal((await get(LIST)).body.totalItems, 0);
  assert.equal((await send('DELETE', `${LIST}/t`)).status, 404);
});

test('a dataset gives its tables a lifetime, and its partitions theirs', async () => {
  const { state, post } = createHttpTestBed();
  state.setDatasetDetails({ projectId: 'p', datasetId: 'd' }, { defaultTableExpirationMs: '3600000', defaultPartitionExpirationMs: '86400000' });
  assert.equal((await post(LIST, newOf('a'))).body.expirationTime, String(Date.parse('2024-03-01T09:00:00Z')));
  const partitioned = (await post(LIST, newOf('b', { timePartitioning: { type: 'DAY' } }))).body;
  assert.deepEqual([partitioned.expirationTime, partitioned.timePartitioning], [undefined, { type: 'DAY', expirationMs: '86400000' }]);
});

test('partitions go when their time is over', async () => {
  const { clock, post, get, send } = await withTable({ timePartitioning: { type: 'DAY', expirationMs: 86_400_000 } });
  await post(`${LIST}/t$20240229/insertAll`, { rows: [{ json: { id: 1 } }] });
  await post(`${LIST}/t/insertAll`, { rows: [{ json: { id: 2 } }] });
  assert.equal((await get(`${LIST}/t`)).body.numRows, '2');
  assert.equal((await get(`${LIST}/t$20240229`)).body.numRows, '1');
  await clock.advance(16 * 3_600_000);
  assert.equal((await get(`${LIST}/t`)).body.numRows, '1');
  assert.equal((await send('DELETE', `${LIST}/t$20240301`)).status, 204);
  assert.equal((await get(`${LIST}/t`)).body.numRows, '0');
});

test('a view has the columns of its query', async () => {
  const asked: unknown[] = [];
  const { post, get, send } = createHttpTestBed({
    dryRunQuery(job) {
      asked.push(job.configuration.query?.query);
      return Promise.resolve({ statistics: {}, schema: { fields: [{ name: 'x', type: 'INT64' }] } });
    },
  });
  const view = { query: 'SELECT 1 AS x', useLegacySql: false };
  const { body } = await post(LIST, { tableReference: { tableId: 'v' }, view, schema: { fields: [{ name: 'X', type: 'INTEGER', description: 'one' }] } });
  assert.deepEqual([body.type, body.view, body.schema.fields, body.numRows], ['VIEW', view, [{ name: 'x', type: 'INTEGER', mode: 'NULLABLE', description: 'one' }], undefined]);
  assert.deepEqual((await get(LIST)).body.tables[0].view, { useLegacySql: false });
  assert.equal((await get(`${LIST}/v/data`)).body.error.message, 'Cannot list a table of type VIEW.');
  assert.equal((await send('PATCH', `${LIST}/v`, { view: { query: 'SELECT 2 AS x' } })).body.view.query, 'SELECT 2 AS x');
  assert.deepEqual(asked, ['SELECT 1 AS x', 'SELECT 2 AS x']);
});

test('what is null in a list of fields is not there', async () => {
  const { send } = await withTable({ schema: { fields: [{ ...FIELDS[0], description: 'x' }] } });
  const { body } = await send('PATCH', `${LIST}/t`, { schema: { fields: [{ ...FIELDS[0], description: null, policyTags: { names: [] } }] } });
  assert.deepEqual(body.schema.fields, [{ name: 'id', type: 'INTEGER', mode: 'REQUIRED', policyTags: { names: [] } }]);
});

test('selectedFields cuts the schema', async () => {
  const { get } = await withTable();
  assert.deepEqual((await get(`${LIST}/t?selectedFields=NAME`)).body.schema.fields, [{ name: 'name', type: 'STRING', mode: 'NULLABLE' }]);
});

const REFUSED: [method: string, path: string, body: unknown, status: number, message: RegExp][] = [
  ['POST', LIST, newOf('t'), 409, /^Already Exists: Table p:d\.t$/],
  ['POST', '/projects/p/datasets/none/tables', { tableReference: { tableId: 'x' } }, 404, /^Not found: Dataset p:none$/],
  ['POST', LIST, {}, 400, /tableReference\.tableId/],
  ['POST', LIST, newOf('a/b'), 400, /no table ID/],
  ['POST', LIST, newOf('x', { materializedView: { query: 'SELECT 1' } }), 501, /materialized view/],
  ['POST', LIST, newOf('x', { externalDataConfiguration: { sourceFormat: 'CSV' } }), 501, /external table/],
  ['POST', LIST, newOf('x', { view: { query: 'SELECT 1', useLegacySql: true } }), 501, /legacy SQL/],
  ['POST', LIST, newOf('x', { expirationTime: '1' }), 400, /in the future/],
  ['POST', LIST, newOf('x', { rangePartitioning: { field: 'name', range: { start: 0, end: 10, interval: 1 } } }), 400, /range partitioning can only be of type INTEGER/],
  ['POST', LIST, newOf('x', { tableConstraints: { primaryKey: { columns: ['none'] } } }), 400, /constraint/],
  ['PATCH', `${LIST}/t`, { timePartitioning: { type: 'DAY' } }, 400, /Cannot convert non partitioned/],
  ['PATCH', `${LIST}/none`, {}, 404, /^Not found: Table p:d\.none$/],
  ['GET', `${LIST}/none`, undefined, 404, /^Not found: Table p:d\.none$/],
  ['GET', `${LIST}/t@-3600000`, undefined, 501, /point in time/],
  ['GET', `${LIST}/t$20240101`, undefined, 400, /not partitioned/],
  ['GET', `${LIST}/t?selectedFields=none`, undefined, 400, /No such field: none/],
  ['GET', `${LIST}/t/rowAccessPolicies`, undefined, 501, /rowAccessPolicies/],
];
for (const [method, path, body, status, message] of REFUSED) {
  test(`refused: ${method} ${path} ${JSON.stringify(body)}`, async () => {
    const { send } = await withTable();
    const answer = await send(method, path, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(answer.body.error.message, message);
  });
}

test('a snapshot can be described, but neither its rows nor its columns change', async () => {
  const { post, send, get, state, clock } = await withTable();
  const [sourceTable, destinationTable] = ['t', 's'].map((tableId) => ({ projectId: 'p', datasetId: 'd', tableId })) as [TableReference, TableReference];
  await post('/projects/p/jobs', { configuration: { copy: { sourceTable, destinationTable, operationType: 'SNAPSHOT' } } });
  await clock.advance(0);
  const path = `${LIST}/s`;
  const described = await send('PATCH', path, { description: 'then' });
  assert.deepEqual([described.status, described.body.type, described.body.description], [200, 'SNAPSHOT', 'then']);
  assert.equal((await send('PATCH', path, { schema: { fields: [...list(described.body.schema.fields), { name: 'more', type: 'STRING' }] } })).status, 400);
  assert.equal((await post(`${path}/insertAll`, { rows: [{ json: {} }] })).status, 400);
  assert.deepEqual((await get(path)).body.schema, described.body.schema);
  assert.ok(state.findTable(destinationTable)?.resource.snapshotDefinition);
});
