import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TableFieldSchema } from '../../../src/core/job-resource';
import type { Value } from '../data/row';
import { formatFloat, formatSeconds } from './wire-number';
import { toWireRows, type WireOptions } from './wire-rows';

const FLOATS: [value: number | string, text: string][] = [
  [0, '0.0'], [-0, '-0.0'], [1, '1.0'], [1.5, '1.5'], [-1.5, '-1.5'], [0.001, '0.001'], [0.00012, '1.2E-4'], [123456.789, '123456.789'],
  [9999999, '9999999.0'], [1e7, '1.0E7'], [12345678.9, '1.23456789E7'], [1e20, '1.0E20'], [5e-324, '5.0E-324'], ['NaN', 'NaN'], ['-Infinity', '-Infinity'], [Infinity, 'Infinity'],
];
for (const [value, text] of FLOATS) test(`FLOAT64 ${value} is ${text}`, () => assert.equal(formatFloat(value), text));

const SECONDS: [micros: bigint, text: string][] = [
  [0n, '0.0'], [1_408_452_095_000_000n, '1.408452095E9'], [1_408_452_095_123_456n, '1.408452095123456E9'], [-1n, '-1.0E-6'],
  [1_500_000n, '1.5'], [-62_135_596_800_000_000n, '-6.21355968E10'], [100_000n, '0.1'],
];
for (const [micros, text] of SECONDS) test(`${micros} microseconds are ${text} seconds`, () => assert.equal(formatSeconds(micros), text));

const CELLS: [field: Omit<TableFieldSchema, 'name'>, value: Value, cell: unknown, options?: WireOptions][] = [
  [{ type: 'INTEGER' }, '9007199254740993', '9007199254740993'],
  [{ type: 'BOOLEAN' }, true, 'true'],
  [{ type: 'STRING' }, null, null],
  [{ type: 'STRING' }, '', ''],
  [{ type: 'FLOAT' }, 1, '1.0'],
  [{ type: 'TIMESTAMP' }, '2014-08-19 12:41:35.22 UTC', '1.40845209522E9'],
  [{ type: 'TIMESTAMP' }, '2014-08-19 12:41:35.22 UTC', '1408452095220000', { timestamps: 'INT64' }],
  [{ type: 'TIMESTAMP' }, '2014-08-19 12:41:35.22 UTC', '2014-08-19T12:41:35.220000000000Z', { timestamps: 'ISO8601_STRING' }],
  [{ type: 'TIMESTAMP' }, '0001-01-01 00:00:00 UTC', '-62135596800000000', { timestamps: 'INT64' }],
  [{ type: 'TIMESTAMP' }, '1969-12-31 23:59:59.5 UTC', '-500000', { timestamps: 'INT64' }],
  [{ type: 'TIME' }, '23:59:59.999', '23:59:59.999000'],
  [{ type: 'TIME' }, '23:59:59', '23:59:59'],
  [{ type: 'DATETIME' }, '2020-01-02T03:04:05.12', '2020-01-02T03:04:05.120000'],
  [{ type: 'TIME', mode: 'REPEATED' }, ['01:02:03.000004', '00:00:00.5'], [{ v: '01:02:03.000004' }, { v: '00:00:00.500000' }]],
  [{ type: 'INTEGER', mode: 'REPEATED' }, ['1', '2'], [{ v: '1' }, { v: '2' }]],
  [{ type: 'INTEGER', mode: 'REPEATED' }, null, []],
  [{ type: 'RECORD', fields: [{ name: 'a', type: 'INTEGER' }, { name: 'b', type: 'BOOL' }] }, ['1', null], { f: [{ v: '1' }, { v: null }] }],
  [{ type: 'STRUCT', mode: 'REPEATED', fields: [{ name: 'a', type: 'STRING' }] }, [['x'], ['y']], [{ v: { f: [{ v: 'x' }] } }, { v: { f: [{ v: 'y' }] } }]],
  [{ type: 'RANGE', rangeElementType: { type: 'TIMESTAMP' } }, '[UNBOUNDED, 1970-01-01 00:00:01 UTC)', '[UNBOUNDED, 1000000)', { timestamps: 'INT64' }],
  [{ type: 'RANGE', rangeElementType: { type: 'DATETIME' } }, '[2020-01-01T00:00:00.5, UNBOUNDED)', '[2020-01-01T00:00:00.500000, UNBOUNDED)'],
  [{ type: 'RANGE', rangeElementType: { type: 'DATE' } }, '[2020-01-01, UNBOUNDED)', '[2020-01-01, UNBOUNDED)'],
];
for (const [field, value, cell, options] of CELLS) {
  test(`${field.type} ${field.mode ?? ''} ${JSON.stringify(value)} ${JSON.stringify(options ?? {})}`, () => {
    assert.deepEqual(toWireRows({ fields: [{ name: 'x', ...field }] }, [[value]], options), [{ f: [{ v: cell }] }]);
  });
}
