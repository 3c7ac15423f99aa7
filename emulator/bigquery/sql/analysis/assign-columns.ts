import { SqlError } from '../sql-error';
import type { Position } from '../syntax/position';
import { formatType } from '../types/sql-type';
import type { Column } from './analysis-context';
import { coerce } from './coerce';
import type { Relation } from './relation';
import type { Env } from './scope';

/** The columns of a query as those of a table, by position; there are as many of both. @throws SqlError where only a CAST could make one fit */
export function assignColumns({ sql, columns }: Pick<Relation, 'sql' | 'columns'>, wanted: readonly Column[], { env, at }: { env: Env; at: Position }): string {
  const name = env.fresh('t');
  const list = columns.map(({ type, literal }, n) => {
    const column = wanted[n]!;
    const found = coerce({ type, sql: `${name}.c${n}`, at, ...(literal && { literal: { kind: literal.kind } }) }, column.type, env);
    if (!found) throw new SqlError(`Query column ${n + 1} has type ${formatType(type)} which cannot be inserted into column ${column.name}, which has type ${formatType(column.type)}`, { at });
    return `${found.sql} AS c${n}`;
  });
  return `SELECT ${list.join(', ')} FROM (${sql}) AS ${name}`;
}
