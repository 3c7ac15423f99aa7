import { notEmulated, SqlError } from '../sql-error';
import type { Cursor } from './cursor';
import type { Identifier } from './expression';
import { parseOrderBy } from './parse-order';
import { parseFromFirst, parsePipes } from './parse-pipe';
import { parseSelect } from './parse-select';
import type { Position } from './position';
import type { CommonTable, Query, QueryBody, SetOperation } from './query';

/** A query: WITH, its body, ORDER BY, LIMIT, and pipe operators behind it. @throws SqlError */
export function parseQueryAt(cursor: Cursor): Query {
  return cursor.nested(() => {
    const { at } = cursor;
    if (cursor.is('GRAPH')) throw notEmulated('GRAPH', at);
    const tables = cursor.take('WITH') ? parseWith(cursor) : undefined;
    if (tables && !cursor.isAny('SELECT', '(', 'FROM')) throw cursor.expected('(', ',', 'SELECT');
    const query = cursor.is('FROM') ? parseFromFirst(cursor) : parseRest(cursor, parseInput(cursor), at);
    return parsePipes(cursor, tables ? attach(query, tables, at) : query);
  });
}

/** Goes on with a query whose first input, in parentheses, has been read. @throws SqlError */
export function continueQuery(cursor: Cursor, first: Query): Query {
  return parsePipes(cursor, parseRest(cursor, { kind: 'parenthesized', at: first.at, query: first }, first.at));
}

function attach(query: Query, tables: NonNullable<Query['with']>, at: Position): Query {
  return { ...query, at, with: tables };
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

/** LIMIT and OFFSET, if they are there. @throws SqlError */
export function parseLimit(cursor: Cursor): Pick<Query, 'limit' | 'offset'> {
  if (!cursor.take('LIMIT')) return {};
  const limit = cursor.expression();
  return cursor.take('OFFSET') ? { limit, offset: cursor.expression() } : { limit };
}

/** SELECT, or a query in parentheses. @throws SqlError */
export function parseInput(cursor: Cursor): QueryBody {
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
  let operator: SetOperation['operator'] | undefined;
  for (;;) {
    const { at } = cursor;
    const next = parseSetOperator(cursor);
    if (next === undefined) break;
    if (operator !== undefined && next !== operator) {
      throw new SqlError('Syntax error: Different set operations cannot be used in the same query without using parentheses for grouping', { at });
    }
    operator = next;
    inputs.push(parseInput(cursor));
  }
  return operator === undefined ? first : { kind: 'set', at: first.at, operator, inputs };
}

/** UNION ALL and its like; `undefined` where there is none. @throws SqlError */
export function parseSetOperator(cursor: Cursor): SetOperation['operator'] | undefined {
  const { at } = cursor;
  refuseOuterSetOperation(cursor);
  if (!cursor.isAny('UNION', 'INTERSECT', 'EXCEPT')) return undefined;
  const word = cursor.next().upper as 'UNION' | 'INTERSECT' | 'EXCEPT';
  if (!cursor.isAny('ALL', 'DISTINCT')) {
    if (word === 'EXCEPT') throw new SqlError('EXCEPT must be followed by ALL, DISTINCT, or "("', { at });
    throw cursor.expected('ALL', 'DISTINCT');
  }
  const all = cursor.next().upper === 'ALL';
  for (const words of [['BY', 'NAME'], ['STRICT', 'CORRESPONDING'], ['CORRESPONDING']]) {
    if (cursor.is(...words)) throw notEmulated(`${word} ${words.join(' ')}`, cursor.at);
  }
  if (word === 'UNION') return all ? 'UNION ALL' : 'UNION DISTINCT';
  if (all) throw new SqlError(`${word} ALL is not supported`, { at });
  return `${word} DISTINCT`;
}

function refuseOuterSetOperation(cursor: Cursor): void {
  if (!cursor.isAny('FULL', 'LEFT', 'INNER')) return;
  const operator = cursor.peek(cursor.peek(1).upper === 'OUTER' ? 2 : 1).upper;
  if (['UNION', 'INTERSECT', 'EXCEPT'].includes(operator)) throw notEmulated(`${cursor.peek().upper} ${operator}`, cursor.at);
}
