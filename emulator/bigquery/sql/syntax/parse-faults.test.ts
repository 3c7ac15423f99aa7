import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SqlError } from '../sql-error';
import { parseScript } from './parse';

function fault(sql: string): SqlError {
  try {
    parseScript(sql);
  } catch (error) {
    assert.ok(error instanceof SqlError, `${sql.slice(0, 80)}: ${String(error)}`);
    return error;
  }
  throw new assert.AssertionError({ message: `no fault: ${sql.slice(0, 80)}` });
}

const FAULTS: [string, string][] = [
  ['', 'Syntax error: Unexpected end of script at [1:1]'],
  [' \n ', 'Syntax error: Unexpected end of script at [1:1]'],
  ['/* c */', 'Syntax error: Unexpected end of script at [1:8]'],
  ['SELECT', 'Syntax error: Unexpected end of script at [1:7]'],
  ['SELECT \n', 'Syntax error: Unexpected end of script at [1:7]'],
  ['SELEC 1', 'Syntax error: Unexpected identifier "SELEC" at [1:1]'],
  ['`SELEC` 1', 'Syntax error: Unexpected identifier `SELEC` at [1:1]'],
  [`r'a'`, `Syntax error: Unexpected string literal r'a' at [1:1]`],
  ["DATE '2016-12-18'", 'Syntax error: Unexpected keyword DATE at [1:1]'],
  ['select ;', 'Syntax error: Unexpected ";" at [1:8]'],
  ['SELECT 1;;', 'Syntax error: Unexpected ";" at [1:10]'],
  ['SELECT 7 SELECT 8', 'Syntax error: Expected end of input but got keyword SELECT at [1:10]'],
  ['SELECT a b c FROM t', 'Syntax error: Expected end of input but got identifier "c" at [1:12]'],
  ['SELECT FROM t', 'Syntax error: SELECT list must not be empty at [1:8]'],
  ['select x,, from t', 'Syntax error: Unexpected "," at [1:10]'],
  ['SELECT 1 FROM', 'Syntax error: Unexpected end of script at [1:14]'],
  ['select 1 as x from;', 'Syntax error: Unexpected ";" at [1:19]'],
  ['select  x from "a\\\\nb"', 'Syntax error: Unexpected string literal "a\\\\nb" at [1:16]'],
  ['SELECT f(1', 'Syntax error: Expected ")" but got end of script at [1:11]'],
  ['SELECT f(a b)', 'Syntax error: Expected ")" but got identifier "b" at [1:12]'],
  ['select f(x + )', 'Syntax error: Unexpected ")" at [1:14]'],
  ['select count(*+1)', 'Syntax error: Expected ")" but got "+" at [1:15]'],
  ['select count(T.*)', 'Syntax error: Expected ")" but got "." at [1:15]'],
  ['select * || [1, 2]', 'Syntax error: Expected end of input but got "||" at [1:10]'],
  ['select cast(x 1)', 'Syntax error: Unexpected integer literal "1" at [1:15]'],
  ['select cast(x as timestamp(a))', 'Syntax error: Unexpected identifier "a" at [1:28]'],
  ['select cast(x as proto)', 'Syntax error: Unexpected keyword PROTO at [1:18]'],
  ['select cast(x as array<a)', 'Syntax error: Expected ">" but got ")" at [1:25]'],
  ['select cast(x as prot<a.b>)', 'Syntax error: Expected ")" but got "<" at [1:22]'],
  ['SELECT 1 = 2 = 3', 'Syntax error: Unexpected "=" at [1:14]'],
  ['SELECT x IN 5', 'Syntax error: Expected "(" or keyword UNNEST but got integer literal "5" at [1:13]'],
  ['SELECT [1 2]', 'Syntax error: Expected "," or "]" but got integer literal "2" at [1:11]'],
  ['SELECT 1 OVER (PARTITION BY x)', 'Syntax error: OVER keyword must follow a function call at [1:10]'],
  ['select fn( a)( b)', 'Syntax error: Double function call parentheses at [1:14]'],
  ['select (a+b)( a)', 'Syntax error: Function call cannot be applied to this expression. Function calls require a path, e.g. a.b.c() at [1:13]'],
  ['SELECT 5 % 2', 'Syntax error: Expected end of input but got "%" at [1:10]'],
  ['SELECT 1 UNION SELECT 2', 'Syntax error: Expected keyword ALL or keyword DISTINCT but got keyword SELECT at [1:16]'],
  ['SELECT 1\nEXCEPT\nSELECT 2', 'EXCEPT must be followed by ALL, DISTINCT, or "(" at [2:1]'],
  ['SELECT 1 UNION ALL SELECT 2 EXCEPT DISTINCT SELECT 3', 'Syntax error: Different set operations cannot be used in the same query without using parentheses for grouping at [1:29]'],
  ['WITH a AS (SELECT 1)', 'Syntax error: Expected "(" or "," or keyword SELECT but got end of script at [1:21]'],
  ['WITH a AS SELECT 1', 'Syntax error: Expected "(" but got keyword SELECT at [1:11]'],
  ['select a from T1 left right join T2', 'Syntax error: Expected keyword JOIN but got keyword RIGHT at [1:23]'],
  ['select a from (T1)', 'Syntax error: Expected keyword JOIN but got ")" at [1:18]'],
  ['select a from (T1, T2)', 'Syntax error: Expected keyword JOIN but got "," at [1:18]'],
  ['select * FROM ((a join b))', 'Syntax error: Expected keyword JOIN but got ")" at [1:26]'],
  ['select a from T1 join T2 ON x Using (Y)', 'Syntax error: The number of join conditions is 2 but the number of joins that require a join condition is only 1. Unexpected keyword USING at [1:31]'],
  ['SELECT * FROM @t', 'Syntax error: Query parameters cannot be used in place of table names at [1:15]'],
  ['SELECT 1 FROM `a..b`', 'Syntax error: Invalid empty identifier at [1:15]'],
  ['CREATE TABLE t (x INT64 y INT64)', 'Syntax error: Expected ")" or "," but got identifier "y" at [1:25]'],
  ['CREATE FUNCTION f() AS (SELECT 1)', 'The body of each CREATE FUNCTION statement is an expression, not a query; to use a query as an expression, the query must be wrapped with additional parentheses to make it a scalar subquery expression at [1:25]'],
  ['UPDATE t SET a = 1', 'UPDATE must have a WHERE clause at [1:1]'],
  ['SELECT 1; DELETE FROM t;', 'DELETE must have a WHERE clause at [1:11]'],
  ['SELECT 1; DECLARE x INT64', 'Variable declarations are allowed only at the start of a block or script at [1:11]'],
  ['BEGIN SELECT 1 END', 'Syntax error: Expected ";" but got keyword END at [1:16]'],
  ['IF TRUE THEN SELECT 1; END', 'Syntax error: Expected keyword IF but got end of script at [1:27]'],
  ['a: BEGIN END b', 'Mismatched end label; expected a, got b at [1:14]'],
  ['SELECT 1\n\tWHERE', 'Syntax error: Unexpected end of script at [2:14]'],
  [`SELECT 1 x '${'y'.repeat(60)}'`, `Syntax error: Expected end of input but got string literal '${'y'.repeat(48)}...' at [1:12]`],
  ['SELECT * FROM t FULL OUTER UNION ALL SELECT 1', 'FULL is only allowed before a set operation BY NAME or CORRESPONDING at [1:17]'],
];
for (const [sql, message] of FAULTS) {
  test(`what is no SQL: ${JSON.stringify(sql)}`, () => {
    const error = fault(sql);
    assert.equal(error.message, message);
    assert.equal(error.unsupported, false);
  });
}

const REFUSED: [string, string][] = [
  ["LOAD DATA INTO t FROM FILES (uris = ['x'])", 'LOAD DATA is not emulated at [1:1]'],
  ['CREATE OR REPLACE MODEL m OPTIONS() AS SELECT 1', 'CREATE OR REPLACE MODEL is not emulated at [1:1]'],
  ["SELECT 1; GRANT `roles/x` ON TABLE t TO 'u'", 'GRANT is not emulated at [1:11]'],
  ["CREATE ROW ACCESS POLICY p ON t GRANT TO ('x') FILTER USING (TRUE)", 'CREATE ROW ACCESS POLICY is not emulated at [1:1]'],
  ['CREATE EXTERNAL TABLE t OPTIONS()', 'CREATE EXTERNAL TABLE is not emulated at [1:1]'],
  ['SELECT * FROM t MATCH_RECOGNIZE (x)', 'MATCH_RECOGNIZE is not emulated at [1:17]'],
  ['GRAPH g MATCH (n) RETURN n', 'GRAPH is not emulated at [1:1]'],
  ['SELECT 1 AS a LEFT UNION ALL BY NAME ON (a) SELECT 2 AS a', 'A list of columns for a set operation that is not INNER is not emulated at [1:30]'],
  ['SELECT f(TABLE t)', 'A TABLE argument is not emulated at [1:10]'],
  ['SELECT NEW x()', 'NEW is not emulated at [1:8]'],
  ['CREATE TABLE t (a STRUCT<b INT64 NOT NULL>)', 'NOT NULL of a STRUCT field is not emulated at [1:34]'],
  ["CREATE TABLE t (a STRING COLLATE 'und:ci')", 'COLLATE is not emulated at [1:26]'],
  ['FROM t |> WITH a AS (SELECT 1) |> SELECT b', '|> WITH is not emulated at [1:8]'],
  ['FROM t |> AGGREGATE COUNT(*) GROUP BY ROLLUP(a)', 'GROUP BY ROLLUP in |> AGGREGATE is not emulated at [1:39]'],
  ['SELECT @{a = 1} 1', 'A hint is not emulated at [1:8]'],
];
for (const [sql, message] of REFUSED) {
  test(`what is refused by its name: ${sql}`, () => {
    const error = fault(sql);
    assert.equal(error.message, message);
    assert.equal(error.unsupported, true);
  });
}

const DEEP: [string, (n: number) => string][] = [
  ['parentheses', (n) => `SELECT ${'('.repeat(n)}1${')'.repeat(n)}`],
  ['subqueries', (n) => `SELECT ${'(SELECT '.repeat(n)}1${')'.repeat(n)}`],
  ['tables', (n) => `${'SELECT * FROM ('.repeat(n)}SELECT 1${')'.repeat(n)}`],
  ['joins in parentheses', (n) => `SELECT * FROM ${'('.repeat(n)}a${' JOIN b)'.repeat(n)}`],
  ['signs', (n) => `SELECT ${'- '.repeat(n)}1`],
  ['NOT', (n) => `SELECT ${'NOT '.repeat(n)}TRUE`],
  ['types', (n) => `SELECT CAST(1 AS ${'ARRAY<'.repeat(n)}INT64${'>'.repeat(n)})`],
  ['calls', (n) => `SELECT ${'f('.repeat(n)}1${')'.repeat(n)}`],
  ['CASE', (n) => `SELECT ${'CASE WHEN '.repeat(n)}1${' THEN 1 END'.repeat(n)}`],
  ['blocks', (n) => `${'BEGIN '.repeat(n)}SELECT 1;${' END;'.repeat(n)}`],
  ['arrays', (n) => `SELECT ${'['.repeat(n)}1${']'.repeat(n)}`],
  ['lambdas', (n) => `SELECT f(${'x -> f('.repeat(n)}1${')'.repeat(n)})`],
];
for (const [name, sql] of DEEP) {
  test(`${name} in each other: some are read, too many are a fault`, () => {
    assert.equal(parseScript(sql(30)).statements.length, 1);
    for (const depth of [3_000, 50_000]) assert.match(fault(sql(depth)).message, /^Out of stack space due to deeply nested query expression/);
  });
}

const WORDS = [
  ...'SELECT FROM WHERE ( ) [ ] , . * + - = < > >> ; @ @@ ? : -> => |> AS a b `c.d` 1 1.5 .5 \'x\' b"y" JOIN ON USING UNION ALL DISTINCT GROUP BY ORDER LIMIT'.split(' '),
  ...'WITH CASE WHEN THEN ELSE END IF BEGIN DECLARE SET CREATE TABLE FUNCTION INSERT INTO VALUES UPDATE DELETE MERGE STRUCT ARRAY INTERVAL NOT IN LIKE IS NULL OVER CAST'.split(' '),
  ...'EXTRACT UNNEST OFFSET PIVOT FOR ALTER DROP INT64 DATE EXCEPT REPLACE QUALIFY WINDOW ROLLUP EXISTS LOOP AGGREGATE EXTEND'.split(' '),
];
test('any row of words gives a tree or an SqlError', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }), (words) => {
      try {
        parseScript(words.join(' '));
      } catch (error) {
        assert.ok(error instanceof SqlError, String(error));
      }
    }),
    { numRuns: 3_000 },
  );
});

test('any text gives a tree or an SqlError', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((rest) => `SELECT ${rest}`));
  fc.assert(
    fc.property(text, (sql) => {
      try {
        parseScript(sql);
      } catch (error) {
        assert.ok(error instanceof SqlError, String(error));
      }
    }),
    { numRuns: 2_000 },
  );
});
