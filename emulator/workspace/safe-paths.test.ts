import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareUtf8 } from '../storage/compare-utf8';
import { chooseSafePaths } from './safe-paths';

const SAFE = ['a', 'a.csv', 'in/2024/01.csv', ' a', '.hidden', 'a..b', 'console.log', 'com10', 'com/port', '日本語', '\u{1f600}', 'é', '%2F', `it's`, 'x'.repeat(200)];

for (const name of SAFE) {
  test(`${JSON.stringify(name.slice(0, 30))} is a path on every disk`, () => assert.deepEqual([...chooseSafePaths([name])], [name]));
}

const ODD = [
  ...['', '/', 'a/', '/a', 'a//b', '.', '..', './a', 'a/../b', 'a.', 'a ', 'a./b', 'a /b', 'a\\b', 'a:b', 'a*', 'a?', '"a"', '<a>', 'a|b'],
  ...['a\tb', 'a\0', 'a\x7f', '\uffff', 'con', 'CON', 'aux.csv', 'a/NUL', 'com1', 'Lpt9.x.y', 'com¹', 'con .txt', 'conin$', 'prn/x'],
  ...['.DS_Store', 'a/Thumbs.db', 'thumbs.DB', '.gitkeep', '.git/config', 'a/.GIT', 'x'.repeat(201), 'é'.repeat(101), 'x/'.repeat(400) + 'x'],
];

for (const name of ODD) {
  test(`${JSON.stringify(name.slice(0, 30))} is no path on some disk`, () => assert.deepEqual([...chooseSafePaths([name])], []));
}

const TOGETHER: [names: string[], chosen: string[]][] = [
  [['a', 'a/b'], ['a/b']],
  [['a', 'a/b', 'a/b/c', 'a.b'], ['a/b/c', 'a.b']],
  [['A', 'a/b'], ['a/b']],
  [['A', 'a'], ['A']],
  [['A/x', 'a/y'], ['A/x']],
  [['A/x', 'A/y', 'a/z'], ['A/x', 'A/y']],
  [['e\u0301', 'é'], ['e\u0301']],
  [['SS', 'ß'], ['SS']],
  [['σ', 'ς'], ['ς']],
  [['a', 'a\u200d'], ['a']],
  [['con', 'con/a', 'a'], ['a']],
  [['a', 'a/'], ['a']],
];

for (const [names, chosen] of TOGETHER) {
  test(`of ${names.join(', ')} the paths are ${chosen.join(', ')}`, () => {
    assert.deepEqual(chooseSafePaths(names.sort(compareUtf8)), new Set(chosen));
  });
}

test('no two names chosen meet on a disk without regard to case or normalisation', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'A', 'é', 'e\u0301', 'É', '/', '.', 'ß', 's'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.uniqueArray(name), (names) => {
      const disk = new Map<string, string>();
      for (const chosen of chooseSafePaths(names.sort(compareUtf8))) {
        const parts = chosen.split('/');
        parts.forEach((_, index) => {
          const folder = index < parts.length - 1;
          const spelt = `${folder ? 'folder' : 'file'} ${parts.slice(0, index + 1).join('/')}`;
          const place = spelt.slice(spelt.indexOf(' ')).normalize('NFC').toLowerCase();
          assert.equal(folder || !disk.has(place), true, `${chosen} meets ${String(disk.get(place))}`);
          assert.equal(disk.get(place) ?? spelt, spelt);
          disk.set(place, spelt);
        });
      }
    }),
  );
});
