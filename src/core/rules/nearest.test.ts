import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameHint, nearestName } from './nearest';

const KNOWN = ['delete', 'move', 'export', 'copy'];

for (const [found, meant] of [['delte', 'delete'], ['mvoe', 'move'], ['MOEV', 'move'], ['exprot', 'export'], ['cp', undefined], ['', undefined]] as const) {
  test(`${JSON.stringify(found)} may mean ${meant ?? 'nothing known'}`, () => {
    assert.equal(nearestName(found, KNOWN), meant);
  });
}

test('a name that is near to none is answered with all', () => {
  assert.deepEqual([nameHint('mvoe', KNOWN), nameHint('x', ['a b', 'c d'])], ['Did you mean "move"?', 'Known here: a b, c d.']);
});
