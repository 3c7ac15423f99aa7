import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFault } from '../../src/core/rules/fault';
import { formatObjectIndex, parseObjectIndex } from './object-index';

test('an index is written in one order and form, and read as it was written', () => {
  const recorded = {
    name: 'a/',
    contentType: 'text/csv',
    contentEncoding: 'gzip',
    metadata: { b: '2', a: '1' },
    generation: '1709280000000000',
    metageneration: '1',
    timeCreated: new Date('2024-03-01T08:00:00.000Z'),
  };
  const text = `{
  "objects": [
    {
      "name": "a/",
      "file": "0001",
      "contentType": "text/csv",
      "contentEncoding": "gzip",
      "metadata": {
        "a": "1",
        "b": "2"
      },
      "generation": "1709280000000000",
      "metageneration": "1",
      "timeCreated": "2024-03-01T08:00:00.000Z"
    },
    {
      "name": "b"
    }
  ]
}
`;
  assert.equal(formatObjectIndex([{ file: '0001', recorded }, { file: undefined, recorded: { name: 'b' } }]), text);
  const { entries, faults } = parseObjectIndex(text, 'index.json');
  assert.deepEqual(faults, []);
  assert.deepEqual(entries.map(({ file }) => file), ['0001', undefined]);
  assert.deepEqual(entries.map((entry) => entry.recorded), [recorded, { name: 'b' }]);
});

test('an index without objects is read', () => {
  assert.equal(formatObjectIndex([]), '{\n  "objects": []\n}\n');
  assert.deepEqual(parseObjectIndex('{ "objects": [] }', 'index.json').entries, []);
});

test('metadata keeps keys that differ in case, and keys that JavaScript knows', () => {
  const metadata = Object.fromEntries([['Owner', '1'], ['owner', '2'], ['__proto__', '3'], ['constructor', '4']]);
  const { entries, faults } = parseObjectIndex(formatObjectIndex([{ file: undefined, recorded: { name: 'a', metadata } }]), 'index.json');
  assert.deepEqual(faults, []);
  assert.deepEqual(Object.entries(entries[0]?.recorded.metadata ?? {}).sort(), Object.entries(metadata).sort());
});

const FAULTS: [text: string, ...faults: RegExp[]][] = [
  ['{ "objects": [1 2] }', /^index\.json:1:17 SYNTAX /],
  ['[]', /^index\.json:1:1 INVALID_VALUE found \[\], expected an index/],
  ['{}', /^index\.json:1:1 MISSING_FIELD objects: found nothing, expected a list of entries/],
  ['{ "objects": {} }', /^index\.json:1:14 INVALID_VALUE objects: found \{\}, expected a list of entries/],
  ['{ "objects": [], "more": 1 }', /^index\.json:1:18 UNKNOWN_FIELD more: /],
  ['{ "objects": [7] }', /^index\.json:1:15 INVALID_VALUE objects\[0\]: found 7, expected an object with the fields of an entry/],
  ['{ "objects": [{}] }', /^index\.json:1:15 MISSING_FIELD objects\[0\]\.name: found nothing, expected the name of an object/],
  ['{ "objects": [{ "name": ".." }] }', /^index\.json:1:25 INVALID_VALUE objects\[0\]\.name: found "\.\.", expected the name of an object/],
  ['{ "objects": [{ "name": "a", "contenttyp": "x" }] }', /^index\.json:1:30 UNKNOWN_FIELD .* Did you mean "contentType"\?$/],
  ['{ "objects": [{ "name": "a", "file": "../b" }] }', /^index\.json:1:38 INVALID_VALUE .* expected the name of a file beside index\.json/],
  ['{ "objects": [{ "name": "a", "file": "index.json" }] }', /expected the name of a file beside index\.json/],
  ['{ "objects": [{ "name": "a", "file": "b\\\\c" }] }', /expected the name of a file beside index\.json/],
  ['{ "objects": [{ "name": "a", "file": ".." }] }', /expected the name of a file beside index\.json/],
  ['{ "objects": [{ "name": "a", "generation": 5 }] }', /^index\.json:1:44 INVALID_VALUE .* found 5, expected a whole number above 0 as a text/],
  ['{ "objects": [{ "name": "a", "generation": "0" }] }', /expected a whole number above 0/],
  ['{ "objects": [{ "name": "a", "metageneration": "9223372036854775808" }] }', /expected a whole number above 0/],
  ['{ "objects": [{ "name": "a", "metadata": { "n": 1 } }] }', /metadata: found \{"n":1\}, expected an object whose values are texts/],
  ['{ "objects": [{ "name": "a", "metadata": { "n": "1", "n": "2" } }] }', /DUPLICATE_KEY objects\[0\]\.metadata\.n: /],
  ['{ "objects": [{ "name": "a", "timeCreated": "2024-02-30T00:00:00Z" }] }', /found "2024-02-30T00:00:00Z", expected a time/],
  ['{ "objects": [{ "name": "a", "timeCreated": "yesterday" }] }', /found "yesterday", expected a time/],
  ['{ "objects": [{ "name": "" }, { "name": "a", "file": 1 }] }', /objects\[0\]\.name/, /objects\[1\]\.file/],
];

for (const [text, ...expected] of FAULTS) {
  test(`fault in ${text}`, () => {
    const faults = parseObjectIndex(text, 'index.json').faults.map(formatFault);
    assert.equal(faults.length, expected.length, faults.join('\n'));
    expected.forEach((pattern, index) => assert.match(faults[index] ?? '', pattern));
  });
}

test('a file is named by its entry also where that has faults, and every file may be where the index cannot be read', () => {
  const text = '{ "objects": [{ "name": "a", "file": "0001", "more": 1 }, { "name": "b", "File": "0002" }] }';
  const { names } = parseObjectIndex(text, 'index.json');
  assert.deepEqual(['0001', '0002', '0003'].map(names), [true, true, false]);
  assert.equal(parseObjectIndex('{', 'index.json').names('0003'), true);
});
