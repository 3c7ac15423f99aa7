import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import type { Query } from './query';

/** FROM at the beginning of a query. @throws SqlError */
export function parseFromFirst(cursor: Cursor): Query {
  throw notEmulated('FROM without SELECT', cursor.at);
}

/** The pipe operators behind a query. @throws SqlError */
export function parsePipes(cursor: Cursor, query: Query): Query {
  if (cursor.is('|>')) throw notEmulated('Pipe syntax', cursor.at);
  return query;
}
