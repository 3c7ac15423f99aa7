import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSql } from '../../analysis/test-bed';

async function column(call: string, array: string): Promise<unknown[]> {
  return (await runSql(`SELECT ${call} FROM UNNEST(${array}) x WITH OFFSET n ORDER BY n`)).map(([value]) => value);
}

test('rows are numbered and ranked', async () => {
  for (const [call, values] of [
    ['ROW_NUMBER() OVER (ORDER BY x DESC)', ['4', '3', '2', '1']],
    ['RANK() OVER (ORDER BY x)', ['1', '2', '2', '4']],
    ['DENSE_RANK() OVER (ORDER BY x)', ['1', '2', '2', '3']],
    ['PERCENT_RANK() OVER (ORDER BY x)', [0, 1 / 3, 1 / 3, 1]],
    ['CUME_DIST() OVER (ORDER BY x)', [0.25, 0.75, 0.75, 1]],
    ['NTILE(3) OVER (ORDER BY x)', ['1', '1', '2', '3']],
  ] as const) {
    const array = call.startsWith('ROW_NUMBER') ? '[1, 2, 3, 4]' : '[1, 2, 2, 4]';
    assert.deepEqual(await column(call, array), values, call);
  }
});

test('values are taken from other rows', async () => {
  for (const [call, values] of [
    ['LAG(x) OVER (ORDER BY n)', [null, '3', null]],
    ['LAG(x, 2, 0) OVER (ORDER BY n)', ['0', '0', '3']],
    ['LEAD(x, 0) OVER (ORDER BY n)', ['3', null, '1']],
    ['FIRST_VALUE(x) OVER (ORDER BY n DESC)', ['1', '1', '1']],
    ['LAST_VALUE(x) OVER (ORDER BY n)', ['3', null, '1']],
    ['LAST_VALUE(x IGNORE NULLS) OVER (ORDER BY n)', ['3', '3', '1']],
    ['NTH_VALUE(x, 3) OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)', ['1', '1', '1']],
    ['SUM(x) OVER (ORDER BY n)', ['3', '3', '4']],
    ['ARRAY_AGG(x IGNORE NULLS) OVER (ORDER BY n)', [['3'], ['3'], ['3', '1']]],
  ] as const) {
    assert.deepEqual(await column(call, '[3, NULL, 1]'), values, call);
  }
});

test('percentiles ignore NULLs unless they are respected', async () => {
  for (const [call, array, value] of [
    ['PERCENTILE_CONT(x, 0.9) OVER ()', '[0, 3, NULL, 1, 2]', 2.7],
    ['PERCENTILE_CONT(x, 0.9 RESPECT NULLS) OVER ()', '[0, 3, NULL, 1, 2]', 2.6],
    ['PERCENTILE_CONT(x, 0 RESPECT NULLS) OVER ()', '[0, 3, NULL, 1, 2]', null],
    ['PERCENTILE_CONT(x, 0.4) OVER ()', "[NUMERIC '1', NUMERIC '2']", '1.400000000'],
    ['PERCENTILE_DISC(x, 0.5) OVER ()', "['c', NULL, 'b', 'a']", 'b'],
    ['PERCENTILE_DISC(x, 0.5 RESPECT NULLS) OVER ()', "['c', NULL, 'b', 'a']", 'a'],
  ] as const) {
    assert.deepEqual((await column(call, array))[0], value, call);
  }
});

test('numbers that make no sense are refused', async () => {
  for (const [call, message] of [
    ['LAG(x, -1) OVER (ORDER BY x)', /must not be null or negative/],
    ['NTILE(0) OVER (ORDER BY x)', /must be positive/],
    ['NTH_VALUE(x, 0) OVER (ORDER BY x)', /must be positive/],
    ['PERCENTILE_CONT(x, 1.5) OVER ()', /must be in the range \[0, 1\]/],
    ['PERCENTILE_DISC(x, 0.1 + x) OVER ()', /must be a literal or query parameter/],
    ["PERCENTILE_CONT(x + CAST('NaN' AS FLOAT64), 0.5) OVER ()", /PERCENTILE_CONT of NaN is not emulated/],
    ['RANK() OVER ()', /ORDER BY/],
  ] as const) {
    await assert.rejects(column(call, '[1]'), message, call);
  }
});
