import { notEmulated, SqlError } from '../sql-error';
import type { Cursor } from './cursor';
import type { SetOperation } from './tree';

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
