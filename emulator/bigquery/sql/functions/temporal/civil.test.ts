import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMonths, civilOf, daysOf, isoWeekOf, isoYearOf, joinMicros, MAX_DAYS, MIN_DAYS, splitMicros, weekdayOf, weekOfYear } from './civil';

test('days and dates are each other’s inverse, from the first day to the last', () => {
  assert.deepEqual([daysOf(1, 1, 1), daysOf(1970, 1, 1), daysOf(9999, 12, 31)], [MIN_DAYS, 0, MAX_DAYS]);
  for (let days = MIN_DAYS; days <= MAX_DAYS; days += 911) {
    const { year, month, day } = civilOf(days);
    assert.equal(daysOf(year, month, day), days);
    assert.equal(new Date(days * 86_400_000).getUTCDate(), day);
  }
});

test('weeks are numbered by the calendar and by ISO 8601', () => {
  for (const [days, ...expected] of [
    [daysOf(2005, 1, 1), 2004, 53, 0, 0, 6],
    [daysOf(2017, 11, 5), 2017, 44, 45, 44, 0],
    [daysOf(2014, 12, 30), 2015, 1, 52, 52, 2],
    [daysOf(2018, 1, 1), 2018, 1, 0, 1, 1],
  ] as const) {
    assert.deepEqual([isoYearOf(days), isoWeekOf(days), weekOfYear(days, 0), weekOfYear(days, 1), weekdayOf(days)], expected);
  }
});

test('a day that a month has not becomes its last', () => {
  assert.deepEqual(addMonths({ year: 2020, month: 1, day: 31 }, 1), { year: 2020, month: 2, day: 29 });
  assert.deepEqual(addMonths({ year: 2020, month: 3, day: 31 }, -13), { year: 2019, month: 2, day: 28 });
});

test('microseconds before 1970 belong to the day before', () => {
  assert.deepEqual(splitMicros(-1n), { days: -1, time: 86_399_999_999 });
  assert.equal(joinMicros(-1, 86_399_999_999), -1n);
});
