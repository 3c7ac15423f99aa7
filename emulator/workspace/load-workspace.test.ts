import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { createManualClock } from '../manual-clock';
import { createEmulator, type Emulator } from '../emulator';
import { loadSituation } from '../load-situation';
import { FaultsError } from '../../src/core/rules/fault';
import { checkExportFolder } from './save-workspace';

const CONFIG = '{"DeferTaskURL": "gs://ops/tasks/"}';

function inFolder<T>(use: (root: string) => T): T {
  return use(mkdtempSync(path.join(tmpdir(), 'workspace-')));
}

async function loaded(prepare: (root: string) => void): Promise<Emulator> {
  const root = inFolder((folder) => folder);
  try {
    prepare(root);
    const emulator = createEmulator({ clock: createManualClock(new Date(0)), newHolder: () => 'x', onResponse: () => undefined });
    await loadSituation(emulator, root, { sets: new Map(), environment: {} });
    return emulator;
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function faultsOf(prepare: (root: string) => void): Promise<string[]> {
  try {
    await loaded(prepare);
    return [];
  } catch (error) {
    assert.ok(error instanceof FaultsError, String(error));
    return error.faults.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
  }
}

function write(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
}

test('what BigQuery itself would refuse is a fault of its file, all of them at once', async () => {
  const schema = '[{"name":"id","type":"INTEGER"}]';
  const files = {
    'dispatch.json': CONFIG,
    'datasets/shop/bad-name/t.schema.json': schema,
    'datasets/shop/sales/a!b.schema.json': schema,
    'datasets/shop/sales/days.schema.json': schema,
    'datasets/shop/sales/days.table.json': '{"timePartitioning": {"type": "DAY", "field": "nope"}}',
  };
  assert.deepEqual(await faultsOf((root) => write(root, files)), [
    'datasets/shop/bad-name:1:1 INVALID_VALUE',
    'datasets/shop/sales/a!b.schema.json:1:1 INVALID_VALUE',
    'datasets/shop/sales/days.table.json:1:1 INVALID_VALUE',
  ]);
});

test('views find their columns out, whatever they read; those that cannot are faults at the place in their query', async () => {
  const routine = JSON.stringify({ routineType: 'SCALAR_FUNCTION', definitionBody: 'x * 2', arguments: [{ name: 'x', dataType: { typeKind: 'INT64' } }] });
  const files = {
    'dispatch.json': CONFIG,
    'datasets/shop/a/first.view.sql': 'SELECT twice, label FROM `shop.b.second`\n',
    'datasets/shop/b/second.view.sql': 'SELECT a.double(id) AS twice, id > 1 AS label\nFROM b.t',
    'datasets/shop/b/second.table.json': '{ "description": "second" }',
    'datasets/shop/b/second.schema.json': '[{ "name": "twice", "type": "INTEGER" }, { "name": "label", "type": "BOOLEAN" }]',
    'datasets/shop/b/third.view.sql': 'SELECT * FROM a.first',
    'datasets/shop/b/third.table.json': '{ "description": "third", "creationTime": "1" }',
    'datasets/shop/b/t.schema.json': '[{ "name": "id", "type": "INTEGER" }]',
    'datasets/shop/a/double.routine.json': routine,
  };
  const emulator = await loaded((root) => write(root, files));
  const columnsOf = (datasetId: string, tableId: string): unknown => emulator.bigquery.getTable({ projectId: 'shop', datasetId, tableId })?.schema?.fields.map(({ name, type }) => `${name} ${type}`);
  assert.deepEqual([columnsOf('a', 'first'), columnsOf('b', 'third')], [['twice INTEGER', 'label BOOLEAN'], ['twice INTEGER', 'label BOOLEAN']]);
  const { description, creationTime, lastModifiedTime } = emulator.bigquery.getTable({ projectId: 'shop', datasetId: 'b', tableId: 'third' }) ?? {};
  assert.deepEqual([description, creationTime, lastModifiedTime], ['third', '1', '1']);

  const wrong = { ...files, 'datasets/shop/b/third.view.sql': 'SELECT *\nFROM a.none', 'datasets/shop/a/first.view.sql': 'SELECT 1,\n nope', 'datasets/shop/b/DOUBLE.routine.json': routine.replace('}]', '}], "language": "js"') };
  assert.deepEqual(await faultsOf((root) => write(root, wrong)), [
    'datasets/shop/b/DOUBLE.routine.json:1:131 INVALID_VALUE',
    'datasets/shop/a/first.view.sql:2:2 INVALID_VALUE',
    'datasets/shop/b/third.view.sql:2:6 INVALID_VALUE',
  ]);
});

test('folders in the place of files, and bytes that are no text, are faults', async () => {
  const faults = await faultsOf((root) => {
    mkdirSync(path.join(root, 'variables.json'));
    write(root, { 'dispatch.json': Buffer.from([0x7b, 0xff, 0x7d]) });
  });
  assert.deepEqual(faults, ['dispatch.json:1:1 SYNTAX', 'variables.json:1:1 INVALID_VALUE']);
});

test('links that lead out of the workspace are not followed', async () => {
  const outside = inFolder((folder) => folder);
  try {
    write(outside, { 'secret.json': '{"A": "secret"}' });
    const faults = await faultsOf((root) => {
      write(root, { 'dispatch.json': CONFIG });
      symlinkSync(path.join(outside, 'secret.json'), path.join(root, 'variables.json'));
      symlinkSync(outside, path.join(root, 'events'));
    });
    assert.deepEqual(faults, ['variables.json:1:1 INVALID_VALUE', 'events:1:1 INVALID_VALUE']);
  } finally {
    rmSync(outside, { recursive: true });
  }
});

test('without a configuration, or with two, a workspace cannot be used', async () => {
  assert.deepEqual(await faultsOf(() => undefined), ['dispatch.json:1:1 INVALID_VALUE']);
  assert.deepEqual(await faultsOf((root) => write(root, { 'dispatch.json': CONFIG, 'dispatch.yaml': CONFIG })), ['dispatch.json:1:1 INVALID_VALUE']);
});

test('an export never replaces what is no workspace', () => {
  const root = inFolder((folder) => folder);
  try {
    assert.doesNotThrow(() => checkExportFolder(path.join(root, 'new'), '/elsewhere'));
    assert.doesNotThrow(() => checkExportFolder(root, '/elsewhere'));
    write(root, { 'thesis.txt': '' });
    assert.throws(() => checkExportFolder(root, '/elsewhere'), { code: 'USAGE', message: /thesis\.txt/ });
    assert.throws(() => checkExportFolder(path.join(root, 'thesis.txt'), '/elsewhere'), { code: 'USAGE' });
    write(root, { 'dispatch.json': CONFIG });
    assert.doesNotThrow(() => checkExportFolder(root, root));
    assert.throws(() => checkExportFolder(path.join(root, 'buckets', 'b'), root), { code: 'USAGE' });
  } finally {
    rmSync(root, { recursive: true });
  }
});
