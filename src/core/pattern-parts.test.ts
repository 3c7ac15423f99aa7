import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsOfPattern } from './pattern-parts';

const CASES: readonly [expression: string, alternatives: readonly (readonly string[])[]][] = [
  ['ab*c', [['a', 'b*', 'c']]],
  ['a|b\\|c', [['a'], ['b', '\\|', 'c']]],
  ['(?i)a|b', [['(?i)', 'a'], ['(?i)', 'b']]],
  ['(a|[)]|\\))+?x{2,3}', [['(a|[)]|\\))+?', 'x{2,3}']]],
  ['[]a]{2}[^]|][[:alpha:]|]', [['[]a]{2}', '[^]|]', '[[:alpha:]|]']]],
  ['\\Qa|b\\E\\x{1F600}\\p{Greek}\\pL\\012', [['\\Qa|b\\E', '\\x{1F600}', '\\p{Greek}', '\\pL', '\\012']]],
  ['😀+é', [['😀+', 'é']]],
  ['(?P<n>a)$', [['(?P<n>a)', '$']]],
  ['', [[]]],
];

for (const [expression, alternatives] of CASES) {
  test(`the parts of ${JSON.stringify(expression)}`, () => assert.deepEqual(partsOfPattern(expression), alternatives));
}
