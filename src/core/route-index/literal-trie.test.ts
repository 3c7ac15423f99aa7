import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLiteralTrie } from './literal-trie';

const classOf = new Uint8Array(128);
for (const [at, letter] of ['a', 'b', 'x', 'y'].entries()) classOf[letter.charCodeAt(0)] = at + 1;

const CASES: readonly [literals: readonly string[], length: number, size: number, ids: readonly (readonly number[])[]][] = [
  [['ab', 'ax', 'b'], 32, 5, [[0], [1], [2]]],
  [['ab', 'abx'], 32, 4, [[0], [1]]],
  [['xab', 'yab'], 2, 3, [[0, 1]]],
  [['xab', 'ab', 'yb'], 2, 5, [[0, 1], [2]]],
];

for (const [literals, length, size, ids] of CASES) {
  test(`${literals.join(', ')}, of each ${length} characters, are ${size} states`, () => {
    const trie = createLiteralTrie(new Map(literals.map((literal, id) => [literal, [id]])), classOf, length);
    assert.equal(trie.size, size);
    assert.deepEqual(trie.ids.filter((some) => some).sort(), ids);
  });
}

test('filters whose literals end alike are found by that end, in their order', () => {
  const trie = createLiteralTrie(new Map([['xab', [4, 7]], ['yab', [1, 4]]]), classOf, 2);
  assert.deepEqual(trie.ids.at(-1), [1, 4, 7]);
});
