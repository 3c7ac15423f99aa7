import { FileFault, type FileTable } from '../file-table';
import type { Row } from '../row';
import { readContainer } from './avro-container';
import { decodeAt } from './avro-library';
import { createAvroScope } from './avro-names';
import type { AvroReadOptions } from './avro-shape';
import { shapeOf } from './avro-types';

/**
 * Reads an Avro object container file, as a load job does.
 * @throws FileFault where it is broken, or has what is not emulated: recursive types, unions of several types, other codecs
 */
export function readAvro(file: Uint8Array, options: AvroReadOptions = {}): FileTable {
  const { schema, blocks } = readContainer(file);
  const { type, mode, fields, avro } = shapeOf(schema, { scope: createAvroScope(), options, path: '', depth: 0 });
  if (type !== 'RECORD' || mode !== 'REQUIRED' || !fields) throw new FileFault('The Avro schema is no record, so that it has no columns.');
  const rows: Row[] = [];
  for (const { count, bytes } of blocks) {
    let from = 0;
    for (let left = count; left > 0; left -= 1) {
      const { value, end } = decodeAt(avro, bytes, from);
      rows.push(value as Row);
      from = end;
    }
    if (from < bytes.length) throw new FileFault('The Avro file has a block with more in it than its rows.');
  }
  return { schema: { fields }, rows };
}
