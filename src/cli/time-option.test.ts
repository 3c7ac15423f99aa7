import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTime } from './time-option';

const NOW = new Date('2024-03-01T12:00:00Z');
const TIMES: readonly [text: string, time: string][] = [
  ['2024-03-01', '2024-03-01T00:00:00.000Z'],
  ['2024-03-01T10:00', '2024-03-01T10:00:00.000Z'],
  ['2024-03-01 10:00:30.5', '2024-03-01T10:00:30.500Z'],
  ['2024-03-01T10:00:00Z', '2024-03-01T10:00:00.000Z'],
  ['2024-03-01t10:00:00z', '2024-03-01T10:00:00.000Z'],
  ['2024-03-01T10:00:00+02:00', '2024-03-01T08:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['90m', '2024-03-01T10:30:00.000Z'],
  ['2d', '2024-02-28T12:00:00.000Z'],
];

for (const [text, time] of TIMES) {
  test(`${text} is a time, wherever one is`, () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Asia/Tokyo';
    try {
      assert.equal(parseTime(text, NOW).toISOString(), time);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
}

for (const text of ['', '2024-02-30', '2023-02-29', '2024-13-01', '2024-03-01T25:00', '2024-03-01 (x)', '2024-03-01T', '2024-3-1', '-5h', '5w', 'now', '1709280000000']) {
  test(`${JSON.stringify(text)} is no time`, () => assert.throws(() => parseTime(text, NOW), /Expected a time such as/));
}
