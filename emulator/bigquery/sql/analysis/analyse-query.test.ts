import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INT64, STRING, TIMESTAMP } from '../types/sql-type';
import { explainSql, runSql, type TestWorld } from './test-bed';

const SALES = "WITH t AS (SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y' UNION ALL SELECT 3, 'x') ";
const LISTS = 'WITH t AS (SELECT 1 AS id, [3, 2, 1] AS s UNION ALL SELECT 2, [5, 4] UNION ALL SELECT 3, []) ';
const PRODUCE = "WITH p AS (SELECT 'Kale' AS product, 51 AS sales, 'Q1' AS quarter UNION ALL SELECT 'Kale', 23, 'Q2' UNION ALL SELECT 'Apple', 77, 'Q1') ";

/** INT64 come as texts, as in results. */
const cases: readonly (readonly [sql: string, rows: unknown[][]])[] = [
  // SELECT and FROM
  ['SELECT x, x * 2 FROM UNNEST([3, 1, 2]) AS x WHERE x > 1', [['3', '6'], ['2', '4']]],
  ["SELECT x, off FROM UNNEST(['a', 'b']) AS x WITH OFFSET off", [['a', '0'], ['b', '1']]],
  ["SELECT * FROM UNNEST([STRUCT(1 AS a, 'x' AS b), (2, 'y')]) AS e", [['1', 'x'], ['2', 'y']]],
  ['SELECT e.a, e FROM UNNEST([STRUCT(1 AS a)]) e', [['1', { f0: '1' }]]],
  ['SELECT * EXCEPT (a) FROM (SELECT 1 a, 2 b), (SELECT 3 c)', [['2', '3']]],
  ['SELECT * REPLACE (a + 1 AS a) FROM (SELECT 1 a, 2 b)', [['2', '2']]],
  ['SELECT a.b.c FROM (SELECT STRUCT(STRUCT(5 AS c) AS b) AS a)', [['5']]],
  ['WITH t AS (SELECT 1 AS x) SELECT t.x, t FROM t', [['1', { f0: '1' }]]],
  ['WITH a AS (SELECT 1 AS x), b AS (WITH a AS (SELECT 2 AS y) SELECT * FROM a) SELECT * FROM a, b', [['1', '2']]],
  ['WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r ORDER BY n', [['1'], ['2'], ['3']]],
  // joins
  ["WITH t AS (SELECT 1 AS a UNION ALL SELECT 2), u AS (SELECT 2 AS a, 'z' AS c) SELECT * FROM t LEFT JOIN u USING (a) ORDER BY a", [['1', null], ['2', 'z']]],
  ['SELECT * FROM (SELECT 1 AS a) t FULL JOIN (SELECT 2 AS a) u USING (a) ORDER BY a', [['1'], ['2']]],
  [`${LISTS}SELECT id, v FROM t, t.s AS v`, [['1', '3'], ['1', '2'], ['1', '1'], ['2', '5'], ['2', '4']]],
  [`${LISTS}SELECT id, v, o FROM t LEFT JOIN UNNEST(s) v WITH OFFSET o WHERE id > 1`, [['2', '5', '0'], ['2', '4', '1'], ['3', null, null]]],
  [`${LISTS}SELECT id, v FROM t JOIN UNNEST(s) v ON v > 2`, [['1', '3'], ['2', '5'], ['2', '4']]],
  ["SELECT x FROM (SELECT 'a,b,c' AS s UNION ALL SELECT 'd'), UNNEST(SPLIT(s, ',')) x", [['a'], ['b'], ['c'], ['d']]],
  // grouping
  [`${SALES}SELECT b, SUM(a) AS s FROM t GROUP BY 1 HAVING s > 2 ORDER BY b`, [['x', '4']]],
  ["SELECT UPPER(n) AS n, COUNT(*) FROM UNNEST(['a', 'A']) n GROUP BY n", [['A', '2']]],
  ["SELECT SUM(a) + 1, b || 'x' FROM (SELECT 1 a, 'k' b) GROUP BY b || 'x'", [['2', 'kx']]],
  ['SELECT s.x, COUNT(*) FROM (SELECT STRUCT(1 AS x, 2 AS y) AS s) GROUP BY s.x', [['1', '1']]],
  ['SELECT a, SUM(b) FROM (SELECT 1 a, 2 b UNION ALL SELECT 1, 3) GROUP BY ALL', [['1', '5']]],
  [`${SALES}SELECT b, SUM(a), GROUPING(b) g FROM t GROUP BY ROLLUP (b) ORDER BY g, b`, [['x', '4', '0'], ['y', '2', '0'], [null, '6', '1']]],
  ['SELECT SUM(x) FROM UNNEST([1, 2]) x HAVING SUM(x) > 5', []],
  // windows
  [`${SALES}SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY b ORDER BY a DESC) = 1 ORDER BY a`, [['2'], ['3']]],
  ["SELECT x, SUM(COUNT(*)) OVER () AS total FROM UNNEST(['a', 'b', 'a']) x GROUP BY x ORDER BY x", [['a', '3'], ['b', '3']]],
  ['SELECT x, SUM(x) OVER (w ROWS 1 PRECEDING) FROM UNNEST([1, 2, 3]) x WINDOW w AS (ORDER BY x) ORDER BY x', [['1', '1'], ['2', '3'], ['3', '5']]],
  // rows that nobody asks to be sorted come by the keys of their groups and windows
  ["SELECT x, COUNT(*) FROM UNNEST(['b', 'c', 'a', 'b']) x GROUP BY x", [['a', '1'], ['b', '2'], ['c', '1']]],
  ['SELECT a, SUM(b) FROM (SELECT 2 a, 3 b UNION ALL SELECT 1, 4) GROUP BY ROLLUP (a)', [[null, '7'], ['1', '4'], ['2', '3']]],
  ["SELECT s, COUNT(*) FROM (SELECT STRUCT('b' AS x) AS s, 2 AS k UNION ALL SELECT STRUCT('a'), 1) GROUP BY k, s", [[{ f0: 'a' }, '1'], [{ f0: 'b' }, '1']]],
  ["SELECT x, MIN(x) OVER (PARTITION BY LENGTH(x) ORDER BY x DESC) FROM UNNEST(['bbb', 'c', 'aaa', 'b']) x", [['c', 'c'], ['b', 'b'], ['bbb', 'bbb'], ['aaa', 'aaa']]],
  ['SELECT ARRAY_AGG(DISTINCT x) FROM UNNEST([2, 1, -2, 3, -2, 1, 2]) x', [[['2', '1', '-2', '3']]]],
  // order, set operations
  ["SELECT x FROM UNNEST([1.5, CAST('nan' AS FLOAT64), NULL]) x ORDER BY x", [[null], ['NaN'], [1.5]]],
  ['SELECT a AS b, b AS a FROM (SELECT 1 AS a, 2 AS b UNION ALL SELECT 2, 1) ORDER BY a', [['2', '1'], ['1', '2']]],
  ['(SELECT 1 AS x) UNION ALL (SELECT 2) ORDER BY x DESC', [['2'], ['1']]],
  ['SELECT 1 AS x UNION ALL SELECT 2.5 UNION ALL SELECT NULL', [[1], [2.5], [null]]],
  ["SELECT DATE '2020-01-01' AS d UNION ALL SELECT '2021-01-01'", [['2020-01-01'], ['2021-01-01']]],
  ['SELECT 1 AS a, 2 AS b UNION ALL BY NAME SELECT 3 AS b, 4 AS A', [['1', '2'], ['4', '3']]],
  ['SELECT 1 AS a, 2 AS b UNION ALL CORRESPONDING SELECT 3 AS b, 4 AS c', [['2'], ['3']]],
  ["SELECT 1 AS a FULL OUTER UNION ALL BY NAME SELECT 'x' AS b FULL OUTER UNION ALL BY NAME SELECT 2.5 AS a", [[1, null], [null, 'x'], [2.5, null]]],
  ['SELECT 1 AS a, 2 AS b LEFT UNION ALL BY NAME SELECT 3 AS b, 4 AS c', [['1', '2'], [null, '3']]],
  ['SELECT 1 AS a, 2 AS b INNER UNION ALL BY NAME ON (b) SELECT 3 AS b, 4 AS a', [['2'], ['3']]],
  ['SELECT 1 AS a, 2 AS b EXCEPT DISTINCT BY NAME SELECT 2 AS b, 1 AS a', []],
  ["SELECT e.y, e.x FROM UNNEST([STRUCT(1 AS y, NULL AS x), (9.5, 'a')]) e", [[1, null], [9.5, 'a']]],
  // pipes
  ['FROM UNNEST([3, 1, 2]) AS x |> ORDER BY x |> SELECT -x AS x', [['-1'], ['-2'], ['-3']]],
  ['FROM UNNEST([3, 1, 2]) AS x |> ORDER BY x DESC |> EXTEND x * 2 AS y |> WHERE y > 2 |> SET y = y + 1 |> DROP x', [['7'], ['5']]],
  ['FROM UNNEST([3, 1, 2]) AS x |> ORDER BY x DESC |> LIMIT 2 |> LIMIT 1', [['3']]],
  ['SELECT ARRAY(FROM UNNEST([3, 1, 2]) AS x |> ORDER BY x |> SELECT x * 10)', [[['10', '20', '30']]]],
  [`${SALES}FROM t |> RENAME a AS key, b AS c |> WHERE key = 2`, [['2', 'y']]],
  ['FROM UNNEST([1, 2]) AS x |> WINDOW SUM(x) OVER () AS s |> ORDER BY x', [['1', '3'], ['2', '3']]],
  ['SELECT 1 AS a |> FULL UNION ALL BY NAME (SELECT 2 AS b)', [['1', null], [null, '2']]],
  // subqueries
  ['WITH a AS (SELECT 1 AS x) (WITH a AS (SELECT 2 AS x) SELECT * FROM a)', [['2']]],
  [`${LISTS}SELECT id, ARRAY(SELECT x + 1 FROM UNNEST(s) x WHERE x > 1) FROM t`, [['1', ['4', '3']], ['2', ['6', '5']], ['3', []]]],
  [`${LISTS}SELECT id FROM t WHERE EXISTS (SELECT 1 FROM t.s x WHERE x = 4)`, [['2']]],
  ['SELECT ARRAY(SELECT AS STRUCT x, x * 2 AS d FROM UNNEST([1]) x)', [[[{ f0: '1', f1: '2' }]]]],
  ['SELECT x, (SELECT COUNT(*) FROM UNNEST([1, 2, 3]) y WHERE y < x) FROM UNNEST([1, 3]) x', [['1', '0'], ['3', '2']]],
  ["SELECT WITH(a AS '123', b AS CONCAT(a, '456'), CONCAT(b, a))", [['123456123']]],
  // PIVOT, UNPIVOT
  [`${PRODUCE}SELECT * FROM p PIVOT(SUM(sales) FOR quarter IN ('Q1', 'Q2')) ORDER BY product`, [['Apple', '77', null], ['Kale', '51', '23']]],
  ["SELECT * FROM (SELECT 'Kale' AS p, 51 AS Q1, 23 AS Q2, NULL AS Q3) UNPIVOT(sales FOR quarter IN (Q1, Q2, Q3))", [['Kale', '51', 'Q1'], ['Kale', '23', 'Q2']]],
];

for (const [sql, rows] of cases) {
  test(sql, async () => assert.deepEqual(await runSql(sql), rows));
}

const refusals: readonly (readonly [sql: string, message: string | RegExp])[] = [
  ['SELECT xcolum FROM (SELECT 1 AS xcolumn)', 'Unrecognized name: xcolum; Did you mean xcolumn? at [1:8]'],
  ['SELECT t.b FROM (SELECT 1 AS a) t', 'Name b not found inside t at [1:10]'],
  ['SELECT x FROM (SELECT 1 AS x), (SELECT 2 AS x)', 'Column name x is ambiguous at [1:8]'],
  ['SELECT a FROM (SELECT 1 AS a, 2 AS b) GROUP BY b', 'SELECT list expression references column a which is neither grouped nor aggregated at [1:8]'],
  ['SELECT 1 FROM (SELECT 1 AS a) WHERE SUM(a) > 1', 'Aggregate function SUM not allowed in WHERE clause at [1:37]'],
  ['SELECT SUM(SUM(a)) FROM (SELECT 1 AS a)', /^Aggregations of aggregations are not allowed/],
  ['SELECT 1 + TRUE', /^No matching signature for operator \+ for argument types: INT64, BOOL\. Supported signatures: .* at \[1:10\]$/],
  ["SELECT 1 = 'a'", 'No matching signature for operator = for argument types: INT64, STRING. Supported signature: ANY = ANY at [1:10]'],
  ['SELECT [1] = [1]', 'Equality is not defined for arguments of type ARRAY<INT64> at [1:12]'],
  ['SELECT nosuch(1)', 'Function not found: nosuch at [1:8]'],
  ['SELECT UPPER(1)', /^No matching signature for function UPPER for argument types: INT64\. Supported signature/],
  ['SELECT 1 AS a, 2 AS a', /Found duplicate\(s\): a$/],
  ['SELECT 1, 2 UNION ALL SELECT 1', /^Queries in UNION ALL have mismatched column count; query 1 has 2 columns, query 2 has 1 column/],
  ['SELECT DISTINCT a FROM (SELECT 1 AS a, 2 AS b) ORDER BY b', /^ORDER BY clause expression references column b which is not visible after SELECT DISTINCT/],
  ['SELECT * FROM d.t', /^Not found: Table p:d\.d\.t/],
  ['SELECT 1 FROM UNNEST([1]) x TABLESAMPLE SYSTEM (10 PERCENT)', /TABLESAMPLE is not emulated/],
];

for (const [sql, message] of refusals) {
  test(`refused: ${sql}`, () => assert.throws(() => explainSql(sql), { name: 'SqlError', message }));
}

test('a column without a name is f0_, f1_, …', () => {
  const { columns } = explainSql("SELECT 1, 'x' AS b, 2");
  assert.deepEqual(columns.map(({ name }) => name), ['f0_', 'b', 'f1_']);
});

test('the fields of a value table are its columns', async () => {
  assert.deepEqual(explainSql('SELECT AS STRUCT 1 AS a, 2 AS b').columns, [{ name: 'a', type: INT64 }, { name: 'b', type: INT64 }]);
  assert.deepEqual(await runSql('SELECT AS VALUE STRUCT(1 AS a, 2 AS b)'), [['1', '2']]);
});

const world: TestWorld = {
  tables: new Map([
    ['d.t', { columns: [{ name: 'Id', type: INT64 }], pseudoColumns: [{ name: '_PARTITIONTIME', type: TIMESTAMP }], sql: "(SELECT CAST(1 AS BIGINT) AS c0, TIMESTAMPTZ '2020-01-01 00:00:00+00' AS c1)" }],
    ['d.v', { view: 'SELECT id + 1 AS next FROM d.t' }],
  ]),
  parameters: new Map([['p', { type: STRING, sql: "'2020-01-01'", literal: true }], ['abs', { type: INT64, sql: 'CAST(-5 AS BIGINT)', literal: true }]]),
  variables: new Map([['var', { type: INT64, sql: 'CAST(7 AS BIGINT)' }]]),
  functions: ['CREATE TEMP FUNCTION twice(x INT64) AS (x * 2)', 'CREATE TEMP FUNCTION same(x ANY TYPE) AS (x)', 'CREATE TEMP FUNCTION again(x INT64) AS (again(x))', 'CREATE TEMP FUNCTION rnd(x FLOAT64) AS (x = x)'],
};

const inWorld: readonly (readonly [sql: string, rows: unknown[][]])[] = [
  ['SELECT * FROM d.t', [['1']]],
  ["SELECT ID FROM d.t WHERE _PARTITIONTIME = TIMESTAMP '2020-01-01'", [['1']]],
  ['SELECT next FROM d.v', [['2']]],
  ['SELECT next FROM d.v AS t WHERE t.next = 2', [['2']]],
  ['SELECT @abs, DATE_ADD(@p, INTERVAL 1 DAY)', [['-5', '2020-01-02']]],
  ['SELECT var, Id FROM d.t', [['7', '1']]],
  ["SELECT twice(twice(3)), same('a')", [['12', 'a']]],
  ['SELECT rnd(RAND())', [[true]]],
  ['WITH t AS (SELECT 5 AS Id) SELECT t.Id, u.Id AS other FROM t, d.t AS u', [['5', '1']]],
];

for (const [sql, rows] of inWorld) {
  test(sql, async () => assert.deepEqual(await runSql(sql, world), rows));
}

test('a function that calls itself is refused', () => {
  assert.throws(() => explainSql('SELECT again(1)', world), { message: /calls itself/ });
});

test('the tables behind a view are referenced', () => {
  assert.deepEqual(explainSql('SELECT 1 FROM d.v', world).references.map(({ tableId }) => tableId), ['d.v', 'd.t']);
});
