import { SqlError } from '../../sql-error';
import type { SetOperation } from '../../syntax/query';
import { formatType } from '../../types/sql-type';
import { supertypeOf } from '../../types/supertype';
import { coerced } from '../coerce';
import type { Relation, RelationColumn } from '../relation';
import type { Env } from '../scope';

const OPERATORS: Readonly<Record<SetOperation['operator'], string>> = {
  'UNION ALL': 'UNION ALL',
  'UNION DISTINCT': 'UNION',
  'INTERSECT DISTINCT': 'INTERSECT',
  'EXCEPT DISTINCT': 'EXCEPT',
};

/** Rows of several queries as one, their columns widened to common types. @throws SqlError where they do not go together */
export function combined({ operator, at }: Pick<SetOperation, 'operator' | 'at'>, inputs: readonly Relation[], env: Env): Relation {
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
  const parts = inputs.map((input) => `(${widened(input, columns, env)})`);
  return { sql: parts.join(` ${OPERATORS[operator]} `), columns, valueTable: first.valueTable };
}

/** A query with its columns coerced to those types. */
export function widened(relation: Relation, columns: readonly RelationColumn[], env: Env): string {
  const name = env.fresh('t');
  const list = relation.columns.map(({ type, literal }, n) => {
    const value = { type, sql: `${name}.c${n}`, at: { line: 1, column: 1, offset: 0 }, ...(literal && { literal: { kind: literal.kind } }) };
    return `${coerced(value, columns[n]!.type, env).sql} AS c${n}`;
  });
  return `SELECT ${list.join(', ')} FROM (${relation.sql}) AS ${name}`;
}
