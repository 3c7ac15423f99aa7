import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePattern } from './filter';
import { withoutGroupNames } from './group-names';

const CASES: readonly [expression: string, without: string][] = [
  ['plain', 'plain'],
  ['(?P<n>a)(?<n>b)', '(a)(b)'],
  ['(?i)(?:a)(?P<x_1>b)', '(?i)(?:a)(b)'],
  ['\\(?P<n>', '\\(?P<n>'],
  ['[(?P<n>]a(?<n>b)', '[(?P<n>]a(b)'],
  ['[]()?P<n>]', '[]()?P<n>]'],
  ['\\Q(?P<n>a\\E(?P<n>b)', '\\Q(?P<n>a\\E(b)'],
  ['(?P<not valid>a)', '(?P<not valid>a)'],
  ['(?<=a)', '(?<=a)'],
];

for (const [expression, without] of CASES) test(`${expression} without names is ${without}`, () => assert.equal(withoutGroupNames(expression), without));

test('a name may be declared twice, as in Go', () => {
  assert.equal(compilePattern('(?P<n>a)|(?<n>b)').foundIn('xb'), true);
  assert.throws(() => compilePattern('(?P<not valid>a)'), { code: 'INVALID_PATTERN' });
});
