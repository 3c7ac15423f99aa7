import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitsPattern } from './path-pattern';

const cases: readonly [path: string, pattern: string, fits: boolean][] = [
  ['/a/b', '/a/b', true],
  ['/a/b', '/a', false],
  ['/a/b', '*', true],
  ['', '*', true],
  ['/storage/v1/b/x/o', '/storage/v1/b/*/o', true],
  ['/storage/v1/b/x/o/y', '/storage/v1/b/*/o', false],
  ['/storage/v1/b/x/o/y', '*/o/*', true],
  ['/bigquery/v2/projects/p/jobs', '*/jobs*', true],
  ['/aXbXc', '*X*X*', true],
  ['/aXc', '*X*X*', false],
  ['/ab', '/ab*b', false],
  ['/a.b', '/a?b', false],
  ['/a(b', '*(*', true],
];

for (const [path, pattern, fits] of cases) {
  test(`${path} ${fits ? 'fits' : 'does not fit'} ${pattern}`, () => assert.equal(fitsPattern(path, pattern), fits));
}

test('a hostile pattern takes no long time', () => {
  assert.equal(fitsPattern('a'.repeat(50_000), `${'*a'.repeat(25_000)}*b`), false);
});
