import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createManualClock } from '../manual-clock';
import { compareUtf8 } from './compare-utf8';
import { listObjects, type ListQuery } from './list-objects';
import { compileGlob } from './match-glob';
import { createStorageState, type StorageState } from './storage-state';

function stateWith(names: readonly string[]): StorageState {
  const state = createStorageState({ clock: createManualClock(new Date('2024-03-01T08:00:00Z')) });
  state.createBucket('data', { settings: { versioning: { enabled: true } } });
  for (const name of names) state.write({ bucket: 'data', name }, Buffer.from(name));
  return state;
}

/** All pages, joined. */
function listAll(state: StorageState, query: Partial<ListQuery>): { names: string[]; prefixes: string[] } {
  const names: string[] = [];
  const prefixes: string[] = [];
  for (let after: ListQuery['after']; ; ) {
    const page = listObjects(state, { bucket: 'data', prefix: '', limit: 1000, ...query, after });
    assert.ok(page.objects.length + page.prefixes.length <= Math.max(query.limit ?? 1000, query.includeTrailingDelimiter ? 2 : 1));
    names.push(...page.objects.map(({ url }) => url.name));
    prefixes.push(...page.prefixes);
    if (!page.next) return { names, prefixes };
    after = page.next;
  }
}

const NAMES = ['a', 'd/', 'd/1', 'd/2', 'd/e/3', 'd/e/4', 'f', 'g/h', 'z'];
const CASES: [query: Partial<ListQuery>, names: string[], prefixes: string[]][] = [
  [{}, NAMES, []],
  [{ delimiter: '/' }, ['a', 'f', 'z'], ['d/', 'g/']],
  [{ delimiter: '/', prefix: 'd/' }, ['d/', 'd/1', 'd/2'], ['d/e/']],
  [{ delimiter: '/', prefix: 'd' }, [], ['d/']],
  [{ delimiter: '/', includeTrailingDelimiter: true }, ['a', 'd/', 'f', 'z'], ['d/', 'g/']],
  [{ startOffset: 'd/2', endOffset: 'f' }, ['d/2', 'd/e/3', 'd/e/4'], []],
  [{ startOffset: 'd/2', delimiter: '/' }, ['f', 'z'], ['d/', 'g/']],
  [{ matches: compileGlob('d/*') }, ['d/', 'd/1', 'd/2'], []],
  [{ prefix: 'nothing' }, [], []],
];

for (const [query, names, prefixes] of CASES) {
  for (const limit of [1, 2, 1000]) {
    test(`list ${JSON.stringify(query)} in pages of ${limit}`, () => assert.deepEqual(listAll(stateWith(NAMES), { ...query, limit }), { names, prefixes }));
  }
}

test('pages of any size list what one page does, names beyond every other included', () => {
  const anyName = fc.string({ unit: fc.constantFrom('a', 'b', '/', '\u{10ffff}', 'é'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.uniqueArray(anyName, { maxLength: 20 }), fc.integer({ min: 1, max: 4 }), fc.boolean(), (names, limit, includeTrailingDelimiter) => {
      const state = stateWith(names);
      const query = { delimiter: '/', includeTrailingDelimiter };
      const groups = [...new Set(names.filter((name) => name.includes('/')).map((name) => name.slice(0, name.indexOf('/') + 1)))].sort(compareUtf8);
      const listed = names.filter((name) => !name.includes('/') || (includeTrailingDelimiter && name.indexOf('/') === name.length - 1)).sort(compareUtf8);
      assert.deepEqual(listAll(state, { ...query, limit }), { names: listed, prefixes: groups });
    }),
  );
});

test('every generation is listed, also where a page ends among those of a name', () => {
  const state = stateWith(['a', 'a', 'a', 'b', 'b']);
  assert.deepEqual(listAll(state, { versions: true, limit: 2 }).names, ['a', 'a', 'a', 'b', 'b']);
});

const GLOBS: [pattern: string, matching: string[], others: string[]][] = [
  ['*.csv', ['a.csv', '.csv'], ['d/a.csv', 'a.csvx', 'acsv']],
  ['**.csv', ['a.csv', 'd/a.csv'], ['a.txt']],
  ['d/**/x', ['d/x', 'd/e/x', 'd/e/f/x'], ['x', 'dx']],
  ['a?c', ['abc'], ['a/c', 'ac']],
  ['[a-c]1', ['b1'], ['d1', '[a-c]1']],
  ['[!a]1', ['b1'], ['a1']],
  ['{a,b/*}.x', ['a.x', 'b/q.x'], ['c.x']],
  ['a\\*', ['a*'], ['ab']],
  ['a(b)+', ['a(b)+'], ['abb']],
  ['a,b}', ['a,b}'], ['a']],
];

for (const [pattern, matching, others] of GLOBS) {
  test(`glob ${pattern}`, () => {
    const matches = compileGlob(pattern);
    for (const name of matching) assert.equal(matches(name), true, name);
    for (const name of others) assert.equal(matches(name), false, name);
  });
}

test('a glob that cannot be read is INVALID_REQUEST', () => assert.throws(() => compileGlob('a{b'), { code: 'INVALID_REQUEST' }));
