import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TableSchema } from '../../../src/core/job-resource';
import { formatJsonText } from './json-value';
import { formatNdjsonRow, readNdjson } from './ndjson';
import type { Row, Value } from './row';

const schema: TableSchema = {
  fields: [
    { name: 'id', type: 'INT64', mode: 'REQUIRED' },
    { name: 'name', type: 'STRING' },
    { name: 'tags', type: 'STRING', mode: 'REPEATED' },
    { name: 'place', type: 'RECORD', fields: [{ name: 'city', type: 'STRING' }, { name: 'at', type: 'TIMESTAMP', mode: 'REQUIRED' }] },
    { name: 'doc', type: 'JSON' },
    { name: 'visits', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'n', type: 'INT64' }] },
  ],
};

function read(text: string, options?: { ignoreUnknownValues?: boolean }): unknown[] {
  return [...readNdjson(text, schema, options)].map((result) => ('row' in result ? result.row : result.error));
}

const ROWS: [what: string, line: string, row: Row][] = [
  ['numbers and texts', '{"id":"7","name":5}', ['7', '5', [], null, null, []]],
  ['keys in any case', '{"ID":7,"NAME":"x"}', ['7', 'x', [], null, null, []]],
  ['64-bit integers', '{"id":9223372036854775807,"name":12345678901234567890}', ['9223372036854775807', '12345678901234567890', [], null, null, []]],
  ['nested rows', '{"id":1,"place":{"at":0},"visits":[{"n":1},{}]}', ['1', null, [], [null, '1970-01-01 00:00:00 UTC'], null, [['1'], [null]]]],
  ['null for optional and repeated fields', '{"id":1,"name":null,"tags":null,"place":null,"doc":null}', ['1', null, [], null, null, []]],
  ['any JSON value for a JSON column', '{"id":1,"doc":[1,{"__proto__":2,"constructor":12345678901234567890}]}', ['1', null, [], null, '[1,{"__proto__":2,"constructor":12345678901234567890}]', []]],
  ['the last of a key that comes twice', '{"id":1,"name":"a","name":"b"}', ['1', 'b', [], null, null, []]],
  ['the last of a key that comes twice beside a long number', '{"id":1234567890123456789,"name":"a","name":"b"}', ['1234567890123456789', 'b', [], null, null, []]],
];

for (const [what, line, row] of ROWS) {
  test(`NDJSON is read with ${what}`, () => assert.deepEqual(read(line), [row]));
}

const ERRORS: [line: string, error: string][] = [
  ['{"id":1,"x":2}', 'No such field: x.'],
  ['{"id":1,"__proto__":2}', 'No such field: __proto__.'],
  ['{"id":1,"constructor":2}', 'No such field: constructor.'],
  ['{"id":12345678901234567,"__proto__":{"name":"x"}}', 'No such field: __proto__.'],
  ['{"id":1,"place":{"at":0,"x":2}}', 'No such field: place.x.'],
  ['{"name":"x"}', 'Missing required field: id.'],
  ['{"id":1,"place":{}}', 'Missing required field: place.at.'],
  ['{"id":null}', 'Only optional fields can be set to NULL. Field: id; Value: NULL'],
  ['{"id":1,"tags":["a",null]}', 'Only optional fields can be set to NULL. Field: tags; Value: NULL'],
  ['{"id":"abc"}', 'Could not convert value to integer. Field: id; Value: abc'],
  ['{"id":9223372036854775808}', 'Could not convert value to integer. Field: id; Value: 9223372036854775808'],
  ['{"id":1,"place":{"at":"x"}}', 'Could not convert value to timestamp. Field: place.at; Value: x'],
  ['{"id":1,"place":5}', 'Could not convert value to record. Field: place; Value: 5'],
  ['{"id":1,"name":["a"]}', 'Array specified for non-repeated field: name.'],
  ['{"id":1,"place":[{"at":0}]}', 'Array specified for non-repeated field: place.'],
  ['{"id":1,"name":{}}', 'JSON object specified for non-record field: name.'],
  ['{"id":1,"tags":"a"}', 'Repeated field must be imported as a JSON array. Field: tags.'],
  ['[{"id":1}]', 'Start of array encountered without start of object.'],
  ['5', 'Value encountered without start of object.'],
  ['12345678901234567890', 'Value encountered without start of object.'],
  ['null', 'Value encountered without start of object.'],
];

for (const [line, error] of ERRORS) {
  test(`NDJSON ${line} is refused`, () => assert.deepEqual(read(line), [`JSON parsing error in row starting at position 0: ${error}`]));
}

test('a line that is no JSON spoils only itself, and is placed by bytes', () => {
  const results = [...readNdjson('\uFEFF{"id":1,"name":"é"}\r\n\r\n{"id":\n  \n{"id":3}', schema)];
  assert.deepEqual(results.map(({ line }) => line), [1, 3, 5]);
  assert.deepEqual(results[0], { line: 1, row: ['1', 'é', [], null, null, []] });
  assert.match('error' in results[1]! ? results[1].error : '', /^JSON parsing error in row starting at position 27: The line is no JSON: /);
  assert.deepEqual(results[2], { line: 5, row: ['3', null, [], null, null, []] });
});

test('unknown values are passed over where that is asked for', () => {
  assert.deepEqual(read('{"id":1,"x":{"y":1},"place":{"at":0,"z":1}}', { ignoreUnknownValues: true }), [['1', null, [], [null, '1970-01-01 00:00:00 UTC'], null, []]]);
});

test('a row is printed in the order of the schema, without its NULLs and with markup escaped', () => {
  assert.equal(formatNdjsonRow(['1', 'a<&>b', [], null, null, []], schema), '{"id":"1","name":"a\\u003c\\u0026\\u003eb","tags":[],"visits":[]}');
  assert.equal(formatNdjsonRow(['1'], schema), '{"id":"1","tags":[],"visits":[]}', 'a row that is older than some columns');
  assert.equal(
    formatNdjsonRow(['1', null, ['a'], [null, '2024-03-01 08:00:00 UTC'], '{"k":[1]}', [[null], ['2']]], schema),
    '{"id":"1","tags":["a"],"place":{"at":"2024-03-01 08:00:00 UTC"},"doc":{"k":[1]},"visits":[{},{"n":"2"}]}',
  );
});

const wide: TableSchema = {
  fields: [
    { name: 's', type: 'STRING' },
    { name: 'i', type: 'INTEGER' },
    { name: 'f', type: 'FLOAT' },
    { name: 'n', type: 'NUMERIC' },
    { name: 'b', type: 'BOOL' },
    { name: 'y', type: 'BYTES' },
    { name: 't', type: 'TIMESTAMP' },
    { name: 'j', type: 'JSON' },
    { name: 'fs', type: 'FLOAT64', mode: 'REPEATED' },
    { name: '__proto__', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'constructor', type: 'STRING' }, { name: 'is', type: 'INT64', mode: 'REPEATED' }] },
  ],
};

test('what is printed reads back as the same row', () => {
  const optional = (value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
  const text = fc.string({ unit: 'grapheme' });
  const integer = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
  const float = fc.double().map((value) => (Number.isFinite(value) ? value : String(value)));
  const numeric = fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n }).map((value) => `${value}.5`);
  const stamp = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => {
    const iso = date.toISOString();
    const millis = iso.slice(20, 23);
    return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${`.${millis}`.replace(/\.?0+$/, '')} UTC`;
  });
  const json = fc.jsonValue().filter((value) => value !== null).map((value) => formatJsonText(JSON.parse(JSON.stringify(value))));
  const bytes = fc.uint8Array().map((value) => Buffer.from(value).toString('base64'));
  const nested = fc.tuple(optional(text), fc.array(integer));
  const rows = fc.tuple(
    optional(text), optional(integer), optional(float), optional(numeric), optional(fc.boolean()), optional(bytes), optional(stamp), optional(json), fc.array(float), fc.array(nested),
  );
  fc.assert(
    fc.property(rows, (row) => {
      assert.deepEqual([...readNdjson(formatNdjsonRow(row, wide), wide)], [{ line: 1, row }]);
    }),
    { numRuns: 300 },
  );
});
