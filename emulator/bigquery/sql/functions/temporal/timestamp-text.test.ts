import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datetimeText } from './moment';
import { findTimeZone } from './time-zone';
import { parseTimestampText } from './timestamp-text';

const UTC = findTimeZone('UTC');

test('timestamps are read with and without a zone', () => {
  for (const [text, result] of [
    ['2008-12-25', '2008-12-25 00:00:00'],
    ['2008-1-2 3:4:5', '2008-01-02 03:04:05'],
    ['2008-12-25T15:30:00.5Z', '2008-12-25 15:30:00.500'],
    ['2008-12-25 15:30:00 UTC', '2008-12-25 15:30:00'],
    ['2008-12-25 15:30:00 UTC+1', '2008-12-25 14:30:00'],
    ['2008-12-25 15:30:00-08', '2008-12-25 23:30:00'],
    ['2008-12-25 +05:30', '2008-12-24 18:30:00'],
    ['2008-12-25 15:30:00 America/Los_Angeles', '2008-12-25 23:30:00'],
    ['2008-12-25 23:59:60', '2008-12-26 00:00:00'],
  ] as const) {
    assert.equal(datetimeText(parseTimestampText(text, UTC)), result, text);
  }
  assert.equal(datetimeText(parseTimestampText('2008-12-25', findTimeZone('America/Los_Angeles'))), '2008-12-25 08:00:00');
});

test('anything else is no timestamp', () => {
  for (const text of ['', 'x', '2008-12', '2008-12-32', '2008-12-25 ', '2008-12-25 25:00:00', '2008-12-25 15:30', '2008-12-25 15:30:00.1234567', '2008-12-25 15:30:00  UTC', '0000-01-01']) {
    assert.throws(() => parseTimestampText(text, UTC), new Error(`Invalid timestamp: '${text}'`), text);
  }
  assert.throws(() => parseTimestampText('2008-12-25 15:30:00 Foo/Bar', UTC), /Invalid time zone: Foo\/Bar/);
  assert.throws(() => parseTimestampText('2008-12-25 15:30:00Z', UTC, false), /Timezone is not allowed in "2008-12-25 15:30:00Z"/);
});
