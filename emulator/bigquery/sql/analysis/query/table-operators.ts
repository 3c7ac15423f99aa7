import { notEmulated } from '../../sql-error';
import type { FromItem, TableOperator } from '../../syntax/query';
import type { Scope } from '../scope';
import type { From } from './from-parts';

/** PIVOT, UNPIVOT and TABLESAMPLE behind an item of FROM. @throws SqlError */
export function applyOperators({ operators }: Exclude<FromItem, { kind: 'join' }>, from: From, outer: Scope): From {
  return operators.reduce((rows, operator) => applied(operator, rows, outer), from);
}

function applied(operator: TableOperator, _from: From, _outer: Scope): From {
  throw notEmulated(operator.kind === 'sample' ? 'TABLESAMPLE' : operator.kind.toUpperCase(), operator.at);
}
