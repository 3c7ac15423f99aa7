import type { Cursor } from './cursor';
import type { FrameBound, WindowReference, WindowSpecification } from './tree';
import { parseOrderBy } from './parse-order';

/** What follows OVER: a name or a window in parentheses. @throws SqlError */
export function parseWindowReference(cursor: Cursor): WindowReference {
  if (cursor.is('(')) return { specification: parseWindow(cursor) };
  return { name: cursor.identifier() };
}

/** A window in parentheses. @throws SqlError */
export function parseWindow(cursor: Cursor): WindowSpecification {
  const { at } = cursor.expect('(');
  const base = cursor.isIdentifier() ? cursor.identifier() : undefined;
  const partitionBy = cursor.take('PARTITION') ? parsePartition(cursor) : [];
  const orderBy = cursor.is('ORDER') ? parseOrderBy(cursor) : [];
  const frame = cursor.isAny('ROWS', 'RANGE') ? parseFrame(cursor) : undefined;
  cursor.expect(')');
  return { at, partitionBy, orderBy, ...(base ? { base } : {}), ...(frame ? { frame } : {}) };
}

function parsePartition(cursor: Cursor): WindowSpecification['partitionBy'] {
  cursor.expect('BY');
  return cursor.list(() => cursor.expression());
}

function parseFrame(cursor: Cursor): NonNullable<WindowSpecification['frame']> {
  const unit = cursor.next().upper as 'ROWS' | 'RANGE';
  if (!cursor.take('BETWEEN')) return { unit, start: parseBound(cursor) };
  const start = parseBound(cursor);
  cursor.expect('AND');
  return { unit, start, end: parseBound(cursor) };
}

function parseBound(cursor: Cursor): FrameBound {
  if (cursor.take('CURRENT')) {
    cursor.expect('ROW');
    return { kind: 'CURRENT ROW' };
  }
  const value = cursor.take('UNBOUNDED') ? undefined : cursor.operand();
  if (!cursor.isAny('PRECEDING', 'FOLLOWING')) throw cursor.expected('FOLLOWING', 'PRECEDING');
  const direction = cursor.next().upper as 'PRECEDING' | 'FOLLOWING';
  return value ? { kind: direction, value } : { kind: `UNBOUNDED ${direction}` };
}
