import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from '../table-data';
import { createHttpTestBed, list, members, type Answer, type HttpTestBed, type Json } from './http-test-bed';

const T = '/projects/p/datasets/d/tables/t';
const tableReference = { projectId: 'p', datasetId: 'd', tableId: 't' };
const FIELDS = [
  { name: 'id', type: 'INTEGER', mode: 'REQUIRED' },
  { name: 'name', type: 'STRING' },
  { name: 'at', type: 'TIMESTAMP' },
  { name: 'tags', type: 'STRING', mode: 'REPEATED' },
  { name: 'r', type: 'RECORD', fields: [{ name: 'x', type: 'FLOAT' }, { name: 'y', type: 'BOOLEAN' }] },
];

function withTable(more: object = {}): HttpTestBed & { insert: (rows: unknown[], options?: object, path?: string) => Promise<Answer> } {
  const bed = createHttpTestBed();
  bed.state.createTable({ tableReference, schema: { fields: FIELDS }, ...more });
  return { ...bed, insert: (rows, options = {}, path = T) => bed.post(`${path}/insertAll`, { rows, ...options }) };
}

const ids = (body: Json): unknown => list(body.rows).map((row) => row.f[0].v);

test('streamed rows are listed, every scalar a text', async () => {
  const { insert, get } = withTable();
  const json = { id: 1, name: 'a', at: 1408452095.22, tags: ['x'], r: { x: 1, y: true } };
  assert.deepEqual((await insert([{ insertId: 'i', json }])).body, { kind: 'bigquery#tableDataInsertAllResponse' });
  const { etag, ...rest } = members((await get(`${T}/data`)).body);
  assert.ok(etag);
  const cells = [{ v: '1' }, { v: 'a' }, { v: '1.40845209522E9' }, { v: [{ v: 'x' }] }, { v: { f: [{ v: '1.0' }, { v: 'true' }] } }];
  assert.deepEqual(rest, { kind: 'bigquery#tableDataList', totalRows: '1', rows: [{ f: cells }] });
  const micros = (await get(`${T}/data?formatOptions.useInt64Timestamp=True&selectedFields=at`)).body;
  assert.deepEqual(micros.rows, [{ f: [{ v: '1408452095220000' }] }]);
});

test('a number of 64 bits comes in whole', async () => {
  const { send, get } = withTable();
  await send('POST', `${T}/insertAll`, '{"rows":[{"json":{"id":9007199254740993}}]}');
  assert.deepEqual(ids((await get(`${T}/data`)).body), ['9007199254740993']);
});

test('rows are listed page by page, from any row on, in part', async () => {
  const { insert, get } = withTable();
  for (const id of [1, 2, 3]) await insert([{ json: { id } }, { json: { id: id * 10 } }]);
  const first = (await get(`${T}/data?maxResults=4`)).body;
  assert.deepEqual([ids(first), first.totalRows], [['1', '10', '2', '20'], '6']);
  const second = (await get(`${T}/data?maxResults=4&pageToken=${first.pageToken}`)).body;
  assert.deepEqual([ids(second), second.pageToken], [['3', '30'], undefined]);
  assert.deepEqual(ids((await get(`${T}/data?startIndex=3&maxResults=2`)).body), ['20', '3']);
  assert.deepEqual(ids((await get(`${T}/data?startIndex=99`)).body), []);
  assert.deepEqual((await get(`${T}/data?selectedFields=r.y,name&maxResults=1`)).body.rows, [{ f: [{ v: null }, { v: null }] }]);
});

test('a partition is listed alone, and written alone', async () => {
  const { insert, get } = withTable({ timePartitioning: { type: 'DAY', field: 'at' } });
  await insert([{ json: { id: 1, at: '2024-01-01 00:00:00' } }, { json: { id: 2, at: '2024-01-02 00:00:00' } }, { json: { id: 3 } }]);
  assert.deepEqual(ids((await get(`${T}$20240102/data`)).body), ['2']);
  assert.deepEqual(ids((await get(`${T}$__NULL__/data`)).body), ['3']);
  assert.equal((await get(`${T}$2024/data`)).status, 400);
  const summary = `${T}$__PARTITIONS_SUMMARY__`;
  assert.equal(list((await get(summary)).body.schema.fields).at(3)?.name, 'partition_id');
  assert.deepEqual(ids((await get(`${summary}/data?selectedFields=partition_id`)).body), ['20240101', '20240102', '__NULL__']);
  const wrong = await insert([{ json: { id: 4, at: '2024-01-01 00:00:00' } }], {}, `${T}$20240102`);
  assert.match(wrong.body.error.message, /Some rows belong to different partitions/);
});

test('a table that is partitioned by a range tells its partitions', async () => {
  const rangePartitioning = { field: 'id', range: { start: '0', end: '100', interval: '10' } };
  const { insert, get } = withTable({ rangePartitioning });
  await insert([1, 15, 17, 100].map((id) => ({ json: { id } })));
  assert.deepEqual(ids((await get(`${T}$__PARTITIONS_SUMMARY__/data?selectedFields=partition_id`)).body), ['0', '10', '__UNPARTITIONED__']);
  assert.equal((await get(`${T}$10/data`)).status, 501);
});

test('a row is told why it is not kept, and the others that they were stopped', async () => {
  const { insert, get } = withTable();
  const { status, body } = await insert([{ json: { id: 1 } }, { json: { id: 'x' } }, { json: { id: 2, none: 1 } }, { json: {} }, { json: { id: 3, at: 'y' } }, { json: { id: 4, r: 1 } }]);
  assert.equal(status, 200);
  const said = list(body.insertErrors).map(({ index, errors }) => [index, errors[0].reason, errors[0].location, errors[0].message]);
  assert.deepEqual(said, [
    [0, 'stopped', '', ''],
    [1, 'invalid', 'id', 'Cannot convert value to integer (bad value): x'],
    [2, 'invalid', 'none', 'no such field: none.'],
    [3, 'invalid', 'id', 'Missing required field: id.'],
    [4, 'invalid', 'at', "Could not parse 'y' as TIMESTAMP. Required format is YYYY-MM-DD HH:MM[:SS[.SSSSSS]] or YYYY/MM/DD HH:MM[:SS[.SSSSSS]]"],
    [5, 'invalid', 'r', 'Cannot convert value to record (bad value): 1'],
  ]);
  assert.equal((await get(T)).body.numRows, '0');
});

test('with skipInvalidRows the good ones are kept, with ignoreUnknownValues the unknown are left out', async () => {
  const { insert, get } = withTable();
  const { body } = await insert([{ json: { id: 1 } }, { json: { id: 'x' } }], { skipInvalidRows: true });
  assert.deepEqual(list(body.insertErrors).map(({ index }) => index), [1]);
  assert.deepEqual((await insert([{ json: { id: 2, none: 1 } }], { ignoreUnknownValues: true })).body.insertErrors, undefined);
  assert.deepEqual(ids((await get(`${T}/data`)).body), ['1', '2']);
});

test('a row sent again is kept once, for a minute', async () => {
  const { insert, get, clock, send, state } = withTable();
  const rows = [{ insertId: 'a', json: { id: 1 } }, { insertId: 'a', json: { id: 1 } }, { json: { id: 2 } }];
  await insert(rows);
  await clock.advance(59_999);
  await insert(rows);
  assert.equal((await get(T)).body.numRows, '3');
  await clock.advance(60_000);
  await insert(rows);
  assert.equal((await get(T)).body.numRows, '5');
  await send('DELETE', T);
  state.createTable({ tableReference, schema: { fields: FIELDS } });
  await clock.advance(1);
});

test('a row that was refused can be sent again', async () => {
  const { insert, get } = withTable();
  await insert([{ insertId: 'a', json: { id: 1 } }, { insertId: 'b', json: { id: 'x' } }]);
  await insert([{ insertId: 'a', json: { id: 1 } }]);
  assert.equal((await get(T)).body.numRows, '1');
});

test('a value too long for its column is refused', async () => {
  const { insert } = withTable({ schema: { fields: [{ name: 'id', type: 'STRING', maxLength: '2' }] } });
  const { errors } = list((await insert([{ json: { id: 'abc' } }])).body.insertErrors)[0]!;
  assert.deepEqual([errors[0].location, errors[0].message], ['id', 'Field id: STRING(2) has maximum length 2 but got a value with length 3']);
});

test('a template makes the table of its suffix', async () => {
  const { insert, get } = withTable();
  await insert([{ json: { id: 1 } }], { templateSuffix: '_x' });
  assert.deepEqual([(await get(`${T}_x`)).body.numRows, (await get(T)).body.numRows], ['1', '0']);
});

const REFUSED: [body: unknown, path: string, status: number, message: RegExp][] = [
  [{}, T, 400, /^No rows present in the request\.$/],
  [{ rows: [] }, T, 400, /^No rows present in the request\.$/],
  [{ rows: [1] }, T, 400, /rows\[0\]/],
  [{ rows: [{ json: { id: 1 }, more: 1 }] }, T, 400, /Unknown name "more" at 'table_data_insert_all_request\.rows\[0\]'/],
  [{ rows: [{ json: { id: 1 } }], more: 1 }, T, 400, /Unknown name "more" at 'table_data_insert_all_request'/],
  [{ rows: Array.from({ length: 50_001 }, () => ({})) }, T, 400, /too many rows present in the request, limit: 50000 row count: 50001/],
  [{ rows: [{ json: { id: 1 } }] }, `${T}x`, 404, /^Not found: Table p:d\.tx$/],
  [{ rows: [{ json: { id: 1 } }] }, `${T}$20240101`, 400, /Invalid partition/],
];
for (const [body, path, status, message] of REFUSED) {
  test(`refused: ${JSON.stringify(body).slice(0, 80)} into ${path}`, async () => {
    const answer = await withTable().post(`${path}/insertAll`, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(answer.body.error.message, message);
  });
}

test('a row that leaves out a column with a default value is refused where no SQL runs, not kept with NULL', async () => {
  const { insert } = withTable({ schema: { fields: [{ name: 'id', type: 'INTEGER', defaultValueExpression: '1' }] } });
  assert.equal((await insert([{ json: {} }])).status, 501);
  assert.equal((await insert([{ json: { ID: 2 } }])).status, 200);
});

for (const [json, value] of [['{"b":1, "a":[]}', '{"a":[],"b":1}'], ['"text"', '"text"'], [{ a: '1' }, '{"a":"1"}'], ['{', undefined]] as const) {
  test(`${JSON.stringify(json)} streamed to a JSON column is ${value}`, async () => {
    const { insert, state } = withTable({ schema: { fields: [{ name: 'j', type: 'JSON' }, { name: 'r', type: 'RECORD', fields: [{ name: 'j', type: 'JSON' }] }] } });
    const { body } = await insert([{ json: { j: json, r: { j: json } } }]);
    assert.equal(list(body.insertErrors).length, value === undefined ? 1 : 0);
    assert.deepEqual([...rowsOf(state.findTable(tableReference)?.data ?? new Map())], value === undefined ? [] : [[value, [value]]]);
  });
}
