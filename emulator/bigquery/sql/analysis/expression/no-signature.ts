import { SqlError } from '../../sql-error';
import type { Position } from '../../syntax/position';
import { formatType } from '../../types/sql-type';
import type { TypedExpression } from '../typed-expression';

/** How a type stands in a message about arguments. */
export function argumentType({ literal, type }: TypedExpression): string {
  return literal?.kind === 'null' ? 'NULL' : formatType(type);
}

/** `No matching signature for operator + for argument types: INT64, STRING. Supported signatures: …` */
export function noSignature(what: string, given: { readonly at: Position; readonly operands: readonly TypedExpression[]; readonly supported?: readonly string[] }): SqlError {
  const { at, operands, supported = [] } = given;
  const types = operands.length === 0 ? ' with no arguments' : ` for argument types: ${operands.map(argumentType).join(', ')}`;
  const list = supported.length === 0 ? '' : `. Supported signature${supported.length > 1 ? 's' : ''}: ${supported.join('; ')}`;
  return new SqlError(`No matching signature for ${what}${types}${list}`, { at });
}
