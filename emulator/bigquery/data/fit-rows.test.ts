import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TableFieldSchema } from '../../../src/core/job-resource';
import { FileFault } from './file-table';
import { canCast, fitRows } from './fit-rows';
import type { Row } from './row';

const a = { name: 'a', type: 'INTEGER' };
const tags = { name: 'tags', type: 'STRING', mode: 'REPEATED' };
const record = (...fields: TableFieldSchema[]): TableFieldSchema => ({ name: 'r', type: 'RECORD', fields });

const FITTED: [what: string, from: TableFieldSchema[], to: TableFieldSchema[], row: Row, fitted: Row][] = [
  ['another order', [a, tags], [tags, { ...a, name: 'A' }], ['1', ['x']], [['x'], '1']],
  ['fields too few', [a], [{ name: 'b', type: 'DATE' }, a, tags], ['1'], [null, '1', []]],
  ['fields too many', [a, tags], [tags], ['1', ['x']], [['x']]],
  ['fields of a RECORD', [record(a)], [record({ name: 'b', type: 'DATE' }, a)], [['1']], [[null, '1']]],
  ['a RECORD that is NULL', [record(a)], [record({ name: 'b', type: 'DATE' }, a)], [null], [null]],
  ['fields of repeated RECORDs', [{ ...record(a), mode: 'REPEATED' }], [{ ...record(tags, a), mode: 'REPEATED' }], [[['1'], ['2']]], [[[[], '1'], [[], '2']]]],
  ['texts as dates', [{ name: 'a', type: 'STRING' }], [{ name: 'a', type: 'DATE' }], ['2024-1-2'], ['2024-01-02']],
  ['whole numbers as others', [a], [{ name: 'a', type: 'FLOAT64' }], ['5'], [5]],
  ['points in time as times of a clock', [{ name: 'a', type: 'TIMESTAMP' }], [{ name: 'a', type: 'DATETIME' }], ['2024-01-02 03:04:05.6 UTC'], ['2024-01-02T03:04:05.6']],
  ['times of a clock as points in time', [{ name: 'a', type: 'DATETIME' }], [{ name: 'a', type: 'TIMESTAMP' }], ['2024-01-02T03:04:05.6'], ['2024-01-02 03:04:05.6 UTC']],
];

for (const [what, from, to, row, fitted] of FITTED) {
  test(`rows are fitted by ${what}`, () => {
    assert.deepEqual(fitRows({ schema: { fields: from }, rows: [row] }, { fields: to }), [fitted]);
  });
}

test('rows that fit are handed on as they are', () => {
  const rows = [['1', ['x']]];
  assert.equal(fitRows({ schema: { fields: [a, tags] }, rows }, { fields: [{ ...a, type: 'INT64' }, tags] }), rows);
});

const REFUSED: [what: string, from: TableFieldSchema[], to: TableFieldSchema[], row: Row, message: RegExp][] = [
  ['NULL for a REQUIRED field', [a], [{ ...a, mode: 'REQUIRED' }], [null], /Only optional fields can be set to NULL\. Field: a/],
  ['nothing for a REQUIRED field', [tags], [{ ...a, mode: 'REQUIRED' }], [['x']], /Required field a cannot be null/],
  ['a text that is no date', [{ name: 'a', type: 'STRING' }], [{ name: 'a', type: 'DATE' }], ['x'], /Could not convert value to DATE\. Field: a; Value: x/],
];

for (const [what, from, to, row, message] of REFUSED) {
  test(`rows with ${what} are refused`, () => {
    assert.throws(() => fitRows({ schema: { fields: from }, rows: [row] }, { fields: to }), (error) => error instanceof FileFault && message.test(error.message));
  });
}

test('types that lose nothing can be cast, and others cannot', () => {
  const pairs = [['INTEGER', 'INT64'], ['STRING', 'JSON'], ['INT64', 'NUMERIC'], ['STRING', 'INT64'], ['FLOAT64', 'INT64'], ['INT64', 'TIMESTAMP'], ['BYTES', 'STRING']] as const;
  assert.deepEqual(pairs.map(([from, to]) => canCast(from, to)), [true, true, true, false, false, false, false]);
});
