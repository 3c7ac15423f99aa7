import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { TableSchema } from '../../../../src/core/job-resource';
import { FileFault } from '../file-table';
import type { Row } from '../row';
import { withDuckDb } from './duckdb-session';
import type { ParquetReadOptions } from './parquet-shape';
import { readParquet } from './read-parquet';
import { writeParquet } from './write-parquet';

/** A Parquet file of one query, without what an extract notes. */
function fileOf(query: string): Promise<Buffer> {
  return withDuckDb(async ({ connection, file, fileLiteral }) => {
    await connection.run(`COPY (${query}) TO ${fileLiteral} (FORMAT parquet)`);
    return readFile(file);
  });
}

const list = { name: 'list', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'element', type: 'INTEGER', mode: 'NULLABLE' }] };
const pairs = [{ name: 'key', type: 'STRING', mode: 'REQUIRED' }, { name: 'value', type: 'INTEGER', mode: 'NULLABLE' }];
const DECIMALS = { decimalTargetTypes: ['NUMERIC', 'BIGNUMERIC', 'STRING'] };

const COLUMNS: [what: string, values: string, field: object, read: unknown[], options?: ParquetReadOptions][] = [
  ['integers to the last digit', '9223372036854775807::BIGINT, (-9223372036854775808)::BIGINT, NULL', { type: 'INTEGER' }, ['9223372036854775807', '-9223372036854775808', null]],
  ['small integers', '255::UTINYINT', { type: 'INTEGER' }, ['255']],
  ['floats', "1.5::FLOAT, 'NaN'::FLOAT", { type: 'FLOAT' }, [1.5, 'NaN']],
  ['doubles', "0.1::DOUBLE, '-inf'::DOUBLE", { type: 'FLOAT' }, [0.1, '-Infinity']],
  ['booleans', 'true, NULL', { type: 'BOOLEAN' }, [true, null]],
  ['texts', "'é', ''", { type: 'STRING' }, ['é', '']],
  ['bytes', "'\\x00\\xFF'::BLOB", { type: 'BYTES' }, ['AP8=']],
  ['JSON', `'{"a": 12345678901234567890}'::JSON`, { type: 'JSON' }, ['{"a":12345678901234567890}']],
  ['dates', "DATE '0001-01-01', DATE '9999-12-31'", { type: 'DATE' }, ['0001-01-01', '9999-12-31']],
  ['times', "TIME '23:59:59.999999'", { type: 'TIME' }, ['23:59:59.999999']],
  ['timestamps', "TIMESTAMPTZ '1969-12-31 23:59:59.999999Z'", { type: 'TIMESTAMP' }, ['1969-12-31 23:59:59.999999 UTC']],
  ['times of a clock on the wall', "TIMESTAMP '2024-01-01 00:00:00.5'", { type: 'DATETIME' }, ['2024-01-01T00:00:00.5']],
  ['decimals', '-1.50::DECIMAL(5, 2)', { type: 'NUMERIC' }, ['-1.5']],
  ['decimals of all digits', '-12345678901234567890123456789.123456789::DECIMAL(38, 9)', { type: 'NUMERIC' }, ['-12345678901234567890123456789.123456789'], DECIMALS],
  ['decimals of many places', '0.00000000000000000001::DECIMAL(38, 20)', { type: 'BIGNUMERIC' }, ['0.00000000000000000001'], DECIMALS],
  ['structs', "{'x': 1, 'constructor': 'c'}, NULL", { type: 'RECORD', fields: [{ name: 'x', type: 'INTEGER', mode: 'NULLABLE' }, { name: 'constructor', type: 'STRING', mode: 'NULLABLE' }] }, [['1', 'c'], null]],
  ['lists', '[1, 2], [], NULL', { type: 'INTEGER', mode: 'REPEATED' }, [['1', '2'], [], []], { enableListInference: true }],
  ['lists of structs', "[{'x': 1}]", { type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'x', type: 'INTEGER', mode: 'NULLABLE' }] }, [[['1']]], { enableListInference: true }],
  ['lists as they are made', '[1, NULL], [], NULL', { type: 'RECORD', fields: [list] }, [[[['1'], [null]]], [[]], null]],
  ['maps', "MAP {'k': 1}, NULL", { type: 'RECORD', fields: [{ name: 'key_value', type: 'RECORD', mode: 'REPEATED', fields: pairs }] }, [[[['k', '1']]], null]],
  ['maps as lists', "MAP {'k': 1}, MAP {}", { type: 'RECORD', mode: 'REPEATED', fields: pairs }, [[['k', '1']], []], { mapAsList: true }],
];

for (const [what, values, field, read, options] of COLUMNS) {
  test(`Parquet is read with ${what}`, async () => {
    const query = values.split(/, (?![^[{(]*[\]})])/).map((value) => `SELECT ${value} AS c`).join(' UNION ALL ');
    const { schema, rows } = await readParquet(await fileOf(query), options);
    assert.deepEqual(schema, { fields: [{ name: 'c', mode: 'NULLABLE', ...field }] });
    assert.deepEqual(rows, read.map((value) => [value]));
  });
}

const REFUSED: [what: string, query: string, message: RegExp, options?: ParquetReadOptions][] = [
  ['lists of lists', 'SELECT [[1]] AS c', /c is a list of lists/, { enableListInference: true }],
  ['NULL in a list', 'SELECT [1, NULL] AS c', /Only optional fields can be set to NULL\. Field: c/, { enableListInference: true }],
  ['intervals', 'SELECT INTERVAL 1 DAY AS c', /is of the type .* not emulated/],
  ['nanoseconds', "SELECT TIMESTAMP_NS '2024-01-01 00:00:00' AS c", /counts nanoseconds/],
  ['integers beyond 64 bits', 'SELECT 18446744073709551615::UBIGINT AS c', /out of the range of INTEGER/],
  ['decimals beyond their type', 'SELECT 0.00000000000000000001::DECIMAL(38, 20) AS c', /out of the range of NUMERIC/],
  ['dates beyond the calendar', "SELECT DATE '10000-01-01' AS c", /out of the range of DATE/],
];

for (const [what, query, message, options] of REFUSED) {
  test(`Parquet with ${what} is refused`, async () => {
    const file = await fileOf(query);
    await assert.rejects(readParquet(file, options), (error) => error instanceof FileFault && message.test(error.message));
  });
}

test('a broken file is refused without a word about where it was put', async () => {
  const file = await fileOf('SELECT 1 AS c');
  for (const broken of [Buffer.alloc(0), Buffer.from('Obj'), Buffer.concat([file.subarray(0, 20), file.subarray(-4)])]) {
    await assert.rejects(readParquet(broken), (error) => error instanceof FileFault && !error.message.includes(path.sep));
  }
});

const WIDE: TableSchema = {
  fields: [
    { name: 'i', type: 'INTEGER', mode: 'REQUIRED' }, { name: 'f', type: 'FLOAT64' }, { name: 'b', type: 'BOOL' }, { name: 's "quoted"', type: 'STRING' }, { name: 'y', type: 'BYTES' },
    { name: 'n', type: 'NUMERIC' }, { name: 'ts', type: 'TIMESTAMP' }, { name: 'd', type: 'DATE' }, { name: 't', type: 'TIME' }, { name: 'dt', type: 'DATETIME' },
    { name: 'l', type: 'STRING', mode: 'REPEATED' },
    { name: 'r', type: 'RECORD', fields: [{ name: 'r', type: 'RECORD', mode: 'REPEATED', fields: [{ name: "it's", type: 'INT64', mode: 'REQUIRED' }] }] },
  ],
};
const FULL: Row = ['-9223372036854775808', 0.1, true, 'é', 'AP8=', '-99999999999999999999999999999.999999999', '0001-01-01 00:00:00 UTC', '9999-12-31', '23:59:59.999999', '2024-02-29T00:00:00', ['', 'x'], [[['7'], ['8']]]];
const EMPTY: Row = ['0', null, null, null, null, null, null, null, null, null, [], null];

for (const codec of ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'] as const) {
  test(`what is written to Parquet reads back as the same rows and modes (${codec})`, async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => (index % 3 === 0 ? EMPTY : FULL));
    const { schema, rows: read } = await readParquet(await writeParquet(rows, WIDE, codec));
    assert.deepEqual(read, rows);
    const modes = (fields: TableSchema['fields']): unknown[] => fields.map(({ name, mode = 'NULLABLE', fields: nested = [] }) => [name, mode, modes(nested)]);
    assert.deepEqual(modes(schema.fields), modes(WIDE.fields));
  });
}

test('the folder of a session is gone afterwards, also when the work fails', async () => {
  const files: string[] = [];
  await withDuckDb(({ file }) => Promise.resolve(files.push(file)));
  await assert.rejects(withDuckDb(({ file }) => (files.push(file), Promise.reject(new Error('no')))), /^Error: no$/);
  assert.deepEqual(files.map((file) => existsSync(path.dirname(file))), [false, false]);
});
