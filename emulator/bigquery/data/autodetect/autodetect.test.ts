import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitColumnNames, type CharacterMap } from './column-names';
import { detectCsv, type CsvDetectionOptions } from './detect-csv';
import { detectNdjson } from './detect-ndjson';
import { detectText } from './detected-type';

const TEXTS: [type: string, texts: string[]][] = [
  ['INTEGER', ['0', '-5', '+7', '007', '9223372036854775807']],
  ['FLOAT', ['1.5', '-.5', '1e3', '9223372036854775808']],
  ['BOOLEAN', ['true', 'FALSE']],
  ['DATE', ['2024-02-29']],
  ['TIME', ['23:59:59', '1:02:03.5']],
  ['TIMESTAMP', ['2018-08-19 12:11', '2018-08-19 12:11:35.22', '2018/08/19 12:11', '2018-08-19 07:11:35.220 -05:00', '2025-06-16T16:55:22Z']],
  ['STRING', ['', 'yes', 't', 'NaN', 'inf', '2024-02-30', '12:11', '1,5', '0x10', '1-2-3-4', 'é']],
];

for (const [type, texts] of TEXTS) {
  test(`texts look like ${type}`, () => assert.deepEqual(texts.map(detectText), texts.map(() => type)));
}

const CSV: [what: string, text: string, options: Partial<CsvDetectionOptions>, columns: string, skip: number, delimiter?: string][] = [
  ['a header over other types', 'id,name,on\n1,a,2024-01-01\n', {}, 'id:INTEGER name:STRING on:DATE', 1],
  ['no header where all is text', 'a,b\nc,d\n', {}, 'string_field_0:STRING string_field_1:STRING', 0],
  ['no header where the first row is data', '1,a\n2,b\n', {}, 'int64_field_0:INTEGER string_field_1:STRING', 0],
  ['generic names of each type', '1.5,true,2024-01-01,1:00:00,2024-01-01 00:00:00,\n', {}, 'double_field_0:FLOAT bool_field_1:BOOLEAN date_field_2:DATE time_field_3:TIME timestamp_field_4:TIMESTAMP string_field_5:STRING', 0],
  ['whole numbers and others', 'n\n1\n2.5\n', {}, 'n:FLOAT', 1],
  ['a mixture', 'n,m\n1,2024-01-01\nx,1:00:00\n,\n3,4\n', {}, 'string_field_0:STRING string_field_1:STRING', 0],
  ['empty columns', 'a,b\n1,\n2,""\n', {}, 'a:INTEGER b:STRING', 1],
  ['null markers', 'a\nNULL\n5\n', { nullMarkers: ['NULL'] }, 'a:INTEGER', 1],
  ['a header that is told away', 'a,b\n1,2\n', { skipLeadingRows: 0 }, 'string_field_0:STRING string_field_1:STRING', 0],
  ['a header in the row that is told', '# of the day\nid,x\n1,2\n', { skipLeadingRows: 2 }, 'id:INTEGER x:INTEGER', 2],
  ['a skipped row that is no header', '5,6\n1,x\n', { skipLeadingRows: 1 }, 'int64_field_0:INTEGER string_field_1:STRING', 1],
  ['tabs', 'a\tb\n1\t2\n', {}, 'a:INTEGER b:INTEGER', 1, '\t'],
  ['bars', 'a|b,c\n1|2,3\n', { fieldDelimiter: '|' }, 'a:INTEGER b_c:STRING', 1, '|'],
  ['guessed bars', 'a|b|c\n1|2|3\n', {}, 'a:INTEGER b:INTEGER c:INTEGER', 1, '|'],
  ['names that are made fit', 'my id,2nd,my-id\n1,2,4\n', {}, 'my_id:INTEGER _2nd:INTEGER my_id_1:INTEGER', 1],
  ['quoted newlines', 'a,b\n1,"x\ny"\n', {}, 'a:INTEGER b:STRING', 1],
  ['jagged rows', 'a,b\n1\n2,3\n', {}, 'a:INTEGER b:INTEGER', 1],
];

for (const [what, text, options, columns, skip, delimiter = ','] of CSV) {
  test(`CSV is detected with ${what}`, () => {
    const { schema, skipLeadingRows, fieldDelimiter } = detectCsv(text, { nullMarkers: [], characterMap: 'V1', ...options });
    assert.equal(schema?.fields.map(({ name, type }) => `${name}:${type}`).join(' '), columns);
    assert.deepEqual({ skipLeadingRows, fieldDelimiter }, { skipLeadingRows: skip, fieldDelimiter: delimiter });
  });
}

test('an empty CSV tells nothing, and one of many rows is told by the first of them', () => {
  const options = { nullMarkers: [], characterMap: 'V1' } as const;
  assert.equal(detectCsv('', options).schema, undefined);
  const late = (rows: number): string => `a\n${'1\n'.repeat(rows)}x\n`;
  assert.equal(detectCsv(late(400), options).schema?.fields[0]?.type, 'STRING');
  assert.equal(detectCsv(late(600), options).schema?.fields[0]?.type, 'INTEGER');
});

const JSON_LINES: [what: string, lines: string[], fields: unknown][] = [
  ['plain values', ['{"i":1,"f":1.5,"b":true,"s":"x","n":null}'], [['i', 'INTEGER'], ['f', 'FLOAT'], ['b', 'BOOLEAN'], ['s', 'STRING'], ['n', 'STRING']]],
  ['texts that look like more', ['{"i":"12","d":"2024-01-01","t":"2024-01-01T00:00:00Z"}'], [['i', 'INTEGER'], ['d', 'DATE'], ['t', 'TIMESTAMP']]],
  ['whole numbers and others', ['{"x":1}', '{"x":1.5}'], [['x', 'FLOAT']]],
  ['numbers of many digits', ['{"x":9223372036854775807,"y":9223372036854775808}'], [['x', 'INTEGER'], ['y', 'FLOAT']]],
  ['a mixture', ['{"x":1}', '{"x":true}'], [['x', 'STRING']]],
  ['keys in any case, later keys last', ['{"A":1}', '{"b":2,"a":1.5}'], [['A', 'FLOAT'], ['b', 'INTEGER']]],
  ['lists', ['{"l":[1,2.5],"e":[]}', '{"l":null}'], [['l', 'FLOAT', 'REPEATED'], ['e', 'STRING', 'REPEATED']]],
  ['objects', ['{"r":{"x":1}}', '{"r":{"y":[{"z":"a"}]}}', '{"r":null}'], [['r', 'RECORD', [['x', 'INTEGER'], ['y', 'RECORD', 'REPEATED', [['z', 'STRING']]]]]]],
  ['keys that objects have by birth', ['{"__proto__":1,"constructor":2}'], [['__proto__', 'INTEGER'], ['constructor', 'INTEGER']]],
  ['lines that are no JSON', ['{', '5', '', '{"x":1}'], [['x', 'INTEGER']]],
];

type Field = NonNullable<ReturnType<typeof detectNdjson>>['fields'][number];
const shown = ({ name, type, mode, fields }: Field): unknown[] => [name, type, ...(mode === 'REPEATED' ? [mode] : []), ...(fields ? [fields.map(shown)] : [])];

for (const [what, lines, fields] of JSON_LINES) {
  test(`NDJSON is detected with ${what}`, () => assert.deepEqual(detectNdjson([lines.join('\n')])?.fields.map(shown), fields));
}

test('NDJSON without fields tells nothing', () => {
  assert.equal(detectNdjson(['', '\n{}\n{"r":{}}']), undefined);
});

const NAMES: [map: CharacterMap, names: string[], fit: string[]][] = [
  ['STRICT', ['a b', 'a b'], ['a b', 'a b']],
  ['V1', ['a b', 'A.B', '1st', 'é', '', '_TABLE_x'], ['a_b', 'A_B_1', '_1st', '_', 'col_4', '__TABLE_x']],
  ['V2', ['a b', 'a.b', '1st', 'é!'], ['a b', 'a_b', '1st', 'é_']],
];

for (const [map, names, fit] of NAMES) {
  test(`names are made fit by ${map}`, () => assert.deepEqual(fitColumnNames(names, map), fit));
}
