import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestBed, table, type TestBed } from './test-bed';

const REQUIRED = { fields: [{ name: 'name', type: 'STRING', mode: 'REQUIRED' }, { name: 'age', type: 'INTEGER' }] };

function append(bed: TestBed, query: string, more: object = {}): ReturnType<TestBed['run']> {
  bed.state.addTable({ tableReference: table('t'), schema: REQUIRED }, [['a', '1']]);
  return bed.run({ query: { query, destinationTable: table('t'), writeDisposition: 'WRITE_APPEND', ...more } });
}

test('a result with NULL for a REQUIRED column is refused', async () => {
  const bed = createTestBed({ sql: true });
  const { status } = await append(bed, 'SELECT CAST(NULL AS STRING) AS name, 5 AS age');
  assert.deepEqual(status?.errorResult, { reason: 'invalid', message: 'Only optional fields can be set to NULL. Field: name; Value: NULL' });
  assert.equal(bed.rows('t').length, 1);
});

test('ALLOW_FIELD_RELAXATION makes the columns of a result NULLABLE', async () => {
  const bed = createTestBed({ sql: true });
  const { status } = await append(bed, 'SELECT CAST(NULL AS STRING) AS name, 5 AS age', { schemaUpdateOptions: ['ALLOW_FIELD_RELAXATION'] });
  assert.equal(status?.errorResult, undefined);
  assert.deepEqual(bed.state.getTable(table('t'))?.schema?.fields.map(({ mode }) => mode ?? 'NULLABLE'), ['NULLABLE', 'NULLABLE']);
  assert.deepEqual(bed.rows('t'), [['a', '1'], [null, '5']]);
});

test('a REQUIRED column stays so without it', async () => {
  const bed = createTestBed({ sql: true });
  assert.equal((await append(bed, 'SELECT "b" AS name, 5 AS age, TRUE AS more', { schemaUpdateOptions: ['ALLOW_FIELD_ADDITION'] })).status?.errorResult, undefined);
  assert.deepEqual(bed.state.getTable(table('t'))?.schema?.fields.map(({ mode }) => mode ?? 'NULLABLE'), ['REQUIRED', 'NULLABLE', 'NULLABLE']);
});
