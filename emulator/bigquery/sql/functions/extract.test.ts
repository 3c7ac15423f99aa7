import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSql } from '../analysis/test-bed';

test('each part is taken out of each type that has it', async () => {
  for (const [operand, parts] of [
    ["DATE '2017-11-05'", { YEAR: 2017, QUARTER: 4, MONTH: 11, DAY: 5, DAYOFWEEK: 1, DAYOFYEAR: 309, WEEK: 45, 'WEEK(MONDAY)': 44, 'WEEK(SUNDAY)': 45, 'WEEK(SATURDAY)': 44, ISOWEEK: 44, ISOYEAR: 2017 }],
    ["DATE '2016-01-01'", { WEEK: 0, 'WEEK(FRIDAY)': 1, ISOWEEK: 53, ISOYEAR: 2015 }],
    ["DATETIME '2005-01-03 12:34:56.789012'", { HOUR: 12, MINUTE: 34, SECOND: 56, MILLISECOND: 789, MICROSECOND: 789_012, ISOYEAR: 2005, WEEK: 1 }],
    ["TIME '15:30:00.5'", { HOUR: 15, MINUTE: 30, SECOND: 0, MILLISECOND: 500, MICROSECOND: 500_000 }],
    ["TIMESTAMP '2008-12-25 05:30:00+00'", { DAY: 25, HOUR: 5, DAYOFWEEK: 5 }],
    ["INTERVAL '1-2 3 4:5:6.789999' YEAR TO SECOND", { YEAR: 1, MONTH: 2, DAY: 3, HOUR: 4, MINUTE: 5, SECOND: 6, MILLISECOND: 789, MICROSECOND: 789_999 }],
    ["INTERVAL '10 -12:30' DAY TO MINUTE", { DAY: 10, HOUR: -12, MINUTE: -30 }],
  ] as const) {
    for (const [part, value] of Object.entries(parts)) {
      assert.deepEqual(await runSql(`SELECT EXTRACT(${part} FROM ${operand})`), [[String(value)]], `${part} of ${operand}`);
    }
  }
});

test('dates and times are taken out of timestamps, in a zone', async () => {
  const of = (part: string): Promise<unknown[][]> => runSql(`SELECT EXTRACT(${part} FROM TIMESTAMP '2008-12-25 05:30:00.1+00' AT TIME ZONE 'America/Los_Angeles')`);
  assert.deepEqual(await of('DATE'), [['2008-12-24']]);
  assert.deepEqual(await of('TIME'), [['21:30:00.1']]);
  assert.deepEqual(await of('DATETIME'), [['2008-12-24 21:30:00.1']]);
  assert.deepEqual(await of('HOUR'), [['21']]);
});

test('parts that a type has not are refused', async () => {
  for (const [expression, message] of [
    ["HOUR FROM DATE '2017-11-05'", /EXTRACT from DATE does not support the HOUR date part at \[1:8\]/],
    ["DAY FROM TIME '10:00:00'", /EXTRACT from TIME does not support the DAY date part/],
    ["QUARTER FROM INTERVAL 1 DAY", /EXTRACT from INTERVAL does not support the QUARTER date part/],
    ["DAY FROM DATE '2017-11-05' AT TIME ZONE 'UTC'", /EXTRACT from DATE does not support AT TIME ZONE/],
    ['DAY FROM 1', /EXTRACT from INT64 is not supported/],
  ] as const) {
    await assert.rejects(runSql(`SELECT EXTRACT(${expression})`), message, expression);
  }
});
