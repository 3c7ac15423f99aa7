import { SqlError } from '../../sql-error';
import type { Identifier } from '../../syntax/expression';
import type { Position } from '../../syntax/position';
import { formatType, INT64, type SqlType } from '../../types/sql-type';
import { structField } from '../field-access';
import type { RangeVariable, Scope, ScopeColumn } from '../scope';
import type { TypedExpression } from '../typed-expression';
import type { From } from './from-parts';

interface Unnesting {
  readonly array: TypedExpression;
  readonly alias?: Identifier;
  readonly withOffset?: { readonly alias?: Identifier; readonly at: Position };
}

/** The elements of an array as rows of FROM. @throws SqlError for what is no array */
export function unnest({ array, alias, withOffset }: Unnesting, { env }: Scope): From {
  const { type } = array;
  if (type.kind !== 'ARRAY') throw new SqlError(`Values referenced in UNNEST must be arrays. UNNEST contains expression of type ${formatType(type)}`, { at: array.at });
  const name = env.fresh('t');
  const short = array.sql.length <= 120 && !array.volatile;
  const list = short ? array.sql : 'u.a';
  const source = short ? '' : ` FROM (SELECT ${array.sql} AS a) AS u`;
  const sql = `LATERAL (SELECT unnest(${list}) AS c0, generate_subscripts(${list}, 1) - 1 AS o${source}) AS ${name}`;
  const element = valueVariable({ type: type.element, sql: `${name}.c0` }, alias?.name);
  const offset = withOffset && valueVariable({ type: INT64, sql: `${name}.o` }, withOffset.alias?.name ?? 'offset');
  const variables = offset ? [element, offset] : [element];
  const none = `coalesce(len(${list}), 0) = 0`;
  const kept = `LATERAL (SELECT unnest(CASE WHEN ${none} THEN [NULL] ELSE ${list} END) AS c0, CASE WHEN ${none} THEN NULL ELSE generate_subscripts(CASE WHEN ${none} THEN [NULL] ELSE ${list} END, 1) - 1 END AS o${source}) AS ${name}`;
  return { sql, keptSql: kept, variables, columns: variables.flatMap(({ columns }) => columns), order: [`${name}.o`], lateral: true };
}

/** The variable of a row that is one value: the fields of a STRUCT are its columns. */
export function valueVariable(value: { readonly type: SqlType; readonly sql: string }, alias?: string): RangeVariable {
  return { ...(alias !== undefined && { alias }), columns: valueColumns(value, alias), value };
}

function valueColumns({ type, sql }: { readonly type: SqlType; readonly sql: string }, alias?: string): readonly ScopeColumn[] {
  if (type.kind !== 'STRUCT') return [{ ...(alias !== undefined && { name: alias }), type, sql }];
  return type.fields.map((field, n) => ({ ...(field.name !== undefined && { name: field.name }), type: field.type, sql: structField(sql, n) }));
}
