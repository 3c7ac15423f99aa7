import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partitionIdOf } from './partition-id';

const CASES: [type: string, value: string | null, id: string][] = [
  ['DAY', '2024-01-05', '20240105'],
  ['DAY', '2024-01-05 23:59:59.5 UTC', '20240105'],
  ['HOUR', '2024-01-05T07:30:00', '2024010507'],
  ['HOUR', '2024-01-05 00:00:00 UTC', '2024010500'],
  ['MONTH', '2024-01-05', '202401'],
  ['YEAR', '0987-01-05', '0987'],
  ['DAY', null, '__NULL__'],
];

for (const [type, value, id] of CASES) {
  test(`by ${type}, ${value} lies in ${id}`, () => assert.equal(partitionIdOf(value, { type }), id));
}
