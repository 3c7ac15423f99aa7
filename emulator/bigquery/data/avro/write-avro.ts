import { createHash } from 'node:crypto';
import type { TableSchema } from '../../../../src/core/job-resource';
import type { Row } from '../row';
import type { AvroCodec } from './avro-codecs';
import { writeContainer, type AvroBlock } from './avro-container';
import { typeOf } from './avro-library';
import { rowWriter } from './avro-writers';

/** Writes the files of an extract, whose rows are encoded first so that their sizes are known. */
export interface AvroFileWriter {
  encodeRow(row: Row): Buffer;
  /** An object container file of rows that encodeRow gave. The same rows always make the same bytes. */
  file(rows: readonly Buffer[]): Buffer;
}

export interface AvroWriteOptions {
  readonly codec: AvroCodec;
  readonly useAvroLogicalTypes: boolean;
}

const BLOCK_BYTES = 64 * 1024;
const AVRO_NAME = /^[A-Za-z_]\w*$/;

export function createAvroFileWriter({ fields }: TableSchema, { codec, useAvroLogicalTypes }: AvroWriteOptions): AvroFileWriter {
  const writer = rowWriter(fields, useAvroLogicalTypes);
  const type = typeOf(writer.schema);
  const schema = JSON.stringify(writer.schema);
  const marker = createHash('md5').update(schema).digest();
  return {
    encodeRow: (row) => type.toBuffer(writer.convert(row)),
    file: (rows) => writeContainer(blocksOf(rows), { schema, codec, marker }),
  };
}

/** The first name that Avro, which has letters of ASCII, digits and underscores only, cannot hold; `undefined` if there is none. */
export function nameUnfitForAvro(fields: TableSchema['fields']): string | undefined {
  for (const { name, fields: nested } of fields) {
    const unfit = AVRO_NAME.test(name) ? nested && nameUnfitForAvro(nested) : name;
    if (unfit !== undefined) return unfit;
  }
  return undefined;
}

function* blocksOf(rows: readonly Buffer[]): Iterable<AvroBlock> {
  let block: Buffer[] = [];
  let sizeBytes = 0;
  for (const row of rows) {
    block.push(row);
    sizeBytes += row.length;
    if (sizeBytes < BLOCK_BYTES) continue;
    yield { count: block.length, bytes: Buffer.concat(block) };
    block = [];
    sizeBytes = 0;
  }
  if (block.length > 0) yield { count: block.length, bytes: Buffer.concat(block) };
}
