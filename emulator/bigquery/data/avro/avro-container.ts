import { FileFault } from '../file-table';
import { packBlock, unpackBlock, type AvroCodec } from './avro-codecs';
import { decodeAt, typeOf } from './avro-library';
import { listType } from './list-type';

/*
 * Object container files (https://avro.apache.org/docs/1.12.0/specification/#object-container-files) as values of the
 * library's types. Its streams are not used: they take a file that was cut off for a whole one, pass over bytes that a
 * block has left, wait for ever after an empty block, and count to a header's end that may be 2^60 entries away.
 */
const MARKER = { type: 'fixed', size: 16 };
const ENTRIES = listType(typeOf({ type: 'record', fields: [{ name: 'key', type: 'string' }, { name: 'value', type: 'bytes' }] }));
const HEADER = typeOf({ type: 'record', fields: [{ name: 'magic', type: { type: 'fixed', size: 4 } }, { name: 'meta', type: ENTRIES }, { name: 'sync', type: MARKER }] });
const BLOCK = typeOf({ type: 'record', fields: [{ name: 'count', type: 'long' }, { name: 'data', type: 'bytes' }, { name: 'sync', type: MARKER }] });
const MAGIC = Buffer.from('Obj\u0001');

interface Header {
  readonly magic: Buffer;
  readonly meta: readonly { readonly key: string; readonly value: Buffer }[];
  readonly sync: Buffer;
}

interface Block {
  readonly count: bigint;
  readonly data: Buffer;
  readonly sync: Buffer;
}

/** Rows in Avro's binary encoding, one after the other. */
export interface AvroBlock {
  readonly count: number;
  readonly bytes: Buffer;
}

/** What a file holds: its schema as parsed JSON, and its blocks, unpacked one by one. @throws FileFault, from the blocks too */
export function readContainer(file: Uint8Array): { schema: unknown; blocks: Iterable<AvroBlock> } {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new FileFault('The Apache Avro library failed to parse the header with the following error: Invalid data file. Magic does not match.');
  const { value, end } = decodeAt(HEADER, bytes, 0);
  const { meta, sync } = value as Header;
  const entries = new Map(meta.map((entry) => [entry.key, entry.value.toString()]));
  return { schema: parseSchema(entries.get('avro.schema')), blocks: readBlocks(bytes.subarray(end), { codec: entries.get('avro.codec') ?? 'null', sync }) };
}

function parseSchema(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FileFault('The Avro file has no schema that can be read.');
  }
}

function* readBlocks(bytes: Buffer, { codec, sync }: { codec: string; sync: Buffer }): Iterable<AvroBlock> {
  for (let from = 0; from < bytes.length; ) {
    const { value, end } = decodeAt(BLOCK, bytes, from);
    const block = value as Block;
    if (!block.sync.equals(sync)) throw new FileFault('The Avro file has a block that does not end with its marker.');
    const unpacked = unpackBlock(codec, block.data);
    if (block.count < 0n || block.count > unpacked.length) throw new FileFault('The Avro file has a block of more rows than bytes.');
    yield { count: Number(block.count), bytes: unpacked };
    from = end;
  }
}

/** The same blocks under the same schema always make the same file, if they have the same marker of 16 bytes. */
export function writeContainer(blocks: Iterable<AvroBlock>, { schema, codec, marker }: { schema: string; codec: AvroCodec; marker: Buffer }): Buffer {
  const meta = [{ key: 'avro.codec', value: Buffer.from(codec) }, { key: 'avro.schema', value: Buffer.from(schema) }];
  const parts = [HEADER.toBuffer({ magic: MAGIC, meta, sync: marker } satisfies Header)];
  for (const { count, bytes } of blocks) parts.push(BLOCK.toBuffer({ count: BigInt(count), data: packBlock(codec, bytes), sync: marker } satisfies Block));
  return Buffer.concat(parts);
}
