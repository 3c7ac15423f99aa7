import type { Cursor } from './cursor';
import type { OrderItem, Query } from './tree';

/** ORDER BY and its items. @throws SqlError */
export function parseOrderBy(cursor: Cursor): OrderItem[] {
  cursor.expect('ORDER', 'BY');
  return cursor.list(() => parseOrderItem(cursor));
}

/** An expression with COLLATE, ASC or DESC, and NULLS FIRST or LAST. @throws SqlError */
export function parseOrderItem(cursor: Cursor): OrderItem {
  const { at } = cursor;
  const value = cursor.expression();
  const collate = cursor.take('COLLATE') ? cursor.expression() : undefined;
  const descending = cursor.take('DESC');
  if (!descending) cursor.take('ASC');
  const nulls = cursor.take('NULLS') ? parseNulls(cursor) : undefined;
  return { at, value, descending, ...(nulls ? { nulls } : {}), ...(collate ? { collate } : {}) };
}

function parseNulls(cursor: Cursor): 'FIRST' | 'LAST' {
  if (cursor.take('FIRST')) return 'FIRST';
  if (cursor.take('LAST')) return 'LAST';
  throw cursor.expected('FIRST', 'LAST');
}

/** LIMIT and OFFSET, if they are there. @throws SqlError */
export function parseLimit(cursor: Cursor): Pick<Query, 'limit' | 'offset'> {
  if (!cursor.take('LIMIT')) return {};
  const limit = cursor.expression();
  return cursor.take('OFFSET') ? { limit, offset: cursor.expression() } : { limit };
}
