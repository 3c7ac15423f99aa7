import { notEmulated, SqlError } from '../sql-error';
import type { Cursor } from './cursor';
import type { CommonTable, Identifier, Query, QueryBody } from './tree';
import { parseLimit, parseOrderBy } from './parse-order';
import { parseFromFirst, parsePipes } from './parse-pipe';
import { parseSelect } from './parse-select';
import { parseSetOperator, type SetOperator } from './parse-set-operator';
import type { Position } from './position';

/** A query: WITH, its body, ORDER BY, LIMIT, and pipe operators behind it. @throws SqlError */
export function parseQueryAt(cursor: Cursor): Query {
  return cursor.nested(() => {
    const { at } = cursor;
    if (cursor.is('GRAPH')) throw notEmulated('GRAPH', at);
    const tables = cursor.take('WITH') ? parseWith(cursor) : undefined;
    if (tables && !cursor.isAny('SELECT', '(', 'FROM')) throw cursor.expected('(', ',', 'SELECT');
    const query = cursor.is('FROM') ? parseFromFirst(cursor) : parsePipes(cursor, parseRest(cursor, parseInput(cursor), at));
    return tables ? { ...query, at, with: tables } : query;
  });
}

/** Goes on with a query whose first input, in parentheses, has been read. @throws SqlError */
export function continueQuery(cursor: Cursor, first: Query): Query {
  return parsePipes(cursor, parseRest(cursor, { kind: 'parenthesized', at: first.at, query: first }, first.at));
}

function parseWith(cursor: Cursor): NonNullable<Query['with']> {
  const recursive = cursor.take('RECURSIVE');
  return { recursive, tables: cursor.list(() => parseCommonTable(cursor)) };
}

function parseCommonTable(cursor: Cursor): CommonTable {
  const name: Identifier = cursor.identifier();
  cursor.expect('AS', '(');
  const query = cursor.query();
  cursor.expect(')');
  if (cursor.is('WITH', 'DEPTH')) throw notEmulated('WITH DEPTH', cursor.at);
  return { name, query };
}

function parseRest(cursor: Cursor, first: QueryBody, at: Position): Query {
  const body = parseSetOperation(cursor, first);
  const orderBy = cursor.is('ORDER') ? parseOrderBy(cursor) : [];
  const bounds = parseLimit(cursor);
  return { at, body, orderBy, ...bounds };
}

/** SELECT, or a query in parentheses. */
function parseInput(cursor: Cursor): QueryBody {
  const { at } = cursor;
  if (cursor.is('SELECT')) return parseSelect(cursor);
  if (cursor.is('TABLE')) throw notEmulated('TABLE as a query', at);
  if (!cursor.take('(')) throw cursor.unexpected();
  const query = cursor.query();
  cursor.expect(')');
  return { kind: 'parenthesized', at, query };
}

function parseSetOperation(cursor: Cursor, first: QueryBody): QueryBody {
  const inputs = [first];
  let operator: SetOperator | undefined;
  for (;;) {
    const { at } = cursor;
    const next = parseSetOperator(cursor);
    if (next === undefined) break;
    if (operator !== undefined && spelt(next) !== spelt(operator)) {
      throw new SqlError('Syntax error: Different set operations cannot be used in the same query without using parentheses for grouping', { at });
    }
    operator ??= next;
    inputs.push(parseInput(cursor));
  }
  return operator === undefined ? first : { kind: 'set', at: first.at, ...operator, inputs };
}

function spelt({ operator, match }: SetOperator): string {
  const columns = match?.columns?.map(({ name }) => name.toLowerCase());
  return JSON.stringify([operator, match?.mode, columns]);
}
