import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTimeZone, toInstant, toLocal } from './time-zone';

const micros = (text: string): bigint => BigInt(Date.parse(`${text}Z`)) * 1000n;
const text = (value: bigint): string => new Date(Number(value / 1000n)).toISOString().slice(0, 19);

test('a zone has the offset of the instant, by name or by number', () => {
  for (const [zone, at, shown] of [
    ['America/Los_Angeles', '2021-01-01T00:00:00', '2020-12-31T16:00:00'],
    ['America/Los_Angeles', '2021-03-14T10:00:00', '2021-03-14T03:00:00'],
    ['America/Los_Angeles', '2021-03-14T09:59:59', '2021-03-14T01:59:59'],
    ['America/Los_Angeles', '1800-01-01T00:00:00', '1799-12-31T16:07:02'],
    ['Asia/Kolkata', '2021-01-01T00:00:00', '2021-01-01T05:30:00'],
    ['+05:30', '2021-01-01T00:00:00', '2021-01-01T05:30:00'],
    ['-8', '2021-01-01T00:00:00', '2020-12-31T16:00:00'],
    ['UTC+0130', '2021-01-01T00:00:00', '2021-01-01T01:30:00'],
    ['UTC', '2021-01-01T00:00:00', '2021-01-01T00:00:00'],
    ['Europe/London', '2021-07-01T00:00:00', '2021-07-01T01:00:00'],
  ] as const) {
    assert.equal(text(toLocal(findTimeZone(zone), micros(at))), shown, `${zone} ${at}`);
  }
});

test('a time that clocks show twice is the first, one that they leave out goes by the old offset', () => {
  const zone = findTimeZone('America/Los_Angeles');
  for (const [shown, at] of [
    ['2021-11-07T01:30:00', '2021-11-07T08:30:00'],
    ['2021-11-07T02:00:00', '2021-11-07T10:00:00'],
    ['2021-03-14T02:30:00', '2021-03-14T10:30:00'],
    ['2021-03-14T03:00:00', '2021-03-14T10:00:00'],
  ] as const) {
    assert.equal(text(toInstant(zone, micros(shown))), at, shown);
  }
});

test('what is no zone of the database is refused', () => {
  for (const name of ['Foo/Bar', 'PST', 'Z', '+15:00', '+05:60', 'GMT+5', '__proto__']) {
    assert.throws(() => findTimeZone(name), new Error(`Invalid time zone: ${name}`), name);
  }
  assert.throws(() => findTimeZone(''), /Invalid empty time zone/);
});
