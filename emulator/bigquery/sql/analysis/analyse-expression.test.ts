import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainSql, runSql } from './test-bed';

/** Expressions and the value of SELECT expression; INT64 as text. */
const values: readonly (readonly [expression: string, value: unknown])[] = [
  ['1 / 2', 0.5],
  ["NUMERIC '1.5' * NUMERIC '2.25'", '3.375000000'],
  ["NUMERIC '10' / 3", '3.333333333'],
  ["BIGNUMERIC '1' / 8", '0.125000000000000000'],
  ["-NUMERIC '2' / 3", '-0.666666667'],
  ["1.5 + NUMERIC '1'", '2.500000000'],
  ['-9223372036854775808', '-9223372036854775808'],
  ['1 << 3', '8'],
  ['-8 >> 1', '9223372036854775804'],
  ['1 << 64', '0'],
  ['5 ^ 1', '4'],
  ["'a' || 'b' || NULL", null],
  ['[1] || [2]', ['1', '2']],
  ['[1] || CAST(NULL AS ARRAY<INT64>)', null],
  // NULL and NaN
  ['NULL IN (1)', null],
  ['1 NOT IN (2, NULL)', null],
  ['1 IN (1, NULL)', true],
  ['1 IN UNNEST([2, NULL])', null],
  ['NULL IN UNNEST([])', false],
  ['1 IN UNNEST(NULL)', false],
  ["CAST('nan' AS FLOAT64) = CAST('nan' AS FLOAT64)", false],
  ["1 < CAST('nan' AS FLOAT64)", false],
  ["CAST('nan' AS FLOAT64) IS NOT DISTINCT FROM CAST('nan' AS FLOAT64)", true],
  ['NULL IS DISTINCT FROM 1', true],
  ['(1, NULL) = (1, 2)', null],
  ['(1, NULL) = (2, 2)', false],
  ['(1, 2) IN ((1, 2), (3, 4))', true],
  // LIKE
  ["'a_b' LIKE 'a\\\\_b'", true],
  ["'axb' LIKE 'a\\\\_b'", false],
  ["'abc' LIKE ANY ('z', 'a%')", true],
  ["'abc' LIKE ALL ('a%', '%d')", false],
  ["'a' NOT LIKE ANY ('a', 'b')", true],
  ["'a\\\\' LIKE CONCAT('a', '\\\\\\\\')", true],
  ["b'f%o' LIKE b'f\\\\%o'", true],
  ["b'foo' LIKE b'f\\\\%o'", false],
  ["b'foo' LIKE b'%o%o'", true],
  ["b'foo' LIKE b'f_'", false],
  ["b'\\xffab' LIKE b'_a%'", true],
  ["b'foo' LIKE ANY UNNEST([b'x', b'%o'])", true],
  ["'abc' LIKE ANY UNNEST(['z%', 'a%'])", true],
  ["CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", 'b'],
  ['CASE NULL WHEN NULL THEN 1 END', null],
  // literals coerce
  ["DATE '2020-01-01' < '2020-06-01'", true],
  ["COALESCE(NULL, DATE '2020-01-01', '2021-01-01')", '2020-01-01'],
  ['[1, 2.5, NULL]', [1, 2.5, null]],
  ['COALESCE(NULL, 1, 2.5)', 1],
  // elements
  ['[1, 2, 3][OFFSET(0)]', '1'],
  ['[1, 2, 3][ORDINAL(3)]', '3'],
  ['[1, 2, 3][SAFE_OFFSET(-1)]', null],
  ['[1, 2, 3][0]', '1'],
  ["STRUCT(1 AS a, 'b' AS b).b", 'b'],
  ["(5, 'x')[OFFSET(1)]", 'x'],
  [`JSON '{"a": {"b": [1, 2]}}'.a.b[1]`, '2'],
  [`JSON '{"a": 1}'['a']`, '1'],
  [`JSON '{"a": 1}'.nosuch`, null],
  // dates and intervals
  ["DATE '2020-01-31' + 1", '2020-02-01'],
  ["DATE '2020-01-31' + INTERVAL 1 MONTH", '2020-02-29 00:00:00'],
  ["CAST(TIMESTAMP '2021-06-01 12:34:56.789' - TIMESTAMP '2021-05-31 00:00:00' AS STRING)", '0-0 0 36:34:56.789'],
  ["CAST(DATE '2021-05-20' - DATE '2020-04-19' AS STRING)", '0-0 396 0:0:0'],
  ["CAST(INTERVAL '1-2' YEAR TO MONTH AS STRING)", '1-2 0 0:0:0'],
  ["CAST(INTERVAL '10 -12:30:5.25' DAY TO SECOND AS STRING)", '0-0 10 -12:30:5.250'],
  ['CAST(INTERVAL 5 DAY * 2 AS STRING)', '0-0 10 0:0:0'],
  ['CAST(-INTERVAL 1 DAY AS STRING)', '0-0 -1 0:0:0'],
  ["CAST('ab' AS STRING(2))", 'ab'],
  ["SAFE_CAST('abc' AS STRING(2))", null],
  ["CAST(NUMERIC '1.255' AS NUMERIC(5, 2))", '1.260000000'],
  // SAFE., lambdas
  ["SAFE.SUBSTR('foo', 0, -2)", null],
  ['SAFE.LN(-1)', null],
  ['ARRAY_TRANSFORM([1, 2], (e, i) -> e * i)', ['0', '2']],
  ["IF(FALSE, ERROR('no'), 1)", '1'],
];

for (const [expression, value] of values) {
  test(expression, async () => assert.deepEqual(await runSql(`SELECT ${expression}`), [[value]]));
}

const failures: readonly (readonly [expression: string, message: RegExp])[] = [
  ['1 / 0', /division by zero: 1 \/ 0/],
  ["NUMERIC '1' / 0", /division by zero: 1 \/ 0/],
  ['9223372036854775807 + 1', /[Oo]verflow/],
  ['1e308 * 10', /Floating point error|overflow/],
  ["BIGNUMERIC '99999999999999999999' * 1000000", /overflow/],
  ["BIGNUMERIC '1' / 3", /BIGNUMERIC of more than 18 digits behind the point is not emulated/],
  ["BIGNUMERIC '0.0000000001' * BIGNUMERIC '0.0000000001'", /BIGNUMERIC of more than 18 digits/],
  ["'a' LIKE 'a\\\\'", /LIKE pattern ends with a backslash/],
  ["'a' LIKE CONCAT('a', '\\\\')", /LIKE pattern ends with a backslash/],
  ["b'a' LIKE b'a\\\\'", /LIKE pattern ends with a backslash/],
  ['ST_GEOGPOINT(1, 2)', /The function ST_GEOGPOINT is not emulated at \[1:8\]/],
  ['net.reg_domain(NULL)', /The function NET.REG_DOMAIN is not emulated/],
  ['HLL_COUNT.EXTRACT(b"")', /The function HLL_COUNT.EXTRACT is not emulated/],
  ['ML.NORMALIZER([1.0], 2)', /is not emulated/],
  ['ml.own.thing(1)', /Function not found: ml\.own\.thing/],
  ['nope(1)', /Function not found: nope at \[1:8\]/],
  ['[1, 2, 3][OFFSET(7)]', /Array index 7 is out of bounds/],
  ['[1, 2, 3][ORDINAL(0)]', /Array index 0 is out of bounds/],
  ['9223372036854775808', /Invalid integer literal: 9223372036854775808/],
  ['1 << -1', /non-negative shift/],
  ["SAFE.UPPER(ERROR('inside'))", /inside/],
  ["CAST('abc' AS STRING(2))", /STRING\(2\) has maximum length 2 but got a value with length 3/],
  ["CAST(1000 AS NUMERIC(5, 2))", /NUMERIC\(5, 2\) has precision 5 and scale 2/],
  ['CAST(1 AS DATE)', /Invalid cast from INT64 to DATE/],
];

for (const [expression, message] of failures) {
  test(`fails: ${expression}`, async () => {
    await assert.rejects(runSql(`SELECT ${expression}`), { message });
  });
}

test('nesting does not repeat text: SQL grows in proportion', async () => {
  const nested = (depth: number): string => (depth === 0 ? 'x' : `1.0 / (${nested(depth - 1)})`);
  const query = (depth: number): string => `SELECT ${nested(depth)} FROM UNNEST([4.0]) x`;
  assert.deepEqual(await runSql(query(16)), [[4]]);
  assert.ok(explainSql(query(32)).sql.length < 3 * explainSql(query(16)).sql.length);
});

test('a long chain of operators is walked, not nested', async () => {
  const chain = Array.from({ length: 300 }, () => '1').join(' + ');
  assert.deepEqual(await runSql(`SELECT ${chain}`), [['300']]);
});
