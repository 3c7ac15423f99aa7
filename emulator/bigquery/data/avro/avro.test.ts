import assert from 'node:assert/strict';
import { test } from 'node:test';
import avsc from 'avsc';
import type { TableSchema } from '../../../../src/core/job-resource';
import { FileFault } from '../file-table';
import type { Row } from '../row';
import { readAvro } from './read-avro';
import { createAvroFileWriter, nameUnfitForAvro } from './write-avro';

type Json = Parameters<typeof avsc.Type.forSchema>[0];

/** Longs as bigints, so that nothing is lost in the tests' own reader and writer. */
const registry = { long: avsc.types.LongType.__with({ fromBuffer: (buf: Buffer) => buf.readBigInt64LE(), toBuffer: longBytes, fromJSON: BigInt, toJSON: String, isValid: (value: unknown) => typeof value === 'bigint', compare: (a: bigint, b: bigint) => (a < b ? -1 : 1) }) };

function longBytes(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}

/** A container file whose blocks another library writes; it would leave logical types out of the header. */
async function fileOf(schema: object, rows: readonly unknown[], codec = 'null'): Promise<Buffer> {
  const type = typeFor(schema);
  const encoder = new avsc.streams.BlockEncoder(type, { codec, writeHeader: false, syncMarker: Buffer.alloc(16, 7) });
  const parts: Buffer[] = [];
  const ended = new Promise((resolve) => encoder.on('data', (part: Buffer) => parts.push(part)).on('end', resolve));
  for (const row of rows) encoder.write(row);
  encoder.end();
  await ended;
  return rawFile(schema, Buffer.concat(parts), codec);
}

/** The other library's type, which counts where a logical type gives the count a meaning. */
function typeFor(schema: unknown): avsc.Type {
  const bare = JSON.parse(JSON.stringify(schema, (_, part: unknown) => (isLogical(part) ? part.type : part))) as Json;
  return avsc.Type.forSchema(bare, { registry: { ...registry }, wrapUnions: true });
}

function isLogical(part: unknown): part is { type: string } {
  return typeof part === 'object' && part !== null && 'logicalType' in part;
}

const record = (fields: object[]): object => ({ type: 'record', name: 'R', namespace: 'a.b', fields });
const column = (type: unknown): object => record([{ name: 'c', type }]);
const enumType = { type: 'enum', name: 'E', symbols: ['A', 'B'] };
const nested = { type: 'record', name: 'N', fields: [{ name: 'x', type: 'long', doc: 'an x' }, { name: 'nothing', type: 'null' }, { name: 'e', type: enumType }] };

const COLUMNS: [what: string, type: unknown, field: object, values: [written: unknown, read: unknown][]][] = [
  ['longs to the last digit', 'long', { type: 'INTEGER', mode: 'REQUIRED' }, [[2n ** 63n - 1n, '9223372036854775807'], [-(2n ** 63n), '-9223372036854775808'], [-1n, '-1'], [134217727n, '134217727'], [134217728n, '134217728'], [-134217729n, '-134217729']]],
  ['ints', 'int', { type: 'INTEGER', mode: 'REQUIRED' }, [[-2147483648, '-2147483648'], [2147483647, '2147483647']]],
  ['doubles', ['null', 'double'], { type: 'FLOAT', mode: 'NULLABLE' }, [[{ double: 0.1 }, 0.1], [{ double: NaN }, 'NaN'], [{ double: -Infinity }, '-Infinity'], [null, null]]],
  ['floats', 'float', { type: 'FLOAT', mode: 'REQUIRED' }, [[1.5, 1.5]]],
  ['booleans and texts', ['string', 'null'], { type: 'STRING', mode: 'NULLABLE' }, [[{ string: 'é\u0000' }, 'é\u0000'], [null, null]]],
  ['bytes', 'bytes', { type: 'BYTES', mode: 'REQUIRED' }, [[Buffer.from([0, 255]), 'AP8=']]],
  ['fixed bytes', { type: 'fixed', name: 'F', size: 2 }, { type: 'BYTES', mode: 'REQUIRED' }, [[Buffer.from([0, 255]), 'AP8=']]],
  ['enums', ['null', enumType], { type: 'STRING', mode: 'NULLABLE' }, [[{ 'a.b.E': 'B' }, 'B'], [null, null]]],
  ['lists', { type: 'array', items: ['null', 'int'] }, { type: 'INTEGER', mode: 'REPEATED' }, [[[{ int: 1 }, { int: 2 }], ['1', '2']], [[], []]]],
  ['lists that may be null', ['null', { type: 'array', items: 'int' }], { type: 'INTEGER', mode: 'REPEATED' }, [[null, []], [{ array: [3] }, ['3']]]],
  [
    'maps', { type: 'map', values: ['null', 'int'] },
    { type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'key', type: 'STRING', mode: 'REQUIRED' }, { name: 'value', type: 'INTEGER', mode: 'NULLABLE' }] },
    [[{ a: { int: 1 }, constructor: null }, [['a', '1'], ['constructor', null]]], [{}, []]],
  ],
  [
    'records, whose fields of null are passed over', ['null', nested],
    { type: 'RECORD', mode: 'NULLABLE', fields: [{ name: 'x', type: 'INTEGER', mode: 'REQUIRED', description: 'an x' }, { name: 'e', type: 'STRING', mode: 'REQUIRED' }] },
    [[{ 'a.b.N': { x: 5n, nothing: null, e: 'A' } }, ['5', 'A']], [null, null]],
  ],
  ['decimals', { type: 'bytes', logicalType: 'decimal', precision: 20, scale: 2 }, { type: 'NUMERIC', mode: 'REQUIRED' }, [[Buffer.from([0xff, 0x38]), '-2'], [Buffer.from([0x00, 0x96]), '1.5'], [Buffer.alloc(0), '0']]],
  ['counts without their meaning', { type: 'int', logicalType: 'date' }, { type: 'INTEGER', mode: 'REQUIRED' }, [[-1, '-1']]],
  ['JSON', { type: 'string', sqlType: 'JSON' }, { type: 'JSON', mode: 'REQUIRED' }, [['{"a": 12345678901234567890}', '{"a":12345678901234567890}']]],
];

for (const [what, type, field, values] of COLUMNS) {
  test(`Avro is read with ${what}`, async () => {
    for (const codec of ['null', 'deflate']) {
      const { schema, rows } = readAvro(await fileOf(column(type), values.map(([written]) => ({ c: written })), codec));
      assert.deepEqual(schema, { fields: [{ name: 'c', ...field }] });
      assert.deepEqual(rows, values.map(([, read]) => [read]));
    }
  });
}

const LOGICAL: [type: string, logicalType: string, becomes: string, written: unknown, read: string][] = [
  ['int', 'date', 'DATE', -719162, '0001-01-01'],
  ['int', 'time-millis', 'TIME', 86399999, '23:59:59.999'],
  ['long', 'time-micros', 'TIME', 1n, '00:00:00.000001'],
  ['long', 'timestamp-millis', 'TIMESTAMP', -1n, '1969-12-31 23:59:59.999 UTC'],
  ['long', 'timestamp-micros', 'TIMESTAMP', 253402300799999999n, '9999-12-31 23:59:59.999999 UTC'],
  ['long', 'local-timestamp-micros', 'DATETIME', 1n, '1970-01-01T00:00:00.000001'],
];

for (const [type, logicalType, becomes, written, read] of LOGICAL) {
  test(`Avro's ${logicalType} is a ${becomes} where logical types are asked for`, async () => {
    const file = await fileOf(column({ type, logicalType }), [{ c: written }]);
    const { schema, rows } = readAvro(file, { useAvroLogicalTypes: true });
    assert.equal(schema.fields[0]?.type, becomes);
    assert.deepEqual(rows, [[read]]);
    assert.deepEqual(readAvro(file).rows, [[String(written)]]);
  });
}

test('a decimal becomes the first listed type that has room for it', async () => {
  const wide = await fileOf(column({ type: 'bytes', logicalType: 'decimal', precision: 60, scale: 20 }), [{ c: Buffer.from([1]) }]);
  const read = (decimalTargetTypes?: string[]): unknown => {
    const { schema, rows } = readAvro(wide, { decimalTargetTypes });
    return [schema.fields[0]?.type, rows[0]?.[0]];
  };
  assert.deepEqual(read(['STRING', 'BIGNUMERIC']), ['STRING', '0.00000000000000000001']);
  assert.deepEqual(read(['NUMERIC', 'BIGNUMERIC']), ['BIGNUMERIC', '0.00000000000000000001']);
  assert.throws(() => read(), /out of the range of NUMERIC/);
});

function deep(levels: number): unknown {
  return levels === 0 ? 'int' : { type: deep(levels - 1) };
}

/** Fields in which each record but the first holds the one before it twice. */
function doubled(levels: number): object[] {
  return Array.from({ length: levels }, (_, level) => ({ name: `f${level}`, type: { type: 'record', name: `N${level}`, fields: ['x', 'y'].map((name) => ({ name, type: level === 0 ? 'int' : `N${level - 1}` })) } }));
}

const REFUSED: [what: string, schema: unknown, message: RegExp][] = [
  ['lists of lists', column({ type: 'array', items: { type: 'array', items: 'int' } }), /field c is a list of lists/],
  ['unions of several types', column(['int', 'string']), /field c is a union of several types/],
  ['recursive types', record([{ name: 'next', type: ['null', 'R'] }]), /type a\.b\.R holds itself, at next/],
  ['unknown types', column('constructor'), /unknown type "constructor"/],
  ['no record', 'string', /no record/],
  ['a field without a name', record([{ type: 'int' }]), /field without a name/],
  ['nothing but null', column('null'), /record a\.b\.R has no field that is more than null/],
  ['a map of nothing but null', column({ type: 'map', values: 'null' }), /field c is a map of nothing but null/],
  ['unions of unions', column(['null', { type: ['int'] }]), /field c is a union of nothing, or of another union/],
  ['unions of nothing', column([]), /field c is a union of nothing/],
  ['null twice', column(['null', 'null']), /field c is a union of several types/],
  ['fixed types of no bytes', column({ type: 'fixed', name: 'F', size: 0 }), /fixed type without a size/],
  ['types within types without an end', column(deep(200)), /more than 100 levels deep/],
  ['more fields than BigQuery has columns', record(doubled(14)), /more than 10000 fields/],
];

/** A file of a schema that need not make sense, and bytes that follow its header. */
function rawFile(schema: unknown, body: Buffer, codec = 'null'): Buffer {
  const text = (value: string): Buffer => Buffer.concat([varint(Buffer.byteLength(value)), Buffer.from(value)]);
  return Buffer.concat([Buffer.from('Obj\u0001'), varint(2), text('avro.schema'), text(JSON.stringify(schema)), text('avro.codec'), text(codec), varint(0), Buffer.alloc(16, 7), body]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}

for (const [what, schema, message] of REFUSED) {
  test(`Avro with ${what} is refused`, () => {
    assert.throws(() => readAvro(rawFile(schema, Buffer.alloc(0))), (error) => error instanceof FileFault && message.test(error.message));
  });
}

const marker = Buffer.alloc(16, 7);
const BROKEN: [what: string, file: Buffer][] = [
  ['no file at all', Buffer.alloc(0)],
  ['other magic', Buffer.from('PAR1 and more')],
  ['a header that ends too soon', rawFile(column('int'), Buffer.alloc(0)).subarray(0, 30)],
  ['a block that ends too soon', rawFile(column('int'), Buffer.concat([varint(2), varint(1), varint(1)]))],
  ['a block with too few values', rawFile(column('int'), Buffer.concat([varint(2), varint(1), varint(1), marker]))],
  ['a block with too many values', rawFile(column('int'), Buffer.concat([varint(1), varint(2), varint(1), varint(1), marker]))],
  ['another marker', rawFile(column('int'), Buffer.concat([varint(1), varint(1), varint(1), Buffer.alloc(16, 8)]))],
  ['an integer of too many bits', rawFile(column('long'), Buffer.concat([varint(1), varint(11), Buffer.alloc(11, 0xff), marker]))],
  ['an integer of some bits too many', rawFile(column('long'), Buffer.concat([varint(1), varint(10), Buffer.alloc(9, 0xff), varint(1), marker]))],
  ['an integer of too many bytes', rawFile(column('long'), Buffer.concat([varint(1), varint(11), Buffer.alloc(10, 0x80), varint(0), marker]))],
  ['an int of more than 32 bits', rawFile(column('int'), Buffer.concat([varint(1), varint(5), varint(2 ** 31), marker]))],
  ['a header that never ends', Buffer.concat([Buffer.from('Obj\u0001'), varint(2 ** 50)])],
  ['a block of more rows than bytes', rawFile(column('int'), Buffer.concat([varint(2 ** 40), varint(0), marker]))],
  ['a block of fewer rows than none', rawFile(column('int'), Buffer.concat([varint(-1), varint(1), varint(1), marker]))],
  ['a list of more items than bytes', rawFile(column({ type: 'array', items: 'int' }), Buffer.concat([varint(1), varint(5), varint(2 ** 31 - 1), marker]))],
  ['a list that goes on with more items than bytes', rawFile(column({ type: 'array', items: 'int' }), Buffer.concat([varint(1), varint(8), varint(1), varint(1), varint(2 ** 40), marker]))],
  ['nothing in the place of an item', rawFile(column({ type: 'array', items: ['null', 'int'] }), Buffer.concat([varint(1), varint(3), varint(1), varint(0), varint(0), marker]))],
  ['bytes that end too soon', rawFile(column('bytes'), Buffer.concat([varint(1), varint(2), varint(5), varint(1), marker]))],
  ['bytes of a negative length', rawFile(column('bytes'), Buffer.concat([varint(1), varint(1), varint(-5), marker]))],
  ['a value that is none of its union', rawFile(column(['null', 'int']), Buffer.concat([varint(1), varint(1), varint(2), marker]))],
  ['a text that is not UTF-8', rawFile(column('string'), Buffer.concat([varint(1), varint(2), varint(1), Buffer.from([0xff]), marker]))],
  ['an enum beyond its symbols', rawFile(column(enumType), Buffer.concat([varint(1), varint(1), varint(2), marker]))],
  ['a date beyond the calendar', rawFile(column({ type: 'int', logicalType: 'date' }), Buffer.concat([varint(1), varint(4), varint(2932897), marker]))],
  ['another codec', rawFile(column('int'), Buffer.concat([varint(1), varint(1), varint(1), marker]), 'bzip2')],
  ['a deflate block that is none', rawFile(column('int'), Buffer.concat([varint(1), varint(1), varint(1), marker]), 'deflate')],
  ['a snappy block that is none', rawFile(column('int'), Buffer.concat([varint(1), varint(1), varint(1), marker]), 'snappy')],
];

for (const [what, file] of BROKEN) {
  test(`an Avro file with ${what} is refused`, () => assert.throws(() => readAvro(file, { useAvroLogicalTypes: true }), FileFault));
}

test('names are data: keys and fields that every object has by birth are read in their order', () => {
  const map = { type: 'map', values: 'int' };
  const row = Buffer.concat([varint(3), ...['b', '__proto__', '10'].flatMap((key, value) => [varint(key.length), Buffer.from(key), varint(value)]), varint(0), varint(5), varint(1)]);
  const enumOfBirth = { type: 'enum', name: 'constructor', symbols: ['toString', '__proto__'] };
  const schema = record([{ name: 'm', type: map }, { name: '__proto__', type: 'int' }, { name: 'constructor', type: enumOfBirth }]);
  const { schema: read, rows } = readAvro(rawFile(schema, Buffer.concat([varint(1), varint(row.length), row, marker])));
  assert.deepEqual(read.fields.map(({ name }) => name), ['m', '__proto__', 'constructor']);
  assert.deepEqual(rows, [[[['b', '0'], ['__proto__', '1'], ['10', '2']], '5', '__proto__']]);
});

test('lists of null are passed over, however long', () => {
  const schema = record([{ name: 'nothing', type: { type: 'array', items: 'null' } }, { name: 'i', type: 'int' }]);
  const row = Buffer.concat([varint(2 ** 40), varint(0), varint(7)]);
  assert.deepEqual(readAvro(rawFile(schema, Buffer.concat([varint(1), varint(row.length), row, marker]))), { schema: { fields: [{ name: 'i', type: 'INTEGER', mode: 'REQUIRED' }] }, rows: [['7']] });
});

test('lists come in blocks, which may tell their sizes; blocks of rows may be empty', () => {
  const row = Buffer.concat([varint(1), varint(5), varint(-2), varint(2), varint(6), varint(7), varint(0)]);
  const empty = Buffer.concat([varint(0), varint(0), marker]);
  const full = Buffer.concat([varint(1), varint(row.length), row, marker]);
  assert.deepEqual(readAvro(rawFile(column({ type: 'array', items: 'int' }), Buffer.concat([full, empty, full]))).rows, [[['5', '6', '7']], [['5', '6', '7']]]);
});

const WIDE: TableSchema = {
  fields: [
    { name: 'i', type: 'INTEGER', mode: 'REQUIRED' }, { name: 'f', type: 'FLOAT64' }, { name: 'b', type: 'BOOL' }, { name: 's', type: 'STRING' }, { name: 'y', type: 'BYTES' },
    { name: 'n', type: 'NUMERIC' }, { name: 'ts', type: 'TIMESTAMP' }, { name: 'd', type: 'DATE' }, { name: 't', type: 'TIME' }, { name: 'j', type: 'JSON' },
    { name: 'l', type: 'STRING', mode: 'REPEATED' },
    { name: 'a', type: 'RECORD', fields: [{ name: 'a', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'constructor', type: 'INT64' }] }] },
    { name: 'A_a', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'x', type: 'DATE' }] },
  ],
};
const FULL: Row = ['-9223372036854775808', 0.1, true, 'é', 'AP8=', '-99999999999999999999999999999.999999999', '0001-01-01 00:00:00 UTC', '9999-12-31', '23:59:59.999999', '{"a":1}', ['', 'x'], [[['7'], [null]]], [['1969-12-31']]];
const EMPTY: Row = ['0', null, null, null, null, null, null, null, null, null, [], null, []];

for (const codec of ['null', 'deflate', 'snappy'] as const) {
  test(`what is written to Avro reads back as the same rows (${codec})`, () => {
    const writer = createAvroFileWriter(WIDE, { codec, useAvroLogicalTypes: true });
    const rows = Array.from({ length: 3000 }, (_, index) => (index % 3 === 0 ? EMPTY : FULL));
    const file = writer.file(rows.map((row) => writer.encodeRow(row)));
    const before = Buffer.from(file);
    const { schema, rows: read } = readAvro(file, { useAvroLogicalTypes: true });
    assert.deepEqual(read, rows);
    assert.ok(file.equals(before), 'reading leaves the file as it was');
    assert.deepEqual(schema.fields.map(({ name, mode }) => [name, mode]), WIDE.fields.map(({ name, mode = 'NULLABLE' }) => [name, mode]));
  });
}

test('another library reads what is written, dates as texts unless logical types are asked for', async () => {
  const fields = [{ name: 'i', type: 'INT64' }, { name: 'd', type: 'DATE', mode: 'REQUIRED' }, { name: 'r', type: 'RECORD', mode: 'REPEATED', fields: [{ name: 'x', type: 'BOOL' }] }];
  for (const logical of [true, false]) {
    const writer = createAvroFileWriter({ fields }, { codec: 'deflate', useAvroLogicalTypes: logical });
    const rows = await readElsewhere(writer.file([writer.encodeRow(['9223372036854775807', '1970-01-02', [[true], [null]]])]));
    assert.deepEqual(rows, [{ i: { long: '9223372036854775807' }, d: logical ? 1 : '1970-01-02', r: [{ x: { boolean: true } }, { x: null }] }]);
  }
});

/** The rows of a file as another library reads them, as JSON. */
async function readElsewhere(file: Buffer): Promise<unknown[]> {
  const decoder = new avsc.streams.BlockDecoder({ parseHook: (schema: Json) => typeFor(schema) });
  const rows: unknown[] = [];
  const ended = new Promise((resolve, reject) => decoder.on('data', (row) => rows.push(row)).on('end', resolve).on('error', reject));
  decoder.end(file);
  await ended;
  return JSON.parse(JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))) as unknown[];
}

test('half a surrogate pair is written as what stands for it in UTF-8', () => {
  const writer = createAvroFileWriter({ fields: [{ name: '__proto__', type: 'STRING' }] }, { codec: 'null', useAvroLogicalTypes: false });
  assert.deepEqual(readAvro(writer.file([writer.encodeRow(['a\ud800']), writer.encodeRow(['\u{1f600}'])])).rows, [['a\ufffd'], ['\u{1f600}']]);
});

test('names that Avro cannot hold are found at any depth', () => {
  assert.equal(nameUnfitForAvro(WIDE.fields), undefined);
  assert.equal(nameUnfitForAvro([{ name: 'r', type: 'RECORD', fields: [{ name: 'größe', type: 'STRING' }] }]), 'größe');
});
