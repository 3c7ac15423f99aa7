import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import type { Expression, Query, QueryBody } from './tree';
import { parseAlias } from './parse-alias';
import { parseFrom, parseTable } from './parse-from';
import { parseJoins } from './parse-join';
import { parseLimit, parseOrderBy } from './parse-order';
import { parseAggregate } from './parse-pipe-aggregate';
import { parseSelectItems } from './parse-select';
import { parseSetOperator, startsSetOperator } from './parse-set-operator';
import { parseTableOperators } from './parse-table-operators';
import { isBounded, openPipe, type Pipe, selecting, sourceOf, star, wrapped } from './pipe';

const MAX_OPERATORS = 200;

type Operator = (cursor: Cursor, pipe: Pipe) => Pipe;

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['WHERE', (cursor, pipe) => where(pipe, cursor.expression())],
  ['SELECT', (cursor, pipe) => selecting(pipe, { distinct: cursor.take('DISTINCT'), items: parseSelectItems(cursor) })],
  ...['EXTEND', 'WINDOW'].map((word): [string, Operator] => [word, (cursor, pipe) => selecting(pipe, { items: [star(cursor.at), ...parseSelectItems(cursor)] })]),
  ['SET', parseSet],
  ['DROP', (cursor, pipe) => selecting(pipe, { items: [{ kind: 'star', at: cursor.at, except: cursor.list(() => cursor.identifier()), replace: [] }] })],
  ['RENAME', parseRename],
  ['DISTINCT', (cursor, pipe) => selecting(openPipe(pipe.query.at, wrapped(pipe)), { distinct: true, items: [star(cursor.at)] })],
  ['AS', (cursor, pipe) => openPipe(pipe.query.at, { ...wrapped(pipe), alias: cursor.identifier() })],
  ['AGGREGATE', parseAggregate],
  ['LIMIT', parseBounds],
  ['ORDER', parseOrder],
  ...['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS'].map((word): [string, Operator] => [word, parseJoin]),
  ...['UNION', 'INTERSECT', 'EXCEPT'].map((word): [string, Operator] => [word, parseUnion]),
  ...['PIVOT', 'UNPIVOT', 'TABLESAMPLE'].map((word): [string, Operator] => [word, parseOperators]),
]);
/** Those that read their first word themselves. */
const WHOLE: ReadonlySet<string> = new Set(['LIMIT', 'ORDER', 'JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'UNION', 'INTERSECT', 'EXCEPT', 'PIVOT', 'UNPIVOT', 'TABLESAMPLE']);
/** Keywords that begin operators which are not emulated. */
const OTHERS: readonly string[] = ['WITH', 'IF', 'CALL', 'ASSERT', 'RECURSIVE'];

/** FROM at the beginning of a query, and the pipe operators behind it. @throws SqlError */
export function parseFromFirst(cursor: Cursor): Query {
  const { at } = cursor.expect('FROM');
  return parseOn(cursor, openPipe(at, parseFrom(cursor)));
}

/** The pipe operators behind a query; the query itself where there are none. @throws SqlError */
export function parsePipes(cursor: Cursor, query: Query): Query {
  return parseOn(cursor, { query });
}

function parseOn(cursor: Cursor, first: Pipe): Query {
  let pipe = first;
  for (let length = 0; cursor.is('|>'); length++) {
    const { at } = cursor.next();
    if (length >= MAX_OPERATORS) throw notEmulated(`A pipe of more than ${MAX_OPERATORS} operators`, at);
    const word = cursor.peek().upper;
    const operator = OPERATORS.get(word);
    if (!operator) throw cursor.isIdentifier() || OTHERS.includes(word) ? notEmulated(`|> ${cursor.peek().text}`, at) : cursor.unexpected();
    if (!WHOLE.has(word)) cursor.next();
    pipe = operator(cursor, pipe);
  }
  return pipe.query;
}

function where(pipe: Pipe, condition: Expression): Pipe {
  const { open, query } = pipe;
  if (!open || isBounded(pipe)) return openPipe(query.at, wrapped(pipe), condition);
  const { at } = condition;
  return openPipe(query.at, open.from, open.where ? { kind: 'binary', at: open.where.at, operator: 'AND', operatorAt: at, left: open.where, right: condition } : condition);
}

function parseSet(cursor: Cursor, pipe: Pipe): Pipe {
  const { at } = cursor;
  const replace = cursor.list(() => {
    const name = cursor.identifier();
    cursor.expect('=');
    return { name, value: cursor.expression() };
  });
  return selecting(pipe, { items: [{ kind: 'star', at, except: [], replace }] });
}

function parseRename(cursor: Cursor, pipe: Pipe): Pipe {
  const { at } = cursor;
  const rename = cursor.list(() => {
    const from = cursor.identifier();
    cursor.take('AS');
    return { from, to: cursor.identifier() };
  });
  return selecting(pipe, { items: [{ kind: 'star', at, except: [], replace: [], rename }] });
}

function parseBounds(cursor: Cursor, pipe: Pipe): Pipe {
  const query = pipe.query.limit ? openPipe(pipe.query.at, wrapped(pipe)).query : pipe.query;
  return { query: { ...query, ...parseLimit(cursor) } };
}

function parseOrder(cursor: Cursor, pipe: Pipe): Pipe {
  const base = pipe.open && !isBounded(pipe) ? pipe : openPipe(pipe.query.at, wrapped(pipe));
  return { query: { ...base.query, orderBy: parseOrderBy(cursor) } };
}

/** WHERE goes before a join as well as behind it, unless the join adds rows of its right side alone. */
function parseJoin(cursor: Cursor, pipe: Pipe): Pipe {
  if (startsSetOperator(cursor)) return parseUnion(cursor, pipe);
  const open = isBounded(pipe) || cursor.isAny('RIGHT', 'FULL') ? undefined : pipe.open;
  const first = open?.from ?? sourceOf(pipe);
  return openPipe(pipe.query.at, parseJoins(cursor, { first, table: () => parseTable(cursor), comma: false }), open?.where);
}

function parseUnion(cursor: Cursor, { query }: Pipe): Pipe {
  const operator = parseSetOperator(cursor);
  if (!operator) throw cursor.unexpected();
  const inputs: QueryBody[] = cursor.list(() => {
    const { at } = cursor.expect('(');
    const input = cursor.query();
    cursor.expect(')');
    return { kind: 'parenthesized', at, query: input };
  });
  const { at } = query;
  return { query: { at, body: { kind: 'set', at, ...operator, inputs: [{ kind: 'parenthesized', at, query }, ...inputs] }, orderBy: [] } };
}

function parseOperators(cursor: Cursor, pipe: Pipe): Pipe {
  const operators = parseTableOperators(cursor);
  if (operators.length === 0) throw cursor.unexpected();
  const alias = parseAlias(cursor);
  return openPipe(pipe.query.at, { ...wrapped(pipe), operators, ...(alias ? { alias } : {}) });
}
