import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { assertDispatched, assertNoObject, assertNothingDispatched, assertObject, assertObjectRows, assertOutcome, assertRouteMatched, assertTable, assertTaskMatched, createEmulator } from './testing';

const starter = path.join(__dirname, '../fixtures/starter');
const ORDERS = 'gs://shop-data/landing/orders-1.json';

test('a recorded job completes in a workspace, and everything it sets off is done', async () => {
  const emulator = await createEmulator({ workspace: starter });
  const { Status } = await emulator.complete('events/load-orders.json');
  assert.equal(Status, 'ok');
  assertRouteMatched(emulator, 'loaded orders');
  assertRouteMatched(emulator, 0);
  assertOutcome(emulator, 'ok');
  assertNoObject(emulator, ORDERS);
  await assertObjectRows(emulator, 'gs://shop-data/loaded/2024-03-01/landing/orders-1.json', 3);
  assertTable(emulator, 'shop-project:raw.orders', 3);
  emulator.close();
});

test('a configuration instead of that of the workspace, with variables of its own', async () => {
  const config = { DeferTaskURL: 'gs://${config.Bucket}/tasks/', Routes: [{ When: { Dest: '${config.Table}$' }, OnSuccess: [{ Action: 'delete' }] }] };
  const emulator = await createEmulator({ workspace: starter, config, variables: { Table: 'orders' } });
  await emulator.complete('events/load-orders.json');
  assertRouteMatched(emulator, 0);
  assertNoObject(emulator, ORDERS);
});

test('a job that BigQuery runs is dispatched when it ends', async () => {
  const emulator = await createEmulator({ project: 'shop', config: { DeferTaskURL: 'gs://ops/tasks/', Routes: [{ When: { Dest: 'mart\\.totals$' }, OnSuccess: [{ Action: 'export', Request: { DestURL: 'gs://ops/totals.csv' } }] }] } });
  emulator.addTable('raw.orders', { rows: '{"id":1,"amount":2}\n{"id":2,"amount":5}' });
  emulator.services.bigquery.createDataset({ projectId: 'shop', datasetId: 'mart' });
  await emulator.runJob('q1', { query: { query: 'SELECT SUM(amount) AS total FROM raw.orders', destinationTable: { projectId: 'shop', datasetId: 'mart', tableId: 'totals' }, useLegacySql: false } });
  assertRouteMatched(emulator, 0);
  assertTable(emulator, 'mart.totals', [{ total: 7 }]);
  await assertObjectRows(emulator, 'gs://ops/totals.csv', 1);
  assertObject(emulator, 'gs://ops/totals.csv', 'total\n7\n');
});

const WRONG: readonly [what: string, check: (emulator: Awaited<ReturnType<typeof createEmulator>>) => void | Promise<void>, message: RegExp][] = [
  ['a route that does not match', (emulator) => assertRouteMatched(emulator, 'loaded orders'), /expected route 0 \(loaded orders\), but nothing matched[^]*is not found in the destination "shop-project:raw\.customers": it lacks "shop-project:raw\.orders"/],
  ['a route that is not there', (emulator) => assertRouteMatched(emulator, 'nope'), /no route "nope"; it has 0 \(loaded orders\)/],
  ['an outcome', (emulator) => assertOutcome(emulator, 'ok'), /the outcome is noMatch, expected ok/],
  ['an object that is not there', (emulator) => assertObject(emulator, 'gs://shop-data/x'), /no object gs:\/\/shop-data\/x; there are\n[^]*landing\/orders-1\.json/],
  ['an object that is there', (emulator) => assertNoObject(emulator, ORDERS), /still there/],
  ['rows of an object', (emulator) => assertObjectRows(emulator, ORDERS, 4), /has 3 rows, expected 4/],
  ['rows of a table', (emulator) => assertTable(emulator, 'raw.orders', 4), /has 3 rows, expected 4/],
  ['a column that is not there', (emulator) => assertTable(emulator, 'raw.orders', [{ total: 7 }]), /raw\.orders has no column total; there are id, item/],
  ['a table that is not there', (emulator) => assertTable(emulator, 'raw.x', 0), /raw\.x does not exist; there are\nshop-project:raw\.orders/],
  ['a task that did not match', (emulator) => assertTaskMatched(emulator, 'gs://shop-data/tasks/x.json'), /expected the task gs:\/\/shop-data\/tasks\/x\.json, but nothing matched/],
  ['how many events were dispatched', (emulator) => assertDispatched(emulator, 1), /0 of 1 events were dispatched, expected 1/],
  ['an outcome that there is none of', (emulator) => assertOutcome(emulator, 'okay' as 'ok'), /no outcome "okay", only ok, error/],
];

for (const [what, check, message] of WRONG) {
  test(`an assertion on ${what} tells what was found`, async () => {
    const emulator = await createEmulator({ workspace: starter });
    await emulator.complete('events/load-customers.json');
    assertNothingDispatched(emulator);
    await assert.rejects(async () => check(emulator), { name: 'AssertionError', message });
  });
}

test('what is missing because an action failed is told with its error', async () => {
  const config = { DeferTaskURL: 'gs://shop-data/tasks/', Routes: [{ When: { Type: 'LOAD' }, OnSuccess: [{ Action: 'move', Request: { DestURL: 'gs://shop-data/$Dat/' } }] }] };
  const emulator = await createEmulator({ workspace: starter, config });
  await emulator.complete('events/load-orders.json');
  assert.throws(() => assertNoObject(emulator, ORDERS), /still there\njob load_orders_1 ended with UNKNOWN_VARIABLE: [^]*→ Did you mean \$Date\?/);
});

test('what is missing because BigQuery failed is told with its error, until a job does not', async () => {
  const emulator = await createEmulator({ workspace: starter });
  const query = (sql: string) => ({ query: { query: sql, useLegacySql: false } });
  await emulator.runJob('q1', query('SELECT 1 / 0'));
  assert.throws(() => assertTable(emulator, 'raw.orders', [{ id: 1 }]), /the rows of raw\.orders are others\nBigQuery ran q1, and it failed with invalidQuery: division by zero/);
  await emulator.runJob('q2', query('SELECT 1'));
  assert.throws(() => assertTable(emulator, 'raw.orders', 4), /has 3 rows, expected 4$/);
});

test('rows are counted by the content where the name tells nothing', async () => {
  const emulator = await createEmulator();
  const texts: readonly [text: string | Uint8Array, rows: number][] = [['{"a":1}\n{"a":2}\n', 2], ['a,b\n1,2\n', 1], ['', 0], [gzipSync('{"a":1}\n'), 1], [gzipSync('a\n1\n2\n'), 2]];
  for (const [text, rows] of texts) {
    emulator.write('gs://shop-data/o', text);
    assert.equal(await emulator.countRows('gs://shop-data/o'), rows, String(text));
  }
});

test('a project that is given comes before that of the workspace', async () => {
  const emulator = await createEmulator({ workspace: starter, project: 'other-project' });
  assert.equal(emulator.projectId, 'other-project');
});

test('that something was dispatched is told with the job and its route', async () => {
  const emulator = await createEmulator({ workspace: starter });
  await emulator.complete('events/load-failed.json');
  assert.throws(() => assertNothingDispatched(emulator), /job load_orders_2: route 0 \(loaded orders\) matched/);
  assert.deepEqual(emulator.outbox.map(({ kind }) => kind), ['notify']);
});

test('one that is closed waits for nothing any more', async () => {
  const emulator = await createEmulator({ project: 'shop', config: { DeferTaskURL: 'gs://ops/tasks/' } });
  const ran = emulator.runJob('q1', { query: { query: 'SELECT 1', useLegacySql: false } }).catch(() => undefined);
  emulator.close();
  await ran;
  await emulator.idle();
});

test('what cannot be used is told', async () => {
  await assert.rejects(createEmulator({ workspace: '/nowhere' }), { code: 'WORKSPACE_INVALID' });
  await assert.rejects(createEmulator({ now: 'yesterday' }), { code: 'USAGE' });
  const emulator = await createEmulator({ workspace: starter });
  await assert.rejects(emulator.complete('events/nope.json'), { code: 'USAGE', message: /nope\.json[^]*there are load-customers\.json, load-failed\.json, load-orders\.json/ });
  await assert.rejects(emulator.complete('dispatch.yaml'), { code: 'EVENT_INVALID', message: /dispatch\.yaml/ });
});
