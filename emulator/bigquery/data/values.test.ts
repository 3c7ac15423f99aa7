import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LosslessNumber } from 'lossless-json';
import type { ScalarType } from './canonical-type';
import type { Value } from './row';
import { coerceText, coerceValue } from './values';

const big = (text: string) => new LosslessNumber(text);

/** What each type makes of an input; `undefined` where it refuses it. */
const CASES: Record<ScalarType, [input: unknown, value: Value | undefined][]> = {
  STRING: [['a', 'a'], ['', ''], [1.5, '1.5'], [true, 'true'], [big('12345678901234567890'), '12345678901234567890'], [{}, undefined], [['a'], undefined]],
  BYTES: [['YWI=', 'YWI='], ['', ''], ['YWJ=', 'YWI='], ['YWI', undefined], ['Y*I=', undefined], [1, undefined]],
  INT64: [
    [1, '1'], [-0, '0'], ['007', '7'], ['+5', '5'], ['-0', '0'], ['9223372036854775807', '9223372036854775807'], ['-9223372036854775808', '-9223372036854775808'],
    ['+9223372036854775807', '9223372036854775807'], ['9223372036854775808', undefined], [big('9223372036854775807'), '9223372036854775807'],
    [big('9223372036854775808'), undefined], [big('1.0000000000000000'), '1'], [big('1.0000000000000001'), undefined], [1e18, '1000000000000000000'], [1e19, undefined],
    [1.5, undefined], ['1.0', undefined], ['abc', undefined], ['', undefined], [' 1', undefined], [true, undefined],
  ],
  FLOAT64: [
    [1.5, 1.5], [-0, -0], ['2.5e3', 2500], ['.5', 0.5], ['-1.', -1], ['NaN', 'NaN'], ['inf', 'Infinity'], ['-Infinity', '-Infinity'], ['+inf', 'Infinity'],
    [big('0.1000000000000000055'), 0.1], ['1e999', undefined], ['0x10', undefined], ['', undefined], ['1,5', undefined], [false, undefined],
  ],
  NUMERIC: [
    ['1.50', '1.5'], [1.5, '1.5'], ['-0.000', '0'], ['0.0000000005', '0.000000001'], ['-0.0000000005', '-0.000000001'], ['0.0000000004', '0'], ['1e3', '1000'], ['1.5E-3', '0.0015'],
    ['99999999999999999999999999999.999999999', '99999999999999999999999999999.999999999'], ['99999999999999999999999999999.9999999995', undefined],
    ['100000000000000000000000000000', undefined], ['.', undefined], ['', undefined], ['1e99999', undefined], ['NaN', undefined], [true, undefined],
  ],
  BIGNUMERIC: [
    ['1.50', '1.5'], ['0.00000000000000000000000000000000000001', '0.00000000000000000000000000000000000001'],
    ['578960446186580977117854925043439539266.34992332820282019728792003956564819967', '578960446186580977117854925043439539266.34992332820282019728792003956564819967'],
    ['578960446186580977117854925043439539266.34992332820282019728792003956564819968', undefined],
    ['-578960446186580977117854925043439539266.34992332820282019728792003956564819968', '-578960446186580977117854925043439539266.34992332820282019728792003956564819968'],
    ['9'.repeat(600), undefined],
  ],
  BOOL: [[true, true], [false, false], ['TRUE', true], ['f', false], ['Y', true], ['no', false], ['1', true], [0, false], ['on', undefined], [2, undefined], ['', undefined]],
  DATE: [
    ['2024-02-29', '2024-02-29'], ['2024-3-1', '2024-03-01'], ['0001-01-01', '0001-01-01'], ['2023-02-29', undefined], ['1900-02-29', undefined], ['2000-02-29', '2000-02-29'],
    ['2024-13-01', undefined], ['2024-04-31', undefined], ['0000-01-01', undefined], ['2024/03/01', undefined], ['2024-03-01 00:00:00', undefined], [20240301, undefined],
  ],
  TIME: [['08:00:00', '08:00:00'], ['8:5:3', '08:05:03'], ['08:00:00.5', '08:00:00.5'], ['08:00:00.000', '08:00:00'], ['24:00:00', undefined], ['08:60:00', undefined], ['08:00:60', undefined], ['08:00', undefined]],
  DATETIME: [
    ['2024-03-01T08:00:00', '2024-03-01T08:00:00'], ['2024-03-01 08:00:00.123', '2024-03-01T08:00:00.123'], ['2024-03-01', '2024-03-01T00:00:00'],
    ['2024-02-30T08:00:00', undefined], ['2024-03-01T25:00:00', undefined], ['2024-03-01T08:00:00Z', undefined],
  ],
  TIMESTAMP: [
    ['2024-03-01 08:00:00 UTC', '2024-03-01 08:00:00 UTC'], ['2024-03-01T08:00:00Z', '2024-03-01 08:00:00 UTC'], ['2024-03-01T08:00:00', '2024-03-01 08:00:00 UTC'],
    ['2024/03/01 08:00:00', '2024-03-01 08:00:00 UTC'], ['2024/03/01 08:05', '2024-03-01 08:05:00 UTC'], ['2024-03-01 8:05Z', '2024-03-01 08:05:00 UTC'], ['2024-03-01', '2024-03-01 00:00:00 UTC'], ['2024-03-01T08:00:00.123Z', '2024-03-01 08:00:00.123 UTC'],
    ['2024-03-01 00:30:00+01:00', '2024-02-29 23:30:00 UTC'], ['2024-03-01 08:00:00.000001 -05:30', '2024-03-01 13:30:00.000001 UTC'], ['2024-03-01 08:00:00+2', '2024-03-01 06:00:00 UTC'],
    ['0001-01-01 00:00:00+00:00', '0001-01-01 00:00:00 UTC'], ['0001-01-01 00:00:00+01:00', undefined], ['9999-12-31 23:59:59.999999-00:30', undefined],
    [0, '1970-01-01 00:00:00 UTC'], [-1.5, '1969-12-31 23:59:58.5 UTC'], ['1709280000.25', '2024-03-01 08:00:00.25 UTC'], [253402300800, undefined],
    ['2024-03-01 08:00:00.1234567', undefined], ['2024-02-30 08:00:00', undefined], ['2024-03-01 24:00:00', undefined], ['2024-03-01 08:00:60', undefined],
    ['2024-03-01 08:00:00+15:00', undefined], ['today', undefined], ['', undefined], [true, undefined],
  ],
  GEOGRAPHY: [['POINT(1 2)', 'POINT(1 2)'], [1, undefined]],
  JSON: [
    [{ a: [1, null, 'x'] }, '{"a":[1,null,"x"]}'], ['text', '"text"'], [20, '20'], [true, 'true'], [{ n: big('12345678901234567890') }, '{"n":12345678901234567890}'],
    [big('12345678901234567890'), '12345678901234567890'],
  ],
};

for (const [type, cases] of Object.entries(CASES) as [ScalarType, (typeof CASES)[ScalarType]][]) {
  for (const [input, value] of cases) {
    test(`${type} from ${typeof input} ${JSON.stringify(input)} is ${JSON.stringify(value)}`, () => {
      assert.deepEqual(coerceValue(type, input), value);
    });
  }
}

test('in a CSV field a JSON column holds JSON text', () => {
  assert.equal(coerceText('JSON', '{ "a": 12345678901234567890 }'), '{"a":12345678901234567890}');
  assert.equal(coerceText('JSON', '"x"'), '"x"');
  assert.equal(coerceText('JSON', '{a}'), undefined);
  assert.equal(coerceText('INT64', '7'), '7');
});
