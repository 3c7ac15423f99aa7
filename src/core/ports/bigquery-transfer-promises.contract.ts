import assert from 'node:assert/strict';
import { begins, failed, SCHEMA, succeeded, type Promises } from './bigquery-workplace.contract';

const ROWS = [{ id: 1, name: 'one' }, { id: 2, name: 'two' }];

/** What load, copy and extract jobs do, as far as actions rely on it. */
export const transferPromises: Promises = {
  async 'a load reads CSV by a wildcard and makes its table'({ table, uri, write, run, numRows }) {
    await write('in/a.csv', '1,one\n');
    await write('in/b.csv', '2,two\n3,three\n');
    await write('in/c.txt', 'not asked for\n');
    const load = { sourceUris: [uri('in/*.csv')], destinationTable: table('a'), schema: SCHEMA };
    const job = succeeded(await run({ load }));
    const { inputFiles, outputRows, inputFileBytes } = job.statistics?.load ?? {};
    assert.deepEqual({ inputFiles, outputRows, inputFileBytes }, { inputFiles: '2', outputRows: '3', inputFileBytes: '20' });
    assert.equal(await numRows(table('a')), 3);
  },

  async 'a load appends, truncates or insists on an empty table'({ tableOf, uri, write, run, numRows }) {
    const destinationTable = await tableOf('a', ROWS);
    await write('more.csv', '3,three\n');
    const load = { sourceUris: [uri('more.csv')], destinationTable };
    succeeded(await run({ load }));
    assert.equal(await numRows(destinationTable), 3);
    failed(await run({ load: { ...load, writeDisposition: 'WRITE_EMPTY' } }), 'duplicate', /^Already Exists: Table /);
    succeeded(await run({ load: { ...load, writeDisposition: 'WRITE_TRUNCATE' } }));
    assert.equal(await numRows(destinationTable), 1);
  },

  async 'a load of no object fails as notFound; into no dataset it fails so, or is not begun'({ tableOf, table, uri, write, run }) {
    const destinationTable = await tableOf('a', []);
    for (const name of ['absent.csv', 'absent/*.csv']) {
      failed(await run({ load: { sourceUris: [uri(name)], destinationTable } }), 'notFound', /^Not found: URI gs:/);
    }
    await write('a.csv', '1,one\n');
    const elsewhere = { ...table('a'), datasetId: 'no_such_dataset' };
    const loading = run({ load: { sourceUris: [uri('a.csv')], destinationTable: elsewhere, schema: SCHEMA } });
    if (await begins(loading)) failed(await loading, 'notFound', /^Not found: Dataset /);
  },

  async 'a load with a bad row fails and changes nothing, unless bad rows are allowed'({ tableOf, uri, write, run, numRows }) {
    const destinationTable = await tableOf('a', ROWS);
    await write('bad.json', '{"id": 3}\n{"id": "x"}\n');
    const load = { sourceUris: [uri('bad.json')], destinationTable, sourceFormat: 'NEWLINE_DELIMITED_JSON' };
    failed(await run({ load }), 'invalid', /^Error while reading data, error message: JSON table encountered too many errors, giving up. Rows: 2; errors: 1/);
    assert.equal(await numRows(destinationTable), 2);
    const job = succeeded(await run({ load: { ...load, maxBadRecords: 1 } }));
    assert.equal(job.status?.errors?.length, 1);
    assert.equal(await numRows(destinationTable), 3);
  },

  async 'a copy keeps schema and rows, and refuses a table that has some'({ bigquery, settle, tableOf, table, run, numRows }) {
    const sourceTable = await tableOf('a', ROWS);
    const copy = { sourceTable, destinationTable: table('b') };
    succeeded(await run({ copy }));
    assert.equal(await numRows(table('b')), 2);
    const copied = await settle(bigquery.getTable(table('b')));
    assert.deepEqual(copied?.schema?.fields.map(({ name }) => name), ['id', 'name']);
    failed(await run({ copy }), 'duplicate', /^Already Exists: Table /);
    succeeded(await run({ copy: { ...copy, writeDisposition: 'WRITE_APPEND' } }));
    assert.equal(await numRows(table('b')), 4);
    assert.equal(await numRows(sourceTable), 2);
  },

  async 'an extract writes a file, or shards by a wildcard'({ tableOf, uri, read, run }) {
    const sourceTable = await tableOf('a', ROWS);
    succeeded(await run({ extract: { sourceTable, destinationUris: [uri('out.csv')] } }));
    assert.equal(await read('out.csv'), 'id,name\n1,one\n2,two\n');
    const shards = { sourceTable, destinationUris: [uri('out-*.json')], destinationFormat: 'NEWLINE_DELIMITED_JSON' };
    const job = succeeded(await run({ extract: shards }));
    assert.deepEqual(job.statistics?.extract?.['destinationUriFileCounts'], ['1']);
    assert.equal(await read('out-000000000000.json'), '{"id":"1","name":"one"}\n{"id":"2","name":"two"}\n');
  },
};
