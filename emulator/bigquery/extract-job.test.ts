import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { createTestBed, SCHEMA, table, type TestBed } from './test-bed';

const NDJSON = { destinationFormat: 'NEWLINE_DELIMITED_JSON' };
const extract = (uris: string[], more: object = {}): object => ({ extract: { sourceTable: table('a'), destinationUris: uris, ...more } });

function filled(shardBytes?: number): TestBed {
  const bed = createTestBed({ shardBytes });
  bed.state.addTable({ tableReference: table('a'), schema: SCHEMA }, [['1', 'one'], ['2', null], ['3', 'three']]);
  bed.state.addTable({ tableReference: table('empty'), schema: SCHEMA });
  bed.state.addTable({ tableReference: table('lists'), schema: { fields: [{ name: 'l', type: 'STRING', mode: 'REPEATED' }] } }, [[['a']]]);
  return bed;
}

const WRITTEN: [title: string, configuration: object, files: Record<string, string>, shardBytes?: number][] = [
  ['CSV with a header', extract(['gs://bkt/o']), { o: 'id,name\n1,one\n2,\n3,three\n' }],
  ['CSV without', extract(['gs://bkt/o'], { printHeader: false, fieldDelimiter: 'tab' }), { o: '1\tone\n2\t\n3\tthree\n' }],
  ['NDJSON', extract(['gs://bkt/o'], NDJSON), { o: '{"id":"1","name":"one"}\n{"id":"2"}\n{"id":"3","name":"three"}\n' }],
  ['one URI in the older field', { extract: { sourceTable: table('a'), destinationUri: 'gs://bkt/o' } }, { o: 'id,name\n1,one\n2,\n3,three\n' }],
  ['shards, each with a header', extract(['gs://bkt/o-*.csv']), { 'o-000000000000.csv': 'id,name\n1,one\n', 'o-000000000001.csv': 'id,name\n2,\n3,three\n' }, 12],
  ['one shard of no rows', extract(['gs://bkt/o*'], { ...NDJSON, sourceTable: table('empty') }), { o000000000000: '' }],
  ['several URIs in turn', extract(['gs://bkt/x*', 'gs://bkt/y*'], { printHeader: false }), { x000000000000: '1,one\n3,three\n', y000000000000: '2,\n' }],
  ['lists', extract(['gs://bkt/o'], { ...NDJSON, sourceTable: table('lists') }), { o: '{"l":["a"]}\n' }],
];

for (const [title, configuration, files, shardBytes] of WRITTEN) {
  test(`extract writes ${title}`, async () => {
    const bed = filled(shardBytes);
    const { status } = await bed.run(configuration);
    assert.deepEqual(status, { state: 'DONE' });
    const names = [...bed.storage.list({ bucket: 'bkt', name: '' })].map(({ url }) => url.name);
    assert.deepEqual(Object.fromEntries(names.map((name) => [name, bed.text(name)])), files);
  });
}

const FAILS: [title: string, configuration: object, reason: string, message: string][] = [
  ['lists in CSV', extract(['gs://bkt/o'], { sourceTable: table('lists') }), 'invalid', 'Operation cannot be performed on a nested schema. Field: l'],
  ['a table too large for one file', extract(['gs://bkt/o']), 'invalid', 'Table p:d.a too large to be exported to a single file. Specify a uri including a * to shard export.'],
  ['a missing table', extract(['gs://bkt/o'], { sourceTable: table('none') }), 'notFound', 'Not found: Table p:d.none was not found in location US'],
  ['a missing bucket', extract(['gs://bkt/o*', 'gs://none/o*']), 'notFound', 'Not found: URI gs://none/o*'],
];

for (const [title, configuration, reason, message] of FAILS) {
  test(`extract of ${title} fails and writes nothing`, async () => {
    const bed = filled(11);
    const { status } = await bed.run(configuration);
    assert.equal(status?.errorResult?.reason, reason);
    assert.equal(status.errorResult.message, message);
    assert.deepEqual([...bed.storage.list({ bucket: 'bkt', name: '' })], []);
  });
}

test('extract tells what it wrote, as BigQuery labels it', async () => {
  const bed = filled(11);
  const { statistics } = await bed.run(extract(['gs://bkt/x*', 'gs://bkt/y*']));
  assert.deepEqual(statistics?.extract, { destinationUriFileCounts: ['2', '1'], inputBytes: '36' });
  assert.equal(bed.storage.stat({ bucket: 'bkt', name: 'x000000000000' })?.contentType, 'application/octet-stream');
});

test('gzip is the same each time', async () => {
  const bed = filled();
  await bed.run(extract(['gs://bkt/1'], { compression: 'GZIP' }));
  await bed.clock.advance(5000);
  await bed.run(extract(['gs://bkt/2'], { compression: 'GZIP' }));
  const [first, second] = ['1', '2'].map((name) => Buffer.from(bed.storage.read({ bucket: 'bkt', name })?.bytes ?? []));
  assert.equal(gunzipSync(first ?? '').toString(), 'id,name\n1,one\n2,\n3,three\n');
  assert.deepEqual(first, second);
});
