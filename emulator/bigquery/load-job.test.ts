import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createTestBed, DAYS, SCHEMA, table } from './test-bed';

const load = (name: string, more: object = {}): object => ({ load: { sourceUris: [`gs://bkt/${name}`], destinationTable: table('t'), schema: SCHEMA, ...more } });
const JSON_LINES = { sourceFormat: 'NEWLINE_DELIMITED_JSON' };

const READ: [title: string, content: string | Uint8Array, more: object, rows: unknown[]][] = [
  ['CSV', '1,one\n2,two\n', {}, [['1', 'one'], ['2', 'two']]],
  ['CSV with a header', 'id,name\n1,one\n', { skipLeadingRows: 1 }, [['1', 'one']]],
  ['CSV with tabs', '1\tone\n', { fieldDelimiter: '\\t' }, [['1', 'one']]],
  ['NDJSON', '{"name":"one","id":1}\n', JSON_LINES, [['1', 'one']]],
  ['gzip', gzipSync('1,one\n'), {}, [['1', 'one']]],
  ['ISO-8859-1', Buffer.from('1,K\xf6ln\n', 'latin1'), { encoding: 'ISO-8859-1' }, [['1', 'Köln']]],
  ['a byte order mark', '\ufeff1,one\n', {}, [['1', 'one']]],
  ['an empty file', '', {}, []],
];

for (const [title, content, more, rows] of READ) {
  test(`load reads ${title}`, async () => {
    const bed = createTestBed();
    bed.put('in', content);
    const { status } = await bed.run(load('in', more));
    assert.deepEqual(status, { state: 'DONE' });
    assert.deepEqual(bed.rows('t'), rows);
  });
}

const FAILS: [title: string, configuration: object, reason: string, message: RegExp][] = [
  ['a missing object', load('absent'), 'notFound', /^Not found: URI gs:\/\/bkt\/absent$/],
  ['a wildcard without matches', load('absent*'), 'notFound', /^Not found: URI gs:\/\/bkt\/absent\*$/],
  ['a missing bucket', load('', { sourceUris: ['gs://none/x'] }), 'notFound', /^Not found: URI gs:\/\/none\/x$/],
  ['no schema anywhere', load('in', { schema: undefined }), 'invalid', /^No schema specified on job or table\.$/],
  ['a table that has rows', load('in', { destinationTable: table('full'), writeDisposition: 'WRITE_EMPTY' }), 'duplicate', /^Already Exists: Table p:d\.full$/],
  ['another type', load('in', { destinationTable: table('full'), schema: { fields: [{ name: 'id', type: 'STRING' }, { name: 'name', type: 'STRING' }] } }), 'invalid', /^Provided Schema does not match Table p:d\.full\. Field id has changed type from INTEGER to STRING\.$/],
  ['a field too many', load('in', { destinationTable: table('full'), schema: { fields: [...SCHEMA.fields, { name: 'x', type: 'STRING' }] } }), 'invalid', /Cannot add fields \(field: x\)/],
  ['other partitions', load('in', { destinationTable: table('full'), timePartitioning: { type: 'DAY' } }), 'invalid', /Incompatible table partitioning specification\. Expects partitioning specification none/],
  ['a partition of a table without', load('in', { destinationTable: table('full$20240101') }), 'invalid', /not partitioned: p:d\.full/],
  ['a bad row', load('bad'), 'invalid', /CSV table encountered too many errors, giving up\. Rows: 2; errors: 1\./],
  ['bytes that only look like gzip', load('broken'), 'invalid', /Failed to decompress gzip/],
  ['a nested schema in CSV', load('in', { schema: { fields: [{ name: 'a', type: 'STRING', mode: 'REPEATED' }] } }), 'invalid', /./],
];

for (const [title, configuration, reason, message] of FAILS) {
  test(`load fails on ${title}, and changes nothing`, async () => {
    const bed = createTestBed();
    bed.state.addTable({ tableReference: table('full'), schema: SCHEMA }, [['7', 'seven']]);
    bed.put('in', '1,one\n');
    bed.put('bad', '1,one\nx,two\n');
    bed.put('broken', Uint8Array.from([0x1f, 0x8b, 1, 2]));
    const { status } = await bed.run(configuration);
    assert.equal(status?.errorResult?.reason, reason);
    assert.match(status.errorResult.message ?? '', message);
    assert.deepEqual(bed.rows('full'), [['7', 'seven']]);
    assert.equal(bed.state.findTable(table('t')), undefined);
  });
}

test('a load tells what it read', async () => {
  const bed = createTestBed();
  bed.put('a/1', '1,one\nx,two\n');
  bed.put('a/2', '3,three\n');
  const { statistics, status } = await bed.run(load('a/*', { maxBadRecords: 1 }));
  assert.deepEqual(statistics?.load, { inputFiles: '2', inputFileBytes: '20', outputRows: '2', outputBytes: '28', badRecords: '1' });
  assert.ok(status);
  assert.equal(status.errorResult, undefined);
  assert.deepEqual(status.errors?.map(({ location, reason }) => ({ location, reason })), [{ location: 'gs://bkt/a/1', reason: 'invalid' }]);
});

test('too many bad rows: the first error names the file and the count, the others the rows', async () => {
  const bed = createTestBed();
  bed.put('in', '{"id":"x"}\n');
  const { status } = await bed.run(load('in', JSON_LINES));
  const message = 'Error while reading data, error message: JSON table encountered too many errors, giving up. Rows: 1; errors: 1. Please look into the errors[] collection for more details.';
  assert.deepEqual(status?.errorResult, { reason: 'invalid', location: 'gs://bkt/in', message });
  assert.deepEqual(status.errors?.[0], status.errorResult);
  assert.equal(status.errors.length, 2);
});

test('truncating replaces the schema as well and keeps the description', async () => {
  const bed = createTestBed();
  bed.state.addTable({ tableReference: table('t'), schema: DAYS, description: 'kept' }, [['7', null]]);
  bed.put('in', '1,one\n');
  await bed.run(load('in', { writeDisposition: 'WRITE_TRUNCATE' }));
  assert.deepEqual(bed.rows('t'), [['1', 'one']]);
  const { schema, description } = bed.state.getTable(table('t')) ?? {};
  assert.deepEqual({ schema, description }, { schema: SCHEMA, description: 'kept' });
});

test('CSV columns in another order than the table has are put in its order', async () => {
  const bed = createTestBed();
  bed.state.addTable({ tableReference: table('t'), schema: SCHEMA });
  bed.put('in', 'one,1\n');
  await bed.run(load('in', { schema: { fields: [...SCHEMA.fields].reverse() } }));
  assert.deepEqual(bed.rows('t'), [['1', 'one']]);
});

test('rows go to the partition of their column', async () => {
  const bed = createTestBed();
  bed.put('in', '1,2024-01-02\n2,2024-01-01\n3,\n');
  await bed.run(load('in', { schema: DAYS, timePartitioning: { type: 'DAY', field: 'day' } }));
  assert.deepEqual(bed.state.listPartitions(table('t')), ['20240101', '20240102', '__NULL__']);
  assert.deepEqual([...(bed.state.findTable(table('t'))?.data.keys() ?? [])].sort(), ['20240101', '20240102', '__NULL__']);
});

test('rows go to the partition of the time of ingestion, or to the one named', async () => {
  const bed = createTestBed();
  bed.state.addTable({ tableReference: table('t'), schema: SCHEMA, timePartitioning: { type: 'HOUR' } });
  bed.put('in', '1,one\n');
  await bed.run(load('in'));
  await bed.run(load('in', { destinationTable: table('t$2023123123') }));
  await bed.run(load('in', { destinationTable: table('t$2023123123'), writeDisposition: 'WRITE_TRUNCATE' }));
  assert.deepEqual(bed.state.listPartitions(table('t')), ['2023123123', '2024030108']);
  assert.equal(bed.state.getTable(table('t'))?.numRows, '2');
});

test('rows of another partition than the one named are refused', async () => {
  const bed = createTestBed();
  bed.state.addTable({ tableReference: table('t'), schema: DAYS, timePartitioning: { type: 'DAY', field: 'day' } });
  bed.put('in', '1,2024-01-02\n');
  const { status } = await bed.run(load('in', { schema: DAYS, destinationTable: table('t$20240101') }));
  assert.equal(status?.errorResult?.message, 'Some rows belong to different partitions rather than destination partition 20240101');
});

test('truncating one partition leaves the schema of the others as it is', async () => {
  const bed = createTestBed();
  bed.state.addTable({ tableReference: table('t'), schema: DAYS, timePartitioning: { type: 'DAY' } }, [['7', null]]);
  bed.put('in', '1,one\n');
  const { status } = await bed.run(load('in', { destinationTable: table('t$20240101'), writeDisposition: 'WRITE_TRUNCATE' }));
  assert.match(status?.errorResult?.message ?? '', /^Provided Schema does not match Table p:d\.t\. Cannot add fields \(field: name\)\.$/);
});

test('two loads at once both append', async () => {
  const bed = createTestBed({ runningMs: 10 });
  bed.put('in', '1,one\n');
  await Promise.all([bed.run(load('in')), bed.run(load('in'))]);
  assert.equal(bed.rows('t').length, 2);
});

test('a large load lets others have their turn, and is stopped between two rows', async () => {
  const { state, clock, put } = createTestBed();
  put('in.csv', '1,x\n'.repeat(50_000));
  const jobReference = { projectId: 'p', jobId: 'large', location: 'US' };
  const configuration = { load: { sourceUris: ['gs://bkt/in.csv'], destinationTable: table('t'), schema: SCHEMA } };
  state.insertJob({ jobReference, configuration });
  await clock.advance(0);
  assert.equal(state.getJob(jobReference)?.status?.state, 'RUNNING');
  const cancelled = state.cancelJob(jobReference);
  assert.equal(cancelled.status?.errorResult?.reason, 'stopped');
  for (let turn = 0; turn < 5; turn++) await clock.advance(0);
  assert.equal(state.findTable(table('t')), undefined);
});
