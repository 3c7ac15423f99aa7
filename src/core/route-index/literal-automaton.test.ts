import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLiteralAutomaton } from './literal-automaton';

function found(literals: readonly string[], text: string): string[] {
  const ids: number[] = [];
  createLiteralAutomaton(new Map(literals.map((literal, id) => [literal, [id]]))).search(text, (some) => ids.push(...some));
  return ids.sort((a, b) => a - b).map((id) => literals[id] as string);
}

const CASES: readonly [literals: readonly string[], text: string, found: readonly string[]][] = [
  [['he', 'she', 'his', 'hers'], 'ushers', ['he', 'she', 'hers']],
  [['ab', 'aab'], 'aaab', ['ab', 'aab']],
  [['bc', 'abcd'], 'abce', ['bc']],
  [['a'], 'AAA', ['a']],
  [['ks'], '\u212a\u017f', ['ks']],
  [['ab'], 'a\u00e9b', []],
  [['a_b'], 'a\0b', []],
  [['x'], '', []],
];

for (const [literals, text, expected] of CASES) {
  test(`${JSON.stringify(text)} contains ${expected.join(', ') || 'nothing'} of ${literals.join(', ')}`, () => assert.deepEqual(found(literals, text), expected));
}

const short = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''));

test('what is found is what the text includes, each once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(short, { minLength: 1, maxLength: 20 }), fc.array(short, { maxLength: 6 }).map((parts) => parts.join('')), (literals, text) => {
      assert.deepEqual(found(literals, text), literals.filter((literal) => text.includes(literal)));
    }),
  );
});

test('an automaton that would be too large looks for the ends of its literals: too much is found, never too little', () => {
  const literals = Array.from({ length: 12_000 }, (_, place) => `${'abcdefghijklmnopqrstuvwxyz'.slice(place % 26)}${place * 7919}_${'zyxwvutsrqponmlkjihgfedcba'.slice(place % 13, 24)}${place}`.slice(-32));
  const automaton = createLiteralAutomaton(new Map(literals.map((literal, id) => [literal, [id]])));
  for (const [id, literal] of [...literals.entries()].filter(([place]) => place % 500 === 0)) {
    const ids: number[] = [];
    automaton.search(`before ${literal} behind`, (some) => ids.push(...some));
    assert.ok(ids.includes(id), literal);
  }
});
