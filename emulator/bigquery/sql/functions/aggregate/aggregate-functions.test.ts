import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSql } from '../../analysis/test-bed';

async function check(cases: readonly (readonly [aggregate: string, array: string, result: unknown])[]): Promise<void> {
  for (const [aggregate, array, result] of cases) assert.deepEqual((await runSql(`SELECT ${aggregate} FROM UNNEST(${array}) x`))[0]?.[0], result, `${aggregate} of ${array}`);
}

const NAN = "CAST('NaN' AS FLOAT64)";

test('sums and averages are exact, and overflow', async () => {
  await check([
    ['SUM(x)', '[1, 2, NULL]', '3'],
    ['SUM(DISTINCT x)', '[1, 1, 2]', '3'],
    ['SUM(x)', "[NUMERIC '0.1', NUMERIC '0.2']", '0.300000000'],
    ['AVG(x)', '[0, 2, 4, 4, 5]', 3],
    ['AVG(DISTINCT x)', '[0, 2, 4, 4, 5]', 2.75],
    ['AVG(x)', "[NUMERIC '1', NUMERIC '1', NUMERIC '2']", '1.333333333'],
    ['AVG(x)', "[BIGNUMERIC '1', BIGNUMERIC '2']", '1.500000000000000000'],
    ['AVG(x)', "[NUMERIC '-1', NUMERIC '-1', NUMERIC '0']", '-0.666666667'],
    ['SUM(x)', '[INTERVAL 1 MONTH, INTERVAL 2 DAY]', { months: 1, days: 2, micros: '0' }],
    ['AVG(x)', '[INTERVAL 1 MONTH, INTERVAL 2 DAY]', { months: 0, days: 16, micros: '0' }],
  ]);
  await assert.rejects(runSql('SELECT SUM(x) FROM UNNEST([9223372036854775807, 1]) x'), /int64 overflow/);
  await assert.rejects(runSql("SELECT SUM(x) FROM UNNEST([NUMERIC '99999999999999999999999999999', NUMERIC '1']) x"), /numeric overflow/);
});

test('counting, smallest and largest', () =>
  check([
    ['COUNT(*)', '[1, 4, 4, NULL]', '4'],
    ['COUNT(x)', '[1, 4, 4, NULL]', '3'],
    ['COUNT(DISTINCT x)', '[1, 4, 4, NULL]', '2'],
    ['COUNTIF(x < 0)', '[5, -2, NULL]', '1'],
    ['MIN(x)', `[1.5, ${NAN}]`, 'NaN'],
    ['MAX(x)', "['a', 'b', NULL]", 'b'],
    ['LOGICAL_AND(x < 3)', '[1, 2, 4]', false],
    ['LOGICAL_OR(x < 3)', '[1, 2, 4]', true],
    ['BIT_XOR(x)', '[0xF001, 0x00A1, 0xF001]', '161'],
    ['BIT_AND(x)', '[0xF001, 0x00A1]', '1'],
    ['ANY_VALUE(x HAVING MAX -x)', '[3, 1, 2]', '1'],
    ['ANY_VALUE(x HAVING MIN CAST(NULL AS INT64))', '[3]', '3'],
    ['MAX_BY(x, MOD(x, 3))', '[3, 4, 5]', '5'],
    ['MIN_BY(x, MOD(x, 3))', '[3, 4, 5]', '3'],
  ]));

test('values are collected in order, without NULLs where asked', async () => {
  await check([
    ['ARRAY_AGG(x)', '[2, 1, NULL]', ['2', '1', null]],
    ['ARRAY_AGG(DISTINCT x IGNORE NULLS ORDER BY x DESC LIMIT 2)', '[2, 1, NULL, 3, 3]', ['3', '2']],
    ['ARRAY_AGG(x ORDER BY x)', '[2, 1, NULL]', [null, '1', '2']],
    ['STRING_AGG(x)', "['b', NULL, 'a']", 'b,a'],
    ["STRING_AGG(DISTINCT x, ' & ' ORDER BY x DESC LIMIT 2)", "['apple', 'pear', 'banana', 'pear']", 'pear & banana'],
    ["TO_HEX(STRING_AGG(x, b'-'))", "[b'a', b'b']", '612d62'],
  ]);
  assert.deepEqual(await runSql('SELECT ARRAY_CONCAT_AGG(x ORDER BY ARRAY_LENGTH(x) LIMIT 2) FROM (SELECT [1, 2, 3, 4] AS x UNION ALL SELECT [5, 6] UNION ALL SELECT [7, 8, 9])'), [[['5', '6', '7', '8', '9']]]);
  await assert.rejects(runSql('SELECT ARRAY_AGG([x]) FROM UNNEST([1]) x'), /must not be an array type but was ARRAY<INT64>/);
});

test('statistics of too few values are NULL, of infinite ones NaN', async () => {
  await check([
    ['STDDEV(x)', '[10, 14, 18]', 4],
    ['VAR_POP(x)', '[10, NULL]', 0],
    ['VAR_SAMP(x)', '[10, NULL]', null],
    ['VAR_POP(x)', "[10, CAST('inf' AS FLOAT64)]", 'NaN'],
    ['CORR(x, x)', '[1.0]', null],
    ['CORR(x, 5)', '[1.0, 2.0]', 'NaN'],
  ]);
  assert.deepEqual(await runSql('SELECT CORR(y, x), COVAR_SAMP(y, x) FROM UNNEST([STRUCT(1.0 AS y, 5.0 AS x), (3.0, 9.0), (4.0, 7.0)])'), [[0.6546536707079772, 2]]);
});

test('approximate aggregates give exact answers', () =>
  check([
    ['APPROX_COUNT_DISTINCT(x)', '[0, 1, 1, 2, NULL]', '3'],
    ['APPROX_QUANTILES(x, 2)', '[1, 1, 1, 4, 5, 6, 7, 8, 9, 10, NULL]', ['1', '5', '10']],
    ['APPROX_QUANTILES(x, 2 RESPECT NULLS)', '[NULL, NULL, 1, 1, 1, 4, 5, 6, 7, 8, 9, 10]', [null, '4', '10']],
    ['APPROX_QUANTILES(DISTINCT x, 2)', '[1, 1, 1, 4, 5, 6, 7, 8, 9, 10]', ['1', '6', '10']],
    ['APPROX_TOP_COUNT(x, 2)', "[NULL, 'pear', 'pear', 'pear', 'apple', NULL]", [{ f0: 'pear', f1: '3' }, { f0: null, f1: '2' }]],
    ['APPROX_TOP_SUM(x, LENGTH(x), 1)', "['pear', 'pear', 'apple']", [{ f0: 'pear', f1: '8' }]],
  ]));

test('no rows give NULL, and a count of 0', async () => {
  const aggregates = ['SUM(x)', 'AVG(x)', 'MIN(x)', 'ARRAY_AGG(x)', 'STRING_AGG(CAST(x AS STRING))', 'LOGICAL_OR(x > 1)', 'APPROX_QUANTILES(x, 2)', 'APPROX_TOP_COUNT(x, 2)', 'BIT_OR(x)', 'ANY_VALUE(x)'];
  assert.deepEqual(await runSql(`SELECT ${aggregates.join(', ')} FROM UNNEST(ARRAY<INT64>[]) x`), [aggregates.map(() => null)]);
  assert.deepEqual(await runSql('SELECT COUNT(*), COUNTIF(x > 1), APPROX_COUNT_DISTINCT(x) FROM UNNEST(ARRAY<INT64>[]) x'), [['0', '0', '0']]);
});
