import { SqlError } from '../../sql-error';
import type { Identifier } from '../../syntax/tree';
import type { Assignment } from '../../syntax/statement';
import { structFieldName } from '../../types/duckdb-type';
import type { SqlType } from '../../types/sql-type';
import { structField } from '../field-access';
import type { Scope } from '../scope';
import { assigned, columnPosition, valueFor, type Target } from './target';

/** The new values of an UPDATE's SET by column position. @throws SqlError for columns set twice, or values that do not fit */
export function assignments(set: readonly Assignment[], { target, scope }: { target: Target; scope: Scope }): ReadonlyMap<number, string> {
  const values = new Map<number, string>();
  const nested = new Set<number>();
  for (const { path, value } of set) {
    const [first, ...fields] = path as readonly [Identifier, ...Identifier[]];
    const own = target.from.variables[0]!.alias?.toLowerCase();
    const named = fields.length > 0 && first.name.toLowerCase() === own && !target.columns.some(({ name }) => name.toLowerCase() === own);
    const [column, ...rest] = named ? (fields as [Identifier, ...Identifier[]]) : [first, ...fields];
    const position = columnPosition(column, target);
    if (values.has(position) && (rest.length === 0 || !nested.has(position))) throw new SqlError(`Update item ${path.map(({ name }) => name).join('.')} assigned more than once`, { at: first.at });
    if (rest.length === 0) {
      values.set(position, valueFor(value, position, { target, scope }).sql);
      continue;
    }
    nested.add(position);
    const before = values.get(position) ?? `${target.name}.c${position}`;
    const { type } = target.columns[position]!;
    const given = scope.env.analyser.expression(value, scope);
    values.set(position, withField(before, { type, path: rest }, (name, fieldType) => assigned(given, { name, type: fieldType }, scope.env).sql));
  }
  return values;
}

interface Place { readonly type: SqlType; readonly path: readonly Identifier[] }

/** The STRUCT with one field anew. */
function withField(sql: string, { type, path }: Place, value: (name: string, type: SqlType) => string): string {
  const [field, ...rest] = path as readonly [Identifier, ...Identifier[]];
  const { name, at } = field;
  if (type.kind !== 'STRUCT') throw new SqlError(`Cannot access field ${name} on a value with type ${type.kind}`, { at });
  const position = type.fields.findIndex((candidate) => candidate.name?.toLowerCase() === name.toLowerCase());
  if (position < 0) throw new SqlError(`Field name ${name} does not exist`, { at });
  const fields = type.fields.map((candidate, n) => {
    const old = structField(sql, n);
    if (n !== position) return `${structFieldName(n)} := ${old}`;
    return `${structFieldName(n)} := ${rest.length > 0 ? withField(old, { type: candidate.type, path: rest }, value) : value(name, candidate.type)}`;
  });
  return `struct_pack(${fields.join(', ')})`;
}
