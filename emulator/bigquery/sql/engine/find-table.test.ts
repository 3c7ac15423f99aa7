import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastRows } from '../script/test-bed';
import { createSqlBed } from '../test-bed';

const DAYS = "CREATE TABLE d.ev_20240101 AS SELECT 1 AS a; CREATE TABLE d.ev_20240102 AS SELECT 2 AS a, 'new' AS b; CREATE TABLE d.other AS SELECT 9 AS a; ";

const WILDCARDS: [sql: string, expected: unknown[][] | RegExp][] = [
  ['SELECT a, b, _TABLE_SUFFIX AS day FROM `d.ev_*` ORDER BY a', [['1', null, '20240101'], ['2', 'new', '20240102']]],
  ["SELECT a FROM `p.d.ev_*` WHERE _TABLE_SUFFIX > '20240101'", [['2']]],
  ["SELECT COUNT(*) FROM `d.*` WHERE _TABLE_SUFFIX = 'other'", [['1']]],
  ['SELECT * FROM `d.ev_*` AS e WHERE e._TABLE_SUFFIX = "20240102"', [['2', 'new']]],
  ['SELECT a FROM `d.nothing_*`', /nothing_\*/],
  ['CREATE TABLE d.ev_20240103 AS SELECT "x" AS a; SELECT a FROM `d.ev_*`', /Cannot read field 'a' of type INT64 as STRING/],
];

for (const [sql, expected] of WILDCARDS) {
  test(`wildcards: ${sql}`, async () => {
    const end = await lastRows(DAYS + sql);
    if (expected instanceof RegExp) assert.match(String(end), expected);
    else assert.deepEqual(end, expected);
  });
}

test('tables by ingestion time have the pseudo columns of their partitions', async () => {
  const bed = createSqlBed();
  assert.equal(typeof (await lastRows('CREATE TABLE d.t (a INT64) PARTITION BY _PARTITIONDATE; INSERT d.t (a) VALUES (1)', bed)), 'object');
  assert.deepEqual(await lastRows("SELECT *, _PARTITIONDATE AS day, _PARTITIONTIME AS time FROM d.t WHERE _PARTITIONTIME = TIMESTAMP '2024-03-01'", bed), [['1', '2024-03-01', '2024-03-01 00:00:00 UTC']]);
  assert.deepEqual(await lastRows("SELECT a FROM d.t WHERE _PARTITIONDATE < '2024-03-01'", bed), []);
  assert.match(String(await lastRows('CREATE TABLE d.u (a INT64); SELECT _PARTITIONTIME FROM d.u', bed)), /Unrecognized name: _PARTITIONTIME/);
});

test('a missing table, and one of another place', async () => {
  assert.equal(await lastRows('SELECT * FROM nope'), 'notFound: Not found: Table p:d.nope was not found in location US at [1:15]');
  assert.match(String(await lastRows('SELECT * FROM eu.nope')), /^notFound: Not found: Dataset p:eu was not found in location US/);
});

test('a query writes its rows where the job wants them, as its dispositions say', async () => {
  const bed = createSqlBed();
  const destinationTable = { projectId: 'p', datasetId: 'd', tableId: 'out' };
  const write = async (sql: string, more: object = {}): Promise<unknown> => {
    const { error } = await bed.query(sql, { destinationTable, ...more });
    return error ? error.reason : (await bed.query('SELECT * FROM out ORDER BY 1')).rows;
  };
  assert.equal(await write('SELECT 1 AS a', { createDisposition: 'CREATE_NEVER' }), 'notFound');
  assert.deepEqual(await write('SELECT 1 AS a'), [['1']]);
  assert.equal(await write('SELECT 2 AS a'), 'duplicate');
  assert.deepEqual(await write('SELECT 2 AS a', { writeDisposition: 'WRITE_APPEND' }), [['1'], ['2']]);
  assert.equal(await write("SELECT 'x' AS a", { writeDisposition: 'WRITE_APPEND' }), 'invalid');
  assert.deepEqual(await write("SELECT 'x' AS b", { writeDisposition: 'WRITE_TRUNCATE' }), [['x']]);
  assert.deepEqual(await write("SELECT 'y' AS b FROM UNNEST([1]) WHERE FALSE", { writeDisposition: 'WRITE_TRUNCATE' }), []);
});
