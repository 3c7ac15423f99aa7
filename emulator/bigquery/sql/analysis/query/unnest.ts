import { SqlError } from '../../sql-error';
import { duckdbType } from '../../types/duckdb-type';
import { formatType, INT64, type SqlType } from '../../types/sql-type';
import { structField } from '../field-access';
import type { Env, RangeVariable, Scope, ScopeColumn } from '../scope';
import type { From, Unnesting } from './from-parts';
import { renamed } from './rename';

/** The elements of an array as rows of FROM. @throws SqlError for what is no array */
export function unnest(unnesting: Unnesting, { env }: Scope): From {
  const { array } = unnesting;
  if (array.type.kind !== 'ARRAY') throw new SqlError(`Values referenced in UNNEST must be arrays. UNNEST contains expression of type ${formatType(array.type)}`, { at: array.at });
  const name = env.fresh('t');
  const short = array.sql.length <= 120 && !array.volatile;
  const list = short ? array.sql : 'u.a';
  const source = short ? '' : ` FROM (SELECT ${array.sql} AS a) AS u`;
  const sql = `LATERAL (SELECT unnest(${list}) AS u, generate_subscripts(${list}, 1) - 1 AS o${source}) AS ${name}`;
  const variables = elementVariables(unnesting, name);
  return { sql, variables, columns: variables.flatMap(({ columns }) => columns), order: [`${name}.o`], lateral: true, unnesting };
}

/**
 * The rows of an item, each with the elements of an array of it, in order. @param keepEmpty a row of NULLs for no elements
 */
export function unnestBeside(left: From, unnesting: Unnesting, { env, keepEmpty }: { env: Env; keepEmpty: boolean }): From {
  const name = env.fresh('t');
  const own = renamed(left, name);
  const none = 'coalesce(len(q.a), 0) = 0';
  const list = keepEmpty ? `CASE WHEN ${none} THEN CAST([NULL] AS ${duckdbType(unnesting.array.type)}) ELSE q.a END` : 'q.a';
  const offset = keepEmpty ? `CASE WHEN ${none} THEN [CAST(NULL AS BIGINT)] ELSE range(len(q.a)) END` : 'range(len(q.a))';
  const rows = `SELECT ${[...own.list, `${unnesting.array.sql} AS a`].join(', ')} FROM ${left.sql}`;
  const variables = elementVariables(unnesting, name);
  return {
    sql: `(SELECT q.*, unnest(${list}) AS u, unnest(${offset}) AS o FROM (${rows}) AS q) AS ${name}`,
    variables: [...own.variables, ...variables],
    columns: [...own.columns, ...variables.flatMap(({ columns }) => columns)],
    ...(own.order && { order: [...own.order, `${name}.o`] }),
  };
}

function elementVariables({ array, alias, withOffset }: Unnesting, name: string): readonly RangeVariable[] {
  const element = valueVariable({ type: array.type.kind === 'ARRAY' ? array.type.element : array.type, sql: `${name}.u` }, alias?.name);
  return withOffset ? [element, valueVariable({ type: INT64, sql: `${name}.o` }, withOffset.alias?.name ?? 'offset')] : [element];
}

/** The variable of a row that is one value: the fields of a STRUCT are its columns. */
export function valueVariable(value: { readonly type: SqlType; readonly sql: string }, alias?: string): RangeVariable {
  return { ...(alias !== undefined && { alias }), columns: valueColumns(value, alias), value };
}

function valueColumns({ type, sql }: { readonly type: SqlType; readonly sql: string }, alias?: string): readonly ScopeColumn[] {
  if (type.kind !== 'STRUCT') return [{ ...(alias !== undefined && { name: alias }), type, sql }];
  return type.fields.map((field, n) => ({ ...(field.name !== undefined && { name: field.name }), type: field.type, sql: structField(sql, n) }));
}
