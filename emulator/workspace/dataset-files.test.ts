import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { formatFault } from '../../src/core/rules/fault';
import { createCatalog } from '../bigquery/catalog';
import { createManualClock } from '../manual-clock';
import { loadDatasetFiles } from './load-dataset-files';
import { saveDatasetFiles } from './save-dataset-files';

type Files = Readonly<Record<string, string>>;

function inFolder<T>(files: Files, use: (root: string) => T): T {
  const root = mkdtempSync(path.join(tmpdir(), 'datasets-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      const target = path.join(root, 'datasets', file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
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

test('what is loaded is saved as it was', () => {
  const files: Files = {
    'example.com:shop/empty/dataset.json': pretty({ location: 'EU' }),
    'shop/sales/orders.schema.json': NESTED,
    'shop/sales/orders.ndjson': '{"id":"9007199254740993","tags":["a"],"buyer":{"__proto__":"x","at":"2024-03-01 08:00:00.5 UTC"}}\n{"id":"2","tags":[]}\n',
    'shop/sales/days.schema.json': pretty([{ name: 'id', type: 'INTEGER' }]),
    'shop/sales/days.table.json': pretty({ timePartitioning: { type: 'DAY' }, description: 'by day', labels: { team: 'sales' } }),
    'shop/sales/days$20240301.ndjson': '{"id":"1"}\n',
    'shop/sales/days$20240302.ndjson': '{"id":"2"}\n',
  };
  inFolder(files, (root) => {
    const { datasets, faults } = loadDatasetFiles(root);
    assert.deepEqual(faults, []);
    const catalog = createCatalog({ clock: createManualClock(new Date(0)) });
    for (const { tables, ...dataset } of datasets) {
      catalog.createDataset(dataset);
      for (const { resource, rows } of tables) catalog.addTable(resource, rows);
    }
    writeFileSync(path.join(root, 'datasets/shop/sales/stale.ndjson'), '{}');
    saveDatasetFiles(root, catalog);
    assert.deepEqual(filesBelow(path.join(root, 'datasets')), files);
  });
});

test('hidden datasets and views are left out', () => {
  const catalog = createCatalog({ clock: createManualClock(new Date('2024-03-01T08:00:00Z')) });
  const schema = { fields: [{ name: 'id', type: 'INTEGER' }] };
  for (const datasetId of ['sales', '_hidden']) {
    catalog.createDataset({ projectId: 'shop', datasetId });
    catalog.addTable({ tableReference: { projectId: 'shop', datasetId, tableId: 'orders' }, schema }, [['1']]);
  }
  catalog.addTable({ tableReference: { projectId: 'shop', datasetId: 'sales', tableId: 'latest' }, type: 'VIEW', schema, view: { query: 'SELECT 1 AS id' } });
  inFolder({}, (root) => {
    saveDatasetFiles(root, catalog);
    assert.deepEqual(Object.keys(filesBelow(path.join(root, 'datasets'))), ['shop/sales/orders.ndjson', 'shop/sales/orders.schema.json']);
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
    'shop/sales/dataset.json': '{ "location": 5 }',
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
    'datasets/shop/sales/e$20240301.ndjson:1:1 INVALID_VALUE',
    'datasets/stray.txt:1:1 INVALID_VALUE',
  ]);
});
