import { jsonKeyPath } from '../field-access';
import { raise, textLiteral } from '../../functions/sql-text';
import type { FieldAccess, IndexAccess } from '../../syntax/tree';
import { notEmulated, SqlError } from '../../sql-error';
import { duckdbType } from '../../types/duckdb-type';
import { formatType, INT64, JSON_TYPE, type SqlType } from '../../types/sql-type';
import { bind } from '../bind';
import { coerce, derived } from '../coerce';
import { accessField, structField } from '../field-access';
import type { Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';

/** (expression).name. @throws SqlError where there is no such field */
export function fieldAccess({ of, name }: FieldAccess, scope: Scope): TypedExpression {
  return accessField(scope.env.analyser.expression(of, scope), name);
}

/** a[i], a[SAFE_OFFSET(i)], json['k'], struct[OFFSET(0)]. @throws SqlError for what has no elements */
export function indexAccess(expression: IndexAccess, scope: Scope): TypedExpression {
  const { env } = scope;
  const of = env.analyser.expression(expression.of, scope);
  const index = env.analyser.expression(expression.index, scope);
  const { type } = of;
  if (type.kind === 'ARRAY') return arrayElement(expression, { of, element: type.element, index: integer(index, of), scope });
  if (type.kind === 'STRUCT') return structElement(expression, of, index);
  if (type.kind === 'JSON') return jsonElement(expression, of, index);
  throw new SqlError(`Subscript access using [INT64] is not supported on values of type ${formatType(type)}`, { at: expression.index.at });

  function integer(given: TypedExpression, array: TypedExpression): TypedExpression {
    const found = coerce(given, INT64, env);
    if (!found) throw new SqlError(`Array position in [] must be coercible to INT64 type, but has type ${formatType(given.type)}`, { at: array.at });
    return found;
  }
}

function arrayElement({ at, accessor = 'OFFSET' }: IndexAccess, given: { of: TypedExpression; element: SqlType; index: TypedExpression; scope: Scope }): TypedExpression {
  const { of, element, index, scope } = given;
  const ordinal = accessor.endsWith('ORDINAL');
  const duck = duckdbType(element);
  const sql = bind(scope.env, [of, index], (array = '', position = '') => {
    const outside = ordinal ? `${position} < 1 OR ${position} > len(${array})` : `${position} < 0 OR ${position} >= len(${array})`;
    const item = ordinal ? `${array}[${position}]` : `${array}[${position} + 1]`;
    const failure = accessor.startsWith('SAFE') ? `CAST(NULL AS ${duck})` : raise(`'Array index ' || CAST(${position} AS VARCHAR) || ' is out of bounds'`, duck);
    return `CASE WHEN ${array} IS NULL OR ${position} IS NULL THEN CAST(NULL AS ${duck}) WHEN ${outside} THEN ${failure} ELSE ${item} END`;
  });
  return derived(element, sql, { at, operands: [of, index] });
}

function structElement({ at, accessor = 'OFFSET', index: written }: IndexAccess, of: TypedExpression, index: TypedExpression): TypedExpression {
  const { type } = of;
  if (type.kind !== 'STRUCT') throw new SqlError('No struct', { at });
  if (index.literal?.kind !== 'int' || accessor.startsWith('SAFE')) throw new SqlError('Field element access is only supported for literal integer positions', { at: written.at });
  const position = Number(index.literal.text) - (accessor === 'ORDINAL' ? 1 : 0);
  const field = type.fields[position];
  if (!field) throw new SqlError(`Field ${accessor.toLowerCase()} ${index.literal.text} is out of bounds in ${formatType(type)}`, { at: written.at });
  return derived(field.type, structField(of.sql, position), { at, operands: [of] });
}

function jsonElement({ at, accessor }: IndexAccess, of: TypedExpression, index: TypedExpression): TypedExpression {
  if (accessor) throw new SqlError(`Subscript access using [${accessor}(INT64)] is not supported on values of type JSON`, { at });
  if (index.type.kind === 'INT64') {
    const position = `CASE WHEN ${index.sql} < 0 THEN NULL ELSE '$[' || CAST(${index.sql} AS VARCHAR) || ']' END`;
    return derived(JSON_TYPE, `CAST(json_extract(${of.sql}, ${position}) AS VARCHAR)`, { at, operands: [of, index] });
  }
  if (index.type.kind !== 'STRING') throw new SqlError(`Subscript access using [${formatType(index.type)}] is not supported on values of type JSON`, { at });
  const { text } = index.literal ?? {};
  if (text === undefined) throw notEmulated('a JSON subscript that is no constant', at);
  return derived(JSON_TYPE, `CAST(json_extract(${of.sql}, ${textLiteral(jsonKeyPath(text))}) AS VARCHAR)`, { at, operands: [of] });
}
