import { types, type Type } from 'avsc';
import { FileFault } from '../file-table';

/** The library's place in a buffer, and what reads from it; its declarations leave them out. */
interface Tap {
  readonly buf: Buffer;
  readonly pos: number;
  readLong(): number;
  skipLong(): void;
}

/**
 * A list. The library's own makes room for as many items as a file says it has before it reads the first, and goes on
 * to that number beyond the file's end. Here a list has no more items than bytes follow; each takes one at least, but
 * nulls, which are passed over.
 */
class ListType extends types.ArrayType {
  _read(tap: Tap): unknown[] {
    const items: unknown[] = [];
    const itemsType = this.itemsType as Type & { _read(tap: Tap): unknown };
    for (let count = tap.readLong(); count !== 0; count = tap.readLong()) {
      if (count < 0) tap.skipLong();
      if (itemsType.typeName === 'null') continue;
      if (Math.abs(count) > tap.buf.length - tap.pos) throw new FileFault('The Avro file has a list of more items than it has bytes.');
      for (let left = Math.abs(count); left > 0; left -= 1) items.push(itemsType._read(tap));
    }
    return items;
  }
}

/** The type of lists of `items`, each of which takes one byte at least or is null. */
export function listType(items: Type): Type {
  return new ListType({ type: 'array', items }, {});
}
