import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSqlBed } from '../test-bed';

/** Statements that are run one after the other, and what the last one gives. */
const CASES: readonly { name: string; given: readonly string[]; query: string; rows?: readonly unknown[]; error?: string }[] = [
  {
    name: 'a default fills the column that INSERT leaves out',
    given: [`CREATE TABLE t (a INT64, b STRING DEFAULT CONCAT('x', 'y'), c INT64 DEFAULT 5)`, 'INSERT t (a) VALUES (1)', `INSERT t VALUES (2, DEFAULT, 6)`],
    query: 'SELECT * FROM t ORDER BY a',
    rows: [['1', 'xy', '5'], ['2', 'xy', '6']],
  },
  {
    name: 'a default is set and dropped',
    given: ['CREATE TABLE t (a INT64, b INT64)', 'ALTER TABLE t ALTER COLUMN b SET DEFAULT 1 + 1', 'INSERT t (a) VALUES (1)', 'ALTER TABLE t ALTER COLUMN b DROP DEFAULT', 'INSERT t (a) VALUES (2)'],
    query: 'SELECT * FROM t ORDER BY a',
    rows: [['1', '2'], ['2', null]],
  },
  {
    name: 'MERGE takes defaults',
    given: ['CREATE TABLE t (a INT64, b INT64 DEFAULT 7)', 'MERGE t USING (SELECT 1 AS a) s ON t.a = s.a WHEN NOT MATCHED THEN INSERT (a, b) VALUES (a, DEFAULT)'],
    query: 'SELECT * FROM t',
    rows: [['1', '7']],
  },
  {
    name: 'COLUMNS tells defaults as they were written',
    given: [`CREATE TABLE t (a INT64 DEFAULT 1+ 1, b STRING)`],
    query: `SELECT column_name, column_default FROM d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 't' ORDER BY ordinal_position`,
    rows: [['a', '1+ 1'], ['b', 'NULL']],
  },
  {
    name: 'numbers are rounded to the scale of their column',
    given: ['CREATE TABLE t (n NUMERIC(4, 1), a ARRAY<NUMERIC(3, 1)>)', 'INSERT t VALUES (12.36, [1.25, 9.99])'],
    query: 'SELECT * FROM t',
    rows: [['12.4', ['1.3', '10']]],
  },
  { name: 'INSERT keeps lengths', given: ['CREATE TABLE t (s STRING(3))'], query: `INSERT t VALUES ('abcd')`, error: 'Field s: STRING(3) has maximum length 3 but got a value with length 4' },
  { name: 'UPDATE keeps precisions', given: ['CREATE TABLE t (n NUMERIC(4, 1))', 'INSERT t VALUES (1)'], query: 'UPDATE t SET n = 1000 WHERE TRUE', error: 'Field n: NUMERIC(4, 1) has precision 4 and scale 1 but got a value that is not in range of [-999.9, 999.9]' },
  { name: 'CTAS keeps lengths', given: [], query: `CREATE TABLE t (s STRING(3)) AS SELECT 'abcd' AS s`, error: 'Field s: STRING(3) has maximum length 3 but got a value with length 4' },
  { name: 'lengths within a STRUCT count', given: ['CREATE TABLE t (r STRUCT<s STRING(1)>)'], query: `INSERT t VALUES (STRUCT('ab'))`, error: 'Field r.s: STRING(1) has maximum length 1 but got a value with length 2' },
  { name: 'a name that is no type', given: [], query: 'CREATE TABLE t (x DOUBLE)', error: 'Type not found: DOUBLE at [1:19]' },
  {
    name: 'other names of types',
    given: ['CREATE TABLE t (a BIGINT, b DECIMAL(10, 2), c INTEGER, e BYTEINT, f BIGDECIMAL, g BOOLEAN)'],
    query: `SELECT STRING_AGG(data_type ORDER BY ordinal_position) FROM d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 't'`,
    rows: [['INT64,NUMERIC(10, 2),INT64,INT64,BIGNUMERIC,BOOL']],
  },
  { name: 'IF NOT EXISTS leaves a table alone', given: ['CREATE TABLE t AS SELECT 1 AS a', 'CREATE TABLE IF NOT EXISTS t AS SELECT 2 AS a'], query: 'SELECT * FROM t', rows: [['1']] },
  { name: 'OR REPLACE replaces it', given: ['CREATE TABLE t AS SELECT 1 AS a', `CREATE OR REPLACE TABLE t AS SELECT 'x' AS b`], query: 'SELECT * FROM t', rows: [['x']] },
  { name: 'a table that is there already', given: ['CREATE TABLE t (a INT64)'], query: 'CREATE TABLE t (a INT64)', error: 'Already Exists: Table p:d.t' },
  { name: 'LIKE takes the layout alone', given: ['CREATE TABLE s AS SELECT 1 AS a', 'CREATE TABLE t LIKE s'], query: 'SELECT COUNT(*) FROM t', rows: [['0']] },
  { name: 'COPY takes the rows too', given: ['CREATE TABLE s AS SELECT 1 AS a', 'CREATE TABLE t COPY s'], query: 'SELECT * FROM t', rows: [['1']] },
  { name: 'a view', given: ['CREATE TABLE s AS SELECT 1 AS a', 'CREATE VIEW v AS SELECT a + 1 AS b FROM d.s'], query: 'SELECT * FROM v', rows: [['2']] },
  { name: 'a column is added, renamed and dropped', given: ['CREATE TABLE t AS SELECT 1 AS a, 2 AS b', 'ALTER TABLE t ADD COLUMN c STRING', 'ALTER TABLE t RENAME COLUMN a TO z', 'ALTER TABLE t DROP COLUMN b'], query: 'SELECT * FROM t', rows: [['1', null]] },
  { name: 'a table is renamed', given: ['CREATE TABLE t AS SELECT 1 AS a', 'ALTER TABLE t RENAME TO u'], query: 'SELECT * FROM u', rows: [['1']] },
  { name: 'TRUNCATE leaves the table', given: ['CREATE TABLE t AS SELECT 1 AS a', 'TRUNCATE TABLE t'], query: 'SELECT COUNT(*) FROM t', rows: [['0']] },
  { name: 'DROP takes it away', given: ['CREATE TABLE t AS SELECT 1 AS a', 'DROP TABLE t'], query: 'SELECT * FROM t', error: 'Not found: Table p:d.t was not found in location US at [1:15]' },
  { name: 'DROP of nothing', given: [], query: 'DROP TABLE t', error: 'Not found: Table p:d.t was not found in location US' },
  { name: 'DROP IF EXISTS of nothing is fine', given: ['DROP TABLE IF EXISTS t'], query: 'SELECT 1', rows: [['1']] },
  { name: 'a function', given: ['CREATE FUNCTION d.f(x INT64) RETURNS INT64 AS (x * 2)'], query: 'SELECT d.f(21)', rows: [['42']] },
  { name: 'a function without types', given: ['CREATE TEMP FUNCTION g(x ANY TYPE) AS (x)'], query: 'SELECT 1', rows: [['1']] },
  { name: 'a table function', given: ['CREATE TABLE FUNCTION d.f(n INT64) AS SELECT i FROM UNNEST(GENERATE_ARRAY(1, n)) AS i'], query: 'SELECT * FROM d.f(2) ORDER BY 1', rows: [['1'], ['2']] },
  { name: 'a dataset', given: ['CREATE SCHEMA e', 'CREATE TABLE e.t AS SELECT 1 AS a'], query: 'SELECT * FROM e.t', rows: [['1']] },
  { name: 'a dataset that is not empty stays', given: ['CREATE SCHEMA e', 'CREATE TABLE e.t AS SELECT 1 AS a'], query: 'DROP SCHEMA e', error: 'Dataset p:e is still in use' },
  { name: 'CASCADE takes it away', given: ['CREATE SCHEMA e', 'CREATE TABLE e.t AS SELECT 1 AS a', 'DROP SCHEMA e CASCADE'], query: `SELECT COUNT(*) FROM \`region-us\`.INFORMATION_SCHEMA.SCHEMATA WHERE schema_name = 'e'`, rows: [['0']] },
];

describe('data definition', () => {
  for (const { name, given, query, rows, error } of CASES) {
    it(name, async () => {
      const bed = createSqlBed();
      for (const statement of given) assert.equal((await bed.query(statement)).error?.message, undefined, statement);
      const end = await bed.query(query);
      assert.equal(end.error?.message, error);
      if (rows) assert.deepEqual(end.rows, rows);
    });
  }

  const OPERATIONS: readonly [statement: string, type: string, operation: string | undefined][] = [
    ['CREATE TABLE t (a INT64)', 'CREATE_TABLE', 'CREATE'],
    ['CREATE TABLE IF NOT EXISTS t (a INT64)', 'CREATE_TABLE', 'SKIP'],
    ['CREATE OR REPLACE TABLE t AS SELECT 1 AS a', 'CREATE_TABLE_AS_SELECT', 'REPLACE'],
    ['ALTER TABLE t ADD COLUMN b INT64', 'ALTER_TABLE', 'ALTER'],
    ['CREATE VIEW v AS SELECT 1 AS a', 'CREATE_VIEW', 'CREATE'],
    ['DROP VIEW v', 'DROP_VIEW', 'DROP'],
    ['TRUNCATE TABLE t', 'TRUNCATE_TABLE', undefined],
    ['DROP TABLE t', 'DROP_TABLE', 'DROP'],
    ['DROP TABLE IF EXISTS t', 'DROP_TABLE', 'SKIP'],
    ['CREATE FUNCTION d.f() AS (1)', 'CREATE_FUNCTION', 'CREATE'],
    ['DROP FUNCTION d.f', 'DROP_FUNCTION', 'DROP'],
    ['CREATE SCHEMA e', 'CREATE_SCHEMA', 'CREATE'],
    ['DROP SCHEMA e', 'DROP_SCHEMA', 'DROP'],
  ];

  it('tells in the statistics what was done', async () => {
    const bed = createSqlBed();
    for (const [statement, type, operation] of OPERATIONS) {
      const { job, error } = await bed.query(statement);
      assert.equal(error, undefined, statement);
      const { statementType, ddlOperationPerformed } = job.statistics?.query ?? {};
      assert.deepEqual([statementType, ddlOperationPerformed], [type, operation], statement);
    }
  });
});
