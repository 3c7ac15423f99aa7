import assert from 'node:assert/strict';
import { rejects, SCHEMA, succeeded, type Promises } from './bigquery-workplace.contract';

const DAYS = { fields: [{ name: 'id', type: 'INTEGER' }, { name: 'day', type: 'DATE' }] };

/** What becomes of tables. */
export const tablePromises: Promises = {
  async 'a created table is empty and found as it was given'({ bigquery, settle, table }) {
    const given = { tableReference: table('a'), schema: SCHEMA, description: 'a table of {{projectId}}', labels: { team: 'x' } };
    await settle(bigquery.createTable(given));
    const found = await settle(bigquery.getTable(table('a')));
    assert.deepEqual(found?.schema?.fields.map(({ name, type }) => [name, type]), [['id', 'INTEGER'], ['name', 'STRING']]);
    assert.equal(found.description, 'a table of {{projectId}}');
    assert.deepEqual({ ...found.labels }, { team: 'x' });
    assert.equal(found.tableReference.tableId, table('a').tableId);
    assert.equal(found.numRows, '0');
  },

  async 'a table or dataset that does not exist is undefined'({ bigquery, settle, table }) {
    assert.equal(await settle(bigquery.getTable(table('absent'))), undefined);
    assert.equal(await settle(bigquery.getTable({ ...table('a'), datasetId: 'no_such_dataset' })), undefined);
  },

  async 'a column is read in the order of the rows, without NULLs'({ bigquery, settle, table, tableOf }) {
    const ref = await tableOf('a', [{ id: 1, name: 'one' }, { id: 2 }, { id: 3, name: 'three' }]);
    assert.deepEqual(await settle(bigquery.readColumn(ref, 'NAME')), ['one', 'three']);
    assert.deepEqual(await settle(bigquery.readColumn(ref, 'id')), ['1', '2', '3']);
    await rejects(settle(bigquery.readColumn(ref, 'absent')), 'NOT_FOUND');
    await rejects(settle(bigquery.readColumn(table('absent'), 'id')), 'NOT_FOUND');
  },

  async 'streamed rows stand once, however often they are sent'({ bigquery, settle, table, numRows }) {
    await settle(bigquery.createTable({ tableReference: table('a'), schema: SCHEMA }));
    const rows = [{ insertId: '1', json: { id: 1, name: 'one' } }, { insertId: '2', json: { id: 2 } }];
    for (let time = 0; time < 2; time++) assert.deepEqual(await settle(bigquery.insertRows(table('a'), rows)), []);
    assert.equal(await numRows(table('a')), 2);
  },

  async 'a row that is refused is told, and keeps the others back'({ bigquery, settle, table, numRows }) {
    await settle(bigquery.createTable({ tableReference: table('a'), schema: SCHEMA }));
    const errors = await settle(bigquery.insertRows(table('a'), [{ insertId: '1', json: { id: 1 } }, { insertId: '2', json: { id: 'two' } }]));
    assert.deepEqual(errors.map(({ index, errors: [first] }) => [index, first?.reason]), [[0, 'stopped'], [1, 'invalid']]);
    assert.equal(await numRows(table('a')), 0);
    await rejects(settle(bigquery.insertRows(table('absent'), [{ insertId: '1', json: {} }])), 'NOT_FOUND');
  },

  async 'a deleted table is gone; deleting what is not there is fine'({ bigquery, settle, table }) {
    await settle(bigquery.createTable({ tableReference: table('a'), schema: SCHEMA }));
    assert.equal(await settle(bigquery.deleteTable(table('a'))), true);
    assert.equal(await settle(bigquery.getTable(table('a'))), undefined);
    assert.equal(await settle(bigquery.deleteTable(table('a'))), false);
    assert.equal(await settle(bigquery.deleteTable({ ...table('a'), datasetId: 'no_such_dataset' })), false);
  },

  async 'creating a table twice is ALREADY_EXISTS'({ bigquery, settle, table }) {
    await settle(bigquery.createTable({ tableReference: table('a'), schema: SCHEMA }));
    await rejects(settle(bigquery.createTable({ tableReference: table('a'), schema: SCHEMA })), 'ALREADY_EXISTS');
  },

  async 'creating a table in no dataset is NOT_FOUND'({ bigquery, settle, table }) {
    await rejects(settle(bigquery.createTable({ tableReference: { ...table('a'), datasetId: 'no_such_dataset' }, schema: SCHEMA })), 'NOT_FOUND');
  },

  async 'partitions are listed in order, that of NULL last'({ bigquery, settle, tableOf }) {
    const lines = ['2024-03-02', '2024-03-01', null, '2023-12-31', '2024-03-01'].map((day, id) => ({ id, day }));
    const days = await tableOf('days', lines, { schema: DAYS, timePartitioning: { type: 'DAY', field: 'day' } });
    assert.deepEqual(await settle(bigquery.listPartitions(days)), ['20231231', '20240301', '20240302', '__NULL__']);
  },

  async 'months and years are partitions as well'({ bigquery, settle, tableOf }) {
    for (const [type, expected] of [['MONTH', ['202403']], ['YEAR', ['2024']]] as const) {
      const lines = [{ id: 1, day: '2024-03-01' }, { id: 2, day: '2024-03-31' }];
      const made = await tableOf(type, lines, { schema: DAYS, timePartitioning: { type, field: 'day' } });
      assert.deepEqual(await settle(bigquery.listPartitions(made)), expected);
    }
  },

  async 'a table without partitions lists none'({ bigquery, settle, tableOf }) {
    assert.deepEqual(await settle(bigquery.listPartitions(await tableOf('plain', [{ id: 1 }]))), []);
  },

  async 'the partitions of no table are NOT_FOUND'({ bigquery, settle, table }) {
    await rejects(settle(bigquery.listPartitions(table('absent'))), 'NOT_FOUND');
  },

  async 'a partition is copied alone, and replaced alone'({ bigquery, settle, tableOf, run, numRows }) {
    const more = { schema: DAYS, timePartitioning: { type: 'DAY', field: 'day' } };
    const source = await tableOf('a', [{ id: 1, day: '2024-03-01' }, { id: 2, day: '2024-03-02' }], more);
    const target = await tableOf('b', [{ id: 3, day: '2024-03-01' }, { id: 4, day: '2024-03-01' }, { id: 5, day: '2024-03-03' }], more);
    const decorate = ({ tableId, ...rest }: typeof source): typeof source => ({ ...rest, tableId: `${tableId}$20240301` });
    const copy = { sourceTable: decorate(source), destinationTable: decorate(target), writeDisposition: 'WRITE_TRUNCATE' as const };
    succeeded(await run({ copy }));
    assert.equal(await numRows(target), 2);
    assert.deepEqual(await settle(bigquery.listPartitions(target)), ['20240301', '20240303']);
  },
};
