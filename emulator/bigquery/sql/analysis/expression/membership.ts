import type { In } from '../../syntax/tree';
import { SqlError } from '../../sql-error';
import { arrayOf, BOOL, formatType } from '../../types/sql-type';
import { bind } from '../bind';
import { coerced, derived, unify } from '../coerce';
import type { Env, Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { supertypeOf } from '../../types/supertype';
import { comparable, compare } from './comparison';
import { noSignature } from './no-signature';

/** x [NOT] IN (list), (query) or UNNEST(array): NULL where BigQuery has it. @throws SqlError for types without comparison */
export function membership(expression: In, scope: Scope): TypedExpression {
  const value = scope.env.analyser.expression(expression.operand, scope);
  const found = expression.list ? inList(expression, value, scope) : expression.query ? inQuery(expression, value, scope) : inUnnest(expression, value, scope);
  return expression.not ? { ...found, sql: `(NOT ${found.sql})` } : found;
}

function inList({ at, list = [] }: In, value: TypedExpression, scope: Scope): TypedExpression {
  const { env } = scope;
  const given = [value, ...list.map((item) => env.analyser.expression(item, scope))];
  const found = unify(given, env);
  if (!found) throw noSignature('operator IN', { at, operands: [value, ...given.slice(1)], supported: ['ANY IN (ANY, …)'] });
  const [operand, ...items] = found.values as [TypedExpression, ...TypedExpression[]];
  comparable({ left: operand, right: operand }, { operator: '=', at, env });
  const plain = found.type.kind !== 'STRUCT' && found.type.kind !== 'FLOAT64';
  const sql = plain ? `(${operand.sql} IN (${items.map((item) => item.sql).join(', ')}))` : anyEqual(operand, items, env);
  return derived(BOOL, sql, { at, operands: found.values });
}

function anyEqual(operand: TypedExpression, items: readonly TypedExpression[], env: Env): string {
  return bind(env, [operand], (name = '') => `(${items.map((item) => compare('=', { left: { ...operand, sql: name }, right: item, env })).join(' OR ')})`);
}

function inQuery({ at, query }: In, value: TypedExpression, scope: Scope): TypedExpression {
  const { env } = scope;
  const relation = env.analyser.query(query!, scope);
  if (relation.columns.length !== 1) throw new SqlError(`Subquery of type IN must have only one output column`, { at: query!.at });
  const [column] = relation.columns;
  const alias = env.fresh('t');
  const item: TypedExpression = { type: column!.type, sql: `${alias}.c0`, at, ...(column!.literal && { literal: column!.literal }) };
  const type = supertypeOf([value, item]);
  if (!type) throw noSignature('operator IN', { at, operands: [value, item], supported: ['ANY IN (QUERY)'] });
  const [left, right] = [coerced(value, type, env), coerced(item, type, env)];
  comparable({ left, right }, { operator: '=', at, env });
  if (type.kind === 'STRUCT' || type.kind === 'FLOAT64') {
    const equal = compare('=', { left, right, env });
    const sql = `(SELECT CASE WHEN bool_or(e IS TRUE) THEN TRUE WHEN bool_or(e IS NULL) THEN NULL ELSE FALSE END FROM (SELECT ${equal} AS e FROM (${relation.sql}) AS ${alias}))`;
    return derived(BOOL, sql, { at, operands: [left] });
  }
  return derived(BOOL, `(${left.sql} IN (SELECT ${right.sql} FROM (${relation.sql}) AS ${alias}))`, { at, operands: [left] });
}

function inUnnest({ at, unnest }: In, value: TypedExpression, scope: Scope): TypedExpression {
  const { env } = scope;
  const given = env.analyser.expression(unnest!, scope);
  const array = given.literal?.kind === 'null' ? coerced(given, arrayOf(value.type), env) : given;
  if (array.type.kind !== 'ARRAY') throw new SqlError(`Second argument of IN UNNEST must be an array but was ${formatType(array.type)}`, { at: array.at });
  const each = env.fresh('e');
  const type = supertypeOf([value, { type: array.type.element, ...(array.literal?.elements?.[0]?.literal && { literal: array.literal.elements[0].literal }) }]);
  const element: TypedExpression = { type: array.type.element, sql: each, at };
  const fits = type && supertypeOf([{ type }, element]);
  if (!type || !fits) throw noSignature('operator IN UNNEST', { at, operands: [value, array], supported: ['ANY IN UNNEST(ARRAY<ANY>)'] });
  const left = coerced(value, fits, env);
  comparable({ left, right: coerced(element, fits, env) }, { operator: '=', at, env });
  const sql = bind(env, [left, array], (name = '', list = '') => {
    const equal = compare('=', { left: { ...left, sql: name }, right: coerced(element, fits, env), env });
    const results = `list_transform(coalesce(${list}, []), lambda ${each}: ${equal})`;
    return `CASE WHEN len(coalesce(${list}, [])) = 0 THEN FALSE WHEN list_bool_or(${results}) THEN TRUE WHEN len(list_filter(${results}, lambda r: r IS NULL)) > 0 THEN NULL ELSE FALSE END`;
  });
  return derived(BOOL, sql, { at, operands: [left, array] });
}
