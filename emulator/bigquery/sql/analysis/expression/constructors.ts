import { SqlError } from '../../sql-error';
import type { ArrayConstructor, StructConstructor } from '../../syntax/tree';
import { duckdbType, structFieldName } from '../../types/duckdb-type';
import { arrayOf, formatType, INT64, type SqlType } from '../../types/sql-type';
import { sqlTypeOf } from '../../types/type-node';
import { coerce, derived, unify } from '../coerce';
import { implicitAlias } from '../implicit-alias';
import type { Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';

/** [1, 2] or ARRAY<T>[…]. @throws SqlError for elements without a common type */
export function arrayConstructor({ at, element, elements }: ArrayConstructor, scope: Scope): TypedExpression {
  const { env } = scope;
  const given = elements.map((item) => env.analyser.expression(item, scope));
  const wanted = element && sqlTypeOf(element);
  if (given.length === 0) {
    const type = arrayOf(wanted ?? INT64);
    return { type, sql: `CAST([] AS ${duckdbType(type)})`, at, ...(!wanted && { literal: { kind: 'empty-array' } }) };
  }
  const typed = wanted ? { type: wanted, values: given.map((item) => coerce(item, wanted, env) ?? refuse(item, wanted)) } : unify(given, env);
  if (!typed) throw new SqlError(`Array elements of types {${[...new Set(given.map(({ type }) => formatType(type)))].join(', ')}} do not have a common supertype`, { at });
  if (typed.type.kind === 'ARRAY') throw new SqlError(`Cannot construct array with element type ${formatType(typed.type)} because nested arrays are not supported`, { at: given[0]!.at });
  const type = arrayOf(typed.type);
  const sql = `CAST([${typed.values.map((value) => value.sql).join(', ')}] AS ${duckdbType(type)})`;
  const literal = !wanted && given.every((item) => item.literal) ? { literal: { kind: 'array' as const, elements: given } } : {};
  return { ...derived(type, sql, { at, operands: given }), ...literal };
}

function refuse(item: TypedExpression, wanted: SqlType): never {
  throw new SqlError(`Array element type ${formatType(item.type)} does not coerce to ${formatType(wanted)}`, { at: item.at });
}

/** STRUCT(1 AS a), STRUCT<a INT64>(1), (1, 2). @throws SqlError where the fields do not fit the type */
export function structConstructor({ at, type: node, fields, tuple }: StructConstructor, scope: Scope): TypedExpression {
  const { env } = scope;
  const given = fields.map(({ value }) => env.analyser.expression(value, scope));
  const wanted = node && sqlTypeOf(node);
  if (wanted?.kind === 'STRUCT') {
    if (wanted.fields.length !== given.length) {
      throw new SqlError(`STRUCT type has ${wanted.fields.length} fields but constructor call has ${given.length} fields`, { at });
    }
    const values = given.map((value, n) => {
      const type = wanted.fields[n]!.type;
      const found = coerce(value, type, env);
      if (!found) throw new SqlError(`Struct field ${n + 1} has type ${formatType(value.type)} which does not coerce to ${formatType(type)}`, { at: value.at });
      return found;
    });
    return derived(wanted, packOf(values), { at, operands: values });
  }
  const type: SqlType = {
    kind: 'STRUCT',
    fields: given.map((value, n) => {
      const { alias, value: expression } = fields[n]!;
      const name = tuple ? undefined : (alias?.name ?? implicitAlias(expression));
      return { ...(name !== undefined && { name }), type: value.type };
    }),
  };
  return { ...derived(type, packOf(given), { at, operands: given }), ...(given.every(({ literal }) => literal) && given.length > 0 && { literal: { kind: 'struct', elements: given } }) };
}

/** DuckDB SQL of a STRUCT of those values. */
export function packOf(values: readonly { readonly sql: string }[]): string {
  return `struct_pack(${values.map(({ sql }, n) => `${structFieldName(n)} := ${sql}`).join(', ')})`;
}
