import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runSql } from '../analysis/test-bed';

const TABLE: readonly (readonly [sql: string, rows: unknown[][]])[] = [
  ["SELECT UPPER(x), SAFE_CAST(x AS INT64), TO_JSON_STRING(x) FROM UNNEST(['a', NULL, '12']) x", [['A', null, '"a"'], [null, null, 'null'], ['12', '12', '"12"']]],
  ['SELECT SAFE.LN(x) FROM UNNEST([1.0, 0.0, -1.0]) x', [[0], [null], [null]]],
  ['SELECT SAFE.LN((SELECT 0)), GREATEST((SELECT 1), 2)', [[null, '2']]],
  ['SELECT GREATEST(a, b), LEAST(a, b), MOD(a, b) FROM (SELECT 5 AS a, 3 AS b UNION ALL SELECT NULL, 1)', [['5', '3', '2'], [null, null, null]]],
  ["SELECT TO_JSON_STRING(t) FROM (SELECT 1 AS b, ['x', NULL] AS a UNION ALL SELECT NULL, NULL) t", [['{"b":1,"a":["x",null]}'], ['{"b":null,"a":null}']]],
  ['SELECT CAST(a AS ARRAY<STRING>), CAST(s AS STRUCT<x STRING, y ARRAY<FLOAT64>>) FROM (SELECT [1, 2] AS a, STRUCT(1 AS p, [1, 2] AS q) AS s UNION ALL SELECT NULL, NULL)', [[['1', '2'], { f0: '1', f1: [1, 2] }], [null, null]]],
  ["SELECT JSON_OBJECT('a', x, 'b', [x]) FROM UNNEST([1, NULL]) x", [['{"a":1,"b":[1]}'], ['{"a":null,"b":[null]}']]],
  ["SELECT IF(x > 0, 'p', ERROR('bad')) FROM UNNEST([1, 2]) x", [['p'], ['p']]],
];

describe('functions over rows', () => {
  for (const [sql, rows] of TABLE) it(sql, async () => assert.deepEqual(await runSql(sql), rows));

  it('fails where ERROR is reached', async () => {
    await assert.rejects(runSql("SELECT IF(x > 1, 'p', ERROR(CONCAT('bad ', CAST(x AS STRING)))) FROM UNNEST([1, 2]) x"), /bad 1/);
  });

  it('tells of a constant FORMAT pattern that does not fit before anything runs', async () => {
    await assert.rejects(runSql("SELECT FORMAT('%d', x) FROM UNNEST(['a']) x"), /Expected integer; Got STRING at \[1:8\]/);
  });
});
