import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareUtf8 } from './compare-utf8';
import { createSortedNames, type SortedNames } from './sorted-names';

const anyName = fc.string({ unit: fc.constantFrom('a', 'b', '/', '\0', 'é', '\uff5e', '\u{1f600}', '\u{10000}'), maxLength: 4 });

test('compareUtf8 orders as the bytes do', () => {
  fc.assert(
    fc.property(anyName, anyName, (a, b) => {
      assert.equal(Math.sign(compareUtf8(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test('names come out in order, whatever was added and removed before', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ name: anyName, remove: fc.boolean() })), anyName, (changes, from) => {
      const names = createSortedNames();
      const model = new Set<string>();
      for (const { name, remove } of changes) {
        names[remove ? 'remove' : 'add'](name);
        model[remove ? 'delete' : 'add'](name);
      }
      assert.deepEqual(allOf(names), [...model].sort(compareUtf8));
      assert.equal(names.ceiling(from), [...model].sort(compareUtf8).find((name) => compareUtf8(name, from) >= 0));
    }),
  );
});

test('many names stay in order as they fill chunk after chunk and empty them again', () => {
  const names = createSortedNames();
  const numbers = Array.from({ length: 5000 }, (_, index) => String((index * 1237) % 5000).padStart(4, '0'));
  for (const number of numbers) names.add(number);
  assert.deepEqual(allOf(names), [...numbers].sort());
  const odd = numbers.filter((number) => Number(number) % 2 === 1 && Number(number) > 2000);
  for (const number of numbers) if (!odd.includes(number)) names.remove(number);
  assert.deepEqual(allOf(names), odd.sort());
});

function allOf(names: SortedNames): string[] {
  const found: string[] = [];
  for (let name = names.ceiling(''); name !== undefined; name = names.ceiling(`${name}\0`)) found.push(name);
  return found;
}
