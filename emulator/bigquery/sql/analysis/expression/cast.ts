import { castExpression } from '../../functions/cast';
import { notEmulated } from '../../sql-error';
import type { Cast, TypeNode } from '../../syntax/tree';
import { sqlTypeOf } from '../../types/type-node';
import type { Scope } from '../scope';
import { limited } from '../type-limits';
import type { TypedExpression } from '../typed-expression';

/** CAST and SAFE_CAST, also to STRING(10) or NUMERIC(10, 2). @throws SqlError for types without a cast */
export function cast({ at, operand, type, safe, format, timeZone }: Cast, scope: Scope): TypedExpression {
  const analyse = scope.env.analyser.expression;
  const value = castExpression(analyse(operand, scope), sqlTypeOf(type), {
    safe,
    at,
    ...(format && { format: analyse(format, scope) }),
    ...(timeZone && { timeZone: analyse(timeZone, scope) }),
  });
  const plain = { ...value, at, literal: undefined };
  if (hasInnerParameters(type)) throw notEmulated('a type with parameters inside another', type.at);
  return type.parameters.length > 0 ? { ...plain, sql: limited(plain, type, { safe, env: scope.env }) } : plain;
}

function hasInnerParameters({ element, fields = [] }: TypeNode): boolean {
  const inner = [...(element ? [element] : []), ...fields.map(({ type }) => type)];
  return inner.some((type) => type.parameters.length > 0 || hasInnerParameters(type));
}
