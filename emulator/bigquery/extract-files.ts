import { gzipSync } from 'node:zlib';
import type { TableSchema } from '../../src/core/job-resource';
import { formatCsvHeader, formatCsvRow } from './data/csv';
import { formatNdjsonRow } from './data/ndjson';
import type { Row } from './data/row';
import type { Extract } from './extract-configuration';
import { invalid, JobError } from './job-error';
import { rowBytes } from './row-bytes';
import { cutShards } from './shards';

/** Cuts rows into files of at least `shardBytes` each, the last apart; at least one. Each is made when it is asked for. */
export type FileMaker = (rows: readonly Row[], shardBytes: number) => (() => Promise<Uint8Array>)[];

/** @throws JobError invalid for a schema that the format cannot hold, notImplemented for one that is not emulated */
export async function fileMaker(schema: TableSchema, extract: Extract): Promise<FileMaker> {
  switch (extract.format) {
    case 'CSV':
      checkFlat(schema);
      return textMaker(extract, { header: headerOf(schema, extract), line: (row) => formatCsvRow(row, schema, extract.fieldDelimiter) });
    case 'NEWLINE_DELIMITED_JSON':
      return textMaker(extract, { header: '', line: (row) => formatNdjsonRow(row, schema) });
    case 'AVRO':
      return avroMaker(schema, extract);
    case 'PARQUET':
      return parquetMaker(schema, extract);
  }
}

function textMaker({ compression }: Extract, { header, line }: { header: string; line: (row: Row) => string }): FileMaker {
  return (rows, shardBytes) => {
    const shards = cutShards(linesOf(rows, line), { sizeOf: (text) => Buffer.byteLength(text), headerBytes: Buffer.byteLength(header), shardBytes });
    return shards.map((lines) => () => Promise.resolve(encode(header + lines.join(''), compression === 'GZIP')));
  };
}

function* linesOf(rows: readonly Row[], line: (row: Row) => string): Iterable<string> {
  for (const row of rows) yield `${line(row)}\n`;
}

async function avroMaker(schema: TableSchema, { compression, useAvroLogicalTypes }: Extract): Promise<FileMaker> {
  const { createAvroFileWriter, nameUnfitForAvro } = await import('./data/avro/write-avro');
  const unfit = nameUnfitForAvro(schema.fields);
  if (unfit !== undefined) throw invalid(`Invalid field name ${JSON.stringify(unfit)} for AVRO: letters of ASCII, digits and underscores, not beginning with a digit.`);
  const codec = compression === 'DEFLATE' ? 'deflate' : compression === 'SNAPPY' ? 'snappy' : 'null';
  const writer = createAvroFileWriter(schema, { codec, useAvroLogicalTypes });
  return (rows, shardBytes) => {
    const encoded = rows.map((row) => writer.encodeRow(row));
    return cutShards(encoded, { sizeOf: ({ length }) => length, headerBytes: 0, shardBytes }).map((shard) => () => Promise.resolve(writer.file(shard)));
  };
}

async function parquetMaker(schema: TableSchema, { compression }: Extract): Promise<FileMaker> {
  const { fieldUnfitForParquet } = await import('./data/parquet/parquet-writers');
  const unfit = fieldUnfitForParquet(schema.fields);
  if (unfit) throw new JobError({ reason: 'notImplemented', message: `Extracting ${unfit.name}, a column of type ${unfit.type}, to PARQUET is not emulated` });
  const { writeParquet } = await import('./data/parquet/write-parquet');
  const codec = compression === 'NONE' ? 'UNCOMPRESSED' : compression === 'DEFLATE' ? 'GZIP' : compression;
  return (rows, shardBytes) =>
    cutShards(rows, { sizeOf: (row) => rowBytes(row, schema.fields), headerBytes: 0, shardBytes }).map((shard) => () => writeParquet(shard, schema, codec));
}

function checkFlat({ fields }: TableSchema): void {
  const nested = fields.find(({ type, mode }) => /^(RECORD|STRUCT)$/i.test(type) || /^REPEATED$/i.test(mode ?? ''));
  if (nested) throw invalid(`Operation cannot be performed on a nested schema. Field: ${nested.name}`);
}

function headerOf(schema: TableSchema, { printHeader, fieldDelimiter }: Extract): string {
  return printHeader ? `${formatCsvHeader(schema, fieldDelimiter)}\n` : '';
}

function encode(text: string, gzip: boolean): Uint8Array {
  if (!gzip) return Buffer.from(text);
  const bytes = gzipSync(text);
  bytes[9] = 0xff; // the operating system, which would make the bytes differ from one to the next
  return bytes;
}
