import { SqlError } from '../sql-error';
import type { Identifier, PathExpression } from '../syntax/tree';
import { structFieldName } from '../types/duckdb-type';
import type { SqlType } from '../types/sql-type';
import { didYouMean } from './did-you-mean';
import { accessFields } from './field-access';
import type { Found, RangeVariable, Scope } from './scope';
import type { TypedExpression } from './typed-expression';

/** What a path such as t.a.b stands for. @throws SqlError `Unrecognized name: …`, `Column name … is ambiguous` */
export function resolvePath({ parts, at }: PathExpression, scope: Scope): TypedExpression {
  return resolveParts(parts, scope) ?? variableOf(parts, scope) ?? unrecognized(parts, scope, at);
}

/** As `resolvePath`, among the names of FROM alone; `undefined` where its first part is none of them. */
export function resolveParts(parts: readonly Identifier[], scope: Scope): TypedExpression | undefined {
  const [first, ...rest] = parts as readonly [Identifier, ...Identifier[]];
  for (let around: Scope | undefined = scope; around; around = around.parent) {
    const found = around.lookup(first.name);
    if (found) return locate(found, { first, rest, scope: around });
  }
  return undefined;
}

function locate(found: Found, { first, rest, scope }: { first: Identifier; rest: readonly Identifier[]; scope: Scope }): TypedExpression {
  switch (found.kind) {
    case 'ambiguous':
      throw new SqlError(`Column name ${first.name} is ambiguous`, { at: first.at });
    case 'fixed':
      return accessFields({ ...found.value, at: first.at }, rest);
    case 'alias':
      return accessFields({ ...found.resolve(), at: first.at }, rest);
    case 'column':
      return scope.place({ type: found.column.type, sql: found.column.sql, at: first.at }, rest, first.name);
    case 'row':
      return ofRow(found.row, { first, rest, scope });
  }
}

function ofRow(row: RangeVariable, { first, rest, scope }: { first: Identifier; rest: readonly Identifier[]; scope: Scope }): TypedExpression {
  const [next, ...fields] = rest;
  if (row.value && (!next || row.value.type.kind !== 'STRUCT' || !row.columns.some(({ pseudo, name }) => pseudo && name?.toLowerCase() === next.name.toLowerCase()))) {
    return scope.place({ type: row.value.type, sql: row.value.sql, at: first.at }, rest, first.name);
  }
  if (!next) return scope.place(rowValue(row, first), [], first.name);
  const wanted = next.name.toLowerCase();
  const matches = row.columns.filter(({ name }) => name?.toLowerCase() === wanted);
  const [column] = matches;
  if (!column) {
    const names = row.columns.flatMap(({ name }) => name ?? []);
    throw new SqlError(`Name ${next.name} not found inside ${first.name}${didYouMean(next.name, names)}`, { at: next.at });
  }
  if (matches.length > 1) throw new SqlError(`Column name ${next.name} is ambiguous`, { at: next.at });
  return scope.place({ type: column.type, sql: column.sql, at: first.at }, fields, next.name);
}

/** A table's row as a STRUCT of its columns. */
export function rowValue(row: RangeVariable, { at }: Identifier): TypedExpression {
  const columns = row.columns.filter(({ pseudo }) => !pseudo);
  const type: SqlType = { kind: 'STRUCT', fields: columns.map((column) => ({ ...(column.name !== undefined && { name: column.name }), type: column.type })) };
  return { type, sql: `struct_pack(${columns.map(({ sql }, n) => `${structFieldName(n)} := ${sql}`).join(', ')})`, at };
}

function variableOf(parts: readonly Identifier[], { env }: Scope): TypedExpression | undefined {
  const [first, ...rest] = parts as readonly [Identifier, ...Identifier[]];
  const found = env.context.variable(first.name.toLowerCase());
  return found && accessFields({ type: found.type, sql: found.sql, at: first.at }, rest);
}

function unrecognized(parts: readonly Identifier[], scope: Scope, at: PathExpression['at']): never {
  const names: string[] = [];
  for (let around: Scope | undefined = scope; around; around = around.parent) names.push(...around.names());
  const first = (parts[0] as Identifier).name;
  throw new SqlError(`Unrecognized name: ${first}${didYouMean(first, names)}`, { at });
}
