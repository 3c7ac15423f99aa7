import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TableResource } from '../../../../src/core/job-resource';
import { table } from '../../test-bed';
import { createSqlBed } from '../test-bed';

describe('data definition and what it leaves', () => {
  const FAILING: readonly [statement: string, reason: string][] = [
    ['CREATE TABLE kept AS SELECT 1 AS a', 'duplicate'],
    [`CREATE OR REPLACE TABLE kept (s STRING(1)) AS SELECT 'ab'`, 'invalidQuery'],
    ['CREATE OR REPLACE TABLE kept (a INT64) AS SELECT DIV(1, 0)', 'invalidQuery'],
    ['CREATE OR REPLACE TABLE kept (a INT64) CLUSTER BY b', 'invalid'],
    ['ALTER TABLE kept ADD COLUMN b INT64, DROP COLUMN c', 'invalidQuery'],
    ['ALTER TABLE kept RENAME TO other', 'duplicate'],
    ['DROP VIEW kept', 'invalid'],
    ['DROP TABLE none', 'notFound'],
    ['DROP SCHEMA d', 'resourceInUse'],
  ];
  for (const [statement, reason] of FAILING) {
    it(`fails and changes nothing: ${statement}`, async () => {
      const bed = createSqlBed();
      for (const given of ['CREATE TABLE kept AS SELECT 7 AS a', 'CREATE TABLE other AS SELECT 8 AS a']) await bed.query(given);
      const before = bed.state.findTable(table('kept'));
      assert.equal((await bed.query(statement)).error?.reason, reason);
      assert.equal(bed.state.findTable(table('kept')), before);
      assert.deepEqual(bed.rows('other'), [['8']]);
    });
  }

  it('a table made that does not fit leaves nothing', async () => {
    const bed = createSqlBed();
    await bed.query(`CREATE TABLE t (s STRING(1)) AS SELECT 'ab'`);
    assert.equal(bed.state.findTable(table('t')), undefined);
  });

  const LAYOUTS: readonly [behind: string, resource: Partial<TableResource>][] = [
    ['PARTITION BY day', { timePartitioning: { type: 'DAY', field: 'day' } }],
    ['PARTITION BY DATE_TRUNC(day, MONTH)', { timePartitioning: { type: 'MONTH', field: 'day' } }],
    ['PARTITION BY DATE(ts)', { timePartitioning: { type: 'DAY', field: 'ts' } }],
    ['PARTITION BY TIMESTAMP_TRUNC(ts, HOUR)', { timePartitioning: { type: 'HOUR', field: 'ts' } }],
    ['PARTITION BY _PARTITIONDATE', { timePartitioning: { type: 'DAY' } }],
    ['PARTITION BY TIMESTAMP_TRUNC(_PARTITIONTIME, HOUR)', { timePartitioning: { type: 'HOUR' } }],
    ['PARTITION BY RANGE_BUCKET(n, GENERATE_ARRAY(-10, 100, 10))', { rangePartitioning: { field: 'n', range: { start: '-10', end: '100', interval: '10' } } }],
    ['CLUSTER BY n, s', { clustering: { fields: ['n', 's'] } }],
    ['PARTITION BY day OPTIONS(partition_expiration_days = 2000.5, require_partition_filter = TRUE)', { timePartitioning: { type: 'DAY', field: 'day', expirationMs: '172843200000' }, requirePartitionFilter: true }],
    [`OPTIONS(description = 'x', friendly_name = 'y', labels = [('a', 'b')], expiration_timestamp = TIMESTAMP '2030-01-01')`, { description: 'x', friendlyName: 'y', labels: { a: 'b' }, expirationTime: '1893456000000' }],
  ];
  for (const [behind, layout] of LAYOUTS) {
    it(`CREATE TABLE … ${behind}`, async () => {
      const bed = createSqlBed();
      assert.equal((await bed.query(`CREATE TABLE t (day DATE, ts TIMESTAMP, n INT64, s STRING) ${behind}`)).error, undefined);
      const made = bed.state.findTable(table('t'))?.resource;
      assert.deepEqual({ ...made, schema: undefined }, { tableReference: table('t'), schema: undefined, ...layout });
    });
  }

  it('columns are written as the API has them', async () => {
    const bed = createSqlBed();
    await bed.query(`CREATE TABLE t (a INT NOT NULL OPTIONS(description = 'x'), b ARRAY<STRUCT<c FLOAT64, d BOOLEAN>> DEFAULT [], e DECIMAL(5, 2) DEFAULT 1.50, f BYTES(7))`);
    assert.deepEqual(bed.state.findTable(table('t'))?.resource.schema?.fields, [
      { name: 'a', type: 'INTEGER', mode: 'REQUIRED', description: 'x' },
      { name: 'b', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'c', type: 'FLOAT', mode: 'NULLABLE' }, { name: 'd', type: 'BOOLEAN', mode: 'NULLABLE' }], defaultValueExpression: '[]' },
      { name: 'e', type: 'NUMERIC', mode: 'NULLABLE', precision: '5', scale: '2', defaultValueExpression: '1.50' },
      { name: 'f', type: 'BYTES', mode: 'NULLABLE', maxLength: '7' },
    ]);
  });

  const T = { ddlTargetTable: table('t') };
  const V = { ddlTargetTable: table('v') };
  const F = { ddlTargetRoutine: { projectId: 'p', datasetId: 'd', routineId: 'f' } };
  const E = { ddlTargetDataset: { projectId: 'p', datasetId: 'e' } };
  const OPERATIONS: readonly [statement: string, type: string, operation: string | undefined, target: object][] = [
    ['CREATE TABLE t (a INT64)', 'CREATE_TABLE', 'CREATE', T],
    ['CREATE TABLE IF NOT EXISTS t (a INT64)', 'CREATE_TABLE', 'SKIP', T],
    ['CREATE OR REPLACE TABLE t AS SELECT 1 AS a', 'CREATE_TABLE_AS_SELECT', 'REPLACE', T],
    ['CREATE TABLE IF NOT EXISTS t AS SELECT 2 AS a', 'CREATE_TABLE_AS_SELECT', 'SKIP', T],
    ['ALTER TABLE t ADD COLUMN b INT64', 'ALTER_TABLE', 'ALTER', T],
    ['CREATE VIEW v AS SELECT 1 AS a', 'CREATE_VIEW', 'CREATE', V],
    ['CREATE OR REPLACE VIEW v AS SELECT 2 AS a', 'CREATE_VIEW', 'REPLACE', V],
    [`ALTER VIEW v SET OPTIONS(description = 'x')`, 'ALTER_VIEW', 'ALTER', V],
    ['DROP VIEW v', 'DROP_VIEW', 'DROP', V],
    ['TRUNCATE TABLE t', 'TRUNCATE_TABLE', undefined, {}],
    ['DROP TABLE t', 'DROP_TABLE', 'DROP', T],
    ['DROP TABLE IF EXISTS t', 'DROP_TABLE', 'SKIP', T],
    ['ALTER TABLE IF EXISTS t DROP COLUMN a', 'ALTER_TABLE', 'SKIP', T],
    ['CREATE FUNCTION d.f() AS (1)', 'CREATE_FUNCTION', 'CREATE', F],
    ['CREATE FUNCTION IF NOT EXISTS d.f() AS (1)', 'CREATE_FUNCTION', 'SKIP', F],
    ['DROP FUNCTION d.f', 'DROP_FUNCTION', 'DROP', F],
    ['CREATE TABLE FUNCTION d.f() AS SELECT 1 AS a', 'CREATE_TABLE_FUNCTION', 'CREATE', F],
    ['DROP TABLE FUNCTION d.f', 'DROP_TABLE_FUNCTION', 'DROP', F],
    ['CREATE PROCEDURE d.f() BEGIN SELECT 1; END', 'CREATE_PROCEDURE', 'CREATE', F],
    ['DROP PROCEDURE d.f', 'DROP_PROCEDURE', 'DROP', F],
    ['CREATE SCHEMA e', 'CREATE_SCHEMA', 'CREATE', E],
    [`ALTER SCHEMA e SET OPTIONS(description = 'x')`, 'ALTER_SCHEMA', 'ALTER', E],
    ['CREATE SCHEMA IF NOT EXISTS e', 'CREATE_SCHEMA', 'SKIP', E],
    ['DROP SCHEMA e', 'DROP_SCHEMA', 'DROP', E],
    ['DROP SCHEMA IF EXISTS e', 'DROP_SCHEMA', 'SKIP', E],
  ];

  it('tells in the statistics what was done', async () => {
    const bed = createSqlBed();
    for (const [statement, type, operation, target] of OPERATIONS) {
      const { job, error } = await bed.query(statement);
      assert.equal(error, undefined, statement);
      const { statementType, ddlOperationPerformed, ...statistics } = job.statistics?.query ?? {};
      assert.deepEqual([statementType, ddlOperationPerformed], [type, operation], statement);
      const targets = Object.fromEntries(Object.entries(statistics).filter(([name]) => name.startsWith('ddlTarget')));
      assert.deepEqual(targets, target, statement);
    }
  });
});
