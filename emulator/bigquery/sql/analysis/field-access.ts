import { textLiteral } from '../functions/sql-text';
import { SqlError } from '../sql-error';
import type { Identifier } from '../syntax/tree';
import { structFieldName } from '../types/duckdb-type';
import { formatType, JSON_TYPE } from '../types/sql-type';
import { didYouMean } from './did-you-mean';
import type { TypedExpression } from './typed-expression';

/** A value's field, and a field of that, and so on. @throws SqlError for a field that is not there */
export function accessFields(root: TypedExpression, fields: readonly Identifier[]): TypedExpression {
  return fields.reduce(accessField, root);
}

/** The field of a STRUCT or of a JSON object. @throws SqlError where there is no such field */
export function accessField(of: TypedExpression, name: Identifier): TypedExpression {
  const { type } = of;
  const volatile = of.volatile ? { volatile: true } : {};
  if (type.kind === 'JSON') return { type: JSON_TYPE, sql: jsonMember(of.sql, name.name), at: of.at, ...volatile };
  if (type.kind !== 'STRUCT') throw new SqlError(`Cannot access field ${name.name} on a value with type ${formatType(type)}`, { at: name.at });
  const wanted = name.name.toLowerCase();
  const matches = type.fields.flatMap((field, n) => (field.name?.toLowerCase() === wanted ? [n] : []));
  const [position] = matches;
  if (position === undefined) {
    const names = type.fields.flatMap((field) => field.name ?? []);
    throw new SqlError(`Field name ${name.name} does not exist in ${formatType(type)}${didYouMean(name.name, names)}`, { at: name.at });
  }
  if (matches.length > 1) throw new SqlError(`Field name ${name.name} is ambiguous`, { at: name.at });
  return { type: type.fields[position]!.type, sql: structField(of.sql, position), at: of.at, ...volatile };
}

/** DuckDB SQL of a STRUCT's field by position. */
export function structField(sql: string, position: number): string {
  return `struct_extract(${sql}, '${structFieldName(position)}')`;
}

/** DuckDB SQL of a JSON object's member, SQL NULL where there is none. */
export function jsonMember(sql: string, name: string): string {
  return `CAST(json_extract(${sql}, ${textLiteral(jsonKeyPath(name))}) AS VARCHAR)`;
}

/** As DuckDB's JSON functions take a member's name, whatever characters it has. */
export function jsonKeyPath(name: string): string {
  return /^[^"\\]*$/.test(name) ? `$."${name}"` : `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
