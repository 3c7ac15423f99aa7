import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument, type Document } from './document';

function read(text: string, file: string): Document {
  const { document } = parseDocument(text, file);
  assert.ok(document);
  return document;
}

const faultsOf = (text: string, file: string) => parseDocument(text, file).faults.map(({ line, column, code }) => `${line}:${column} ${code}`);

test('JSON is read strictly and every syntax error reported', () => {
  assert.deepEqual(parseDocument('\uFEFF{"a": [1, "x"]}', 'c.json').document?.value, { a: [1, 'x'] });
  assert.deepEqual(faultsOf('{"a": 1,\n "b": [1,}', 'c.json'), ['2:10 SYNTAX', '2:11 SYNTAX', '2:11 SYNTAX']);
  for (const text of ['', '{"a":1,}', '// no\n{}', "{'a':1}", '{"a":1} x', '[1 2]', '{"a":NaN}']) {
    const { document, faults } = parseDocument(text, 'c.json');
    assert.equal(document, undefined, text);
    assert.notEqual(faults.length, 0, text);
  }
});

test('YAML is read, aliases too', () => {
  assert.deepEqual(parseDocument('a: &x [1]\nb: *x\n', 'c.yaml').document?.value, { a: [1], b: [1] });
  assert.deepEqual(faultsOf('a: [1\nb: 2', 'c.yml').length > 0, true);
});

test('a key named twice is a fault where it stands the second time', () => {
  assert.deepEqual(faultsOf('{"a": 1,\n  "a": 2, "b": {"c": 1, "c": 2}}', 'c.json'), ['2:3 DUPLICATE_KEY', '2:25 DUPLICATE_KEY']);
  assert.deepEqual(faultsOf('a: 1\na: 2\n', 'c.yaml'), ['2:1 DUPLICATE_KEY']);
});

test('documents made to break readers are refused', () => {
  assert.deepEqual(faultsOf('['.repeat(100_000), 'c.json'), ['1:101 SYNTAX']);
  const bomb = ['a: &a [x,x]', ...Array.from({ length: 8 }, (_, i) => `${'bcdefghi'[i]}: &${'bcdefghi'[i]} [*${'abcdefgh'[i]},*${'abcdefgh'[i]}]`)].join('\n');
  assert.equal(parseDocument(bomb, 'c.yaml').faults.length > 0, true);
});

test('every part knows its line and column, whatever the case of the keys', () => {
  const document = read('{\n  "Routes": [\n    { "when": { "Dest": "x" } }\n  ]\n}', 'c.json');
  assert.deepEqual(document.locate(['Routes', 0, 'When', 'Dest']), { line: 3, column: 25 });
  assert.deepEqual(document.locate(['Routes', 0, 'When', 'Dest'], 'key'), { line: 3, column: 17 });
  assert.deepEqual(document.locate(['Routes', 0, 'OnSuccess']), { line: 3, column: 5 });
});

test('keys that name parts of every object are plain data', () => {
  const document = read('{"__proto__": {"x": 1}, "constructor": 2}', 'c.json');
  assert.deepEqual(Object.keys(document.value as object), ['__proto__', 'constructor']);
});
