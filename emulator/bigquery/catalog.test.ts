import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../manual-clock';
import { createCatalog, type Catalog } from './catalog';
import { rowsOf } from './table-data';
import { DAYS, SCHEMA, table } from './test-bed';

const inD = { projectId: 'p', datasetId: 'd' };

function created(): Catalog {
  const catalog = createCatalog({ clock: createManualClock(new Date('2024-03-01T08:00:00Z')) });
  catalog.createDataset(inD);
  return catalog;
}

test('datasets are made, listed in order and never made up', () => {
  const catalog = created();
  catalog.createDataset({ projectId: 'p', datasetId: 'a', location: 'eu' });
  const listed = catalog.datasets('p').map(({ projectId, datasetId, location }) => ({ projectId, datasetId, location }));
  assert.deepEqual(listed, [{ projectId: 'p', datasetId: 'a', location: 'EU' }, { ...inD, location: undefined }]);
  assert.deepEqual(catalog.projectIds(), ['p']);
  assert.deepEqual(catalog.datasets('none'), []);
  assert.throws(() => catalog.createDataset(inD), { code: 'ALREADY_EXISTS', message: 'Already Exists: Dataset p:d' });
  assert.throws(() => catalog.createDataset({ ...inD, datasetId: 'a-b' }), { code: 'INVALID_REQUEST' });
  assert.throws(() => catalog.addTable({ tableReference: table('t', 'none') }), { code: 'NOT_FOUND', message: 'Not found: Dataset p:none' });
});

test('names of JavaScript are plain names', () => {
  const catalog = created();
  for (const name of ['__proto__', 'constructor']) {
    assert.equal(catalog.findTable(table(name)), undefined);
    assert.equal(catalog.findDataset({ projectId: 'p', datasetId: name }), undefined);
    catalog.addTable({ tableReference: table(name), schema: SCHEMA }, [['1', name]]);
  }
  assert.deepEqual(catalog.tables(inD).map(({ resource }) => resource.tableReference.tableId), ['__proto__', 'constructor']);
});

test('a table is added with rows by partition, and removed', () => {
  const catalog = created();
  const resource = { tableReference: table('t'), schema: DAYS, timePartitioning: { type: 'DAY' } };
  catalog.addTable(resource, new Map([['20240101', [['1', null]]], ['20240102', [['2', null]]]]));
  assert.deepEqual([...(catalog.findTable(table('t$20240101'))?.data.keys() ?? [])], ['20240101', '20240102']);
  assert.deepEqual([...rowsOf(catalog.findTable(table('t'))?.data ?? new Map())], [['1', null], ['2', null]]);
  assert.throws(() => catalog.addTable(resource), { code: 'ALREADY_EXISTS', message: 'Already Exists: Table p:d.t' });
  assert.deepEqual([catalog.removeTable(table('t')), catalog.removeTable(table('t'))], [true, false]);
});

const REFUSED: [object, RegExp][] = [
  [{ tableReference: table('a$1') }, /"a\$1" is no table ID/],
  [{ schema: { fields: [{ name: 'a', type: 'NONE' }] } }, /schema: 0\.type/],
  [{ timePartitioning: { type: 'WEEK' } }, /"WEEK" is none of YEAR, MONTH, DAY, HOUR/],
  [{ timePartitioning: { type: 'DAY', field: 'none' } }, /cannot be found in the schema: none/],
  [{ timePartitioning: { type: 'DAY', field: 'id' } }, /can only be of type TIMESTAMP, DATE or DATETIME\. The type found is: INTEGER/],
  [{ clustering: { fields: ['none'] } }, /clustering cannot be found in the schema: none/],
];

for (const [change, message] of REFUSED) {
  test(`a table is refused: ${JSON.stringify(change)}`, () => {
    assert.throws(() => created().addTable({ tableReference: table('t'), schema: DAYS, ...change }), { code: 'INVALID_REQUEST', message });
  });
}

test('rows in a partition that the table cannot have are refused', () => {
  const rows = new Map([['20240101', [['1', null]]]]);
  assert.throws(() => created().addTable({ tableReference: table('t'), schema: DAYS }, rows), { code: 'INVALID_REQUEST', message: /can have no partition "20240101"/ });
});
