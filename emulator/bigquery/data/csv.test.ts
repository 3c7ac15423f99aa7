import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DispatchError } from '../../../src/core/errors';
import type { TableSchema } from '../../../src/core/job-resource';
import { formatCsvHeader, formatCsvRow, readCsv, type CsvReadOptions } from './csv';
import type { Row } from './row';

const schema: TableSchema = { fields: [{ name: 'id', type: 'INT64', mode: 'REQUIRED' }, { name: 'name', type: 'STRING' }, { name: 'price', type: 'FLOAT64' }] };
const single: TableSchema = { fields: [{ name: 'name', type: 'STRING' }] };

function read(text: string, options: CsvReadOptions = {}, into = schema): unknown[] {
  return [...readCsv(text, into, options)].map((result) => ('row' in result ? result.row : result.error));
}

const ROWS: [what: string, text: string, options: CsvReadOptions, rows: Row[]][] = [
  ['plain fields', '1,a,2.5\n2,b,3\n', {}, [['1', 'a', 2.5], ['2', 'b', 3]]],
  ['a byte order mark, CR LF and no last line end', '\uFEFF1,a,2\r\n2,b,3', {}, [['1', 'a', 2], ['2', 'b', 3]]],
  ['quoted fields', '"1","a ""b"", c","2"', {}, [['1', 'a "b", c', 2]]],
  ['empty fields', '1,,\n2,"",""\n3,"a""",\n', {}, [['1', null, null], ['2', '', null], ['3', 'a"', null]]],
  ['a null marker', '1,\\N,\\N\n2,,3\n', { nullMarker: '\\N' }, [['1', null, null], ['2', '', 3]]],
  ['skipped leading rows', 'id,name,price\n1,a,2\n', { skipLeadingRows: 1 }, [['1', 'a', 2]]],
  ['a tabulator by itself', '1\ta,b\t2', { fieldDelimiter: '\t' }, [['1', 'a,b', 2]]],
  ['a tabulator by its word', '1\ta\t2', { fieldDelimiter: 'tab' }, [['1', 'a', 2]]],
  ['a tabulator by its escape', '1\ta\t2', { fieldDelimiter: '\\t' }, [['1', 'a', 2]]],
  ['another quote', "1,'a,\"b',2", { quote: "'" }, [['1', 'a,"b', 2]]],
  ['no quote', '1,"a",2\n2,"b,3\n', { quote: '' }, [['1', '"a"', 2], ['2', '"b', 3]]],
  ['a quote inside a field', '1,5" pipe,2\n2,b,3', {}, [['1', '5" pipe', 2], ['2', 'b', 3]]],
  ['a quote inside a field where quoted newlines are allowed', '1,5" pipe,2\n2,6" pipe,3', { allowQuotedNewlines: true }, [['1', '5" pipe', 2], ['2', '6" pipe', 3]]],
  ['quoted newlines', '1,"a\r\n\nb",2\n2,b,3', { allowQuotedNewlines: true }, [['1', 'a\r\n\nb', 2], ['2', 'b', 3]]],
  ['a header with quoted newlines', '"i\nd",name,price\n1,a,2', { allowQuotedNewlines: true, skipLeadingRows: 1 }, [['1', 'a', 2]]],
  ['jagged rows', '1\n2,b\n', { allowJaggedRows: true }, [['1', null, null], ['2', 'b', null]]],
  ['unknown values', '1,a,2,x,y', { ignoreUnknownValues: true }, [['1', 'a', 2]]],
  ['empty lines', '\n1,a,2\n\n\n2,b,3\n', {}, [['1', 'a', 2], ['2', 'b', 3]]],
];

for (const [what, text, options, rows] of ROWS) {
  test(`CSV is read with ${what}`, () => assert.deepEqual(read(text, options), rows));
}

const ERRORS: [what: string, line: string, options: CsvReadOptions, error: string][] = [
  ['a bad number', 'x,a,2', {}, "Could not parse 'x' as INT64 for field id (position 0) starting at location 7 with message 'Unable to parse'"],
  ['a bad float', '1,a,x', {}, "Could not parse 'x' as DOUBLE for field price (position 2) starting at location 7 with message 'Unable to parse'"],
  ['an empty number beside a null marker', '1,a,', { nullMarker: 'NULL' }, "Could not parse '' as DOUBLE for field price (position 2) starting at location 7 with message 'Unable to parse'"],
  ['too many fields', '1,a,2,3', {}, 'Too many values in row starting at position: 7.'],
  ['too few fields', '1,a', {}, 'CSV table references column position 2, but line starting at position:7 contains only 2 columns.'],
  ['no required value', ',a,2', {}, 'Required column value for column index: 0 is missing in row starting at position: 7'],
  ['text after a quote', '1,"a"b,2', {}, 'Error detected while parsing row starting at position: 7. Error: Data between close quote character (") and field separator.'],
  ['an open quote', '1,"a,2', {}, 'Error detected while parsing row starting at position: 7. Error: Missing close quote character (").'],
  ['an open quote where quoted newlines are allowed', '1,"a,2', { allowQuotedNewlines: true }, 'Error detected while parsing row starting at position: 7. Error: Missing close quote character (").'],
];

for (const [what, line, options, error] of ERRORS) {
  test(`CSV with ${what} spoils only its row`, () => {
    assert.deepEqual(read(`1,é,1\n${line}\n3,"c",3\n`, options), [['1', 'é', 1], error, ['3', 'c', 3]]);
  });
}

test('a broken row among many leaves the others and their line numbers', () => {
  const lines = Array.from({ length: 2500 }, (_, index) => (index === 1234 ? '1,"a"b,2' : `${index},"n ${index}",`));
  const results = [...readCsv(lines.join('\n'), schema, {})];
  assert.deepEqual(results.map(({ line }) => line), lines.map((_, index) => index + 1));
  assert.deepEqual(results.flatMap((result) => ('error' in result ? [result.line] : [])), [1235]);
  assert.deepEqual(results[2499], { line: 2500, row: ['2499', 'n 2499', null] });
});

test('an opened quote that a later row closes is told apart row by row', () => {
  assert.deepEqual(read('1,"a,1\n2,b,2\n3,"c"d",3\n4,d,4', { allowQuotedNewlines: true }), [
    'Error detected while parsing row starting at position: 0. Error: Missing close quote character (").',
    ['2', 'b', 2],
    'Error detected while parsing row starting at position: 13. Error: Data between close quote character (") and field separator.',
    ['4', 'd', 4],
  ]);
});

test('a quote does not reach over the end of a line where quoted newlines are not allowed', () => {
  assert.deepEqual(read('1,"a,1\n2,b",2\n3,c,3'), [
    'Error detected while parsing row starting at position: 0. Error: Missing close quote character (").',
    ['2', 'b"', 2],
    ['3', 'c', 3],
  ]);
});

test('a table of one column reads an empty line as NULL and a pair of quotes as an empty text', () => {
  assert.deepEqual(read('a\n\n""\nb\n', {}, single), [['a'], [null], [''], ['b']]);
});

test('an empty text is told from NULL behind quoted fields of any form', () => {
  const texts: TableSchema = { fields: ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'STRING' })) };
  assert.deepEqual(read('"x ""y"", z",,"",\n"""",5" pipe,,""', {}, texts), [
    ['x "y", z', null, '', null],
    ['"', '5" pipe', null, ''],
  ]);
});

test('nested and repeated fields are refused before anything is read', () => {
  const nested: TableSchema = { fields: [{ name: 'r', type: 'RECORD', fields: [{ name: 'a', type: 'STRING' }] }] };
  const repeated: TableSchema = { fields: [{ name: 'tags', type: 'STRING', mode: 'REPEATED' }] };
  const refused = (error: unknown) => error instanceof DispatchError && error.code === 'INVALID_REQUEST';
  assert.throws(() => readCsv('', nested, {}), refused);
  assert.throws(() => readCsv('', repeated, {}), refused);
  assert.throws(() => formatCsvRow([['a']], repeated, ','), refused);
});

test('fields are quoted only where they must be', () => {
  assert.equal(formatCsvHeader(schema, ','), 'id,name,price');
  assert.equal(formatCsvHeader({ fields: [{ name: 'a, b', type: 'STRING' }, { name: 'c', type: 'STRING' }] }, ','), '"a, b",c');
  assert.equal(formatCsvRow(['1', 'a "b", c', null], schema, ','), '1,"a ""b"", c",');
  assert.equal(formatCsvRow(['1', '', -0], schema, ','), '1,"",-0.0');
  assert.equal(formatCsvRow(['1', 'a,b', 2], schema, 'tab'), '1\ta,b\t2');
});

test('what is printed reads back as the same row', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ', '\uFEFF') }));
  const row = fc.tuple(fc.maxSafeInteger().map(String), fc.option(text, { nil: null }), fc.option(fc.double({ noDefaultInfinity: true, noNaN: true }), { nil: null }));
  fc.assert(
    fc.property(fc.array(row), fc.constantFrom(',', 'tab', '|'), (rows, fieldDelimiter) => {
      const file = rows.map((values) => `${formatCsvRow(values, schema, fieldDelimiter)}\n`).join('');
      assert.deepEqual(read(file, { fieldDelimiter, allowQuotedNewlines: true }), rows);
    }),
    { numRuns: 300 },
  );
});
