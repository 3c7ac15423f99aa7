import { SqlError } from '../../sql-error';
import type { ColumnMatch } from '../../syntax/tree';
import { INT64 } from '../../types/sql-type';
import type { Relation, RelationColumn } from '../relation';
import type { Env } from '../scope';

const MISSING: RelationColumn = { type: INT64, literal: { kind: 'null' } };

/** The queries of a set operation BY NAME with their columns in the same places, NULLs where one is missing. @throws SqlError */
export function matchedColumns(match: ColumnMatch, inputs: readonly Relation[], env: Env): readonly Relation[] {
  const names = inputs.map((input) => namesOf(input, match));
  const wanted = wantedNames(match, names);
  if (wanted.length === 0) throw new SqlError('The queries of a set operation by name have no column in common', { at: match.at });
  return inputs.map((input, n) => arranged(input, { wanted, names: names[n]!, env }));
}

/** Of each column in lower case. */
function namesOf({ columns, valueTable }: Relation, { at }: ColumnMatch): readonly string[] {
  if (valueTable) throw new SqlError('A set operation by name over a value table is not emulated', { at, unsupported: true });
  const names = columns.map(({ name }) => {
    if (name === undefined) throw new SqlError('Anonymous columns cannot be used in a set operation by name', { at });
    return name.toLowerCase();
  });
  const repeated = names.find((name, n) => names.indexOf(name) !== n);
  if (repeated !== undefined) throw new SqlError(`Duplicate column name ${repeated} in a set operation by name`, { at });
  return names;
}

function wantedNames({ at, mode, columns }: ColumnMatch, names: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = names;
  const shared = first.filter((name) => names.every((own) => own.includes(name)));
  if (columns) {
    const missing = columns.find(({ name }) => !shared.includes(name.toLowerCase()));
    if (missing) throw new SqlError(`Column ${missing.name} is not in every query of the set operation`, { at: missing.at });
    return [...new Set(columns.map(({ name }) => name.toLowerCase()))];
  }
  switch (mode) {
    case 'INNER':
      return shared;
    case 'LEFT':
      return names.every((own) => own.some((name) => first.includes(name))) ? first : [];
    case 'FULL':
      return [...new Set(names.flat())];
    case 'STRICT':
      if (names.some((own) => own.length !== shared.length)) throw new SqlError('The queries of a set operation by name must have the same columns', { at });
      return first;
  }
}

function arranged(input: Relation, { wanted, names, env }: { wanted: readonly string[]; names: readonly string[]; env: Env }): Relation {
  const places = wanted.map((name) => names.indexOf(name));
  const alias = env.fresh('t');
  const list = places.map((place, n) => `${place < 0 ? 'CAST(NULL AS BIGINT)' : `${alias}.c${place}`} AS c${n}`).join(', ');
  const columns = places.map((place, n): RelationColumn => ({ ...(input.columns[place] ?? MISSING), name: input.columns[place]?.name ?? wanted[n]! }));
  return {
    sql: `SELECT ${list} FROM (${input.sql}) AS ${alias}`,
    columns,
    valueTable: false,
    ...(input.orderedSql !== undefined && { orderedSql: `SELECT ${list}, ${alias}.o FROM (${input.orderedSql}) AS ${alias}` }),
  };
}
