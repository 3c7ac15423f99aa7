import type { TypedExpression } from '../../analysis/typed-expression';
import { notEmulated } from '../../sql-error';
import type { Position } from '../../syntax/position';
import type { SqlType } from '../../types/sql-type';

/** CAST with a FORMAT clause. @throws SqlError for a format element or a pair of types that it has not */
export function formatCast(operand: TypedExpression, type: SqlType, options: { readonly safe: boolean; readonly at: Position; readonly format: TypedExpression; readonly timeZone?: TypedExpression }): string {
  void operand;
  void type;
  throw notEmulated('CAST with FORMAT', options.at);
}
