import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileFilter, compilePattern, type When } from './filter';
import type { Job } from './job';

const job: Job = {
  ref: { projectId: 'shop', jobId: 'j1', location: 'US' },
  type: 'LOAD',
  state: 'DONE',
  source: 'gs://b/orders.csv',
  destination: 'shop:sales.orders',
  loadUris: ['gs://b/orders.csv'],
  endTime: new Date(0),
};

test('a When holds if every field given holds, and one is given', () => {
  const cases: [When, boolean][] = [
    [{ Type: 'LOAD' }, true],
    [{ Type: 'load' }, true],
    [{ Type: 'QUERY' }, false],
    [{ Dest: 'sales' }, true],
    [{ Dest: '^sales' }, false],
    [{ Dest: '.+:sales\\.orders', Type: 'LOAD' }, true],
    [{ Dest: '.+:sales\\.orders', Type: 'QUERY' }, false],
    [{ Source: 'orders\\.csv$', Dest: 'sales' }, true],
    [{ Source: 'returns', Dest: 'sales' }, false],
    [{}, false],
    [{ Source: '', Dest: '', Type: '' }, false],
    [{ Dest: 'sales', Source: '' }, true],
  ];
  for (const [when, expected] of cases) assert.equal(compileFilter(when).matches(job), expected, JSON.stringify(when));
});

test("patterns have Go's syntax: classes, flags and a dot that stops at a line break", () => {
  assert.equal(compilePattern('(?i)ORDERS').foundIn('my orders'), true);
  assert.equal(compilePattern('[[:digit:]]{3}').foundIn('a123'), true);
  assert.equal(compilePattern('a.b').foundIn('a\nb'), false);
  assert.equal(compilePattern('(?s)a.b').foundIn('a\nb'), true);
  assert.equal(compilePattern('\\pL+').foundIn('é'), true);
});

test('what RE2 refuses is refused with its reason', () => {
  for (const expression of ['(', 'a**', '(?=x)', '\\1', '[z-a]', 'a{1001}']) {
    assert.throws(() => compilePattern(expression), { code: 'INVALID_PATTERN', message: /expected an RE2 expression/ }, expression);
  }
});

test('what would be too large is refused with its size', () => {
  assert.throws(() => compilePattern('a'.repeat(20_001)), { code: 'INVALID_PATTERN', message: /20001 characters, expected at most 20000/ });
  assert.throws(() => compilePattern(`(?:${'[a-c]\\d'.repeat(60)}){1000}`), { code: 'INVALID_PATTERN', message: /12\d{4} instructions .*, expected at most 100000/ });
});

test('a pattern that makes backtracking engines hang is searched in linear time', () => {
  assert.equal(compilePattern('(a+)+$').foundIn(`${'a'.repeat(50_000)}!`), false);
});
