import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../data/row';
import { createSqlBed } from '../test-bed';
import { childrenOf, lastRows } from './test-bed';

type Expected = readonly Row[] | RegExp;

function testScripts(title: string, scripts: readonly (readonly [sql: string, expected: Expected])[]): void {
  for (const [sql, expected] of scripts) {
    test(`${title}: ${sql}`, async () => {
      const end = await lastRows(sql);
      if (expected instanceof RegExp) assert.match(String(end), expected);
      else assert.deepEqual(end, expected);
    });
  }
}

testScripts('variables', [
  ['DECLARE x, y INT64; SET (x, y) = (1, 2); SELECT x, y', [['1', '2']]],
  ["DECLARE x DEFAULT DATE '2024-01-31'; SELECT X", [['2024-01-31']]],
  ["DECLARE x STRUCT<a INT64, b STRING>; SET x = (1, 'q'); SELECT x.b", [['q']]],
  ["DECLARE x ARRAY<STRING> DEFAULT ['a', 'b']; SELECT x[OFFSET(1)]", [['b']]],
  ['DECLARE x FLOAT64; DECLARE y STRING; SET (x, y) = (SELECT AS STRUCT 7, "b"); SELECT x, y', [[7, 'b']]],
  ['DECLARE x NUMERIC DEFAULT 1; SET x = 1.5; SELECT x', [['1.5']]],
  ['DECLARE x INT64 DEFAULT (SELECT COUNT(*) FROM UNNEST([1, 2])); SELECT x', [['2']]],
  ['DECLARE x INT64 DEFAULT 1; BEGIN DECLARE y INT64 DEFAULT x + 1; SELECT y; END', [['2']]],
  ['BEGIN DECLARE y INT64; END; SELECT y', /Unrecognized name: y at \[1:36\]/],
  ["DECLARE x INT64; SET x = 'a'; SELECT x", /invalidQuery: .*\[1:26\]/],
  ['SET x = 1', /x/],
  ['SELECT 1; DECLARE x INT64', /Variable declarations are allowed only at the start/],
]);

testScripts('control flow', [
  ["DECLARE x INT64 DEFAULT 2; IF x = 1 THEN SELECT 'one'; ELSEIF x = 2 THEN SELECT 'two'; ELSE SELECT 'many'; END IF", [['two']]],
  ["IF NULL THEN SELECT 'yes'; ELSE SELECT 'no'; END IF", [['no']]],
  ["CASE 2 WHEN 1 THEN SELECT 'one'; WHEN 2 THEN SELECT 'two'; END CASE", [['two']]],
  ["CASE WHEN FALSE THEN SELECT 'one'; ELSE SELECT 'else'; END CASE", [['else']]],
  ["SELECT 'before'; CASE 5 WHEN 1 THEN SELECT 'one'; END CASE", [['before']]],
  ['DECLARE x INT64 DEFAULT 0; LOOP SET x = x + 1; IF x >= 10 THEN LEAVE; END IF; END LOOP; SELECT x', [['10']]],
  ['DECLARE x INT64 DEFAULT 0; WHILE x < 10 DO SET x = x + 1; IF x = 5 THEN BREAK; END IF; END WHILE; SELECT x', [['5']]],
  ['DECLARE x, y INT64 DEFAULT 0; WHILE x < 5 DO SET x = x + 1; IF MOD(x, 2) = 0 THEN CONTINUE; END IF; SET y = y + x; END WHILE; SELECT y', [['9']]],
  ['DECLARE x INT64 DEFAULT 0; REPEAT SET x = x + 3; UNTIL x > 10 END REPEAT; SELECT x', [['12']]],
  ["DECLARE s STRING DEFAULT ''; FOR r IN (SELECT * FROM UNNEST([STRUCT('a' AS w, 1 AS n), ('b', 2)]) ORDER BY n) DO SET s = CONCAT(s, r.w, CAST(r.n AS STRING)); END FOR; SELECT s", [['a1b2']]],
  ['DECLARE x INT64 DEFAULT 0; a: LOOP LOOP SET x = x + 1; IF x < 3 THEN CONTINUE a; END IF; BREAK a; END LOOP; END LOOP a; SELECT x', [['3']]],
  ['a: BEGIN SELECT 1; BREAK a; SELECT 2; END a', [['1']]],
  ['SELECT 1; RETURN; SELECT 2', [['1']]],
  ["ASSERT 1 = 1 AS 'fine'; SELECT 'on'", [['on']]],
  ["ASSERT FALSE AS 'not fine'", /not fine/],
]);

testScripts('errors', [
  ['BEGIN SELECT 1/0; EXCEPTION WHEN ERROR THEN SELECT @@error.message, @@error.statement_text; END', [['Query error: division by zero: 1 / 0 at [1:7]', 'SELECT 1/0']]],
  ['BEGIN SELECT nope; EXCEPTION WHEN ERROR THEN SELECT @@error.message; END', [['Query error: Unrecognized name: nope at [1:14]']]],
  ["BEGIN RAISE USING MESSAGE = 'oops'; EXCEPTION WHEN ERROR THEN SELECT @@error.message; END", [['oops']]],
  ["RAISE USING MESSAGE = CONCAT('o', 'ops')", /invalidQuery: oops at \[1:23\]/],
  ["BEGIN BEGIN RAISE USING MESSAGE = 'in'; EXCEPTION WHEN ERROR THEN RAISE; END; EXCEPTION WHEN ERROR THEN SELECT @@error.message; END", [['in']]],
  ["BEGIN RAISE USING MESSAGE = 'x'; EXCEPTION WHEN ERROR THEN SELECT 1; END; SELECT @@error.message", [[null]]],
  ['DECLARE x INT64 DEFAULT 0; BEGIN SET x = 1; SELECT 1/0; SET x = 3; EXCEPTION WHEN ERROR THEN SET x = x + 10; END; SELECT x', [['11']]],
  ['BEGIN CALL d.nope(); EXCEPTION WHEN ERROR THEN SELECT 1; END', [['1']]],
  ['BEGIN SELECT COLLATE("a", "und:ci"); EXCEPTION WHEN ERROR THEN SELECT 1; END', /COLLATE is not emulated/],
]);

const PROCEDURES = 'CREATE PROCEDURE d.p1()\nBEGIN\n  SELECT 1/0;\nEND;\nCREATE PROCEDURE d.p2()\nBEGIN\n  CALL d.p1();\nEND;\n';

testScripts('procedures', [
  ['CREATE PROCEDURE d.p(IN a INT64, OUT b INT64, INOUT c INT64) BEGIN SET b = a * 2; SET c = c + a; END; BEGIN DECLARE b INT64; DECLARE c INT64 DEFAULT 10; CALL d.p(5, b, c); SELECT b, c; END', [['10', '15']]],
  [
    `${PROCEDURES}BEGIN\n  CALL d.p2();\nEXCEPTION WHEN ERROR THEN SELECT @@error.message, @@error.formatted_stack_trace, @@error.statement_text; END`,
    [['Query error: division by zero: 1 / 0 at [p.d.p1:2:3]', 'At p.d.p1[2:3]\nAt p.d.p2[2:3]\nAt [10:3]', 'SELECT 1/0']],
  ],
  [`${PROCEDURES}BEGIN\n  CALL d.p2();\nEXCEPTION WHEN ERROR THEN SELECT f.line, f.column, f.location FROM UNNEST(@@error.stack_trace) f; END`, [['2', '3', 'p.d.p1:2:3'], ['2', '3', 'p.d.p2:2:3'], ['10', '3', null]]],
  ['CREATE PROCEDURE d.p() BEGIN SELECT x; END; BEGIN DECLARE x INT64; CALL d.p(); END', /Unrecognized name: x/],
]);

testScripts('EXECUTE IMMEDIATE', [
  ["EXECUTE IMMEDIATE CONCAT('SELECT ', '9')", [['9']]],
  ["DECLARE x, y INT64; EXECUTE IMMEDIATE 'SELECT ? * 2, ?' INTO x, y USING 4, 3; SELECT x, y", [['8', '3']]],
  ["DECLARE x INT64; EXECUTE IMMEDIATE 'SELECT @a - @b' INTO x USING 1 AS b, 3 AS a; SELECT x", [['2']]],
  ["DECLARE x FLOAT64; EXECUTE IMMEDIATE 'SELECT 1' INTO x; SELECT x", [[1]]],
  ["DECLARE x INT64 DEFAULT 1; EXECUTE IMMEDIATE 'SELECT 1 FROM UNNEST([1]) WHERE FALSE' INTO x; SELECT x", [[null]]],
  ["DECLARE x DATE; EXECUTE IMMEDIATE \"SELECT '2024-01-01'\" INTO x", /invalidQuery/],
  ["DECLARE x INT64; EXECUTE IMMEDIATE 'SELECT 1 UNION ALL SELECT 2' INTO x", /at most one row/],
  ["EXECUTE IMMEDIATE 'SELECT 1; SELECT 2'", /exactly one statement/],
  ["BEGIN EXECUTE IMMEDIATE 'SELECT 1/0'; EXCEPTION WHEN ERROR THEN SELECT @@error.statement_text; END", [['SELECT 1/0']]],
]);

testScripts('what a script makes', [
  ['CREATE TEMP TABLE a AS SELECT 1 AS x; INSERT a (x) VALUES (2), (3); UPDATE a SET x = 10 WHERE x = 1; DELETE FROM a WHERE x = 2; SELECT x FROM a ORDER BY x', [['3'], ['10']]],
  ['CREATE TEMP FUNCTION f(x INT64) AS (x * 2); SELECT f(4)', [['8']]],
  ['CREATE TEMP FUNCTION f(x ANY TYPE) RETURNS STRING AS (CAST(x AS STRING)); SELECT f(4.5)', [['4.5']]],
  ['CREATE TABLE FUNCTION d.f(n INT64) AS SELECT x FROM UNNEST(GENERATE_ARRAY(1, n)) x; SELECT SUM(x) FROM d.f(3)', [['6']]],
  ['CREATE TEMP TABLE a (x INT64); BEGIN TRANSACTION; INSERT a VALUES (1); ROLLBACK TRANSACTION; SELECT COUNT(*) FROM a', [['0']]],
  ['CREATE TEMP TABLE a (x INT64); BEGIN TRANSACTION; INSERT a VALUES (1); COMMIT TRANSACTION; SELECT COUNT(*) FROM a', [['1']]],
  ['CREATE TABLE d.i (x INTERVAL); INSERT d.i VALUES (INTERVAL 3 DAY), (INTERVAL 5 MONTH); SELECT x, CAST(x AS STRING) FROM d.i ORDER BY x', [['0-0 3 0:0:0', '0-0 3 0:0:0'], ['0-5 0 0:0:0', '0-5 0 0:0:0']]],
  ['CREATE TABLE d.r (x INT64) PARTITION BY RANGE_BUCKET(x, GENERATE_ARRAY(0, 100, 10)); INSERT d.r VALUES (5), (500), (NULL); SELECT x FROM d.r ORDER BY x', [[null], ['5'], ['500']]],
]);

testScripts('system variables', [
  ['SELECT 1 UNION ALL SELECT 2; SELECT @@row_count, @@project_id, @@script.num_child_jobs', [['2', 'p', '1']]],
  ["SET @@time_zone = 'America/New_York'; SELECT FORMAT_TIMESTAMP('%H', TIMESTAMP '2024-01-01 12:00:00+00')", [['07']]],
  ["SET @@dataset_id = 'eu'; SELECT @@dataset_id", [['eu']]],
  ["SET @@row_count = '1'", /Cannot set system variable @@row_count/],
]);

test('each statement of a script is a job that tells its own text', async () => {
  const bed = createSqlBed();
  const { job } = await bed.query("CREATE PROCEDURE d.p() BEGIN SELECT 'inside'; END; EXECUTE IMMEDIATE 'SELECT 7'; CALL d.p(); IF TRUE THEN SELECT 8; END IF");
  assert.equal(job.statistics?.query?.statementType, 'SCRIPT');
  const texts = childrenOf(bed, job.jobReference.jobId).map((child) => child.configuration.query?.query);
  assert.deepEqual(texts, ["CREATE PROCEDURE d.p() BEGIN SELECT 'inside'; END", 'SELECT 7', "SELECT 'inside'", 'SELECT 8']);
  assert.equal(job.statistics.numChildJobs, '4');
});

test('a statement that fails is a job that failed, and ends the script', async () => {
  const bed = createSqlBed();
  const { job, error } = await bed.query('SELECT 1; SELECT 1/0; SELECT 3');
  const ends = childrenOf(bed, job.jobReference.jobId).map((child) => child.status?.errorResult?.message);
  assert.deepEqual(ends, [undefined, 'division by zero: 1 / 0']);
  assert.equal(error?.message, 'division by zero: 1 / 0');
  assert.deepEqual([job.statistics?.query?.statementType, job.statistics?.numChildJobs], ['SCRIPT', '2']);
});

test('a script without an end is stopped by cancel', async () => {
  const bed = createSqlBed();
  const reference = { projectId: 'p', jobId: 'endless', location: 'US' };
  const done = new Promise((resolve) => bed.state.onJobDone(resolve));
  bed.state.insertJob({ jobReference: reference, configuration: { query: { query: 'LOOP SELECT 1; END LOOP', useLegacySql: false } } });
  await bed.clock.advance(0);
  await new Promise((resolve) => setImmediate(resolve));
  bed.state.cancelJob(reference);
  await done;
  assert.equal(bed.state.getJob(reference)?.status?.errorResult?.reason, 'stopped');
});
