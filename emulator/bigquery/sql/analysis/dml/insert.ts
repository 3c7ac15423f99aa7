import { SqlError } from '../../sql-error';
import type { Insert } from '../../syntax/statement';
import { formatType } from '../../types/sql-type';
import { coerce } from '../coerce';
import { createRootScope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { columnPosition, defaultOf, required, valueFor, type Target } from './target';

/** The new rows of an INSERT in the table's layout. @throws SqlError */
export function insertSql(statement: Insert, target: Target): string {
  const { columns, env } = target;
  const positions = statement.columns?.map((identifier) => columnPosition(identifier, target)) ?? columns.map((_, n) => n);
  if (new Set(positions).size < positions.length) throw new SqlError('INSERT has columns with duplicate name', { at: statement.at });
  const name = env.fresh('t');
  const source = statement.query ? querySource(statement, target, positions) : valuesSource(statement, target, positions);
  const list = columns.map((_, n) => {
    const given = positions.indexOf(n);
    return given >= 0 ? `${required(`${name}.v${given}`, n, target)} AS c${n}` : missing(n, target, statement.at);
  });
  return `SELECT ${list.join(', ')} FROM (${source}) AS ${name}`;
}

function missing(position: number, target: Target, at: Insert['at']): string {
  const { sql } = defaultOf(position, target, at);
  return `${target.rules[position]?.required ? `(SELECT ${required('d.v', position, target)} FROM (SELECT ${sql} AS v) AS d)` : sql} AS c${position}`;
}

function valuesSource({ rows = [] }: Insert, target: Target, positions: readonly number[]): string {
  const scope = createRootScope(target.env);
  const lines = rows.map((row) => {
    if (row.length !== positions.length) throw new SqlError(`Inserted row has wrong column count; Has ${row.length}, expected ${positions.length}`, { at: row[0]!.at });
    return `(${row.map((expression, n) => valueFor(expression, positions[n]!, { target, scope }).sql).join(', ')})`;
  });
  return `SELECT * FROM (VALUES ${lines.join(', ')}) AS v(${positions.map((_, n) => `v${n}`).join(', ')})`;
}

function querySource({ query, at }: Insert, target: Target, positions: readonly number[]): string {
  const { env } = target;
  const relation = env.analyser.query(query!, createRootScope(env));
  if (relation.columns.length !== positions.length) throw new SqlError(`Inserted row has wrong column count; Has ${relation.columns.length}, expected ${positions.length}`, { at: query!.at });
  const name = env.fresh('t');
  const list = relation.columns.map(({ type, literal }, n) => {
    const column = target.columns[positions[n]!]!;
    const value: TypedExpression = { type, sql: `${name}.c${n}`, at, ...(literal && { literal: { kind: literal.kind } }) };
    const found = coerce(value, column.type, env);
    if (!found) throw new SqlError(`Query column ${n + 1} has type ${formatType(type)} which cannot be inserted into column ${column.name}, which has type ${formatType(column.type)}`, { at: query!.at });
    return `${found.sql} AS v${n}`;
  });
  return `SELECT ${list.join(', ')} FROM (${relation.sql}) AS ${name}`;
}
