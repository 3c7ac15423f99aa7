import type { Relation } from '../relation';
import type { RangeVariable, Scope, ScopeColumn } from '../scope';
import type { From } from './from-parts';
import { valueVariable } from './unnest';

/** A query as an item of FROM. */
export function ofRelation(relation: Relation, alias: string | undefined, { env }: Scope): From {
  const name = env.fresh('t');
  return ofColumns({ sql: `(${relation.sql}) AS ${name}`, name, columns: relation.columns, valueTable: relation.valueTable }, alias);
}

/** As `ofRelation`, in the order that the query asks for, where it asks for one. */
export function ofOrdered(relation: Relation, alias: string | undefined, scope: Scope): From {
  const { orderedSql } = relation;
  if (orderedSql === undefined) return ofRelation(relation, alias, scope);
  const name = scope.env.fresh('t');
  return { ...ofColumns({ ...relation, sql: `(${orderedSql}) AS ${name}`, name }, alias), order: [`${name}.o`], ordered: true };
}

interface Named {
  readonly sql: string;
  readonly name: string;
  readonly columns: readonly { readonly name?: string; readonly type: ScopeColumn['type'] }[];
  readonly valueTable: boolean;
  readonly pseudo?: number;
}

/** Columns c0, c1, … of a relation as an item of FROM. */
export function ofColumns({ sql, name, columns, valueTable, pseudo = columns.length }: Named, alias?: string): From {
  const [only] = columns;
  const row: RangeVariable = valueTable && only
    ? valueVariable({ type: only.type, sql: `${name}.c0` }, alias)
    : {
        ...(alias !== undefined && { alias }),
        columns: columns.map((column, n) => ({ ...(column.name !== undefined && { name: column.name }), type: column.type, sql: `${name}.c${n}`, ...(n >= pseudo && { pseudo: true }) })),
      };
  return { sql, variables: [row], columns: row.columns };
}
