import { SqlError } from '../../sql-error';
import type { SetOperation } from '../../syntax/tree';
import { formatType } from '../../types/sql-type';
import { supertypeOf } from '../../types/supertype';
import { coerced } from '../coerce';
import type { Relation, RelationColumn } from '../relation';
import type { Env } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { matchedColumns } from './matched-columns';

const OPERATORS: Readonly<Record<SetOperation['operator'], string>> = {
  'UNION ALL': 'UNION ALL',
  'UNION DISTINCT': 'UNION',
  'INTERSECT DISTINCT': 'INTERSECT',
  'EXCEPT DISTINCT': 'EXCEPT',
};

/** Rows of several queries as one, their columns widened to common types. @throws SqlError where they do not go together */
export function combined({ operator, at, match }: Pick<SetOperation, 'operator' | 'at' | 'match'>, given: readonly Relation[], env: Env): Relation {
  const inputs = match ? matchedColumns(match, given, env) : given;
  const [first] = inputs as readonly [Relation];
  for (const [n, { columns }] of inputs.entries()) {
    if (columns.length !== first.columns.length) {
      const count = (columnsOf: Relation['columns']): string => `${columnsOf.length} column${columnsOf.length === 1 ? '' : 's'}`;
      throw new SqlError(`Queries in ${operator} have mismatched column count; query 1 has ${count(first.columns)}, query ${n + 1} has ${count(columns)}`, { at });
    }
  }
  const columns = first.columns.map((column, n): RelationColumn => {
    const all = inputs.map((input) => input.columns[n]!);
    const type = supertypeOf(all);
    if (!type) throw new SqlError(`Column ${n + 1} in ${operator} has incompatible types: ${all.map((each) => formatType(each.type)).join(', ')}`, { at });
    return { ...(column.name !== undefined && { name: column.name }), type, ...(all.every(({ literal }) => literal?.kind === 'null') && { literal: { kind: 'null' } }) };
  });
  const { valueTable } = first;
  const rows = operator === 'UNION ALL' ? rowsOf(inputs, columns, env) : undefined;
  if (rows) {
    const name = env.fresh('t');
    const lines = rows.map((row) => `(${row.map(({ sql }) => sql).join(', ')})`);
    return { sql: `SELECT * FROM (VALUES ${lines.join(', ')}) AS ${name}(${columns.map((_, n) => `c${n}`).join(', ')})`, columns, valueTable, rows };
  }
  const parts = inputs.map((input) => widened(input, columns, env));
  const sql = parts.map((part) => `(${part})`).join(` ${OPERATORS[operator]} `);
  return { sql, columns, valueTable, ...(operator === 'UNION ALL' && { orderedSql: inOrder(inputs, columns, env) }) };
}

/** SELECTs without FROM as rows of VALUES: one scan, in order. */
function rowsOf(inputs: readonly Relation[], columns: readonly RelationColumn[], env: Env): readonly (readonly TypedExpression[])[] | undefined {
  const rows: (readonly TypedExpression[])[] = [];
  for (const input of inputs) {
    if (!input.rows) return undefined;
    for (const row of input.rows) rows.push(row.map((value, n) => coerced(value, columns[n]!.type, env)));
  }
  return rows.some((row) => row.some(({ sql }) => sql.includes('(SELECT'))) ? undefined : rows;
}

/** The rows of one query after those of the other, each in its own order. */
function inOrder(inputs: readonly Relation[], columns: readonly RelationColumn[], env: Env): string {
  const name = env.fresh('t');
  const parts = inputs.map((input, n) => {
    const ordered = input.orderedSql === undefined ? input.sql : input.orderedSql;
    return `(SELECT *, ${n} AS b FROM (${widened({ ...input, sql: ordered }, columns, env, input.orderedSql === undefined ? '0' : 'o')}))`;
  });
  return `SELECT ${columns.map((_, n) => `${name}.c${n}`).join(', ')}, row_number() OVER (ORDER BY ${name}.b, ${name}.o) AS o FROM (${parts.join(' UNION ALL ')}) AS ${name}`;
}

/** A query with its columns coerced to those types. @param order SQL of a column `o` behind them */
// eslint-disable-next-line max-params
export function widened(relation: Relation, columns: readonly RelationColumn[], env: Env, order?: string): string {
  const name = env.fresh('t');
  const list = relation.columns.map(({ type, literal }, n) => {
    const value = { type, sql: `${name}.c${n}`, at: { line: 1, column: 1, offset: 0 }, ...(literal && { literal: { kind: literal.kind } }) };
    return `${coerced(value, columns[n]!.type, env).sql} AS c${n}`;
  });
  return `SELECT ${[...list, ...(order === undefined ? [] : [`${order === 'o' ? `${name}.o` : order} AS o`])].join(', ')} FROM (${relation.sql}) AS ${name}`;
}
