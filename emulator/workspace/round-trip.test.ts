import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Row } from '../bigquery/data/row';
import { createEmulator, type Emulator } from '../emulator';
import { loadSituation } from '../load-situation';
import { createManualClock } from '../manual-clock';
import { createServer } from '../server';
import { saveWorkspace } from './save-workspace';

const folder = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-round-trip-'));
const started: Emulator[] = [];
after(() => {
  for (const emulator of started) emulator.close();
  rmSync(folder, { recursive: true });
});
writeFileSync(path.join(folder, 'dispatch.json'), '{ "DeferTaskURL": "gs://ops-bucket/tasks/" }');

type Answer = Readonly<Record<string, unknown>>;

/** An emulator with its server, at a time of its own so that times which are kept stand out. */
function start(time: string) {
  const clock = createManualClock(new Date(time));
  const emulator = createEmulator({ clock, newHolder: () => 'holder', onResponse: () => undefined });
  started.push(emulator);
  let ids = 0;
  const app = createServer({ emulator, clock, newId: () => `id-${++ids}` });
  async function ask(line: string, body?: unknown): Promise<Answer> {
    const [method, url = ''] = line.split(' ');
    const payload = body === undefined ? {} : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const reply = await clock.settle(app.inject({ method: method as 'GET', url, ...payload }));
    if (reply.statusCode !== 200) throw new Error(`${line}: ${reply.statusCode} ${reply.payload}`);
    return reply.json();
  }
  return { clock, emulator, ask };
}

/** The emulator after an export and a start on what was exported. */
async function reopen(from: Emulator, to: string): Promise<ReturnType<typeof start>> {
  saveWorkspace(path.join(folder, to), { from: folder, storage: from.storage, datasets: from.bigquery, outbox: [] });
  const next = start('2024-04-01T00:00:00Z');
  await loadSituation(next.emulator, path.join(folder, to), { sets: new Map(), environment: {} });
  return next;
}

/** An etag of BigQuery is a new one after each start; those of objects follow from their generations. */
function withoutEtag({ etag, ...answer }: Answer): Answer {
  assert.equal(typeof etag, 'string');
  return answer;
}

const BQ = '/bigquery/v2/projects/shop-project/datasets';
const GCS = '/storage/v1/b';

const ROWS_SCHEMA = [
  { name: 'id', type: 'INT64', mode: 'REQUIRED', description: 'a key' },
  { name: 'name', type: 'STRING', maxLength: '5', collation: 'und:ci', defaultValueExpression: "'x'" },
  { name: 'bytes', type: 'BYTES', policyTags: { names: ['projects/p/locations/eu/taxonomies/1/policyTags/2'] } },
  { name: 'price', type: 'NUMERIC', precision: '10', scale: '2', roundingMode: 'ROUND_HALF_EVEN' },
  { name: 'big', type: 'BIGNUMERIC' },
  { name: 'float', type: 'FLOAT64' },
  { name: 'yes', type: 'BOOL' },
  { name: 'at', type: 'TIMESTAMP' },
  { name: 'day', type: 'DATE' },
  { name: 'clock', type: 'TIME' },
  { name: 'local', type: 'DATETIME' },
  { name: 'span', type: 'INTERVAL' },
  { name: 'place', type: 'GEOGRAPHY' },
  { name: 'json', type: 'JSON' },
  { name: 'texts', type: 'STRING', mode: 'REPEATED' },
  { name: 'jsons', type: 'JSON', mode: 'REPEATED' },
  { name: 'buyers', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'ref', type: 'RECORD', fields: [{ name: 'id', type: 'INT64' }, { name: 'tags', type: 'STRING', mode: 'REPEATED' }] }] },
];

const ROWS: readonly Row[] = [
  ['9223372036854775807', '<a&\n"', '//79', '12345678.90', '0.00000000000000000000000000000000000001', 0.1, true, '2024-02-29 23:59:59.999999 UTC', '9999-12-31', '23:59:59.000001', '0001-01-01T00:00:00', '-1-2 3 -4:5:6.789', 'POINT(1 2)', '{"__proto__":{"a":1e+100},"b":[null,"\u2028"]}', ['', 'é\u0000\ud800'], ['null', '1', '"x"'], [[['1', ['a']]], [null], [[null, []]]]],
  ['-9223372036854775808', '', '', '0', '-1', 'NaN', false, '0001-01-01 00:00:00 UTC', '0001-01-01', '00:00:00', '9999-12-31T23:59:59.999999', '0-0 0 0:0:0', null, 'null', [], [], []],
  ['0', null, null, null, null, '-Infinity', null, null, null, null, null, null, null, null, [], [], []],
  ['1', null, null, null, null, -0, null, null, null, null, null, null, null, '"null"', [], [], []],
  ['2', null, null, null, null, 5e-324, null, null, null, null, null, null, null, '18446744073709551615', [], [], []],
];

test('what BigQuery answers of datasets, tables, views and routines is the same after an export and a start on it', async () => {
  const { emulator, clock, ask } = start('2024-03-01T08:00:00Z');
  await ask(`POST ${BQ}`, {
    datasetReference: { datasetId: 'sales' },
    location: 'EU',
    friendlyName: 'Sales',
    description: 'all of them\n',
    labels: { team: 'sales' },
    access: [{ role: 'READER', specialGroup: 'projectReaders' }, { view: { projectId: 'p', datasetId: 'd', tableId: 'v' } }],
    defaultPartitionExpirationMs: '864000000000',
    defaultCollation: 'und:ci',
    defaultRoundingMode: 'ROUND_HALF_EVEN',
    defaultEncryptionConfiguration: { kmsKeyName: 'projects/p/locations/eu/keyRings/r/cryptoKeys/k' },
    maxTimeTravelHours: '48',
    storageBillingModel: 'PHYSICAL',
    resourceTags: { 'p/env': 'test' },
  });
  await ask(`POST ${BQ}`, { datasetReference: { datasetId: '_staging' } });
  const tables = [
    { tableReference: { tableId: 'orders' }, schema: { fields: ROWS_SCHEMA }, friendlyName: 'Orders', description: '', labels: { a: 'b' }, clustering: { fields: ['name', 'day'] }, rangePartitioning: { field: 'id', range: { start: '0', end: '100', interval: '10' } }, requirePartitionFilter: false, expirationTime: '1893456000000' },
    { tableReference: { tableId: 'days' }, schema: { fields: [{ name: 'day', type: 'DATE' }, { name: 'ref', type: 'INTEGER' }] }, timePartitioning: { type: 'DAY', field: 'day', expirationMs: '0' }, requirePartitionFilter: true, tableConstraints: { primaryKey: { columns: ['day'] }, foreignKeys: [{ name: 'fk', referencedTable: { projectId: 'shop-project', datasetId: 'sales', tableId: 'orders' }, columnReferences: [{ referencingColumn: 'ref', referencedColumn: 'id' }] }] } },
    { tableReference: { tableId: 'arrivals' }, schema: { fields: [{ name: 'id', type: 'INTEGER' }] }, timePartitioning: { type: 'HOUR' }, defaultCollation: 'und:ci', defaultRoundingMode: 'ROUND_HALF_EVEN', maxStaleness: '0-0 0 1:0:0', resourceTags: { 'p/env': 'test' }, encryptionConfiguration: { kmsKeyName: 'projects/p/locations/eu/keyRings/r/cryptoKeys/k' } },
    { tableReference: { tableId: 'blank' } },
    { tableReference: { tableId: 'latest' }, view: { query: 'SELECT day, ref AS key\nFROM `shop-project.sales.days` -- é\n' }, description: 'a view', labels: { kind: 'view' } },
    { tableReference: { tableId: 'Orders' }, schema: { fields: [{ name: 'id', type: 'INTEGER' }] } },
    { tableReference: { tableId: 'long '.repeat(60) }, schema: { fields: [{ name: 'id', type: 'INTEGER' }] } },
  ];
  for (const table of tables) await ask(`POST ${BQ}/sales/tables`, table);
  await clock.advance(60_000);
  const orders = { projectId: 'shop-project', datasetId: 'sales', tableId: 'orders' };
  emulator.bigquery.removeTable(orders);
  emulator.bigquery.addTable({ ...(tables[0] as object), tableReference: orders }, ROWS);
  await ask(`POST ${BQ}/sales/tables/days/insertAll`, { rows: [{ json: { day: '2024-03-01', ref: 1 } }, { json: { day: null } }, { json: { day: '2024-02-01' } }] });
  await ask(`POST ${BQ}/sales/tables/arrivals/insertAll`, { rows: [{ json: { id: 1 } }] });
  await clock.advance(3_600_000);
  await ask(`POST ${BQ}/sales/tables/arrivals/insertAll`, { rows: [{ json: { id: 2 } }] });
  await ask(`POST ${BQ}/sales/tables/Orders/insertAll`, { rows: [{ json: { id: 7 } }] });
  const routines = [
    { routineReference: { routineId: 'twice' }, routineType: 'SCALAR_FUNCTION', language: 'SQL', definitionBody: 'x * 2', arguments: [{ name: 'x', dataType: { typeKind: 'INT64' } }], returnType: { typeKind: 'INT64' }, description: 'doubles', determinismLevel: 'DETERMINISTIC', strictMode: true },
    { routineReference: { routineId: 'Twice' }, routineType: 'SCALAR_FUNCTION', language: 'SQL', definitionBody: 'x', arguments: [{ name: 'x', argumentKind: 'ANY_TYPE' }] },
    { routineReference: { routineId: 'since' }, routineType: 'TABLE_VALUED_FUNCTION', language: 'SQL', definitionBody: 'SELECT 1 AS a', arguments: [{ name: 'x', dataType: { typeKind: 'STRUCT', structType: { fields: [{ name: 'a', type: { typeKind: 'ARRAY', arrayElementType: { typeKind: 'DATE' } } }] } } }], returnTableType: { columns: [{ name: 'a', type: { typeKind: 'INT64' } }] } },
    { routineReference: { routineId: 'clean' }, routineType: 'PROCEDURE', language: 'SQL', definitionBody: 'BEGIN\n  SELECT 1;\nEND', arguments: [{ name: 'x', mode: 'INOUT', dataType: { typeKind: 'INT64' } }], securityMode: 'INVOKER' },
  ];
  for (const routine of routines) await ask(`POST ${BQ}/sales/routines`, routine);
  const policy = { policy: { version: 3, bindings: [{ role: 'roles/viewer', members: ['user:a@example.com'], condition: { expression: 'true' } }], auditConfigs: [{ service: 'x' }] } };
  await ask(`POST ${BQ}/sales/tables/orders:setIamPolicy`, policy);
  await ask(`POST ${BQ}/sales/routines/twice:setIamPolicy`, policy);

  const { ask: askAgain } = await reopen(emulator, 'bigquery');
  const lines = [
    ...['sales', '_staging'].map((id) => `GET ${BQ}/${id}`),
    ...tables.flatMap(({ tableReference: { tableId } }) => [`GET ${BQ}/sales/tables/${encodeURIComponent(tableId)}`]),
    ...tables.filter(({ view }) => !view).map(({ tableReference: { tableId } }) => `GET ${BQ}/sales/tables/${encodeURIComponent(tableId)}/data`),
    `GET ${BQ}/sales/tables/arrivals$2024030109/data`,
    ...routines.map(({ routineReference: { routineId } }) => `GET ${BQ}/sales/routines/${routineId}`),
    `POST ${BQ}/sales/tables/orders:getIamPolicy`,
    `POST ${BQ}/sales/routines/twice:getIamPolicy`,
  ];
  for (const line of lines) assert.deepEqual(withoutEtag(await askAgain(line)), withoutEtag(await ask(line)), line);
});

test('a table keeps its time of life, and gets none of its dataset, when it is loaded', async () => {
  const { emulator, clock, ask } = start('2024-03-01T08:00:00Z');
  await ask(`POST ${BQ}`, { datasetReference: { datasetId: 'sales' } });
  for (const tableId of ['eternal', 'mortal']) {
    await ask(`POST ${BQ}/sales/tables`, { tableReference: { tableId } });
    await ask(`PATCH ${BQ}/sales`, { defaultTableExpirationMs: '864000000000' });
  }
  await clock.advance(1000);
  const { ask: askAgain } = await reopen(emulator, 'lifetimes');
  const expiryOf = async (asking: typeof ask): Promise<unknown[]> => Promise.all(['eternal', 'mortal'].map(async (id) => (await asking(`GET ${BQ}/sales/tables/${id}`))['expirationTime']));
  assert.deepEqual(await expiryOf(askAgain), [undefined, String(Date.parse('2024-03-01T08:00:00Z') + 864_000_000_000)]);
  assert.deepEqual(await expiryOf(ask), await expiryOf(askAgain));
});

test('what Cloud Storage answers of buckets and objects is the same after an export and a start on it', async () => {
  const { emulator, clock, ask } = start('2024-03-01T08:00:00Z');
  await ask(`POST ${GCS}?project=shop-project`, { name: 'plain-bucket' });
  await ask(`POST ${GCS}?project=shop-project`, { name: 'data-bucket', location: 'EU', storageClass: 'NEARLINE', labels: { a: 'b' }, versioning: { enabled: true }, lifecycle: { rule: [{ action: { type: 'Delete' }, condition: { age: 3 } }] } });
  await clock.advance(5000);
  await ask(`PATCH ${GCS}/data-bucket`, { labels: { a: 'c' } });
  await ask(`POST ${GCS}/data-bucket/notificationConfigs`, { topic: '//pubsub.googleapis.com/projects/p/topics/t', payload_format: 'JSON_API_V1', event_types: ['OBJECT_FINALIZE'] });
  for (const name of ['a', 'a', 'a/b', 'Z/', 'con']) await ask(`POST /upload${GCS}/data-bucket/o?uploadType=media&name=${encodeURIComponent(name)}`, { of: name });
  await clock.advance(5000);
  await ask(`PATCH ${GCS}/data-bucket/o/a`, { metadata: { k: 'v' }, contentType: 'text/csv', cacheControl: 'no-cache', customTime: '2024-01-01T00:00:00Z', temporaryHold: true });
  const { ask: askAgain } = await reopen(emulator, 'storage');
  const lines = [
    ...['plain-bucket', 'data-bucket'].map((name) => `GET ${GCS}/${name}?projection=full`),
    `GET ${GCS}/data-bucket/notificationConfigs`,
    `GET ${GCS}/data-bucket/iam`,
    `GET ${GCS}/data-bucket/o?versions=true&projection=full`,
    ...['a', 'a/b', 'Z/', 'con'].flatMap((name) => [`GET ${GCS}/data-bucket/o/${encodeURIComponent(name)}`, `GET ${GCS}/data-bucket/o/${encodeURIComponent(name)}?alt=media`]),
  ];
  for (const line of lines) assert.deepEqual(await askAgain(line), await ask(line), line);
});
