import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { JobResource, TableSchema } from '../../src/core/job-resource';
import { createAvroFileWriter } from './data/avro/write-avro';
import { writeParquet } from './data/parquet/write-parquet';
import type { Row } from './data/row';
import { createTestBed, SCHEMA, table, type TestBed } from './test-bed';

const load = (more: object = {}): object => ({ load: { sourceUris: ['gs://bkt/in'], destinationTable: table('t'), ...more } });
const AVRO = { sourceFormat: 'AVRO' };
const PARQUET = { sourceFormat: 'PARQUET' };
const JSON_LINES = { sourceFormat: 'NEWLINE_DELIMITED_JSON' };
const ROWS: Row[] = [['1', 'one'], ['2', null]];

function avro(schema: TableSchema, rows: readonly Row[]): Buffer {
  const writer = createAvroFileWriter(schema, { codec: 'snappy', useAvroLogicalTypes: true });
  return writer.file(rows.map((row) => writer.encodeRow(row)));
}

const columns = (schema?: TableSchema): string => schema?.fields.map(({ name, type, mode = 'NULLABLE' }) => `${name}:${type}:${mode}`).join(' ') ?? '';

function fields(text: string): TableSchema {
  return { fields: text.split(' ').map((part) => Object.fromEntries(part.split(':').map((value, index) => [['name', 'type', 'mode'][index], value])) as unknown as TableSchema['fields'][number]) };
}

function read(job: JobResource, bed: TestBed): unknown {
  assert.deepEqual(job.status, { state: 'DONE' });
  return { columns: columns(bed.state.getTable(table('t'))?.schema), rows: bed.rows('t') };
}

test('files that carry a schema bring it along', async () => {
  const parquet = await writeParquet(ROWS, SCHEMA, 'SNAPPY');
  for (const [more, content] of [[AVRO, avro(SCHEMA, ROWS)], [PARQUET, parquet]] as const) {
    const bed = createTestBed();
    bed.put('in', content);
    assert.deepEqual(read(await bed.run(load(more)), bed), { columns: 'id:INTEGER:NULLABLE name:STRING:NULLABLE', rows: ROWS });
  }
});

test('a schema given with the job changes the types that it may', async () => {
  const bed = createTestBed();
  bed.put('in', avro(fields('id:INTEGER:REQUIRED day:STRING'), [['5', '2024-01-02'], ['6', null]]));
  const schema = fields('day:DATE id:FLOAT');
  assert.deepEqual(read(await bed.run(load({ ...AVRO, schema })), bed), { columns: 'day:DATE:NULLABLE id:FLOAT:NULLABLE', rows: [['2024-01-02', 5], [null, 6]] });
});

test('files of one load may lack columns, which are NULL then', async () => {
  const bed = createTestBed();
  bed.put('a', avro(fields('id:INTEGER'), [['1']]));
  bed.put('b', avro(SCHEMA, [['2', 'two']]));
  const job = await bed.run(load({ ...AVRO, sourceUris: ['gs://bkt/a', 'gs://bkt/b'] }));
  assert.deepEqual(read(job, bed), { columns: 'id:INTEGER:NULLABLE name:STRING:NULLABLE', rows: [['1', null], ['2', 'two']] });
  assert.equal(job.statistics?.load?.['inputFiles'], '2');
});

test('an upload is loaded in the place of URIs', async () => {
  const bed = createTestBed();
  const jobReference = { projectId: 'p', jobId: 'up', location: 'US' };
  const upload = Buffer.from('1,one\n');
  bed.state.insertJob({ jobReference, configuration: { load: { destinationTable: table('t'), schema: SCHEMA } }, upload });
  const job = await bed.clock.settle(bed.state.waitForJob(jobReference, { deadline: new Date('2030-01-01') }));
  assert.deepEqual(read(job, bed), { columns: 'id:INTEGER:NULLABLE name:STRING:NULLABLE', rows: [['1', 'one']] });
  assert.deepEqual(job.statistics?.load, { inputFiles: '1', inputFileBytes: '6', outputRows: '1', outputBytes: '13', badRecords: '0' });
});

const DETECTED: [what: string, content: string | Uint8Array, more: object, columns: string, rows: Row[]][] = [
  ['CSV', 'id,when\n1,2024-01-01 10:00\n', {}, 'id:INTEGER:NULLABLE when:TIMESTAMP:NULLABLE', [['1', '2024-01-01 10:00:00 UTC']]],
  ['CSV of texts alone', 'a,b\nc,d\n', {}, 'string_field_0:STRING:NULLABLE string_field_1:STRING:NULLABLE', [['a', 'b'], ['c', 'd']]],
  ['CSV between tabs with quoted newlines', 'id\tx\n1\t"a\nb"\n', {}, 'id:INTEGER:NULLABLE x:STRING:NULLABLE', [['1', 'a\nb']]],
  ['gzip', gzipSync('{"l":[1],"r":{"x":"5"}}\n'), JSON_LINES, 'l:INTEGER:REPEATED r:RECORD:NULLABLE', [[['1'], ['5']]]],
];

for (const [what, content, more, found, rows] of DETECTED) {
  test(`columns are detected in ${what}`, async () => {
    const bed = createTestBed();
    bed.put('in', content);
    assert.deepEqual(read(await bed.run(load({ ...more, autodetect: true })), bed), { columns: found, rows });
  });
}

test('columns are detected in the first file, and each file has its header', async () => {
  const bed = createTestBed();
  bed.put('a', 'id,x\n1,a\n');
  bed.put('b', 'id,x\n2,b\n');
  const job = await bed.run(load({ autodetect: true, sourceUris: ['gs://bkt/a', 'gs://bkt/b'] }));
  assert.deepEqual(read(job, bed), { columns: 'id:INTEGER:NULLABLE x:STRING:NULLABLE', rows: [['1', 'a'], ['2', 'b']] });
});

const UPDATED: [what: string, standing: string, content: string, more: object, columns: string, rows: Row[]][] = [
  ['added', 'id:INTEGER', '{"name":"one","id":1}', { autodetect: true, schemaUpdateOptions: ['ALLOW_FIELD_ADDITION'] }, 'id:INTEGER:NULLABLE name:STRING:NULLABLE', [['7'], ['1', 'one']]],
  ['relaxed', 'id:INTEGER:REQUIRED', '{"id":null}', { schema: fields('id:INTEGER'), schemaUpdateOptions: ['ALLOW_FIELD_RELAXATION'] }, 'id:INTEGER:NULLABLE', [['7'], [null]]],
  ['replaced', 'id:INTEGER', '{"x":true}', { autodetect: true, writeDisposition: 'WRITE_TRUNCATE' }, 'x:BOOLEAN:NULLABLE', [[true]]],
];

for (const [what, standing, content, more, found, rows] of UPDATED) {
  test(`columns of a table are ${what}`, async () => {
    const bed = createTestBed();
    bed.state.addTable({ tableReference: table('t'), schema: fields(standing) }, [['7']]);
    bed.put('in', content);
    assert.deepEqual(read(await bed.run(load({ ...JSON_LINES, ...more })), bed), { columns: found, rows });
  });
}

test('columns that the job does not name are NULL', async () => {
  const bed = createTestBed();
  bed.state.addTable({ tableReference: table('t'), schema: fields('a:STRING id:INTEGER l:STRING:REPEATED') });
  bed.put('in', '5\n');
  assert.deepEqual(read(await bed.run(load({ schema: fields('id:INTEGER') })), bed), { columns: 'a:STRING:NULLABLE id:INTEGER:NULLABLE l:STRING:REPEATED', rows: [[null, '5', []]] });
});

test('columns of a file that nobody knows are left out where unknown values are ignored', async () => {
  const bed = createTestBed();
  bed.state.addTable({ tableReference: table('t'), schema: fields('id:INTEGER') });
  bed.put('in', avro(SCHEMA, ROWS));
  assert.deepEqual(read(await bed.run(load({ ...AVRO, ignoreUnknownValues: true })), bed), { columns: 'id:INTEGER:NULLABLE', rows: [['1'], ['2']] });
});

const text = (encoding: string, bytes: number[]): [string, Uint8Array] => [encoding, Uint8Array.from(bytes)];
const ENCODED = [
  text('UTF-8', [0xef, 0xbb, 0xbf, 0xc3, 0xa9]), text('ISO-8859-1', [0xe9]),
  text('UTF-16LE', [0xff, 0xfe, 0xe9, 0]), text('UTF-16BE', [0, 0xe9]), text('UTF-32LE', [0xff, 0xfe, 0, 0, 0xe9, 0, 0, 0]), text('UTF-32BE', [0, 0, 0, 0xe9]),
];

for (const [encoding, bytes] of ENCODED) {
  test(`CSV is read in ${encoding}`, async () => {
    const bed = createTestBed();
    bed.put('in', bytes);
    await bed.run(load({ encoding, schema: fields('x:STRING') }));
    assert.deepEqual(bed.rows('t'), [['é']]);
  });
}

test('null markers stand for NULL in columns of any type, control characters are kept where asked', async () => {
  const bed = createTestBed();
  bed.put('in', '-,NULL\n,x\u0000\n');
  await bed.run(load({ schema: SCHEMA, nullMarkers: ['-', 'NULL', ''], preserveAsciiControlCharacters: true }));
  assert.deepEqual(bed.rows('t'), [[null, null], [null, 'x\u0000']]);
});

test('a new table gets what the job says of it', async () => {
  const bed = createTestBed();
  bed.put('in', '5,2024-01-01\n');
  const layout = { timePartitioning: { type: 'DAY', field: 'day', expirationMs: '5000000000000' }, clustering: { fields: ['id'] } };
  const properties = { description: 'of the day', friendlyName: 'Days', labels: { team: 'x' } };
  await bed.run(load({ schema: fields('id:INTEGER day:DATE'), ...layout, destinationTableProperties: properties }));
  const { timePartitioning, clustering, description, friendlyName, labels } = bed.state.getTable(table('t')) ?? {};
  assert.deepEqual({ timePartitioning, clustering, description, friendlyName, labels }, { ...layout, ...properties });
});

const FAILS: [what: string, content: string | Uint8Array, more: object, message: RegExp][] = [
  ['a broken Avro file', 'nothing', AVRO, /^Error while reading data, error message: The Apache Avro library .* File: gs:\/\/bkt\/in$/],
  ['a broken Parquet file', 'nothing', PARQUET, /^Error while reading data, error message: Input file is not in Parquet format\. File: gs:\/\/bkt\/in$/],
  ['columns that the table lacks', avro(fields('id:INTEGER x:STRING'), []), { ...AVRO, destinationTable: table('full') }, /Table p:d\.full\. Cannot add fields \(field: x\)/],
  ['columns that the job lacks', avro(SCHEMA, []), { ...AVRO, schema: fields('id:INTEGER') }, /Cannot add fields \(field: name\)/],
  ['other types than the table', avro(fields('id:STRING'), []), { ...AVRO, destinationTable: table('full') }, /Field id has changed type from INTEGER to STRING/],
  ['a text that is no date', avro(fields('day:STRING'), [['x']]), { ...AVRO, schema: fields('day:DATE') }, /Could not convert value to DATE\. Field: day; Value: x File: gs:/],
  ['nothing to detect', '', { autodetect: true }, /^No schema specified on job or table\.$/],
  ['updates of a table that is replaced', '5,a\n', { schema: SCHEMA, writeDisposition: 'WRITE_TRUNCATE', schemaUpdateOptions: ['ALLOW_FIELD_ADDITION'] }, /^Schema update options should only be specified with WRITE_APPEND/],
  ['another description', '5,a\n', { destinationTable: table('full'), destinationTableProperties: { description: 'x' } }, /^The description provided .* p:d\.full$/],
  ['a view', '5,a\n', { schema: SCHEMA, destinationTable: table('view') }, /^Using table p:d\.view is not allowed for this operation because of its type/],
  ['a control character', '5,a\u0000\n', { schema: SCHEMA }, /too many errors/],
];

for (const [what, content, more, message] of FAILS) {
  test(`load fails on ${what}`, async () => {
    const bed = createTestBed();
    bed.state.addTable({ tableReference: table('full'), schema: SCHEMA }, [['7', 'seven']]);
    bed.state.addTable({ tableReference: table('view'), schema: SCHEMA, type: 'VIEW', view: { query: 'SELECT 1' } });
    bed.put('in', content);
    const { status } = await bed.run(load(more));
    assert.match(status?.errorResult?.message ?? '', message);
    assert.equal(status?.errorResult?.reason, 'invalid');
    assert.deepEqual(bed.rows('full'), [['7', 'seven']]);
  });
}

const REFUSED: [what: string, more: object, code: string][] = [
  ['ORC', { sourceFormat: 'ORC' }, 'UNSUPPORTED'],
  ['an unknown format', { sourceFormat: 'constructor' }, 'INVALID_REQUEST'],
  ['an unknown encoding', { encoding: 'EBCDIC' }, 'INVALID_REQUEST'],
  ['date formats', { dateFormat: 'YYYY' }, 'UNSUPPORTED'],
  ['hive partitioning', { hivePartitioningOptions: { mode: 'AUTO' } }, 'UNSUPPORTED'],
  ['GeoJSON', { jsonExtension: 'GEOJSON' }, 'UNSUPPORTED'],
  ['sessions', { createSession: true }, 'UNSUPPORTED'],
  ['keys of encryption', { destinationEncryptionConfiguration: { kmsKeyName: 'k' } }, 'UNSUPPORTED'],
  ['both kinds of null markers', { nullMarker: 'a', nullMarkers: ['b'] }, 'INVALID_REQUEST'],
  ['unknown fields of partitioning', { timePartitioning: { type: 'DAY', fields: 'x' } }, 'INVALID_REQUEST'],
  ['no URIs', { sourceUris: [] }, 'INVALID_REQUEST'],
];

for (const [what, more, code] of REFUSED) {
  test(`load refuses ${what} at once`, () => {
    const { state } = createTestBed();
    assert.throws(() => state.insertJob({ jobReference: { projectId: 'p', jobId: 'j', location: 'US' }, configuration: load(more) }), { code });
  });
}
