import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remembering } from './remembering';

test('what was made is made once, as long as there is room for it', () => {
  const made: string[] = [];
  const upper = remembering({ most: 2, longest: 3 }, (text) => {
    made.push(text);
    return text.toUpperCase();
  });
  assert.deepEqual(['a', 'a', 'b', 'a', 'long', 'long'].map(upper), ['A', 'A', 'B', 'A', 'LONG', 'LONG']);
  assert.deepEqual(made, ['a', 'b', 'long', 'long']);
  for (const text of ['c', 'a']) upper(text);
  assert.deepEqual(made.slice(4), ['c', 'a']);
});
