import type { Cursor } from './cursor';
import type { Identifier } from './tree';

/** A name with or without AS; `undefined` where there is none. @throws SqlError where no name follows AS */
export function parseAlias(cursor: Cursor): Identifier | undefined {
  return cursor.take('AS') || cursor.isIdentifier() ? cursor.identifier() : undefined;
}
