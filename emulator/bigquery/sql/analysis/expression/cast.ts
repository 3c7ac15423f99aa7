import { castExpression } from '../../functions/cast';
import { raise } from '../../functions/sql-text';
import { notEmulated } from '../../sql-error';
import type { Cast, TypeNode } from '../../syntax/tree';
import { duckdbType } from '../../types/duckdb-type';
import { sqlTypeOf } from '../../types/type-node';
import { bind } from '../bind';
import type { Env, Scope } from '../scope';
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

/** The value where it keeps the limits, rounded to the scale; else an error, or NULL where it is safe. */
function limited(value: TypedExpression, { at, parameters }: TypeNode, { safe, env }: { safe: boolean; env: Env }): string {
  const { kind } = value.type;
  const duck = duckdbType(value.type);
  const failure = (message: string): string => (safe ? `CAST(NULL AS ${duck})` : raise(message, duck));
  const [most = 0, scale = 0] = parameters;
  if (kind === 'STRING' || kind === 'BYTES') {
    const size = kind === 'STRING' ? 'length' : 'octet_length';
    return bind(env, [value], (name = '') => `CASE WHEN ${size}(${name}) > ${most} THEN ${failure(`'${kind}(${most}) has maximum length ${most} but got a value with length ' || ${size}(${name})`)} ELSE ${name} END`);
  }
  if (kind !== 'NUMERIC' && kind !== 'BIGNUMERIC') throw notEmulated(`${kind} with parameters`, at);
  const rounded = `CAST(round(${value.sql}, ${scale}) AS ${duck})`;
  const bound = `CAST('1${'0'.repeat(Math.min(most - scale, kind === 'NUMERIC' ? 29 : 20))}' AS DECIMAL(38, 0))`;
  if (most - scale >= (kind === 'NUMERIC' ? 29 : 20)) return rounded;
  return bind(env, [{ ...value, sql: rounded }], (name = '') => `CASE WHEN abs(${name}) >= ${bound} THEN ${failure(`'${kind}(${most}, ${scale}) has precision ${most} and scale ${scale} but got a value that is not in range: ' || ${name}`)} ELSE ${name} END`);
}
