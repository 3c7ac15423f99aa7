import { notEmulated, SqlError } from '../sql-error';
import type { Cursor } from './cursor';
import type { ColumnMatch, SetOperation } from './tree';

export type SetOperator = Pick<SetOperation, 'operator' | 'match'>;

const WORDS: readonly string[] = ['UNION', 'INTERSECT', 'EXCEPT'];

/** UNION ALL and its like, with how it matches columns; `undefined` where there is none. @throws SqlError */
export function parseSetOperator(cursor: Cursor): SetOperator | undefined {
  const { at } = cursor;
  if (!startsSetOperator(cursor)) return undefined;
  const outer = cursor.isAny(...WORDS) ? undefined : parseOuter(cursor);
  const operator = parseOperator(cursor);
  const match = parseMatch(cursor, outer);
  if (outer && !match) throw new SqlError(`${outer} is only allowed before a set operation BY NAME or CORRESPONDING`, { at });
  return { operator, ...(match && { match }) };
}

/** Whether a set operation stands next, rather than a join. */
export function startsSetOperator(cursor: Cursor): boolean {
  if (cursor.isAny(...WORDS)) return true;
  return cursor.isAny('FULL', 'LEFT', 'INNER') && WORDS.includes(cursor.peek(cursor.peek(1).upper === 'OUTER' ? 2 : 1).upper);
}

function parseOuter(cursor: Cursor): 'FULL' | 'LEFT' | 'INNER' {
  const word = cursor.next().upper as 'FULL' | 'LEFT' | 'INNER';
  if (word !== 'INNER') cursor.take('OUTER');
  return word;
}

function parseOperator(cursor: Cursor): SetOperation['operator'] {
  const { at, upper } = cursor.next();
  const word = upper as 'UNION' | 'INTERSECT' | 'EXCEPT';
  if (!cursor.isAny('ALL', 'DISTINCT')) {
    if (word === 'EXCEPT') throw new SqlError('EXCEPT must be followed by ALL, DISTINCT, or "("', { at });
    throw cursor.expected('ALL', 'DISTINCT');
  }
  const all = cursor.next().upper === 'ALL';
  if (word === 'UNION') return all ? 'UNION ALL' : 'UNION DISTINCT';
  if (all) throw new SqlError(`${word} ALL is not supported`, { at });
  return `${word} DISTINCT`;
}

/** BY NAME means all columns of each query unless a word before the operator says otherwise, CORRESPONDING those that they share. */
function parseMatch(cursor: Cursor, outer: ColumnMatch['mode'] | undefined): ColumnMatch | undefined {
  const { at } = cursor;
  const strict = cursor.take('STRICT', 'CORRESPONDING');
  const named = !strict && cursor.take('BY', 'NAME');
  if (!strict && !named && !cursor.take('CORRESPONDING')) return undefined;
  if (strict && outer) throw new SqlError(`${outer} cannot be used with STRICT CORRESPONDING`, { at });
  const mode = outer ?? (strict || named ? 'STRICT' : 'INNER');
  if (!cursor.take(named ? 'ON' : 'BY')) return { at, mode };
  if (mode !== 'INNER') throw notEmulated(`A list of columns for a set operation that is not INNER`, at);
  return { at, mode, columns: cursor.parenthesized(() => cursor.identifier()) };
}
