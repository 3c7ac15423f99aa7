import { castExpression } from '../functions/cast';
import { SqlError } from '../sql-error';
import type { Position } from '../syntax/position';
import { coercionCost } from '../types/coercion';
import { duckdbType, structFieldName } from '../types/duckdb-type';
import { BOOL, formatType, sameType, type SqlType } from '../types/sql-type';
import { supertypeOf } from '../types/supertype';
import { bind } from './bind';
import { structField } from './field-access';
import type { Env } from './scope';
import type { TypedExpression } from './typed-expression';

/** The value as one of that type; `undefined` where only a CAST can. */
export function coerce(from: TypedExpression, to: SqlType, env: Env): TypedExpression | undefined {
  return coercionCost(from, to) === undefined ? undefined : coerced(from, to, env);
}

/** As `coerce`, where it is known to be possible. */
export function coerced(from: TypedExpression, to: SqlType, env: Env): TypedExpression {
  const { literal, type } = from;
  const as = (sql: string, rest: Partial<TypedExpression> = {}): TypedExpression => ({ ...from, literal: undefined, ...rest, type: to, sql });
  if (literal?.kind === 'null') return as(literal.text === 'error' ? `CAST(CAST(${from.sql} AS VARCHAR) AS ${duckdbType(to)})` : `CAST(NULL AS ${duckdbType(to)})`, { literal });
  if (literal?.kind === 'empty-array' && to.kind === 'ARRAY') return as(`CAST([] AS ${duckdbType(to)})`, { literal });
  if (sameType(type, to)) return { ...from, type: to };
  if (to.kind === 'ARRAY') return arrayAs(from, to, env);
  if (to.kind === 'STRUCT') return as(structAs(from, to, env));
  return scalarAs(from, to);
}

function scalarAs(from: TypedExpression, to: SqlType): TypedExpression {
  const { literal, type, at } = from;
  const number = literal?.kind === 'int' || literal?.kind === 'float' ? { literal: { ...literal, kind: 'float' as const } } : {};
  if (type.kind === 'STRING' || literal?.kind === 'float') return { ...castExpression(from, to, { safe: false, at }), ...number };
  return { ...from, literal: undefined, ...number, type: to, sql: `CAST(${from.sql} AS ${duckdbType(to)})` };
}

function arrayAs(from: TypedExpression, to: SqlType & { kind: 'ARRAY' }, env: Env): TypedExpression {
  const elements = (from.literal?.elements ?? []).map((element) => coerced(element, to.element, env));
  return { ...from, type: to, sql: `CAST([${elements.map(({ sql }) => sql).join(', ')}] AS ${duckdbType(to)})`, literal: { kind: 'array', elements } };
}

function structAs(from: TypedExpression, to: SqlType & { kind: 'STRUCT' }, env: Env): string {
  const { type, literal, at } = from;
  if (type.kind !== 'STRUCT') return from.sql;
  const pack = (field: (n: number) => TypedExpression): string =>
    `struct_pack(${to.fields.map(({ type: wanted }, n) => `${structFieldName(n)} := ${coerced(field(n), wanted, env).sql}`).join(', ')})`;
  const { elements } = literal ?? {};
  if (elements) return pack((n) => elements[n]!);
  return bind(env, [from], (name = '') => {
    const fields = pack((n) => ({ type: type.fields[n]!.type, sql: structField(name, n), at }));
    return `CASE WHEN ${name} IS NULL THEN CAST(NULL AS ${duckdbType(to)}) ELSE ${fields} END`;
  });
}

/** All values as their common type; `undefined` where they have none. */
export function unify(values: readonly TypedExpression[], env: Env): { readonly type: SqlType; readonly values: readonly TypedExpression[] } | undefined {
  const type = supertypeOf(values);
  return type && { type, values: values.map((value) => coerced(value, type, env)) };
}

/** A condition. @param clause as messages name it @throws SqlError `WHERE clause should return type BOOL, but returns …` */
export function condition(value: TypedExpression, clause: string, env: Env): TypedExpression {
  const found = coerce(value, BOOL, env);
  if (!found) throw new SqlError(`${clause} should return type BOOL, but returns ${formatType(value.type)}`, { at: value.at });
  return found;
}

/** What coerced values have in common with what is computed of them. */
export function derived(type: SqlType, sql: string, from: { readonly at: Position; readonly operands: readonly TypedExpression[] }): TypedExpression {
  return { type, sql, at: from.at, ...(from.operands.some(({ volatile }) => volatile) && { volatile: true }) };
}
