import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createSqlBed, type SqlBed } from '../test-bed';
import { SCHEMA_VIEWS } from './read-information-schema';

const SETUP = [
  `CREATE TABLE a (
    id INT64 NOT NULL OPTIONS(description = 'the "id"'), s STRING(5) DEFAULT 'x', day DATE, r ARRAY<STRUCT<n NUMERIC(5, 2), \`from\` GEOGRAPHY>>, PRIMARY KEY (id, s) NOT ENFORCED
  ) PARTITION BY day CLUSTER BY id, s
  OPTIONS(description = 'all', friendly_name = 'A', labels = [('k', 'v')], require_partition_filter = TRUE, partition_expiration_days = 1000.5, expiration_timestamp = TIMESTAMP '2030-01-01 00:00:00 UTC')`,
  'CREATE TABLE b (x INT64, a_id INT64 REFERENCES a(id) NOT ENFORCED) PARTITION BY RANGE_BUCKET(x, GENERATE_ARRAY(0, 30, 10))',
  'INSERT b (x) VALUES (5), (15), (19), (NULL), (30), (-1)',
  'CREATE TABLE c (x INT64) PARTITION BY _PARTITIONDATE',
  'INSERT c (x) VALUES (1), (2)',
  'CREATE TABLE plain AS SELECT 1 AS x',
  `CREATE VIEW v OPTIONS(description = 'seen') AS SELECT x FROM d.b`,
  'CREATE FUNCTION d.f(x INT64, y ANY TYPE) AS (x)',
  `CREATE FUNCTION d.g(x ARRAY<STRUCT<a INT64>>) RETURNS STRING OPTIONS(description = 'says') AS ('g')`,
  'CREATE TABLE FUNCTION d.tf(n INT64) AS SELECT n AS m',
  'CREATE PROCEDURE d.pr(IN i INT64, OUT o STRING) BEGIN SELECT 1; END',
];

const NOW = '2024-03-01 08:00:00 UTC';
const MILLIS = '1709280000000';
const DDL_OF_A = [
  'CREATE TABLE `p.d.a`', '(', '  id INT64 NOT NULL OPTIONS(description="the \\"id\\""),', "  s STRING(5) DEFAULT 'x',", '  day DATE,', '  r ARRAY<STRUCT<n NUMERIC(5, 2), `from` GEOGRAPHY>>,', '  PRIMARY KEY (id, s) NOT ENFORCED', ')',
  'PARTITION BY day', 'CLUSTER BY id, s',
  'OPTIONS(', '  description="all",', '  friendly_name="A",', '  labels=[("k", "v")],', '  expiration_timestamp=TIMESTAMP "2030-01-01T00:00:00.000Z",', '  require_partition_filter=true,', '  partition_expiration_days=1000.5', ');',
].join('\n');

const ROWS: readonly [query: string, rows: readonly unknown[]][] = [
  ['SELECT * FROM `region-us`.INFORMATION_SCHEMA.SCHEMATA', [['p', 'd', null, NOW, NOW, 'US', 'CREATE SCHEMA `p.d`\nOPTIONS(\n  location="US"\n);', 'NULL']]],
  ['SELECT schema_name FROM p.`region-eu`.INFORMATION_SCHEMA.SCHEMATA', [['eu']]],
  ['SELECT schema_name FROM INFORMATION_SCHEMA.SCHEMATA', [['d']]],
  [
    'SELECT table_name, table_type, is_insertable_into, creation_time FROM d.INFORMATION_SCHEMA.TABLES ORDER BY 1',
    [['a', 'BASE TABLE', 'YES', NOW], ['b', 'BASE TABLE', 'YES', NOW], ['c', 'BASE TABLE', 'YES', NOW], ['plain', 'BASE TABLE', 'YES', NOW], ['v', 'VIEW', 'NO', NOW]],
  ],
  ...['INFORMATION_SCHEMA.TABLES', 'p.d.INFORMATION_SCHEMA.TABLES', '`p.d.INFORMATION_SCHEMA.TABLES`', '`region-us`.INFORMATION_SCHEMA.TABLES', '`p.region-US`.INFORMATION_SCHEMA.TABLES', 'd.information_schema.tables'].map(
    (name) => [`SELECT COUNT(*) FROM ${name}`, [['5']]] as [string, unknown[]],
  ),
  [`SELECT ddl FROM d.INFORMATION_SCHEMA.TABLES WHERE table_name = 'a'`, [[DDL_OF_A]]],
  [
    `SELECT ddl FROM d.INFORMATION_SCHEMA.TABLES WHERE table_name IN ('b', 'c', 'v') ORDER BY table_name`,
    [
      ['CREATE TABLE `p.d.b`\n(\n  x INT64,\n  a_id INT64,\n  FOREIGN KEY (a_id) REFERENCES `p.d.a`(id) NOT ENFORCED\n)\nPARTITION BY RANGE_BUCKET(x, GENERATE_ARRAY(0, 30, 10));'],
      ['CREATE TABLE `p.d.c`\n(\n  x INT64\n)\nPARTITION BY _PARTITIONDATE;'],
      ['CREATE VIEW `p.d.v`\nOPTIONS(\n  description="seen"\n)\nAS SELECT x FROM d.b;'],
    ],
  ],
  [
    `SELECT column_name, ordinal_position, is_nullable, data_type, is_hidden, is_partitioning_column, clustering_ordinal_position, column_default FROM d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'a' ORDER BY 2`,
    [
      ['id', '1', 'NO', 'INT64', 'NO', 'NO', '1', 'NULL'],
      ['s', '2', 'YES', 'STRING(5)', 'NO', 'NO', '2', `'x'`],
      ['day', '3', 'YES', 'DATE', 'NO', 'YES', null, 'NULL'],
      ['r', '4', 'YES', 'ARRAY<STRUCT<n NUMERIC(5, 2), `from` GEOGRAPHY>>', 'NO', 'NO', null, 'NULL'],
    ],
  ],
  [
    `SELECT column_name, ordinal_position, is_hidden, is_system_defined, is_partitioning_column FROM d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'c' ORDER BY 1 DESC`,
    [['x', '1', 'NO', 'NO', 'NO'], ['_PARTITIONTIME', null, 'YES', 'YES', 'YES'], ['_PARTITIONDATE', null, 'YES', 'YES', 'YES']],
  ],
  [
    `SELECT column_name, field_path, data_type, description FROM d.INFORMATION_SCHEMA.COLUMN_FIELD_PATHS WHERE table_name = 'a' AND column_name IN ('id', 'r') ORDER BY 2`,
    [['id', 'id', 'INT64', 'the "id"'], ['r', 'r', 'ARRAY<STRUCT<n NUMERIC(5, 2), `from` GEOGRAPHY>>', null], ['r', 'r.from', 'GEOGRAPHY', null], ['r', 'r.n', 'NUMERIC(5, 2)', null]],
  ],
  [
    `SELECT option_name, option_type, option_value FROM d.INFORMATION_SCHEMA.TABLE_OPTIONS WHERE table_name = 'a' ORDER BY 1`,
    [
      ['description', 'STRING', '"all"'],
      ['expiration_timestamp', 'TIMESTAMP', 'TIMESTAMP "2030-01-01T00:00:00.000Z"'],
      ['friendly_name', 'STRING', '"A"'],
      ['labels', 'ARRAY<STRUCT<STRING, STRING>>', '[STRUCT("k", "v")]'],
      ['partition_expiration_days', 'FLOAT64', '1000.5'],
      ['require_partition_filter', 'BOOL', 'true'],
    ],
  ],
  ['SELECT * FROM d.INFORMATION_SCHEMA.VIEWS', [['p', 'd', 'v', 'SELECT x FROM d.b', null, 'YES']]],
  [
    'SELECT routine_name, routine_type, data_type, routine_body, routine_definition FROM d.INFORMATION_SCHEMA.ROUTINES ORDER BY 1',
    [['f', 'FUNCTION', null, 'SQL', 'x'], ['g', 'FUNCTION', 'STRING', 'SQL', `'g'`], ['pr', 'PROCEDURE', null, 'SQL', 'BEGIN SELECT 1; END'], ['tf', 'TABLE FUNCTION', null, 'SQL', 'SELECT n AS m']],
  ],
  [
    'SELECT specific_name, ordinal_position, parameter_mode, is_result, parameter_name, data_type FROM d.INFORMATION_SCHEMA.PARAMETERS ORDER BY 1, 2',
    [
      ['f', '1', null, 'NO', 'x', 'INT64'], ['f', '2', null, 'NO', 'y', 'ANY TYPE'],
      ['g', '0', null, 'YES', null, 'STRING'], ['g', '1', null, 'NO', 'x', 'ARRAY<STRUCT<a INT64>>'],
      ['pr', '1', 'IN', 'NO', 'i', 'INT64'], ['pr', '2', 'OUT', 'NO', 'o', 'STRING'], ['tf', '1', null, 'NO', 'n', 'INT64'],
    ],
  ],
  ['SELECT specific_name, option_name, option_type, option_value FROM d.INFORMATION_SCHEMA.ROUTINE_OPTIONS', [['g', 'description', 'STRING', '"says"']]],
  [
    'SELECT table_name, partition_id, total_rows, total_logical_bytes FROM d.INFORMATION_SCHEMA.PARTITIONS ORDER BY 1, 2',
    [['b', '0', '1', '8'], ['b', '10', '2', '16'], ['b', '__NULL__', '1', '0'], ['b', '__UNPARTITIONED__', '2', '16'], ['c', '20240301', '2', '16'], ['plain', null, '1', '8']],
  ],
  [
    'SELECT table_name, total_rows, total_partitions, total_logical_bytes, deleted FROM `region-us`.INFORMATION_SCHEMA.TABLE_STORAGE ORDER BY 1',
    [['a', '0', '0', '0', false], ['b', '6', '4', '40', false], ['c', '2', '1', '16', false], ['plain', '1', '0', '8', false]],
  ],
  [
    'SELECT constraint_name, table_name, constraint_type, enforced FROM d.INFORMATION_SCHEMA.TABLE_CONSTRAINTS ORDER BY 1',
    [['a.pk$', 'a', 'PRIMARY KEY', 'NO'], ['b.fk$1', 'b', 'FOREIGN KEY', 'NO']],
  ],
  [
    'SELECT constraint_name, column_name, ordinal_position, position_in_unique_constraint FROM d.INFORMATION_SCHEMA.KEY_COLUMN_USAGE ORDER BY 1, 3',
    [['a.pk$', 'id', '1', null], ['a.pk$', 's', '2', null], ['b.fk$1', 'a_id', '1', '1']],
  ],
  ['SELECT table_name, column_name, constraint_name FROM d.INFORMATION_SCHEMA.CONSTRAINT_COLUMN_USAGE ORDER BY 3, 2', [['a', 'id', 'a.pk$'], ['a', 's', 'a.pk$'], ['a', 'id', 'b.fk$1']]],
  [`SELECT * FROM d.__TABLES__ WHERE table_id IN ('b', 'v')`, [['p', 'd', 'b', MILLIS, MILLIS, '6', '40', '1'], ['p', 'd', 'v', MILLIS, MILLIS, '0', '0', '2']]],
  ['SELECT COUNT(*) FROM __TABLES__', [['5']]],
  ['SELECT COUNT(*) FROM `p.d.__TABLES__` AS t WHERE t.row_count > 1', [['2']]],
  [
    `SELECT statement_type, state, destination_table.table_id, dml_statistics.inserted_row_count, error_result.reason FROM \`region-us\`.INFORMATION_SCHEMA.JOBS_BY_PROJECT WHERE query LIKE 'INSERT b%' OR statement_type = 'CREATE_VIEW' ORDER BY 1`,
    [['CREATE_VIEW', 'DONE', 'v', null, null], ['INSERT', 'DONE', 'b', '6', null]],
  ],
  [`SELECT COUNT(*) FROM \`region-us\`.INFORMATION_SCHEMA.JOBS WHERE job_type = 'QUERY' AND user_email IS NOT NULL AND start_time <= end_time AND statement_type LIKE 'CREATE%'`, [['9']]],
];

const REFUSED: readonly [query: string, reason: string, message: string][] = [
  ['SELECT * FROM nowhere.INFORMATION_SCHEMA.TABLES', 'notFound', 'Not found: Dataset p:nowhere was not found in location US at [1:15]'],
  ['SELECT * FROM eu.INFORMATION_SCHEMA.TABLES', 'notFound', 'Not found: Dataset p:eu was not found in location US at [1:15]'],
  ['SELECT * FROM nowhere.__TABLES__', 'notFound', 'Not found: Dataset p:nowhere was not found in location US at [1:15]'],
  ['SELECT * FROM `region-us`.__TABLES__', 'notFound', 'Not found: Dataset p:region-us was not found in location US at [1:15]'],
  ['SELECT * FROM d.INFORMATION_SCHEMA.SCHEMATA', 'invalidQuery', 'INFORMATION_SCHEMA.SCHEMATA is asked of a project or region, not of a dataset at [1:15]'],
  ['SELECT * FROM d.INFORMATION_SCHEMA.JOBS', 'invalidQuery', 'INFORMATION_SCHEMA.JOBS is asked of a project or region, not of a dataset at [1:15]'],
  ['SELECT * FROM d.INFORMATION_SCHEMA.TABLE_STORAGE', 'invalidQuery', 'INFORMATION_SCHEMA.TABLE_STORAGE is asked of a project or region, not of a dataset at [1:15]'],
  ['SELECT * FROM d.INFORMATION_SCHEMA.SEARCH_INDEXES', 'invalidQuery', 'INFORMATION_SCHEMA.SEARCH_INDEXES is not emulated at [1:15]'],
  ['SELECT nothing FROM d.INFORMATION_SCHEMA.TABLES', 'invalidQuery', 'Unrecognized name: nothing at [1:8]'],
];

describe('INFORMATION_SCHEMA', () => {
  let bed: SqlBed;
  before(async () => {
    bed = createSqlBed();
    bed.state.removeDataset({ projectId: 'p', datasetId: 'd' });
    bed.state.createDataset({ projectId: 'p', datasetId: 'd', location: 'US' });
    for (const statement of SETUP) assert.equal((await bed.query(statement)).error?.message, undefined, statement);
  });

  for (const [query, rows] of ROWS) {
    it(query, async () => {
      const end = await bed.query(query);
      assert.equal(end.error?.message, undefined);
      assert.deepEqual(end.rows, rows);
    });
  }

  for (const [query, reason, message] of REFUSED) {
    it(`refuses ${query}`, async () => {
      const { error } = await bed.query(query);
      assert.deepEqual([error?.reason, error?.message], [reason, message]);
    });
  }

  it('the ddl of a table makes the same table anew', async () => {
    const { rows } = await bed.query('SELECT table_name, ddl FROM d.INFORMATION_SCHEMA.TABLES');
    const other = createSqlBed();
    for (const [name, ddl] of rows) {
      assert.equal((await other.query(String(ddl))).error?.message, undefined, String(ddl));
      const table = { projectId: 'p', datasetId: 'd', tableId: String(name) };
      assert.deepEqual(other.state.findTable(table)?.resource, bed.state.findTable(table)?.resource);
    }
  });

  for (const { name, columns, scope } of SCHEMA_VIEWS.values()) {
    it(`${name} has the columns that it says`, async () => {
      const end = await bed.query(`SELECT * FROM ${scope === 'region' ? '`region-us`' : 'd'}.INFORMATION_SCHEMA.${name}`);
      assert.equal(end.error?.message, undefined);
      for (const row of end.rows) assert.equal(row.length, columns.length);
    });
  }
});
