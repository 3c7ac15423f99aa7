import type { ArrayQuery, Exists, ScalarSubquery, WithExpression } from '../../syntax/tree';
import { SqlError } from '../../sql-error';
import { duckdbType } from '../../types/duckdb-type';
import { arrayOf, BOOL, formatType } from '../../types/sql-type';
import { bindAround } from '../bind';
import type { Relation } from '../relation';
import { withFixed, type Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';

/** (SELECT …) as a value. @throws SqlError for more than one column */
export function scalarSubquery({ at, query }: ScalarSubquery, scope: Scope): TypedExpression {
  const relation = scope.env.analyser.query(query, scope);
  const { type } = onlyColumn(relation, 'Scalar subquery', query.at);
  const alias = scope.env.fresh('t');
  return { type, sql: `(SELECT ${alias}.c0 FROM (${relation.sql}) AS ${alias})`, at };
}

/** ARRAY(SELECT …): never NULL. @throws SqlError for more than one column, or arrays of arrays */
export function arrayQuery({ at, query }: ArrayQuery, scope: Scope): TypedExpression {
  const relation = scope.env.analyser.query(query, scope);
  const { type: element } = onlyColumn(relation, 'ARRAY subquery', query.at);
  if (element.kind === 'ARRAY') throw new SqlError(`Cannot use array subquery with column of type ${formatType(element)} because nested arrays are not supported`, { at: query.at });
  const type = arrayOf(element);
  const alias = scope.env.fresh('t');
  const order = relation.orderedSql === undefined ? '' : ` ORDER BY ${alias}.o`;
  return { type, sql: `(SELECT coalesce(list(${alias}.c0${order}), CAST([] AS ${duckdbType(type)})) FROM (${relation.orderedSql ?? relation.sql}) AS ${alias})`, at };
}

/** EXISTS (SELECT …). */
export function exists({ at, query }: Exists, scope: Scope): TypedExpression {
  return { type: BOOL, sql: `EXISTS (${scope.env.analyser.query(query, scope).sql})`, at };
}

function onlyColumn({ columns }: Relation, what: string, at: ScalarSubquery['at']): Relation['columns'][number] {
  const [column] = columns;
  if (!column || columns.length > 1) throw new SqlError(`${what} cannot have more than one column unless using SELECT AS STRUCT to build STRUCT values`, { at });
  return column;
}

/** WITH(a AS 1, b AS a + 1, a + b): each variable is evaluated once. */
export function withExpression({ variables, result }: WithExpression, scope: Scope): TypedExpression {
  const { env } = scope;
  const [first, ...rest] = variables;
  if (!first) return env.analyser.expression(result, scope);
  const value = env.analyser.expression(first.value, scope);
  let found: TypedExpression | undefined;
  const sql = bindAround(env, [value], (name = '') => {
    const inner = withFixed(scope, new Map([[first.name.name, { ...value, sql: name, volatile: undefined }]]));
    found = withExpression({ kind: 'with', at: first.name.at, variables: rest, result }, inner);
    return found.sql;
  });
  return { ...found!, sql, literal: undefined };
}
