import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DispatchError } from '../../../src/core/errors';
import type { TableFieldSchema } from '../../../src/core/job-resource';
import { canonicalType, parseSchema, sameSchema } from './schema';

const GOOD = [
  { name: 'id', type: 'INTEGER', mode: 'REQUIRED', description: 'Key', policyTags: { names: ['p'] } },
  { name: 'Größe_2', type: 'float' },
  { name: 'items', type: 'RECORD', mode: 'repeated', fields: [{ name: 'sku', type: 'STRING', maxLength: '10' }] },
];

test('a schema is read as a list or as an object of fields, and kept as written', () => {
  assert.deepEqual(parseSchema(GOOD), { schema: { fields: GOOD }, problems: [] });
  assert.deepEqual(parseSchema({ fields: GOOD }).schema, { fields: GOOD });
});

const FAULTS: [what: string, fields: unknown, path: (string | number)[], message: RegExp][] = [
  ['no list', 'id:STRING', [], /list of columns/],
  ['nothing', undefined, [], /nothing was found/],
  ['an object without fields', {}, ['fields'], /list of columns/],
  ['an empty list', [], [], /empty/],
  ['a text for a column', ['id'], [0], /"id" was found/],
  ['no name', [{ type: 'STRING' }], [0], /no name/],
  ['an empty name', [{ name: '', type: 'STRING' }], [0, 'name'], /must not be empty/],
  ['a number for a name', [{ name: 1, type: 'STRING' }], [0, 'name'], /but 1 was found/],
  ['a name with a dot', [{ name: 'a.b', type: 'STRING' }], [0, 'name'], /"a\.b" holds "\."/],
  ['a long name', [{ name: 'x'.repeat(301), type: 'STRING' }], [0, 'name'], /301 characters; at most 300/],
  ['a reserved name', [{ name: '_partitiontime', type: 'STRING' }], [0, 'name'], /starts with _PARTITION/],
  ['a reserved root', [{ name: '__root__x', type: 'STRING' }], [0, 'name'], /starts with __ROOT__/],
  ['a name twice', [{ name: 'ID', type: 'STRING' }, { name: 'id', type: 'STRING' }], [1, 'name'], /"id" is there twice: "ID"/],
  ['no type', [{ name: 'id' }], [0], /no type/],
  ['a list for a type', [{ name: 'id', type: ['STRING'] }], [0, 'type'], /a list was found/],
  ['an unknown type', [{ name: 'id', type: 'STRNG' }], [0, 'type'], /"STRNG" is not known/],
  ['an unknown mode', [{ name: 'id', type: 'STRING', mode: 'NULABLE' }], [0, 'mode'], /"NULABLE" is not known/],
  ['null for a mode', [{ name: 'id', type: 'STRING', mode: null }], [0, 'mode'], /null was found/],
  ['a RECORD without fields', [{ name: 'r', type: 'RECORD' }], [0], /RECORD needs fields/],
  ['a scalar with fields', [{ name: 'r', type: 'STRING', fields: [{ name: 'a', type: 'STRING' }] }], [0, 'fields'], /no fields of its own/],
  ['a fault within', [{ name: 'r', type: 'STRUCT', fields: [{ name: 'a', type: 'TEXT' }] }], [0, 'fields', 0, 'type'], /"TEXT"/],
];

for (const [what, fields, path, message] of FAULTS) {
  test(`a schema with ${what} is refused at its place`, () => {
    const { schema, problems } = parseSchema(fields);
    assert.equal(schema, undefined);
    assert.equal(problems.length, 1);
    assert.deepEqual(problems[0]?.path, path);
    assert.match(problems[0].message, message);
  });
}

test('every fault is reported, with the nearest name as a hint', () => {
  const { problems } = parseSchema([{ name: 'a', type: 'STRNG' }, { name: 'A', mode: 'REPEAT' }, { name: 'q', type: 'POLYGON' }]);
  assert.deepEqual(problems.map(({ path }) => path.join('.')), ['0.type', '1.name', '1', '1.mode', '2.type']);
  assert.equal(problems[0]?.hint, 'Did you mean STRING?');
  assert.equal(problems[3]?.hint, 'Did you mean REPEATED?');
  assert.match(problems[4]?.hint ?? '', /^Use one of STRING, /);
});

test('a schema may nest 15 RECORDs and no more', () => {
  const nest = (depth: number): unknown => (depth === 0 ? { name: 'x', type: 'STRING' } : { name: 'r', type: 'RECORD', fields: [nest(depth - 1)] });
  assert.deepEqual(parseSchema([nest(15)]).problems, []);
  assert.match(parseSchema([nest(16)]).problems[0]?.message ?? '', /more than 15 deep/);
});

test('type names stand for their canonical type in any case', () => {
  const pairs = [['INTEGER', 'INT64'], ['float', 'FLOAT64'], ['Boolean', 'BOOL'], ['DECIMAL', 'NUMERIC'], ['BIGDECIMAL', 'BIGNUMERIC'], ['RECORD', 'STRUCT'], ['JSON', 'JSON']] as const;
  for (const [name, canonical] of pairs) assert.equal(canonicalType(name), canonical);
  assert.throws(() => canonicalType('TEXT'), (error) => error instanceof DispatchError && error.code === 'INVALID_VALUE' && error.message.includes('"TEXT"'));
});

const PAIRS: [same: boolean, a: TableFieldSchema[], b: TableFieldSchema[]][] = [
  [true, [{ name: 'id', type: 'INTEGER' }], [{ name: 'ID', type: 'int64', mode: 'nullable' }]],
  [true, [{ name: 'r', type: 'RECORD', fields: [{ name: 'a', type: 'FLOAT' }] }], [{ name: 'r', type: 'STRUCT', fields: [{ name: 'A', type: 'FLOAT64' }] }]],
  [false, [{ name: 'r', type: 'RECORD', fields: [{ name: 'a', type: 'FLOAT' }] }], [{ name: 'r', type: 'STRUCT', fields: [{ name: 'b', type: 'FLOAT64' }] }]],
  [false, [{ name: 'id', type: 'STRING' }], [{ name: 'id', type: 'BYTES' }]],
  [false, [{ name: 'id', type: 'STRING' }], [{ name: 'id', type: 'STRING', mode: 'REQUIRED' }]],
  [false, [{ name: 'id', type: 'STRING' }], []],
  [false, [{ name: 'a', type: 'STRING' }, { name: 'b', type: 'STRING' }], [{ name: 'b', type: 'STRING' }, { name: 'a', type: 'STRING' }]],
];

for (const [index, [same, a, b]] of PAIRS.entries()) {
  test(`schemas ${same ? 'are the same' : 'differ'} (${index})`, () => {
    assert.equal(sameSchema({ fields: a }, { fields: b }), same);
    assert.equal(sameSchema({ fields: b }, { fields: a }), same);
  });
}
