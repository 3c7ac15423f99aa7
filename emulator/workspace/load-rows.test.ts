import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TableFieldSchema, TableSchema } from '../../src/core/job-resource';
import { createCatalog } from '../bigquery/catalog';
import type { ScalarType } from '../bigquery/data/canonical-type';
import { formatInterval } from '../bigquery/data/interval-text';
import type { Row, Value } from '../bigquery/data/row';
import { coerceText, coerceValue } from '../bigquery/data/values';
import { createIamPolicies } from '../bigquery/iam-policies';
import { createManualClock } from '../manual-clock';
import { loadDatasetFiles } from './load-dataset-files';
import { saveDatasetFiles } from './save-dataset-files';

const digits = (places: number): fc.Arbitrary<string> => fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map((units) => `${units}e-${places}`);
const time = fc.tuple(fc.integer({ min: 0, max: 86_399 }), fc.integer({ min: 0, max: 999_999 })).map(([seconds, micros]) => `${new Date(seconds * 1000).toISOString().slice(11, 19)}.${String(micros).padStart(6, '0')}`);
const date = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));
const interval = fc.record({ months: fc.integer({ min: -120_000, max: 120_000 }), days: fc.integer({ min: -3_660_000, max: 3_660_000 }), micros: fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }) });

/** What each type is written as; made canonical before use. */
const WRITTEN: Readonly<Record<ScalarType, fc.Arbitrary<string | number | boolean>>> = {
  STRING: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'null', '</script>&', '\r\n', '\u2028', '\ud800')),
  BYTES: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
  INT64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  FLOAT64: fc.oneof(fc.double(), fc.constantFrom(-0, 5e-324, 1.7976931348623157e308)).map((value) => (Number.isFinite(value) ? value : String(value))),
  NUMERIC: digits(9),
  BIGNUMERIC: digits(38),
  BOOL: fc.boolean(),
  TIMESTAMP: fc.tuple(date, time).map(([day, clock]) => `${day} ${clock} UTC`),
  DATE: date,
  TIME: time,
  DATETIME: fc.tuple(date, time).map(([day, clock]) => `${day}T${clock}`),
  INTERVAL: interval.map(formatInterval),
  GEOGRAPHY: fc.constant('POINT(1 2)'),
  JSON: fc.oneof(fc.json(), fc.constantFrom('null', '"null"', '12345678901234567890', '{"__proto__":{"constructor":null}}', '[1.5,-1e400]')),
};

const TYPES = Object.keys(WRITTEN) as ScalarType[];

function anyValue(type: ScalarType): fc.Arbitrary<Value> {
  return WRITTEN[type].map((written) => (type === 'JSON' ? coerceText(type, String(written)) : coerceValue(type, written))).filter((value) => value !== undefined);
}

const scalars: readonly TableFieldSchema[] = TYPES.map((type) => ({ name: type.toLowerCase(), type }));
const lists: readonly TableFieldSchema[] = TYPES.map((type) => ({ name: `${type.toLowerCase()}s`, type, mode: 'REPEATED' }));
const schema: TableSchema = {
  fields: [...scalars, ...lists, { name: 'record', type: 'RECORD', fields: [...scalars, ...lists] }, { name: 'records', type: 'STRUCT', mode: 'REPEATED', fields: scalars }],
};

const anyScalars = fc.tuple(...TYPES.map((type) => fc.option(anyValue(type))));
const anyFlat = fc.tuple(anyScalars, fc.tuple(...TYPES.map((type) => fc.array(anyValue(type), { maxLength: 3 })))).map(([single, many]): Row => [...single, ...many]);
const anyRow = fc.tuple(anyFlat, fc.option(anyFlat), fc.array(anyScalars, { maxLength: 2 })).map(([flat, record, records]): Row => [...flat, record, records]);

test('rows of every type are loaded as they were saved', () => {
  const tableReference = { projectId: 'shop-project', datasetId: 'sales', tableId: 'orders' };
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 4 }), (rows) => {
      const root = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-rows-'));
      try {
        const catalog = createCatalog({ clock: createManualClock(new Date(0)) });
        catalog.createDataset(tableReference);
        catalog.addTable({ tableReference, schema }, rows);
        saveDatasetFiles(root, { ...catalog, policies: createIamPolicies() });
        const { datasets, faults } = loadDatasetFiles(root);
        assert.deepEqual(faults, []);
        assert.deepEqual(datasets[0]?.tables[0]?.rows, rows);
      } finally {
        rmSync(root, { recursive: true });
      }
    }),
    { numRuns: 100 },
  );
});
