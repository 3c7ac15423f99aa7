import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { parseExpression, parseScript } from '../syntax/parse';
import type { Delete, Insert, Merge, Update } from '../syntax/statement';
import { INT64, STRING, type SqlType } from '../types/sql-type';
import { analyseDml } from './analyse';
import { testConnection, testContext } from './test-bed';

const pair: SqlType = { kind: 'STRUCT', fields: [{ name: 'x', type: INT64 }, { name: 'y', type: STRING }] };
const tables = new Map([['d.t', { columns: [{ name: 'id', type: INT64 }, { name: 'name', type: STRING }, { name: 's', type: pair }], sql: 'dml_target' }]]);
const targetColumns = [{ required: true }, { required: false, default: parseExpression("'none'") }, { required: false }];

before(async () => {
  const rows = "(CAST(1 AS BIGINT), 'a', struct_pack(f0 := CAST(1 AS BIGINT), f1 := 'z')), (2, 'b', NULL)";
  await (await testConnection()).run(`CREATE TABLE dml_target AS SELECT * FROM (VALUES ${rows}) AS v(c0, c1, c2)`);
});

/** Rows of the result without the row's number, in the order of their IDs. */
async function run(sql: string): Promise<unknown[][]> {
  const statement = parseScript(sql).statements[0] as Insert | Update | Delete | Merge;
  const analysed = analyseDml(statement, { ...testContext({ tables }), targetColumns });
  const rows = (await (await testConnection()).runAndReadAll(`SELECT * FROM (${analysed.sql}) ORDER BY c0`)).getRowsJson();
  return rows.map((row) => row.slice(0, 4));
}

const A = { f0: '1', f1: 'z' };
const cases: readonly (readonly [sql: string, rows: unknown[][]])[] = [
  ["INSERT INTO d.t (id, name) VALUES (5, 'e'), (6, DEFAULT)", [['5', 'e', null], ['6', 'none', null]]],
  ["INSERT INTO d.t SELECT 9, 'n', STRUCT(1, 'q')", [['9', 'n', { f0: '1', f1: 'q' }]]],
  ["UPDATE d.t SET name = CONCAT(name, '!') WHERE id = 1", [['1', 'a!', A, 'update'], ['2', 'b', null, 'keep']]],
  ["UPDATE d.t t SET t.s.x = 10, s.y = 'k' WHERE TRUE", [['1', 'a', { f0: '10', f1: 'k' }, 'update'], ['2', 'b', { f0: '10', f1: 'k' }, 'update']]],
  ["UPDATE d.t SET name = u.n FROM (SELECT 1 AS i, 'new' AS n) u WHERE id = u.i", [['1', 'new', A, 'update'], ['2', 'b', null, 'keep']]],
  ['DELETE FROM d.t WHERE id IN (SELECT 2)', [['1', 'a', A, 'keep'], ['2', 'b', null, 'delete']]],
  [
    `MERGE d.t T USING (SELECT 1 AS id, 'one' AS name UNION ALL SELECT 4, 'four') S ON T.id = S.id
     WHEN MATCHED THEN UPDATE SET name = S.name WHEN NOT MATCHED THEN INSERT (id, name) VALUES (id, S.name) WHEN NOT MATCHED BY SOURCE THEN DELETE`,
    [['1', 'one', A, 'update'], ['2', 'b', null, 'delete'], ['4', 'four', null, 'insert']],
  ],
  ['MERGE d.t USING UNNEST([8]) v ON FALSE WHEN NOT MATCHED THEN INSERT (id) VALUES (v)', [['1', 'a', A, 'keep'], ['2', 'b', null, 'keep'], ['8', 'none', null, 'insert']]],
  ["MERGE d.t T USING (SELECT 1 AS id) S ON T.id = S.id WHEN MATCHED AND T.name = 'no' THEN DELETE WHEN MATCHED THEN UPDATE SET name = 'yes'", [['1', 'yes', A, 'update'], ['2', 'b', null, 'keep']]],
];

for (const [sql, rows] of cases) {
  test(sql, async () => assert.deepEqual(await run(sql), rows));
}

const failures: readonly (readonly [sql: string, message: RegExp])[] = [
  ["INSERT INTO d.t (id) VALUES ('x')", /^Value has type STRING which cannot be inserted into column id, which has type INT64 at \[1:30\]$/],
  ["INSERT INTO d.t (id) SELECT 'x'", /^Query column 1 has type STRING which cannot be inserted into column id, which has type INT64/],
  ['INSERT INTO d.t (id, nam) VALUES (1, NULL)', /^Column nam is not present in table p\.d\.d\.t; Did you mean name\?/],
  ['INSERT INTO d.t (id, name) VALUES (1)', /^Inserted row has wrong column count; Has 1, expected 2/],
  ["INSERT INTO d.t (name) VALUES ('x')", /Required field id cannot be null/],
  ['UPDATE d.t SET id = NULL WHERE id = 1', /Required field id cannot be null/],
  ["UPDATE d.t SET name = 'a', name = 'b' WHERE TRUE", /assigned more than once/],
  ["UPDATE d.t SET name = n FROM UNNEST(['p', 'q']) n WHERE TRUE", /UPDATE\/MERGE must match at most one source row for each target row/],
  ['MERGE d.t T USING UNNEST([1, 1]) v ON T.id = v WHEN MATCHED THEN DELETE', /UPDATE\/MERGE must match at most one source row for each target row/],
];

for (const [sql, message] of failures) {
  test(`fails: ${sql}`, async () => {
    await assert.rejects(run(sql), { message });
  });
}
