import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScript } from './parse';
import { showTree } from './show-tree';

const TREES: [string, string][] = [
  [`INSERT INTO ds.t (a, b) VALUES (1, DEFAULT), (2, 'x')`, '(insert table=[ds t] columns=[a b] rows=[[(int 1) (default)] [(int 2) (string x)]])'],
  ['INSERT t SELECT 1', '(insert table=[t] query=(body=(select items=[(expression (int 1))])))'],
  ['INSERT t ((SELECT 1) UNION ALL SELECT 2)', '(insert table=[t] query=(body=(parenthesized query=(body=(set UNION ALL inputs=[(parenthesized query=(body=(select items=[(expression (int 1))]))) (select items=[(expression (int 2))])])))))'],
  ['INSERT t (a) WITH b AS (SELECT 1) SELECT 2', '(insert table=[t] columns=[a] query=(body=(select items=[(expression (int 2))]) with=(tables=[(name=b query=(body=(select items=[(expression (int 1))])))])))'],
  ['UPDATE my-project.ds.t u SET a = 1, b.c = DEFAULT FROM v WHERE d', '(update table=[my-project ds t] set=[(path=[a] (int 1)) (path=[b c] (default))] where=(path [d]) alias=u from=(table path=[v]))'],
  ['DELETE FROM t AS u WHERE a', '(delete table=[t] where=(path [a]) alias=u)'],
  ['DELETE t WHERE a', '(delete table=[t] where=(path [a]))'],
  ['TRUNCATE TABLE ds.t', '(truncate table=[ds t])'],
  ['MERGE INTO t AS a USING (SELECT 1) AS b ON c WHEN MATCHED AND d THEN UPDATE SET e = 1 WHEN NOT MATCHED THEN INSERT (f) VALUES (DEFAULT) WHEN NOT MATCHED BY TARGET THEN INSERT ROW WHEN NOT MATCHED BY SOURCE THEN DELETE', '(merge table=[t] using=(subquery query=(body=(select items=[(expression (int 1))])) alias=b) on=(path [c]) clauses=[(match=MATCHED action=(update set=[(path=[e] (int 1))]) and=(path [d])) (match=NOT MATCHED BY TARGET action=(insert columns=[f] values=[(default)])) (match=NOT MATCHED BY TARGET action=(insert)) (match=NOT MATCHED BY SOURCE action=(delete))] alias=a)'],
  [`CREATE SCHEMA IF NOT EXISTS p.ds OPTIONS(location = 'EU')`, '(create-schema name=[p ds] ifNotExists=true options=[(name=location (string EU))])'],
  [`CREATE OR REPLACE TABLE ds.t (a INT64 NOT NULL DEFAULT 5 OPTIONS(description = 'x'), b ARRAY<STRUCT<c STRING(10)>>, PRIMARY KEY (a) NOT ENFORCED, CONSTRAINT k FOREIGN KEY (b) REFERENCES u(b) NOT ENFORCED,) PARTITION BY DATE(d) CLUSTER BY a, b OPTIONS(e = 1)`, '(create-table name=[ds t] orReplace=true keys=[(columns=[a]) (columns=[b] name=k references=(table=[u] columns=[b]))] clusterBy=[(path [a]) (path [b])] options=[(name=e (int 1))] columns=[(name=a type=INT64 notNull=true options=[(name=description (string x))] default=(expression=(int 5) 5)) (name=b type=ARRAY<STRUCT<c STRING(10)>>)] partitionBy=(call name=[DATE] arguments=[((path [d]))]))'],
  ['CREATE TEMP TABLE t AS SELECT 1', '(create-table name=[t] temporary=true query=(body=(select items=[(expression (int 1))])))'],
  ['CREATE TABLE t COPY ds.u', '(create-table name=[t] source=(how=COPY table=[ds u]))'],
  ['CREATE VIEW v (a) OPTIONS() AS (SELECT 1)', '(create-view name=[v] query=(body=(parenthesized query=(body=(select items=[(expression (int 1))])))) (SELECT 1) columns=[a])'],
  ['CREATE OR REPLACE MATERIALIZED VIEW v AS SELECT 1 -- text', '(create-view name=[v] orReplace=true query=(body=(select items=[(expression (int 1))])) SELECT 1 materialized=true)'],
  ['CREATE TEMP FUNCTION f(a INT64, b ANY TYPE) RETURNS STRING AS ( a + b )', '(create-function name=[f] temporary=true parameters=[(name=a type=INT64) (name=b)] returns=STRING a + b body=(binary + (path [a]) (path [b])))'],
  ["CREATE FUNCTION ds.f() RETURNS FLOAT64 NOT DETERMINISTIC LANGUAGE js OPTIONS(library = ['x']) AS r\"\"\"return '\\n';\"\"\"", "(create-function name=[ds f] options=[(name=library (array elements=[(string x)]))] returns=FLOAT64 language=js return '\\n';)"],
  ['CREATE TABLE FUNCTION ds.f(a STRING) RETURNS TABLE<b INT64> AS (SELECT 1 AS b)', '(create-function name=[ds f] table=true parameters=[(name=a type=STRING)] returns=TABLE<b INT64> (SELECT 1 AS b) query=(body=(parenthesized query=(body=(select items=[(expression (int 1) alias=b)])))))'],
  ['CREATE AGGREGATE FUNCTION ds.f(a INT64) AS (SUM(a))', '(create-function name=[ds f] aggregate=true parameters=[(name=a type=INT64)] SUM(a) body=(call name=[SUM] arguments=[((path [a]))]))'],
  ['CREATE PROCEDURE ds.p(IN a INT64, OUT b STRING, INOUT c ANY TYPE, out DATE) BEGIN SELECT 1; END', '(create-procedure name=[ds p] parameters=[(mode=IN name=a type=INT64) (mode=OUT name=b type=STRING) (mode=INOUT name=c) (mode=IN name=out type=DATE)] body=[(query query=(body=(select items=[(expression (int 1))])))] BEGIN SELECT 1; END)'],
  ['ALTER TABLE IF EXISTS t ADD COLUMN IF NOT EXISTS a INT64, DROP COLUMN IF EXISTS b, RENAME COLUMN c TO d, SET OPTIONS(e = NULL)', '(alter-table object=TABLE name=[t] ifExists=true changes=[(add-column ifNotExists=true column=(name=a type=INT64)) (drop-column ifExists=true name=b) (rename-column name=c to=d) (set-options options=[(name=e (null))])])'],
  ['ALTER TABLE t ALTER COLUMN a DROP NOT NULL, ALTER COLUMN b SET DATA TYPE NUMERIC, ALTER COLUMN c SET DEFAULT 1, ALTER COLUMN d DROP DEFAULT, ALTER COLUMN e SET OPTIONS(f = 1)', '(alter-table object=TABLE name=[t] changes=[(drop-not-null name=a) (set-data-type name=b type=NUMERIC) (set-default name=c (expression=(int 1) 1)) (set-default name=d) (set-column-options name=e options=[(name=f (int 1))])])'],
  ['ALTER TABLE t RENAME TO u; ALTER VIEW v SET OPTIONS(a = 1); ALTER SCHEMA s SET OPTIONS(a = 1)', '(alter-table object=TABLE name=[t] changes=[(rename to=u)]); (alter-table object=VIEW name=[v] changes=[(set-options options=[(name=a (int 1))])]); (alter-schema name=[s] options=[(name=a (int 1))])'],
  ['DROP TABLE IF EXISTS ds.t; DROP SCHEMA s CASCADE; DROP MATERIALIZED VIEW v; DROP TABLE FUNCTION f', '(drop object=TABLE name=[ds t] ifExists=true); (drop object=SCHEMA name=[s] cascade=true); (drop object=MATERIALIZED VIEW name=[v]); (drop object=TABLE FUNCTION name=[f])'],
  [`DECLARE a, b INT64 DEFAULT 1; DECLARE c DEFAULT 2; SET a = 1; SET (a, b) = (1, 2); SET @@time_zone = 'UTC'`, '(declare names=[a b] type=INT64 default=(int 1)); (declare names=[c] default=(int 2)); (set targets=[a] (int 1)); (set targets=[a b] (struct fields=[((int 1)) ((int 2))] tuple=true)); (set targets=[(systemVariable=[time_zone])] (string UTC))'],
  ['IF a THEN SELECT 1; ELSEIF b THEN SELECT 2; ELSE SELECT 3; END IF', '(if branches=[(condition=(path [a]) body=[(query query=(body=(select items=[(expression (int 1))])))]) (condition=(path [b]) body=[(query query=(body=(select items=[(expression (int 2))])))])] otherwise=[(query query=(body=(select items=[(expression (int 3))])))])'],
  ['CASE a WHEN 1 THEN SELECT 1; ELSE SELECT 2; END CASE; CASE WHEN b THEN END CASE', '(case-statement branches=[(when=(int 1) body=[(query query=(body=(select items=[(expression (int 1))])))])] operand=(path [a]) otherwise=[(query query=(body=(select items=[(expression (int 2))])))]); (case-statement branches=[(when=(path [b]))])'],
  ['x: LOOP BREAK x; LEAVE; CONTINUE; ITERATE x; END LOOP x', '(loop body=[(break label=x) (break) (continue) (continue label=x)] label=x)'],
  ['WHILE a DO SELECT 1; END WHILE; REPEAT SELECT 1; UNTIL b END REPEAT', '(loop while=(path [a]) body=[(query query=(body=(select items=[(expression (int 1))])))]); (loop until=(path [b]) body=[(query query=(body=(select items=[(expression (int 1))])))])'],
  ['FOR r IN (SELECT 1) DO SELECT r.a; END FOR', '(for variable=r query=(body=(select items=[(expression (int 1))])) body=[(query query=(body=(select items=[(expression (path [r a]))])))])'],
  [`BEGIN DECLARE a INT64; SELECT 1; EXCEPTION WHEN ERROR THEN RAISE; RAISE USING MESSAGE = 'x'; END; RETURN`, '(block body=[(declare names=[a] type=INT64) (query query=(body=(select items=[(expression (int 1))])))] exception=[(raise) (raise message=(string x))]); (return)'],
  ['BEGIN TRANSACTION; BEGIN; COMMIT; ROLLBACK TRANSACTION;', '(begin-transaction); (begin-transaction); (commit-transaction); (rollback-transaction)'],
  [`CALL ds.p(1, a); EXECUTE IMMEDIATE 'x' INTO a, b USING 1 AS c, 2; ASSERT a AS 'b'`, '(call-procedure name=[ds p] arguments=[(int 1) (path [a])]); (execute-immediate sql=(string x) into=[a b] using=[((int 1) alias=c) ((int 2))]); (assert condition=(path [a]) message=(string b))'],
  [`EXPORT DATA OPTIONS(uri = 'gs://b/*') AS SELECT 1`, '(export-data options=[(name=uri (string gs://b/*))] query=(body=(select items=[(expression (int 1))])))'],
];
for (const [sql, trees] of TREES) {
  test(`the tree of ${sql}`, () => assert.equal(parseScript(sql).statements.map(showTree).join('; '), trees));
}

test('a statement knows where its text stands', () => {
  const sql = '/* a */ SELECT 1 ; -- b\n IF TRUE THEN SELECT 2; END IF;';
  assert.deepEqual(parseScript(sql).statements.map(({ at, end }) => sql.slice(at.offset, end)), ['SELECT 1', 'IF TRUE THEN SELECT 2; END IF']);
});

test('positional parameters are counted', () => {
  assert.equal(parseScript('SELECT ?, ? + 1; SELECT ?').positionalParameters, 3);
  assert.equal(parseScript('SELECT @a').positionalParameters, 0);
});
