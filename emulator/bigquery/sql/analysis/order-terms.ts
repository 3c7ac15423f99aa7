import { notEmulated, SqlError } from '../sql-error';
import type { OrderItem } from '../syntax/tree';
import { formatType } from '../types/sql-type';
import type { Scope } from './scope';
import type { TypedExpression } from './typed-expression';

/** The terms behind ORDER BY, with NULLs and NaN where BigQuery has them. @throws SqlError for types without order */
export function orderBySql(items: readonly OrderItem[], scope: Scope): string {
  return items.map((item) => orderTerm(item, scope.env.analyser.expression(item.value, scope))).join(', ');
}

/** One term of a value that is analysed already. @throws SqlError for types without order */
export function orderTerm({ at, descending, nulls, collate }: Omit<OrderItem, 'value'>, { type, sql }: TypedExpression): string {
  if (collate) throw notEmulated('COLLATE', at);
  if (['ARRAY', 'STRUCT', 'JSON'].includes(type.kind)) throw new SqlError(`ORDER BY does not support expressions of type ${formatType(type)}`, { at });
  const place = nulls ?? (descending ? 'LAST' : 'FIRST');
  const term = `${sql} ${descending ? 'DESC' : 'ASC'} NULLS ${place}`;
  // NaN lies below all numbers.
  return type.kind === 'FLOAT64' ? `isnan(${sql}) ${descending ? 'ASC' : 'DESC'} NULLS ${place}, ${term}` : term;
}
