import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Value } from '../../data/row';
import { createSqlBed } from '../test-bed';
import type { QueryParameter } from './parameters';

type Type = QueryParameter['parameterType'];
type Given = QueryParameter['parameterValue'];

const NUMBERS: Type = { type: 'ARRAY', arrayType: { type: 'INT64' } };
const PAIR: Type = { type: 'STRUCT', structTypes: [{ name: 'x', type: { type: 'INT64' } }, { name: 'y', type: { type: 'STRING' } }] };
const PAIR_VALUES = { x: { value: '1' }, y: { value: 'a' } };

function named(parameterType: Type | string, parameterValue: Given): QueryParameter {
  return { name: 'p', parameterType: typeof parameterType === 'string' ? { type: parameterType } : parameterType, parameterValue };
}

const VALUES: [type: Type | string, given: Given, value: Value, column: string][] = [
  ['INT64', { value: '9223372036854775807' }, '9223372036854775807', 'INTEGER'],
  ['INTEGER', { value: 5 }, '5', 'INTEGER'],
  ['FLOAT64', { value: '1.5' }, 1.5, 'FLOAT'],
  ['FLOAT64', { value: '-Infinity' }, '-Infinity', 'FLOAT'],
  ['FLOAT64', { value: 'NaN' }, 'NaN', 'FLOAT'],
  ['BOOL', { value: 'true' }, true, 'BOOLEAN'],
  ['BOOL', { value: false }, false, 'BOOLEAN'],
  ['STRING', { value: "it's -- \\ `x` \0" }, "it's -- \\ `x` \0", 'STRING'],
  ['STRING', { value: null }, null, 'STRING'],
  ['DATE', {}, null, 'DATE'],
  ['DATE', undefined, null, 'DATE'],
  ['BYTES', { value: 'YWJj' }, 'YWJj', 'BYTES'],
  ['NUMERIC', { value: '1e2' }, '100', 'NUMERIC'],
  ['BIGNUMERIC', { value: '-0.5' }, '-0.5', 'BIGNUMERIC'],
  ['DATE', { value: '2024-1-31' }, '2024-01-31', 'DATE'],
  ['TIME', { value: '12:30:00.5' }, '12:30:00.5', 'TIME'],
  ['DATETIME', { value: '2024-01-01T10:00:00' }, '2024-01-01T10:00:00', 'DATETIME'],
  ['DATETIME', { value: '2024-01-01 10:00:00.123456' }, '2024-01-01T10:00:00.123456', 'DATETIME'],
  ...['2024-01-01T10:00:00Z', '2024-01-01 10:00:00+00:00', '2024-01-01 10:00:00 UTC', '2024-01-01 02:00:00-08', '2024-01-01T10:00:00.000000Z', '1704103200'].map((value): (typeof VALUES)[number] => ['TIMESTAMP', { value }, '2024-01-01 10:00:00 UTC', 'TIMESTAMP']),
  ['JSON', { value: '{"b":1,"a":[null]}' }, '{"a":[null],"b":1}', 'JSON'],
  ['INTERVAL', { value: '1-2 3 4:5:6' }, '1-2 3 4:5:6', 'INTERVAL'],
  [NUMBERS, { arrayValues: [{ value: '1' }, { value: '2' }] }, ['1', '2'], 'INTEGER'],
  [NUMBERS, { arrayValues: [] }, [], 'INTEGER'],
  [PAIR, { structValues: PAIR_VALUES }, ['1', 'a'], 'RECORD'],
  [PAIR, { structValues: {} }, [null, null], 'RECORD'],
  [{ type: 'ARRAY', arrayType: PAIR }, { arrayValues: [{ structValues: PAIR_VALUES }] }, [['1', 'a']], 'RECORD'],
];

for (const [type, given, value, column] of VALUES) {
  test(`a parameter ${JSON.stringify(type)} of ${JSON.stringify(given)}`, async () => {
    const { rows, columns, error } = await createSqlBed().query('SELECT @p', { queryParameters: [named(type, given)] });
    assert.equal(error, undefined);
    assert.deepEqual([rows, columns], [[[value]], [`f0_ ${column} ${Array.isArray(value) && typeof type === 'object' && type.type === 'ARRAY' ? 'REPEATED' : 'NULLABLE'}`]]);
  });
}

const REFUSED: [type: string, value: string, message: RegExp][] = [
  ['INT64', '1.5', /parameter 'p': could not read "1\.5" as INT64/],
  ['DATE', '2024-02-30', /parameter 'p'/],
  ['INTERVAL', 'tomorrow', /parameter 'p': could not read "tomorrow" as INTERVAL/],
  ['JSON', '{', /parameter 'p'/],
  ['GEOGRAPHY', 'POINT(1 2)', /a query parameter of type GEOGRAPHY is not emulated/],
];

for (const [type, value, message] of REFUSED) {
  test(`no parameter ${type} of ${value}`, async () => {
    const { error } = await createSqlBed().query('SELECT @p', { queryParameters: [named(type, { value })] });
    assert.match(error?.message ?? '', message);
  });
}

const QUERIES: [sql: string, parameters: QueryParameter[], expected: unknown[][] | RegExp][] = [
  ['SELECT ?, ? + 1', [{ parameterType: { type: 'STRING' }, parameterValue: { value: 'a' } }, { parameterType: { type: 'INT64' }, parameterValue: { value: '1' } }], [['a', '2']]],
  ['SELECT @P', [named('INT64', { value: '1' })], [['1']]],
  ["SELECT DATE '2024-01-01' = @p", [named('STRING', { value: '2024-01-01' })], [[true]]],
  ['SELECT 2 IN UNNEST(@p)', [named(NUMBERS, { arrayValues: [{ value: '2' }] })], [[true]]],
  ['SELECT x FROM UNNEST([3, 1]) x ORDER BY x LIMIT @p', [named('INT64', { value: '1' })], [['1']]],
  ['SELECT ?', [], /Query parameter number 1 is not defined/],
  ['SELECT @q', [named('INT64', { value: '1' })], /Query parameter 'q' not found at \[1:8\]/],
  ['SELECT * FROM @p', [named('STRING', { value: 't' })], /cannot be used in place of table names/],
];

for (const [sql, queryParameters, expected] of QUERIES) {
  test(`parameters in ${sql}`, async () => {
    const { rows, error } = await createSqlBed().query(sql, { queryParameters });
    if (expected instanceof RegExp) assert.match(error?.message ?? '', expected);
    else assert.deepEqual(rows, expected);
  });
}
