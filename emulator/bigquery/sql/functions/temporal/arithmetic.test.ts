import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addToDate, addToDatetime, addToTime, addToTimestamp, bucketOf } from './arithmetic';
import { civilOf, daysOf } from './civil';
import { dateText, datetimeText } from './moment';

const days = (text: string): number => daysOf(...(text.split('-').map(Number) as [number, number, number]));
const micros = (text: string): bigint => BigInt(Date.parse(`${text}Z`)) * 1000n;

test('a date goes on by parts', () => {
  for (const [date, number, part, sub, result] of [
    ['2008-12-25', 5n, 'DAY', false, '2008-12-30'],
    ['2008-12-25', 1n, 'WEEK', true, '2008-12-18'],
    ['2020-01-31', 1n, 'MONTH', false, '2020-02-29'],
    ['2020-02-29', 3n, 'QUARTER', false, '2020-11-29'],
    ['2020-02-29', 1n, 'YEAR', true, '2019-02-28'],
    ['9999-12-31', -9998n, 'YEAR', false, '0001-12-31'],
  ] as const) {
    assert.equal(dateText(civilOf(addToDate(days(date), { number, part, sub }))), result);
  }
});

test('what leaves the calendar fails with the numbers', () => {
  const far = 9_223_372_036_854_775_807n;
  assert.throws(() => addToDate(days('9999-12-31'), { number: 1n, part: 'DAY' }), /^Error: Adding 1 DAY to date 9999-12-31 causes overflow$/);
  for (const part of ['DAY', 'WEEK', 'MONTH', 'YEAR']) {
    assert.throws(() => addToDate(0, { number: far, part }), /causes overflow/);
    assert.throws(() => addToDatetime(0n, { number: far, part, sub: true }), /^Error: Subtracting 9223372036854775807 \w+ from datetime 1970-01-01 00:00:00 causes overflow$/);
  }
  assert.throws(() => addToTimestamp(micros('0001-01-01T00:00:00'), { number: 1n, part: 'MICROSECOND', sub: true }), /from timestamp 0001-01-01 00:00:00\+00 causes/);
});

test('a time goes round the clock', () => {
  assert.equal(addToTime(0n, { number: 1n, part: 'SECOND', sub: true }), 86_399_000_000n);
  assert.equal(addToTime(86_399_000_000n, { number: 25n, part: 'HOUR' }), 3_599_000_000n);
});

test('buckets go on to both sides of their origin', () => {
  const origin = micros('1950-01-01T00:00:00');
  for (const [at, width, from, start] of [
    ['1949-12-29T00:00:00', { months: 0n, micros: 2n * 86_400_000_000n }, origin, '1949-12-28 00:00:00'],
    ['1950-01-02T23:59:59', { months: 0n, micros: 2n * 86_400_000_000n }, origin, '1950-01-01 00:00:00'],
    ['2020-02-29T00:00:00', { months: 1n, micros: 0n }, micros('2019-12-31T00:00:00'), '2020-02-29 00:00:00'],
    ['2020-02-28T23:00:00', { months: 1n, micros: 0n }, micros('2019-12-31T00:00:00'), '2020-01-31 00:00:00'],
    ['1949-11-15T00:00:00', { months: 2n, micros: 0n }, origin, '1949-11-01 00:00:00'],
  ] as const) {
    assert.equal(datetimeText(bucketOf(micros(at), width, from)), start, at);
  }
  assert.throws(() => bucketOf(0n, { months: 1n, micros: 1n }, 0n), /Exactly one non-zero INTERVAL part/);
  assert.throws(() => bucketOf(0n, { months: 0n, micros: 0n }, 0n), /Exactly one non-zero INTERVAL part/);
  assert.throws(() => bucketOf(0n, { months: -1n, micros: 0n }, 0n), /Negative bucket width/);
});
