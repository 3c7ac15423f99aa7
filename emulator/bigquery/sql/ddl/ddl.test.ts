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
  {
    name: 'declared columns take the types that the query gives as INSERT does',
    given: [`CREATE TABLE t (a NUMERIC(3, 1), b FLOAT64, c DATE, d ARRAY<INT64>) AS SELECT 1.25, 2, '2024-01-31', []`],
    query: 'SELECT * FROM t',
    rows: [['1.3', 2, '2024-01-31', []]],
  },
  { name: 'declared columns that only a CAST could fill', given: [], query: 'CREATE TABLE t (a INT64) AS SELECT 1.5', error: 'Query column 1 has type FLOAT64 which cannot be inserted into column a, which has type INT64 at [1:29]' },
  { name: 'fewer columns than declared', given: [], query: 'CREATE TABLE t (a INT64, b INT64) AS SELECT 1', error: 'The number of columns in the column definition list does not match the number of columns produced by the query at [1:38]' },
  { name: 'a NULL where none may be', given: [], query: 'CREATE TABLE t (a INT64 NOT NULL) AS SELECT NULL', error: 'Required field a cannot be null' },
  { name: 'UPDATE keeps lengths in partitions by time of ingestion', given: ['CREATE TABLE t (s STRING(2)) PARTITION BY _PARTITIONDATE', `INSERT t (s) VALUES ('a')`], query: `UPDATE t SET s = 'abc' WHERE TRUE`, error: 'Field s: STRING(2) has maximum length 2 but got a value with length 3' },
  { name: 'MERGE keeps lengths', given: ['CREATE TABLE t (s STRING(2))'], query: `MERGE t USING (SELECT 'abc' AS x) ON FALSE WHEN NOT MATCHED THEN INSERT VALUES (x)`, error: 'Field s: STRING(2) has maximum length 2 but got a value with length 3' },
  { name: 'BYTES count as bytes', given: ['CREATE TABLE t (b BYTES(2))', `INSERT t VALUES (b'ab')`], query: `INSERT t VALUES (b'abc')`, error: 'Field b: BYTES(2) has maximum length 2 but got a value with length 3' },
  ...([
    ['STRING(0)', 'STRING length must be greater than 0'],
    ['STRING(1, 2)', 'STRING type can only have one parameter. Found 2 parameters'],
    ['NUMERIC(30)', 'In NUMERIC(P), P must be between 1 and 29'],
    ['NUMERIC(5, 10)', 'In NUMERIC(P, S), S must be between 0 and 9'],
    ['DECIMAL(5, 6)', 'In NUMERIC(P, 6), P must be between 6 and 35'],
    ['BIGNUMERIC(39)', 'In BIGNUMERIC(P), P must be between 1 and 38'],
    ['INT64(5)', 'INT64 does not support type parameters'],
    ['ARRAY<FLOAT>', 'Type not found: FLOAT'],
    ['STRUCT<a VARCHAR>', 'Type not found: VARCHAR'],
    ['RANGE<DATE>', 'a column of type RANGE is not emulated'],
    ['ARRAY<ARRAY<INT64>>', 'Array of arrays is not supported'],
  ] as const).map(([type, error]) => {
    const at = error.startsWith('Type not found') ? type.search(/FLOAT|VARCHAR/) : 0;
    return { name: `a column of ${type}`, given: [], query: `CREATE TABLE t (x ${type})`, error: `${error} at [1:${19 + at}]` };
  }),
  { name: 'a default of another type', given: [], query: `CREATE TABLE t (a INT64 DEFAULT 'x')`, error: 'Expected type INT64; got STRING at [1:33]' },
  { name: 'a default that names a column', given: [], query: 'CREATE TABLE t (a INT64 DEFAULT b, b INT64)', error: 'Unrecognized name: b at [1:33]' },
  { name: 'a default that is too long', given: ['CREATE TABLE t (s STRING(2))'], query: `ALTER TABLE t ALTER COLUMN s SET DEFAULT 'abc'`, error: 'Field s: STRING(2) has maximum length 2 but got a value with length 3' },
  { name: 'a default of NULL where none may be', given: [], query: 'CREATE TABLE t (a INT64 NOT NULL DEFAULT NULL)', error: 'The default of the REQUIRED column a cannot be NULL at [1:42]' },
  { name: 'UPDATE and explicit NULL', given: [`CREATE TABLE t (a INT64, b STRING DEFAULT 'x')`, 'INSERT t VALUES (1, NULL), (2, NULL)', 'UPDATE t SET b = DEFAULT WHERE a = 2'], query: 'SELECT * FROM t ORDER BY a', rows: [['1', null], ['2', 'x']] },
  { name: 'CLONE takes the rows', given: ['CREATE TABLE s AS SELECT 1 AS a', 'CREATE TABLE t CLONE s'], query: 'SELECT * FROM t', rows: [['1']] },
  { name: 'COPY of a view', given: ['CREATE VIEW v AS SELECT 1 AS a'], query: 'CREATE TABLE t COPY v', error: 'CREATE TABLE COPY of a view is not emulated at [1:1]' },
  { name: 'a table in the place of a view', given: ['CREATE VIEW v AS SELECT 1 AS a'], query: 'CREATE OR REPLACE TABLE v (a INT64)', error: 'p:d.v is not allowed for this operation because it is currently a VIEW. at [1:25]' },
  { name: 'a view in the place of a table', given: ['CREATE TABLE t (a INT64)'], query: 'CREATE OR REPLACE VIEW t AS SELECT 1 AS a', error: 'Already Exists: Table p:d.t' },
  { name: 'a view of what is not there', given: [], query: 'CREATE VIEW v AS SELECT * FROM t', error: 'Not found: Table p:d.t was not found in location US at [1:32]' },
  { name: 'a materialized view', given: [], query: 'CREATE MATERIALIZED VIEW v AS SELECT 1 AS a', error: 'a materialized view is not emulated at [1:1]' },
  ...['CREATE TABLE eu.t (a INT64)', 'CREATE VIEW eu.t AS SELECT 1 AS a', 'CREATE FUNCTION eu.t() AS (1)'].map((query) => ({
    name: `in a dataset that lies elsewhere: ${query}`, given: [], query, error: `Not found: Dataset p:eu was not found in location US at [1:${query.indexOf('eu') + 1}]`,
  })),
  { name: 'a dataset that is not there', given: [], query: 'CREATE TABLE nowhere.t (a INT64)', error: 'Not found: Dataset p:nowhere was not found in location US at [1:14]' },
  { name: 'the same column twice', given: [], query: 'CREATE TABLE t (a INT64, A STRING)', error: 'Duplicate column name a in CREATE TABLE at [1:1]' },
  { name: 'a table option that is not emulated', given: [], query: `CREATE TABLE t (a INT64) OPTIONS(kms_key_name = 'k')`, error: 'the table option kms_key_name is not emulated at [1:34]' },
  { name: 'a column option that is not emulated', given: [], query: `CREATE TABLE t (a NUMERIC OPTIONS(rounding_mode = 'ROUND_HALF_EVEN'))`, error: 'the column option rounding_mode is not emulated at [1:35]' },
  { name: 'days for partitions that are not there', given: [], query: 'CREATE TABLE t (a INT64) OPTIONS(partition_expiration_days = 3)', error: 'partition_expiration_days needs a table that is partitioned by time at [1:34]' },
  { name: 'clustering by nothing', given: [], query: 'CREATE TABLE t (a INT64) CLUSTER BY b', error: 'table p:d.t: The field specified for clustering cannot be found in the schema: b at [1:14]' },
  { name: 'ALTER of nothing', given: [], query: 'ALTER TABLE t ADD COLUMN a INT64', error: 'Not found: Table p:d.t was not found in location US at [1:13]' },
  { name: 'a column that is there', given: ['CREATE TABLE t (a INT64)'], query: 'ALTER TABLE t ADD COLUMN A INT64', error: 'Column already exists: A at [1:15]' },
  { name: 'a column that is there, if not', given: ['CREATE TABLE t (a INT64)', 'ALTER TABLE t ADD COLUMN IF NOT EXISTS a STRING'], query: 'SELECT COUNT(a) FROM t', rows: [['0']] },
  { name: 'a REQUIRED column for rows without it', given: ['CREATE TABLE t (a INT64)'], query: 'ALTER TABLE t ADD COLUMN b INT64 NOT NULL', error: 'Cannot add required columns to an existing schema. (b) at [1:15]' },
  { name: 'an array for rows without it', given: ['CREATE TABLE t AS SELECT 1 AS a', 'ALTER TABLE t ADD COLUMN b ARRAY<INT64>'], query: 'SELECT b FROM t', rows: [[[]]] },
  { name: 'DROP COLUMN of nothing', given: ['CREATE TABLE t (a INT64)'], query: 'ALTER TABLE t DROP COLUMN b', error: 'Column not found: b at [1:15]' },
  { name: 'DROP COLUMN IF EXISTS of nothing', given: ['CREATE TABLE t AS SELECT 1 AS a', 'ALTER TABLE t DROP COLUMN IF EXISTS b'], query: 'SELECT * FROM t', rows: [['1']] },
  { name: 'DROP of the last column', given: ['CREATE TABLE t (a INT64)'], query: 'ALTER TABLE t DROP COLUMN a', error: 'ALTER TABLE DROP COLUMN cannot drop all columns from a table at [1:15]' },
  ...['DROP COLUMN a', 'RENAME COLUMN a TO z'].map((change) => ({
    name: `${change} of a partitioning column`, given: ['CREATE TABLE t (a DATE, b INT64) PARTITION BY a'], query: `ALTER TABLE t ${change}`,
    error: `Column a cannot be ${change.startsWith('DROP') ? 'dropped' : 'renamed'}: the table is partitioned by it at [1:15]`,
  })),
  { name: 'RENAME COLUMN of a key', given: ['CREATE TABLE t (a INT64 PRIMARY KEY NOT ENFORCED)'], query: 'ALTER TABLE t RENAME COLUMN a TO b', error: 'Column a cannot be renamed: it is part of its primary key. Drop the key first at [1:15]' },
  { name: 'RENAME COLUMN to a name that is taken', given: ['CREATE TABLE t (a INT64, b INT64)'], query: 'ALTER TABLE t RENAME COLUMN a TO B', error: 'Column B already exists at [1:34]' },
  { name: 'RENAME COLUMN to another case', given: ['CREATE TABLE t AS SELECT 1 AS a', 'ALTER TABLE t RENAME COLUMN a TO A'], query: `SELECT column_name FROM d.INFORMATION_SCHEMA.COLUMNS`, rows: [['A']] },
  { name: 'all changes or none', given: ['CREATE TABLE t AS SELECT 1 AS a'], query: 'ALTER TABLE t ADD COLUMN b INT64, DROP COLUMN c', error: 'Column not found: c at [1:35]' },
  { name: 'SET DATA TYPE', given: ['CREATE TABLE t (a INT64)'], query: 'ALTER TABLE t ALTER COLUMN a SET DATA TYPE NUMERIC', error: 'ALTER COLUMN SET DATA TYPE is not emulated at [1:15]' },
  { name: 'DROP NOT NULL', given: ['CREATE TABLE t (a INT64 NOT NULL)', 'ALTER TABLE t ALTER COLUMN a DROP NOT NULL', 'INSERT t VALUES (NULL)'], query: 'SELECT * FROM t', rows: [[null]] },
  { name: 'a second primary key', given: ['CREATE TABLE t (a INT64 PRIMARY KEY NOT ENFORCED)'], query: 'ALTER TABLE t ADD PRIMARY KEY (a) NOT ENFORCED', error: 'A table can have one primary key at most; drop the standing one first at [1:19]' },
  { name: 'a key of a column that is not there', given: ['CREATE TABLE t (a INT64)'], query: 'ALTER TABLE t ADD PRIMARY KEY (b) NOT ENFORCED', error: 'table p:d.t: The column of a constraint cannot be found in the schema: b at [1:1]' },
  { name: 'an enforced key', given: [], query: 'CREATE TABLE t (a INT64, PRIMARY KEY (a))', error: 'Enforced primary keys are not supported; add NOT ENFORCED at [1:41]' },
  {
    name: 'keys come and go',
    given: [
      'CREATE TABLE s (a INT64, PRIMARY KEY (a) NOT ENFORCED)', 'CREATE TABLE t (a INT64 PRIMARY KEY NOT ENFORCED, b INT64)', 'ALTER TABLE t DROP PRIMARY KEY',
      'ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (b) REFERENCES s(a) NOT ENFORCED, ADD CONSTRAINT l FOREIGN KEY (a) REFERENCES d.s(a) NOT ENFORCED', 'ALTER TABLE t DROP CONSTRAINT K', 'ALTER TABLE t DROP CONSTRAINT IF EXISTS k',
    ],
    query: 'SELECT constraint_name FROM d.INFORMATION_SCHEMA.TABLE_CONSTRAINTS ORDER BY 1',
    rows: [['s.pk$'], ['t.l']],
  },
  { name: 'DROP TABLE of a view', given: ['CREATE VIEW v AS SELECT 1 AS a'], query: 'DROP TABLE v', error: 'Cannot drop p:d.v which has type VIEW. A DROP VIEW statement should be used to do that' },
  { name: 'TRUNCATE of a view', given: ['CREATE VIEW v AS SELECT 1 AS a'], query: 'TRUNCATE TABLE v', error: 'Cannot truncate a view at [1:1]' },
  { name: 'a function that is there', given: ['CREATE FUNCTION d.f() AS (1)'], query: 'CREATE FUNCTION d.f() AS (2)', error: 'Already Exists: Routine p:d.f' },
  { name: 'OR REPLACE of a function', given: ['CREATE FUNCTION d.f() AS (1)', 'CREATE OR REPLACE FUNCTION d.f() AS (2)'], query: 'SELECT d.f()', rows: [['2']] },
  { name: 'a function in JavaScript', given: [], query: `CREATE FUNCTION d.f() RETURNS INT64 LANGUAGE js AS 'return 1'`, error: 'a function in js is not emulated at [1:1]' },
  { name: 'a procedure', given: ['CREATE TABLE t (a INT64)', 'CREATE PROCEDURE d.p(x INT64) BEGIN INSERT d.t VALUES (x); END', 'CALL d.p(4)'], query: 'SELECT * FROM t', rows: [['4']] },
  { name: 'DROP of a function that is not there', given: [], query: 'DROP FUNCTION d.f', error: 'Not found: Routine p:d.f' },
  { name: 'a dataset that is there', given: [], query: 'CREATE SCHEMA d', error: 'Already Exists: Dataset p:d' },
  { name: 'DROP of a dataset that is not there', given: [], query: 'DROP SCHEMA e', error: 'Not found: Dataset p:e was not found in location US' },
  { name: 'a schema option that is not emulated', given: [], query: `CREATE SCHEMA e OPTIONS(storage_billing_model = 'PHYSICAL')`, error: 'the schema option storage_billing_model is not emulated at [1:25]' },
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
});
