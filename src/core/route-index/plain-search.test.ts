import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compilePattern } from '../filter';
import { plainSearch } from './plain-search';

const PLAIN = ['a', 'sales\\.orders', '^shop:', '\\.orders$', '^a$', '\\Aab\\z', '\\Qa.b\\E$', 'é\\x{1F600}', '(?:ab)$', '\\$', '[a]b'];
const OTHERS = ['', '^', '$', '^$', '.', 'a.', 'a|b', '(a)', 'a*', '(?i)a', '(?m)^a$', '\\ba', '[ab]', '^a^', 'a$b', 'a{2,3}', '\\x{D83D}'];

for (const expression of PLAIN) test(`${expression} is a mere text`, () => assert.ok(plainSearch(expression)));
for (const expression of OTHERS) test(`${expression} is not`, () => assert.equal(plainSearch(expression), undefined));

test('a mere text is found where the pattern is', () => {
  const letter = fc.constantFrom('a', 'b', '.', '$', '^', '\n', 'é', '😀');
  const text = fc.array(letter, { maxLength: 8 }).map((letters) => letters.join(''));
  const begin = fc.constantFrom('', '^', '\\A');
  const end = fc.constantFrom('', '$', '\\z');
  fc.assert(
    fc.property(begin, fc.array(letter, { minLength: 1, maxLength: 3 }), end, text, (before, wanted, after, searched) => {
      const expression = `${before}${wanted.map((one) => (one === '\n' ? '\\n' : `\\Q${one}\\E`)).join('')}${after}`;
      const search = plainSearch(expression);
      assert.ok(search, expression);
      const around = [searched, wanted.join(''), wanted.join('') + searched, searched + wanted.join('')];
      for (const each of around) assert.equal(search(each), compilePattern(expression).foundIn(each), `${expression} in ${JSON.stringify(each)}`);
    }),
    { numRuns: 500 },
  );
});
