import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSql } from '../../analysis/test-bed';

const LETTERS = "['a', 'b', 'c', 'd', 'e']";

test('arrays are put together, cut and asked', async () => {
  for (const [expression, result] of [
    ['ARRAY_CONCAT([1, 2], [3], [4])', ['1', '2', '3', '4']],
    ['ARRAY_CONCAT([1], [2.5])', [1, 2.5]],
    ['ARRAY_CONCAT([1], NULL)', null],
    ['ARRAY_LENGTH([1, NULL])', '2'],
    ['ARRAY_LENGTH(NULL)', null],
    ['ARRAY_REVERSE([1, 2, 3])', ['3', '2', '1']],
    ["ARRAY_FIRST(['a', 'b'])", 'a'],
    ["ARRAY_LAST(['a', 'b'])", 'b'],
    [`ARRAY_SLICE(${LETTERS}, 1, 3)`, ['b', 'c', 'd']],
    [`ARRAY_SLICE(${LETTERS}, -1, 3)`, []],
    [`ARRAY_SLICE(${LETTERS}, 1, -3)`, ['b', 'c']],
    [`ARRAY_SLICE(${LETTERS}, -3, -1)`, ['c', 'd', 'e']],
    [`ARRAY_SLICE(${LETTERS}, 1, 30)`, ['b', 'c', 'd', 'e']],
    [`ARRAY_SLICE(${LETTERS}, 1, -30)`, []],
    [`ARRAY_SLICE(${LETTERS}, -30, -5)`, ['a']],
    [`ARRAY_SLICE(${LETTERS}, 5, 30)`, []],
    [`ARRAY_SLICE(${LETTERS}, 1, NULL)`, null],
    ['ARRAY_IS_DISTINCT([1, NULL, NULL])', false],
    ['ARRAY_IS_DISTINCT([1, 2, NULL])', true],
    ['ARRAY_IS_DISTINCT([])', true],
    ["ARRAY_TO_STRING(['cake', 'pie', NULL], '--')", 'cake--pie'],
    ["ARRAY_TO_STRING(['cake', 'pie', NULL], '--', 'MISSING')", 'cake--pie--MISSING'],
    ["TO_HEX(ARRAY_TO_STRING([b'a', b'b'], b'-'))", '612d62'],
    ['ARRAY_INCLUDES_ALL([1, 2, 3], [2, 3])', true],
    ['ARRAY_INCLUDES_ANY([1, 2, 3], [4, 5])', false],
  ] as const) {
    assert.deepEqual((await runSql(`SELECT ${expression}`))[0]?.[0], result, expression);
  }
});

test('lambdas see the element, its offset, and what stands around them', async () => {
  for (const [expression, result] of [
    ['ARRAY_FILTER([1, 2, NULL], e -> e > 1)', ['2']],
    ['ARRAY_FILTER([0, 2, 3], (e, i) -> e > i)', ['2', '3']],
    ['ARRAY_TRANSFORM([1, 2, 3], (e, i) -> e + i)', ['1', '3', '5']],
    ['ARRAY_TRANSFORM([1, 2], e -> CONCAT(CAST(e AS STRING), x))', ['1!', '2!']],
    ['ARRAY_INCLUDES([1, 2, 3], e -> e > 3)', false],
    ['ARRAY_INCLUDES([1, 2, 3], 1)', true],
    ['ARRAY_FILTER([1, 2, 3], e -> ARRAY_INCLUDES([2, 3], f -> f = e))', ['2', '3']],
  ] as const) {
    assert.deepEqual((await runSql(`SELECT ${expression} FROM (SELECT '!' AS x)`))[0]?.[0], result, expression);
  }
});

test('GENERATE_ARRAY goes from start to end by a step', async () => {
  for (const [given, result] of [
    ['1, 5', ['1', '2', '3', '4', '5']],
    ['10, 0, -3', ['10', '7', '4', '1']],
    ['10, 0, 3', []],
    ['5, NULL, 1', null],
    ['0, 1, 0.25', [0, 0.25, 0.5, 0.75, 1]],
    ["NUMERIC '-0.1', 1, NUMERIC '0.5'", ['-0.100000000', '0.400000000', '0.900000000']],
  ] as const) {
    assert.deepEqual((await runSql(`SELECT GENERATE_ARRAY(${given})`))[0]?.[0], result, given);
  }
  await assert.rejects(runSql('SELECT GENERATE_ARRAY(1, 5, 0)'), /Sequence step cannot be 0/);
  await assert.rejects(runSql('SELECT GENERATE_ARRAY(1, 99999999999)'), /Cannot generate arrays with more than 1048575 elements/);
  await assert.rejects(runSql('SELECT ARRAY_FIRST(ARRAY<INT64>[])'), /ARRAY_FIRST cannot get the first element of an empty array/);
});
