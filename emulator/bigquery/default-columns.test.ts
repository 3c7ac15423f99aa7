import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TableSchema } from '../../src/core/job-resource';
import { createHttpTestBed } from './http/http-test-bed';
import { createQueryPlanner } from './query-planner';
import { createManualClock } from '../manual-clock';
import { createSqlBed } from './sql/test-bed';
import { table } from './test-bed';

const SCHEMA: TableSchema = {
  fields: [
    { name: 'id', type: 'INTEGER' },
    { name: 'said', type: 'STRING', mode: 'REQUIRED', defaultValueExpression: "CONCAT('a', 'b')" },
    { name: 'at', type: 'TIMESTAMP', defaultValueExpression: 'CURRENT_TIMESTAMP()' },
    { name: 'List', type: 'INTEGER', mode: 'REPEATED', defaultValueExpression: '[1, 2]' },
  ],
};
const NOW = '2024-03-01 08:00:00 UTC';
const ID = { fields: [{ name: 'id', type: 'INTEGER' }] };
const LOAD = { sourceUris: ['gs://bkt/in*'], destinationTable: table('t'), sourceFormat: 'NEWLINE_DELIMITED_JSON' };

const LOADED: [title: string, load: object, files: readonly string[], rows: unknown[]][] = [
  ['a schema that lacks columns', { schema: ID }, ['{"id":1}\n{"id":2}\n', '{"id":3}\n'], [['1', 'ab', NOW, ['1', '2']], ['2', 'ab', NOW, ['1', '2']], ['3', 'ab', NOW, ['1', '2']]]],
  ['a detected schema that lacks columns', { autodetect: true }, ['{"id":1}\n'], [['1', 'ab', NOW, ['1', '2']]]],
  ['no schema, where a row without a value has NULL', {}, ['{"id":1,"said":"x"}\n'], [['1', 'x', null, []]]],
  ['CSV of one column', { schema: ID, sourceFormat: 'CSV' }, ['7\n'], [['7', 'ab', NOW, ['1', '2']]]],
];
for (const [title, load, files, rows] of LOADED) {
  test(`a load with ${title}`, async () => {
    const bed = createSqlBed();
    bed.state.addTable({ tableReference: table('t'), schema: SCHEMA });
    files.forEach((text, n) => bed.put(`in${n}`, text));
    const { status } = await bed.run({ load: { ...LOAD, ...load } });
    assert.deepEqual(status, { state: 'DONE' });
    assert.deepEqual(bed.rows('t'), rows);
  });
}

test('a load of a file that carries its own schema fills what it lacks', async () => {
  const bed = createSqlBed();
  bed.state.addTable({ tableReference: table('source'), schema: ID }, [['5']]);
  bed.state.addTable({ tableReference: table('t'), schema: SCHEMA });
  for (const destinationFormat of ['AVRO', 'PARQUET']) {
    await bed.run({ extract: { sourceTable: table('source'), destinationUris: [`gs://bkt/${destinationFormat}`], destinationFormat } });
    assert.deepEqual((await bed.run({ load: { ...LOAD, sourceUris: [`gs://bkt/${destinationFormat}`], sourceFormat: destinationFormat } })).status, { state: 'DONE' });
  }
  assert.deepEqual(bed.rows('t'), [['5', 'ab', NOW, ['1', '2']], ['5', 'ab', NOW, ['1', '2']]]);
});

test('a load that replaces the schema takes no defaults along', async () => {
  const bed = createSqlBed();
  bed.state.addTable({ tableReference: table('t'), schema: SCHEMA });
  bed.put('in', '{"id":1}\n');
  await bed.run({ load: { ...LOAD, schema: ID, writeDisposition: 'WRITE_TRUNCATE' } });
  assert.deepEqual(bed.rows('t'), [['1']]);
});

test('a default that fails fails the load, and nothing is written', async () => {
  const bed = createSqlBed();
  bed.state.addTable({ tableReference: table('t'), schema: { fields: [...ID.fields, { name: 'x', type: 'INTEGER', defaultValueExpression: 'DIV(1, 0)' }] } });
  bed.put('in', '{"id":1}\n');
  const { status } = await bed.run({ load: { ...LOAD, schema: ID } });
  assert.match(status?.errorResult?.message ?? '', /division by zero/);
  assert.deepEqual(bed.rows('t'), []);
});

test('the result of a query that lacks columns is filled too, each row for itself', async () => {
  const bed = createSqlBed();
  bed.state.addTable({ tableReference: table('t'), schema: { fields: [...SCHEMA.fields, { name: 'key', type: 'STRING', defaultValueExpression: 'GENERATE_UUID()' }] } });
  const { error } = await bed.query('SELECT id FROM UNNEST([1, 2]) AS id', { destinationTable: table('t'), writeDisposition: 'WRITE_APPEND' });
  assert.equal(error, undefined);
  assert.deepEqual(bed.rows('t').map((row) => row.slice(0, 4)), [['1', 'ab', NOW, ['1', '2']], ['2', 'ab', NOW, ['1', '2']]]);
  const keys = bed.rows('t').map((row) => String(row[4]));
  assert.ok(keys.every((key) => /^[0-9a-f-]{36}$/.test(key)));
  assert.notEqual(keys[0], keys[1]);
});

test('a partition that is replaced is filled, a table that is replaced has no defaults left', async () => {
  const bed = createSqlBed();
  bed.state.addTable({ tableReference: table('t'), schema: { fields: [...ID.fields, { name: 'n', type: 'INTEGER', defaultValueExpression: '7' }] }, timePartitioning: { type: 'DAY' } });
  await bed.query('SELECT 1 AS id', { destinationTable: table('t$20240101'), writeDisposition: 'WRITE_TRUNCATE' });
  assert.deepEqual(bed.rows('t'), [['1', '7']]);
  await bed.query('SELECT 2 AS id', { destinationTable: table('t'), writeDisposition: 'WRITE_TRUNCATE' });
  assert.deepEqual(bed.rows('t'), [['2']]);
});

test('streamed rows take the default of a column that they do not mention', async () => {
  const { state, post } = createHttpTestBed(createQueryPlanner({ clock: createManualClock(new Date('2024-03-01T08:00:00Z')) }));
  state.addTable({ tableReference: table('t'), schema: SCHEMA });
  const send = (...rows: object[]) => post('/projects/p/datasets/d/tables/t/insertAll', { rows: rows.map((json) => ({ json })) });
  assert.deepEqual((await send({ id: 1 }, { ID: 2, SAID: 'x', at: null, list: [] })).body, { kind: 'bigquery#tableDataInsertAllResponse' });
  assert.deepEqual([...(state.findTable(table('t'))?.data.values() ?? [])].flatMap((set) => ('rows' in set ? set.rows : [])), [['1', 'ab', NOW, ['1', '2']], ['2', 'x', null, []]]);
  const { body } = await send({ id: 3, said: null });
  assert.equal(body.insertErrors[0].errors[0].message, 'Only optional fields can be set to NULL');
});
