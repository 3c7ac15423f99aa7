import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { assertNoObject, assertNothingDispatched, assertObject, assertObjectRows, assertOutcome, assertRouteMatched, assertTable, createEmulator } from './testing';

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
  ['a table that is not there', (emulator) => assertTable(emulator, 'raw.x', 0), /raw\.x does not exist/],
];

for (const [what, check, message] of WRONG) {
  test(`an assertion on ${what} tells what was found`, async () => {
    const emulator = await createEmulator({ workspace: starter });
    await emulator.complete('events/load-customers.json');
    assertNothingDispatched(emulator);
    await assert.rejects(async () => check(emulator), { name: 'AssertionError', message });
  });
}

test('that something was dispatched is told with the job and its route', async () => {
  const emulator = await createEmulator({ workspace: starter });
  await emulator.complete('events/load-failed.json');
  assert.throws(() => assertNothingDispatched(emulator), /job load_orders_2: route 0 \(loaded orders\) matched/);
  assert.deepEqual(emulator.outbox.map(({ kind }) => kind), ['notify']);
});

test('what cannot be used is told', async () => {
  await assert.rejects(createEmulator({ workspace: '/nowhere' }), { code: 'WORKSPACE_INVALID' });
  await assert.rejects(createEmulator({ now: 'yesterday' }), { code: 'USAGE' });
  const emulator = await createEmulator({ workspace: starter });
  await assert.rejects(emulator.complete('events/nope.json'), { code: 'USAGE', message: /nope\.json/ });
  await assert.rejects(emulator.complete('dispatch.yaml'), { code: 'EVENT_INVALID', message: /dispatch\.yaml/ });
});
