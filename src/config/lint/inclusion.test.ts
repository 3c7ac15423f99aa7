import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compilePattern } from '../../core/filter';
import { createPatternBook } from './pattern-book';

const isIncluded = (inner: string, outer: string): boolean => createPatternBook({ steps: Infinity }).outside([inner], [outer]) === 'none';

const CASES: readonly [inner: string, outer: string, included: boolean][] = [
  ['^shop:raw\\.orders$', '.', true],
  ['^shop:raw\\.orders$', '^shop:', true],
  ['^shop:raw\\.orders$', '^shop:raw\\..*$', true],
  ['^shop:raw\\.', '^shop:raw\\.orders$', false],
  ['raw\\.(orders|items)$', 'raw\\.(items|orders|more)$', true],
  ['raw\\.(orders|items)$', 'raw\\.orders$', false],
  ['raw\\.orders$', 'orders', true],
  ['raw.orders$', 'raw\\.orders$', false],
  ['^a[0-9]{8}$', '^a\\d+$', true],
  ['^a\\d+$', '^a[0-9]{8}$', false],
  ['(?i)ORDERS', 'orders', false],
  ['orders', '(?i)ORDERS', true],
  ['ORDERs', '(?i)oRdErS', true],
  ['\\borders\\b', 'orders', true],
  ['orders', '\\borders\\b', false],
  ['^$', 'a', false],
  ['a', '', true],
  ['', 'a', false],
  ['a', '^.*$', true],
  ['[^:]+:raw', ':', true],
  ['^p:d\\.t_(2024|2025)\\d{4}$', '^p:d\\.t_20\\d+$', true],
  ['\\pL', '.', true],
];

for (const [inner, outer, included] of CASES) {
  test(`what has ${inner} ${included ? 'always has' : 'need not have'} ${outer}`, () => assert.equal(isIncluded(inner, outer), included));
}

test('no text has an included pattern alone', () => {
  const part = fc.constantFrom('a', 'b', '.', '[ab]', '\\d', '(?i:A)', '\\b', '\\.');
  const pattern = fc.tuple(fc.boolean(), fc.array(fc.tuple(part, fc.constantFrom('', '*', '+', '?')), { minLength: 1, maxLength: 4 }), fc.boolean()).map(([begin, parts, end]) => `${begin ? '^' : ''}${parts.map(([text, times]) => (text === '\\b' ? text : text + times)).join('')}${end ? '$' : ''}`);
  const text = fc.array(fc.constantFrom('a', 'b', 'A', '.', '7', ' '), { maxLength: 6 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(pattern, pattern, fc.array(text, { minLength: 30, maxLength: 30 }), (inner, outer, texts) => {
      if (!isIncluded(inner, outer)) return;
      const [one, other] = [compilePattern(inner), compilePattern(outer)];
      for (const found of texts) assert.ok(!one.foundIn(found) || other.foundIn(found), `${inner} in ${outer}: ${JSON.stringify(found)}`);
    }),
    { numRuns: 400 },
  );
});
