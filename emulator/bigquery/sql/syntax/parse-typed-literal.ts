import type { Cursor } from './cursor';
import type { Expression, TypedLiteral } from './tree';
import { parseType } from './parse-type';

const TYPES: ReadonlyMap<string, TypedLiteral['type']> = new Map([
  ['DATE', 'DATE'], ['DATETIME', 'DATETIME'], ['TIME', 'TIME'], ['TIMESTAMP', 'TIMESTAMP'], ['JSON', 'JSON'],
  ['NUMERIC', 'NUMERIC'], ['DECIMAL', 'NUMERIC'], ['BIGNUMERIC', 'BIGNUMERIC'], ['BIGDECIMAL', 'BIGNUMERIC'],
]);

/** DATE '…' and its like; `undefined` where no such literal stands. @throws SqlError */
export function parseTypedLiteral(cursor: Cursor): Expression | undefined {
  const { at } = cursor.peek();
  if (cursor.is('RANGE', '<')) {
    const range = parseType(cursor);
    const text = cursor.peek();
    if (text.kind !== 'string') throw cursor.unexpected();
    cursor.next();
    return { kind: 'typed-literal', at, type: 'RANGE', text: text.value, ...(range.element ? { element: range.element } : {}) };
  }
  const type = TYPES.get(cursor.peek().upper);
  if (type === undefined) return undefined;
  const text = cursor.peek(1);
  if (text.kind !== 'string') return undefined;
  cursor.next();
  cursor.next();
  return { kind: 'typed-literal', at, type, text: text.value };
}
