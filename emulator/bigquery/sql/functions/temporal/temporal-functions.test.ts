import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSql } from '../../analysis/test-bed';

async function check(cases: readonly (readonly [expression: string, result: unknown])[]): Promise<void> {
  for (const [expression, result] of cases) assert.deepEqual((await runSql(`SELECT ${expression}`))[0]?.[0], result, expression);
}

async function fails(cases: readonly (readonly [expression: string, message: RegExp])[]): Promise<void> {
  for (const [expression, message] of cases) await assert.rejects(runSql(`SELECT ${expression}`), message, expression);
}

test('dates and times are made of numbers, texts and one another', () =>
  check([
    ['DATE(2016, 12, 25)', '2016-12-25'],
    ["DATE('2016-12-25')", '2016-12-25'],
    ["DATE(DATETIME '2016-12-25 23:59:59')", '2016-12-25'],
    ["DATE(TIMESTAMP '2016-12-25 05:30:00+07', 'America/Los_Angeles')", '2016-12-24'],
    ['DATETIME(2005, 12, 25, 5, 30, 0)', '2005-12-25 05:30:00'],
    ['DATETIME(2005, 12, 31, 23, 59, 60)', '2006-01-01 00:00:00'],
    ["DATETIME(DATE '2005-12-25', TIME '05:30:00')", '2005-12-25 05:30:00'],
    ["DATETIME(TIMESTAMP '2005-12-25 05:30:00+00', 'America/Los_Angeles')", '2005-12-24 21:30:00'],
    ['TIME(15, 30, 0)', '15:30:00'],
    ["TIME(TIMESTAMP '2008-12-25 15:30:00+08', 'America/Los_Angeles')", '23:30:00'],
    ["TIMESTAMP('2008-12-25 15:30:00', 'America/Los_Angeles')", '2008-12-25 23:30:00+00'],
    ["TIMESTAMP('2008-12-25 15:30:00 UTC')", '2008-12-25 15:30:00+00'],
    ["TIMESTAMP(DATE '2008-12-25', '+01:00')", '2008-12-24 23:00:00+00'],
    ["TIMESTAMP(DATETIME '2021-03-14 02:30:00', 'America/Los_Angeles')", '2021-03-14 10:30:00+00'],
    ['TIMESTAMP_SECONDS(-1)', '1969-12-31 23:59:59+00'],
    ['TIMESTAMP_MILLIS(1230219000000)', '2008-12-25 15:30:00+00'],
    ['DATE_FROM_UNIX_DATE(14238)', '2008-12-25'],
    ["UNIX_DATE(DATE '2008-12-25')", '14238'],
    ["UNIX_SECONDS(TIMESTAMP '1969-12-31 23:59:59.5+00')", '-1'],
    ["UNIX_MILLIS(TIMESTAMP '1970-01-01 00:00:00.0018+00')", '1'],
    ["UNIX_MICROS(TIMESTAMP '1970-01-01 00:00:00.0018+00')", '1800'],
    ["STRING(TIMESTAMP '2008-12-25 15:30:00+00', 'Asia/Kolkata')", '2008-12-25 21:00:00+05:30'],
    ['DATE(NULL)', null],
  ]));

test('the time of a statement is the same throughout it', () =>
  check([
    ['CURRENT_TIMESTAMP()', '2023-11-14 22:13:20+00'],
    ["CURRENT_DATE('+03:00')", '2023-11-15'],
    ["CURRENT_DATETIME('America/Los_Angeles')", '2023-11-14 14:13:20'],
    ['CURRENT_TIME', '22:13:20'],
  ]));

test('parts are added and taken away', () =>
  check([
    ["DATE_ADD(DATE '2008-12-25', INTERVAL 5 DAY)", '2008-12-30'],
    ["DATE_SUB('2020-02-29', INTERVAL 1 YEAR)", '2019-02-28'],
    ["DATE_ADD(TIMESTAMP '2020-01-01 00:00:00+00', INTERVAL 1 HOUR)", '2020-01-01 01:00:00+00'],
    ["DATETIME_ADD(DATETIME '2020-01-31 10:00:00', INTERVAL 1 QUARTER)", '2020-04-30 10:00:00'],
    ["DATETIME_SUB(DATETIME '2008-12-25 15:30:00', INTERVAL 10 MINUTE)", '2008-12-25 15:20:00'],
    ["TIMESTAMP_ADD('2008-12-25 15:30:00+00', INTERVAL 1 DAY)", '2008-12-26 15:30:00+00'],
    ["TIME_ADD(TIME '23:30:00', INTERVAL 1 HOUR)", '00:30:00'],
    ["SAFE.DATE_ADD(DATE '9999-12-31', INTERVAL 1 DAY)", null],
    ["DATE '2020-01-31' + INTERVAL 1 MONTH", '2020-02-29 00:00:00'],
    ["TIMESTAMP '2020-01-31 00:00:00+00' - INTERVAL 25 HOUR", '2020-01-29 23:00:00+00'],
    ["DATETIME '2021-06-01 12:00:00' - DATETIME '2021-05-31 00:00:00'", { months: 0, days: 1, micros: '43200000000' }],
    ["TIMESTAMP '2021-06-01 12:00:00+00' - TIMESTAMP '2021-05-31 00:00:00+00'", { months: 0, days: 0, micros: '129600000000' }],
  ]));

test('differences count the starts of parts, those of timestamps whole parts', () =>
  check([
    ["DATE_DIFF(DATE '2010-07-07', DATE '2008-12-25', DAY)", '559'],
    ["DATE_DIFF('2017-10-15', '2017-10-14', WEEK)", '1'],
    ["DATE_DIFF('2017-12-18', '2017-12-17', WEEK(MONDAY))", '1'],
    ["DATE_DIFF('2017-12-18', '2017-12-17', WEEK)", '0'],
    ["DATE_DIFF('2017-12-30', '2014-12-30', ISOYEAR)", '2'],
    ["DATE_DIFF('0001-01-01', '0001-04-01', QUARTER)", '-1'],
    ["DATETIME_DIFF(DATETIME '2017-10-15 00:00:00', DATETIME '2017-10-14 23:59:59', HOUR)", '1'],
    ["TIMESTAMP_DIFF('2001-02-01 01:00:00', '2001-02-01 00:00:01', HOUR)", '0'],
    ["TIMESTAMP_DIFF('2018-08-14', '2018-10-14', DAY)", '-61'],
    ["TIME_DIFF(TIME '15:30:00', TIME '14:35:00', MINUTE)", '55'],
  ]));

test('times are cut off to their part', () =>
  check([
    ["DATE_TRUNC(DATE '2008-12-25', MONTH)", '2008-12-01'],
    ["DATE_TRUNC(DATE '2017-11-05', WEEK(MONDAY))", '2017-10-30'],
    ["DATE_TRUNC('2015-06-15', ISOYEAR)", '2014-12-29'],
    ["DATETIME_TRUNC(DATETIME '2008-12-25 15:30:00.123456', MILLISECOND)", '2008-12-25 15:30:00.123'],
    ["TIMESTAMP_TRUNC(TIMESTAMP '2008-12-25 15:30:00+00', DAY, 'America/Los_Angeles')", '2008-12-25 08:00:00+00'],
    ["TIMESTAMP_TRUNC(TIMESTAMP '2017-11-06 00:00:00+12', WEEK(MONDAY), 'Pacific/Auckland')", '2017-11-05 11:00:00+00'],
    ["TIMESTAMP_TRUNC(TIMESTAMP '2017-11-06 01:45:00+00', HOUR, 'Asia/Kolkata')", '2017-11-06 01:30:00+00'],
    ["TIME_TRUNC(TIME '15:30:45', MINUTE)", '15:30:00'],
    ["LAST_DAY(DATE '2008-11-25')", '2008-11-30'],
    ["LAST_DAY(DATE '2008-11-10', WEEK(SUNDAY))", '2008-11-15'],
    ["LAST_DAY(DATE '2008-11-10', WEEK(MONDAY))", '2008-11-16'],
    ["LAST_DAY(DATETIME '2008-11-10 15:30:00', QUARTER)", '2008-12-31'],
  ]));

test('texts are written and read by formats', () =>
  check([
    ["FORMAT_DATE('%b-%d-%Y', DATE '2008-12-25')", 'Dec-25-2008'],
    ["FORMAT_DATETIME('%c', DATETIME '2008-12-25 15:30:00')", 'Thu Dec 25 15:30:00 2008'],
    ["FORMAT_TIME('%R', TIME '15:30:00')", '15:30'],
    ["FORMAT_TIMESTAMP('%F %T %Z', TIMESTAMP '2008-12-25 15:30:00+00', 'America/Los_Angeles')", '2008-12-25 07:30:00 UTC-8'],
    ["PARSE_DATE('%A %b %e %Y', 'Thursday Dec 25 2008')", '2008-12-25'],
    ["PARSE_DATETIME('%m/%d/%Y %I:%M:%S %p', '8/30/2018 2:23:38 pm')", '2018-08-30 14:23:38'],
    ["PARSE_TIME('%H', '15')", '15:00:00'],
    ["PARSE_TIMESTAMP('%c', 'Thu Dec 25 07:30:00 2008', 'America/Los_Angeles')", '2008-12-25 15:30:00+00'],
    ["SAFE.PARSE_DATE('%Y', 'x')", null],
  ]));

test('series, buckets and intervals', () =>
  check([
    ["GENERATE_DATE_ARRAY('2016-10-05', '2016-10-09', INTERVAL 2 DAY)", ['2016-10-05', '2016-10-07', '2016-10-09']],
    ["GENERATE_DATE_ARRAY('2016-01-31', '2016-04-30', INTERVAL 1 MONTH)", ['2016-01-31', '2016-02-29', '2016-03-31', '2016-04-30']],
    ["GENERATE_DATE_ARRAY('9999-12-30', '9999-12-31')", ['9999-12-30', '9999-12-31']],
    ["GENERATE_DATE_ARRAY('2016-10-05', NULL)", null],
    ["GENERATE_TIMESTAMP_ARRAY('2016-10-06 00:00:00', '2016-10-01 00:00:00', INTERVAL -2 DAY)", ['2016-10-06 00:00:00+00', '2016-10-04 00:00:00+00', '2016-10-02 00:00:00+00']],
    ["DATE_BUCKET(DATE '2000-12-20', INTERVAL 7 DAY, DATE '2000-12-24')", '2000-12-17'],
    ["DATETIME_BUCKET(DATETIME '1949-12-30 13:00:00', INTERVAL 12 HOUR)", '1949-12-30 12:00:00'],
    ["TIMESTAMP_BUCKET(TIMESTAMP '2000-12-20 00:00:00+00', INTERVAL 7 DAY, TIMESTAMP '2000-12-22 12:00:00+00')", '2000-12-15 12:00:00+00'],
    ['MAKE_INTERVAL(1, minute => 5, day => 2)', { months: 12, days: 2, micros: '300000000' }],
    ['JUSTIFY_DAYS(INTERVAL -65 DAY)', { months: -2, days: -5, micros: '0' }],
    ['JUSTIFY_HOURS(INTERVAL -12345 MINUTE)', { months: 0, days: -8, micros: '-49500000000' }],
    ["JUSTIFY_INTERVAL(INTERVAL '29 49:00:00' DAY TO SECOND)", { months: 1, days: 1, micros: '3600000000' }],
  ]));

test('what is no date, zone, part or interval is told', () =>
  fails([
    ['DATE(2016, 2, 30)', /Input calculates to invalid date: 2016-02-30/],
    ['DATETIME(2016, 13, 1, 0, 0, 0)', /Input calculates to invalid datetime: 2016-13-01 00:00:00/],
    ["TIMESTAMP(DATE '2008-12-25', 'Foo/Bar')", /Invalid time zone: Foo\/Bar/],
    ['TIMESTAMP_SECONDS(9223372036854775807)', /Invalid timestamp value: 9223372036854775807/],
    ["DATE_ADD(DATE '9999-12-31', INTERVAL 1 DAY)", /Adding 1 DAY to date 9999-12-31 causes overflow/],
    ['DATE_ADD(CURRENT_DATE(), INTERVAL 1 HOUR)', /DATE_ADD does not support the HOUR date part when the argument is DATE type at \[1:\d+\]/],
    ["TIMESTAMP_DIFF(CURRENT_TIMESTAMP(), CURRENT_TIMESTAMP(), MONTH)", /TIMESTAMP_DIFF does not support the MONTH date part when the argument is TIMESTAMP type/],
    ['DATE_TRUNC(CURRENT_DATE(), FOO)', /A valid date part name is required but found FOO/],
    ["DATE_TRUNC(DATE '0001-01-01', WEEK)", /out of range/],
    ["GENERATE_DATE_ARRAY('2016-10-05', '2016-10-09', INTERVAL 0 DAY)", /Sequence step cannot be 0/],
    ["DATE_BUCKET(DATE '2000-12-20', INTERVAL 1 HOUR)", /Only MONTH and DAY parts are allowed/],
    ["TIMESTAMP '2020-01-31 00:00:00+00' + INTERVAL 1 MONTH", /not supported for intervals with non-zero MONTH or YEAR part/],
    ["DATETIME '9999-12-31 00:00:00' + INTERVAL 1 DAY", /Adding 1 DAY to datetime 9999-12-31 00:00:00 causes overflow/],
  ]));
