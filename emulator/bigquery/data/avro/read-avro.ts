import { FileFault, type FileTable } from '../file-table';
import type { Row } from '../row';
import { unpackBlock } from './avro-codecs';
import { createAvroCursor, type AvroCursor } from './avro-cursor';
import { createAvroScope } from './avro-names';
import type { AvroReadOptions } from './avro-shape';
import { shapeOf } from './avro-types';

const MAGIC = Buffer.from('Obj\u0001');
const SYNC_BYTES = 16;
/** Rows may take no byte at all, so that a short file could ask for any number of them. */
const MAX_ROWS_A_BLOCK = 100_000_000;

/**
 * Reads an Avro object container file, as a load job does.
 * @throws FileFault where it is broken, or has what is not emulated: recursive types, unions of several types, other codecs
 */
export function readAvro(file: Uint8Array, options: AvroReadOptions = {}): FileTable {
  const cursor = createAvroCursor(file);
  if (file.length < MAGIC.length || !cursor.fixed(MAGIC.length).equals(MAGIC)) throw new FileFault('The Apache Avro library failed to parse the header with the following error: Invalid data file. Magic does not match.');
  const { schema, codec } = readHeader(cursor);
  const shape = shapeOf(schema, { scope: createAvroScope(), options, path: '' });
  if (shape.type !== 'RECORD' || shape.mode !== 'REQUIRED' || !shape.fields) throw new FileFault('The Avro schema is no record, so that it has no columns.');
  const sync = cursor.fixed(SYNC_BYTES);
  const rows: Row[] = [];
  while (!cursor.atEnd()) {
    const count = cursor.count();
    if (count < 0 || count > MAX_ROWS_A_BLOCK) throw new FileFault('The Avro file has a block of a size that cannot be.');
    const block = createAvroCursor(unpackBlock(codec, cursor.bytes()));
    for (let index = 0; index < count; index += 1) rows.push(shape.read(block) as Row);
    if (!block.atEnd()) throw new FileFault('The Avro file has a block with more in it than its rows.');
    if (!cursor.fixed(SYNC_BYTES).equals(sync)) throw new FileFault('The Avro file has a block that does not end with its marker.');
  }
  return { schema: { fields: shape.fields }, rows };
}

function readHeader(cursor: AvroCursor): { schema: unknown; codec: string } {
  const entries = new Map<string, Buffer>();
  for (let count = cursor.count(); count !== 0; count = cursor.count()) {
    if (count < 0) cursor.count();
    for (let index = Math.abs(count); index > 0; index -= 1) entries.set(cursor.string(), cursor.bytes());
  }
  try {
    const schema = JSON.parse(entries.get('avro.schema')?.toString() ?? '') as unknown;
    return { schema, codec: entries.get('avro.codec')?.toString() ?? 'null' };
  } catch {
    throw new FileFault('The Avro file has no schema that can be read.');
  }
}
