import { SqlError } from '../../sql-error';
import type { Insert } from '../../syntax/statement';
import { assignColumns } from '../assign-columns';
import { createRootScope } from '../scope';
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
    return given >= 0 ? `${required(`${name}.c${given}`, n, target)} AS c${n}` : missing(n, target, statement.at);
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
  return `SELECT * FROM (VALUES ${lines.join(', ')}) AS v(${positions.map((_, n) => `c${n}`).join(', ')})`;
}

function querySource({ query }: Insert, target: Target, positions: readonly number[]): string {
  const { env } = target;
  const relation = env.analyser.query(query!, createRootScope(env));
  if (relation.columns.length !== positions.length) throw new SqlError(`Inserted row has wrong column count; Has ${relation.columns.length}, expected ${positions.length}`, { at: query!.at });
  return assignColumns(relation, positions.map((position) => target.columns[position]!), { env, at: query!.at });
}
