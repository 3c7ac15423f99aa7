import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { formatFault } from '../../src/core/rules/fault';
import { createBigQueryState, type BigQueryState } from '../bigquery/bigquery-state';
import { createQueryPlanner } from '../bigquery/query-planner';
import { createManualClock } from '../manual-clock';
import { createObjectStore } from '../storage/object-store';
import { createStorageState } from '../storage/storage-state';
import { loadDatasetFiles } from './load-dataset-files';
import { restoreDatasets } from './restore-datasets';
import { saveDatasetFiles } from './save-dataset-files';

type Files = Readonly<Record<string, string>>;

const made: string[] = [];
after(() => {
  for (const root of made) rmSync(root, { recursive: true });
});

function inFolder<T>(files: Files, use: (root: string) => T): T {
  const root = mkdtempSync(path.join(tmpdir(), 'datasets-'));
  made.push(root);
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(root, 'datasets', file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return use(root);
}

function filesBelow(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => path.join(parentPath, name)).sort();
  return Object.fromEntries(files.map((file) => [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')]));
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const NESTED = pretty([
  { name: 'id', type: 'INTEGER', mode: 'REQUIRED' },
  { name: 'tags', type: 'STRING', mode: 'REPEATED' },
  { name: 'buyer', type: 'RECORD', fields: [{ name: '__proto__', type: 'STRING' }, { name: 'at', type: 'TIMESTAMP' }] },
]);

const TIMES = { creationTime: '1709280000000', lastModifiedTime: '1709283600000' };

function emptyState(): BigQueryState {
  const clock = createManualClock(new Date('2024-03-01T08:00:00Z'));
  return createBigQueryState({ clock, objects: createObjectStore(createStorageState({ clock })), ...createQueryPlanner({ clock, onUnsupported: () => undefined }) });
}

test('what is loaded is saved as it was', async () => {
  const files: Files = {
    'shop/_hidden/dataset.json': pretty(TIMES),
    'shop/empty/dataset.json': pretty({ location: 'EU', description: 'nothing yet', ...TIMES }),
    'shop/sales/clean.routine.json': pretty({ routineType: 'PROCEDURE', language: 'SQL', arguments: [{ name: 'x', mode: 'IN', dataType: { typeKind: 'INT64' } }], definitionBody: 'SELECT x', ...TIMES }),
    'shop/sales/dataset.json': pretty(TIMES),
    'shop/sales/days$20240301.ndjson': '{"id":"1"}\n',
    'shop/sales/days$20240302.ndjson': '{"id":"2"}\n',
    'shop/sales/days.schema.json': pretty([{ name: 'id', type: 'INTEGER' }]),
    'shop/sales/days.table.json': pretty({ description: 'by day', labels: { team: 'sales' }, timePartitioning: { type: 'DAY' }, ...TIMES }),
    'shop/sales/latest.schema.json': pretty([{ name: 'id', type: 'INTEGER' }]),
    'shop/sales/latest.table.json': pretty({ ...TIMES, iamPolicy: { version: 1, bindings: [] } }),
    'shop/sales/latest.view.sql': 'SELECT id\nFROM `shop.sales.days`\n',
    'shop/sales/Orders.ndjson': '{"id":"9007199254740993","tags":["a"],"buyer":{"__proto__":"x","at":"2024-03-01 08:00:00.5 UTC"}}\n{"id":"2","tags":[]}\n',
    'shop/sales/Orders.schema.json': NESTED,
    'shop/sales/Orders.table.json': pretty(TIMES),
    // Of names that differ only in case the first has files of its own name.
    'shop/sales/~0001.ndjson': '',
    'shop/sales/~0001.schema.json': '[]\n',
    'shop/sales/~0001.table.json': pretty({ tableReference: { tableId: 'orders' }, ...TIMES }),
    '~0001/sales/dataset.json': pretty({ datasetReference: { projectId: 'example.com:shop', datasetId: 'sales' }, ...TIMES }),
  };
  await inFolder(files, async (root) => {
    const { datasets, faults } = loadDatasetFiles(root);
    assert.deepEqual(faults, []);
    const state = emptyState();
    assert.deepEqual(await restoreDatasets(state, datasets), []);
    writeFileSync(path.join(root, 'datasets/shop/sales/stale.ndjson'), '{}');
    saveDatasetFiles(root, state);
    assert.deepEqual(filesBelow(path.join(root, 'datasets')), files);
  });
});

test('results of queries and temporary tables belong to jobs and are left out', () => {
  const state = emptyState();
  const hex = 'a1'.repeat(20);
  for (const datasetId of ['_mine', `_${hex}`, `_script${hex}`]) {
    state.createDataset({ projectId: 'shop', datasetId });
    state.addTable({ tableReference: { projectId: 'shop', datasetId, tableId: 'orders' } });
  }
  const files = inFolder({}, (root) => {
    saveDatasetFiles(root, state);
    return Object.keys(filesBelow(path.join(root, 'datasets')));
  });
  assert.deepEqual(files, ['shop/_mine/dataset.json', 'shop/_mine/orders.ndjson', 'shop/_mine/orders.schema.json', 'shop/_mine/orders.table.json']);
});

test('names that are no names of files stay within the folder', async () => {
  const state = emptyState();
  const dataset = { projectId: '../..', datasetId: 'sales' };
  state.createDataset(dataset);
  const routineReference = { ...dataset, routineId: 'CON' };
  state.setRoutine({ routineReference, routineType: 'SCALAR_FUNCTION', definitionBody: '1' });
  await inFolder({}, async (root) => {
    saveDatasetFiles(root, state);
    assert.deepEqual(Object.keys(filesBelow(root)), ['datasets/~0001/sales/dataset.json', 'datasets/~0001/sales/~0001.routine.json']);
    const again = emptyState();
    assert.deepEqual(await restoreDatasets(again, loadDatasetFiles(root).datasets), []);
    assert.equal(again.findRoutine(routineReference)?.resource.definitionBody, '1');
  });
});

test('every fault of schemas, rows and strange files is reported', () => {
  const files: Files = {
    'stray.txt': '',
    'shop/sales/a.schema.json': '[{ "name": "id", "type": "INTEGR" },\n { "name": "ID", "type": "STRING" }]',
    'shop/sales/b.schema.json': '[{ "name": "id" ',
    'shop/sales/c.schema.json': pretty([{ name: 'id', type: 'INTEGER' }]),
    'shop/sales/c.ndjson': '{"id":"1"}\n{"id":"x"}\n{"no":1}\n',
    'shop/sales/c.table.json': '{ "timePartitoning": {} }',
    'shop/sales/d.ndjson': '{}\n',
    'shop/sales/e.schema.json': pretty([{ name: 'id', type: 'INTEGER' }]),
    'shop/sales/e.ndjson': '{"id":"1"}\n',
    'shop/sales/e$20240301.ndjson': '{"id":"1"}\n',
    'shop/sales/dataset.json': '{ "location": 5,\n "labels": { "A": "x" } }',
    'shop/sales/f.view.sql': '\n',
    'shop/sales/f.ndjson': '{}',
    'shop/sales/g.view.sql': 'SELECT 1',
    'shop/sales/g.table.json': '{ "tableReference":\n { "tableId": "h" } }',
    'shop/sales/i.routine.json': '{ "routineType": "SCALAR_FUNCTION",\n "arguments": [{ "dataType": { "typKind": "INT64" } }] }',
    'shop/sales/k.schema.json': pretty([{ name: 'id', type: 'STRING', maxLength: '2' }]),
    'shop/sales/k.ndjson': '{"id":"ab"}\n{"id":"abc"}\n',
    'shop/sales/~0001.schema.json': '[]',
    'shop/~0001/a.schema.json': '[]',
    '~0002/b/dataset.json': '{ "datasetReference":\n { "projectId": "p", "datasetId": "c" } }',
  };
  const found = inFolder(files, (root) => loadDatasetFiles(root).faults.map((fault) => formatFault({ ...fault, file: path.relative(root, fault.file) })));
  const places = found.map((fault) => fault.split(' ').slice(0, 2).join(' '));
  assert.deepEqual(places.sort(), [
    'datasets/shop/sales/a.schema.json:1:26 INVALID_VALUE',
    'datasets/shop/sales/a.schema.json:2:12 INVALID_VALUE',
    'datasets/shop/sales/b.schema.json:1:17 SYNTAX',
    'datasets/shop/sales/b.schema.json:1:17 SYNTAX',
    'datasets/shop/sales/c.ndjson:2:1 INVALID_VALUE',
    'datasets/shop/sales/c.ndjson:3:1 INVALID_VALUE',
    'datasets/shop/sales/c.table.json:1:3 UNKNOWN_FIELD',
    'datasets/shop/sales/d.ndjson:1:1 INVALID_VALUE',
    'datasets/shop/sales/dataset.json:1:15 INVALID_VALUE',
    'datasets/shop/sales/dataset.json:2:12 INVALID_VALUE',
    'datasets/shop/sales/e$20240301.ndjson:1:1 INVALID_VALUE',
    'datasets/shop/sales/f.ndjson:1:1 INVALID_VALUE',
    'datasets/shop/sales/f.view.sql:1:1 INVALID_VALUE',
    'datasets/shop/sales/g.table.json:2:15 INVALID_VALUE',
    'datasets/shop/sales/i.routine.json:1:1 MISSING_FIELD',
    'datasets/shop/sales/i.routine.json:2:30 MISSING_FIELD',
    'datasets/shop/sales/i.routine.json:2:32 UNKNOWN_FIELD',
    'datasets/shop/sales/k.ndjson:2:1 INVALID_VALUE',
    'datasets/shop/sales/~0001.table.json:1:1 INVALID_VALUE',
    'datasets/shop/~0001/dataset.json:1:1 INVALID_VALUE',
    'datasets/stray.txt:1:1 INVALID_VALUE',
    'datasets/~0002/b/dataset.json:2:35 INVALID_VALUE',
  ]);
});
