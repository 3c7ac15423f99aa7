import { SqlError } from '../sql-error';
import type { Column } from './analysis-context';
import { structField } from './field-access';
import type { Relation } from './relation';

/** What a query gives to the world: DuckDB SQL of columns c0, c1, … and their names, f0_, f1_, … where there is none. */
export interface Output {
  readonly sql: string;
  readonly columns: readonly Column[];
}

/** The rows of a query as a table: a value table of STRUCTs gives their fields. @throws SqlError for names that repeat */
export function outputOf(relation: Relation, alias: string): Output {
  const [only] = relation.columns;
  if (!relation.valueTable || only?.type.kind !== 'STRUCT') return { sql: relation.sql, columns: named(relation.columns) };
  const { fields } = only.type;
  const list = fields.map((_, n) => `${structField(`${alias}.c0`, n)} AS c${n}`).join(', ');
  return { sql: `SELECT ${list} FROM (${relation.sql}) AS ${alias}`, columns: named(fields) };
}

function named(columns: readonly { readonly name?: string; readonly type: Column['type'] }[]): readonly Column[] {
  let anonymous = 0;
  const result = columns.map(({ name, type }) => ({ name: name ?? `f${anonymous++}_`, type }));
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { name } of result) {
    const key = name.toLowerCase();
    if (seen.has(key)) repeated.add(name);
    seen.add(key);
  }
  if (repeated.size > 0) throw new SqlError(`Duplicate column names in the result are not supported when a destination table is present. Found duplicate(s): ${[...repeated].join(', ')}`);
  return result;
}
