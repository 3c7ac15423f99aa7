import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestBed, SCHEMA, table, type TestBed } from './test-bed';

const NESTED = {
  fields: [
    { name: 'id', type: 'INTEGER', mode: 'REQUIRED' },
    { name: 'day', type: 'DATE' },
    { name: 'at', type: 'TIMESTAMP' },
    { name: 'tags', type: 'STRING', mode: 'REPEATED' },
    { name: 'places', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'city', type: 'STRING' }, { name: 'rate', type: 'NUMERIC' }] },
  ],
};
const ROWS = [
  ['9223372036854775807', '2024-02-29', '2024-02-29 23:59:59.999999 UTC', ['a', ''], [['Köln', '0.000000001'], [null, null]]],
  ['1', null, null, [], []],
];

function filled(shardBytes?: number): TestBed {
  const bed = createTestBed({ shardBytes });
  bed.state.addTable({ tableReference: table('nested'), schema: NESTED }, ROWS);
  bed.state.addTable({ tableReference: table('big'), schema: { fields: [{ name: 'n', type: 'BIGNUMERIC' }] } }, [['1']]);
  bed.state.addTable({ tableReference: table('spans'), schema: { fields: [{ name: 'i', type: 'INTERVAL' }] } }, [['0-0 1 0:0:0']]);
  bed.state.addTable({ tableReference: table('wide'), schema: { fields: [{ name: 'größe', type: 'STRING' }] } });
  bed.state.addTable({ tableReference: table('empty'), schema: SCHEMA });
  return bed;
}

const extract = (more: object): object => ({ extract: { sourceTable: table('nested'), destinationUris: ['gs://bkt/out*'], ...more } });

const COMPRESSIONS: [format: string, compressions: string[]][] = [
  ['NEWLINE_DELIMITED_JSON', ['NONE', 'GZIP']],
  ['AVRO', ['NONE', 'DEFLATE', 'SNAPPY']],
  ['PARQUET', ['NONE', 'GZIP', 'SNAPPY', 'ZSTD']],
];

for (const [format, compressions] of COMPRESSIONS) {
  test(`what is extracted as ${format} loads as the same table`, async () => {
    for (const compression of compressions) {
      const bed = filled(1);
      const job = await bed.run(extract({ destinationFormat: format, compression, useAvroLogicalTypes: true }));
      assert.deepEqual(job.status, { state: 'DONE' });
      assert.deepEqual(job.statistics?.extract, { destinationUriFileCounts: ['2'], inputBytes: job.statistics?.totalBytesProcessed });
      const schema = format === 'NEWLINE_DELIMITED_JSON' ? { schema: NESTED } : {};
      await bed.run({ load: { sourceUris: ['gs://bkt/out*'], destinationTable: table('back'), sourceFormat: format, useAvroLogicalTypes: true, ...schema } });
      assert.deepEqual(bed.rows('back'), ROWS, compression);
      const modes = bed.state.getTable(table('back'))?.schema?.fields.map(({ mode = 'NULLABLE' }) => mode);
      assert.deepEqual(modes, ['REQUIRED', 'NULLABLE', 'NULLABLE', 'REPEATED', 'REPEATED']);
    }
  });
}

test('a table without rows is one file with its schema', async () => {
  for (const format of ['AVRO', 'PARQUET']) {
    const bed = filled();
    await bed.run(extract({ sourceTable: table('empty'), destinationFormat: format }));
    await bed.run({ load: { sourceUris: ['gs://bkt/out000000000000'], destinationTable: table('back'), sourceFormat: format } });
    const back = bed.state.getTable(table('back'));
    assert.deepEqual(back?.schema?.fields.map(({ name, type }) => [name, type]), [['id', 'INTEGER'], ['name', 'STRING']]);
    assert.equal(back.numRows, '0');
  }
});

const FAILS: [what: string, more: object, reason: string, message: RegExp][] = [
  ['lists in CSV', {}, 'invalid', /^Operation cannot be performed on a nested schema\. Field: tags$/],
  ['BIGNUMERIC in Parquet', { sourceTable: table('big'), destinationFormat: 'PARQUET' }, 'notImplemented', /^Extracting n, a column of type BIGNUMERIC, to PARQUET is not emulated$/],
  ['INTERVAL in Parquet', { sourceTable: table('spans'), destinationFormat: 'PARQUET' }, 'notImplemented', /^Extracting i, a column of type INTERVAL, to PARQUET is not emulated$/],
  ['INTERVAL in Avro', { sourceTable: table('spans'), destinationFormat: 'AVRO' }, 'notImplemented', /^A column of type INTERVAL cannot be extracted to AVRO here$/],
  ['names that Avro cannot hold', { sourceTable: table('wide'), destinationFormat: 'AVRO' }, 'invalid', /^Invalid field name "größe" for AVRO/],
];

for (const [what, more, reason, message] of FAILS) {
  test(`extract of ${what} fails and writes nothing`, async () => {
    const bed = filled();
    const { status } = await bed.run(extract(more));
    assert.equal(status?.errorResult?.reason, reason);
    assert.match(status.errorResult.message ?? '', message);
    assert.deepEqual([...bed.storage.list({ bucket: 'bkt', name: '' })], []);
  });
}

const REFUSED: [what: string, more: object, code: string][] = [
  ['Avro in gzip', { destinationFormat: 'AVRO', compression: 'GZIP' }, 'INVALID_REQUEST'],
  ['CSV in snappy', { compression: 'SNAPPY' }, 'INVALID_REQUEST'],
  ['an unknown format', { destinationFormat: 'constructor' }, 'INVALID_REQUEST'],
  ['models', { destinationFormat: 'ML_TF_SAVED_MODEL' }, 'UNSUPPORTED'],
];

for (const [what, more, code] of REFUSED) {
  test(`extract refuses ${what} at once`, () => {
    const { state } = createTestBed();
    assert.throws(() => state.insertJob({ jobReference: { projectId: 'p', jobId: 'j', location: 'US' }, configuration: extract(more) }), { code });
  });
}
