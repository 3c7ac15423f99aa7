import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPseudonyms } from './pseudonyms';

test('a text has one replacement, remembered or not', () => {
  const [first, second] = [createPseudonyms('k'), createPseudonyms('k')];
  const texts = ['a', '__proto__', 'x'.repeat(1000), ...Array.from({ length: 25_000 }, (_, number) => `t${number}`), 'a'];
  const made = texts.map((text) => first.of(text));
  assert.equal(new Set(made).size, texts.length - 1);
  assert.deepEqual([made[0], made[1], made[2]], [made.at(-1), second.of('__proto__'), second.of('x'.repeat(1000))]);
  assert.match(made.join(''), /^(?:x[0-9a-f]{11})+$/);
});

test('digits are as many as are asked for', () => {
  const pseudonyms = createPseudonyms('k');
  for (const length of [1, 2, 32, 33, 100]) assert.match(pseudonyms.digits('12', length), new RegExp(`^[1-9][0-9]{${length - 1}}$`));
  assert.equal(pseudonyms.digits('12', 100), pseudonyms.digits('12', 100));
  assert.notEqual(pseudonyms.digits('12', 32), pseudonyms.digits('13', 32));
});
