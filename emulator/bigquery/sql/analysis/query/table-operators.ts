import { notEmulated } from '../../sql-error';
import type { FromItem } from '../../syntax/tree';
import type { Scope } from '../scope';
import type { From } from './from-parts';
import { pivot } from './pivot';
import { ofRelation } from './relation-item';
import { unpivot } from './unpivot';

/** PIVOT, UNPIVOT and TABLESAMPLE behind an item of FROM. @throws SqlError */
export function applyOperators({ operators }: Exclude<FromItem, { kind: 'join' }>, from: From, outer: Scope): From {
  return operators.reduce((rows, operator) => {
    if (operator.kind === 'sample') throw notEmulated('TABLESAMPLE', operator.at);
    const relation = operator.kind === 'pivot' ? pivot(operator, rows, outer) : unpivot(operator, rows, outer);
    return ofRelation(relation, operator.alias?.name, outer);
  }, from);
}
