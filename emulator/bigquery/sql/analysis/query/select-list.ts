import { SqlError } from '../../sql-error';
import type { Expression, Identifier, SelectItem } from '../../syntax/tree';
import type { Position } from '../../syntax/position';
import { formatType, type SqlType } from '../../types/sql-type';
import { didYouMean } from '../did-you-mean';
import { structField } from '../field-access';
import { implicitAlias } from '../implicit-alias';
import type { RangeVariable, Scope, ScopeColumn } from '../scope';
import type { TypedExpression } from '../typed-expression';

/** A column of the SELECT list, stars spread out. */
export interface Entry {
  readonly name?: string;
  readonly at: Position;
  /** Absent for a column that a star gives. */
  readonly expression?: Expression;
  /** Its value in a phase of the SELECT. */
  readonly resolve: (scope: Scope) => TypedExpression;
}

/** The columns of a SELECT list. @param columns what FROM gives to `*`; `undefined` without FROM @throws SqlError */
export function spreadItems(items: readonly SelectItem[], scope: Scope, columns: readonly ScopeColumn[] | undefined): readonly Entry[] {
  return items.flatMap((item): readonly Entry[] => {
    if (item.kind === 'expression') return [entryOf(item.value, item.alias?.name ?? implicitAlias(item.value), item.at)];
    const spread = item.of ? dotStar(item.of, item.at, scope) : star(item.at, columns);
    return renamed(item, replaced(item, excepted(item, spread)));
  });
}

function entryOf(expression: Expression, name: string | undefined, at: Position): Entry {
  return { ...(name !== undefined && { name }), at, expression, resolve: (scope) => scope.env.analyser.expression(expression, scope) };
}

function star(at: Position, columns: readonly ScopeColumn[] | undefined): readonly Entry[] {
  if (!columns) throw new SqlError('SELECT * must have a FROM clause', { at });
  return columns.filter(({ pseudo }) => !pseudo).map((column) => columnEntry(column, at));
}

function columnEntry({ name, type, sql }: ScopeColumn, at: Position): Entry {
  return { ...(name !== undefined && { name }), at, resolve: (scope) => scope.place({ type, sql, at }, [], name ?? '') };
}

function dotStar(of: Expression, at: Position, scope: Scope): readonly Entry[] {
  const row = of.kind === 'path' && of.parts.length === 1 ? rowNamed(of.parts[0]!, scope) : undefined;
  if (row && !row.value) return star(at, row.columns);
  // Aggregates are fine here: this looks at the type alone.
  const probe: Scope = { ...scope, aggregate: (make) => make(scope), window: (make) => make(scope) };
  const { type } = scope.env.analyser.expression(of, probe);
  if (type.kind !== 'STRUCT') throw new SqlError(`Dot-star is not supported for type ${formatType(type)}`, { at });
  return type.fields.map((field, n) => fieldEntry(of, { name: field.name, type: field.type, n, at }));
}

function fieldEntry(of: Expression, { name, type, n, at }: { name?: string; type: SqlType; n: number; at: Position }): Entry {
  const resolve = (scope: Scope): TypedExpression => {
    const value = scope.env.analyser.expression(of, scope);
    return { type, sql: structField(value.sql, n), at, ...(value.volatile && { volatile: true }) };
  };
  return { ...(name !== undefined && { name }), at, resolve };
}

function rowNamed({ name }: Identifier, scope: Scope): RangeVariable | undefined {
  for (let around: Scope | undefined = scope; around; around = around.parent) {
    const found = around.lookup(name);
    if (found) return found.kind === 'row' ? found.row : undefined;
  }
  return undefined;
}

type Star = SelectItem & { kind: 'star' };

function excepted({ except }: Star, entries: readonly Entry[]): readonly Entry[] {
  if (except.length === 0) return entries;
  for (const { name, at } of except) {
    if (!entries.some((entry) => entry.name?.toLowerCase() === name.toLowerCase())) {
      throw new SqlError(`Column ${name} in SELECT * EXCEPT list does not exist${didYouMean(name, entries.flatMap((entry) => entry.name ?? []))}`, { at });
    }
  }
  const out = new Set(except.map(({ name }) => name.toLowerCase()));
  const left = entries.filter(({ name }) => name === undefined || !out.has(name.toLowerCase()));
  if (left.length === 0) throw new SqlError('SELECT * EXCEPT leaves no columns', { at: except[0]!.at });
  return left;
}

function replaced({ replace }: Star, entries: readonly Entry[]): readonly Entry[] {
  for (const { name } of replace) {
    if (!entries.some((entry) => entry.name?.toLowerCase() === name.name.toLowerCase())) throw new SqlError(`Column ${name.name} in SELECT * REPLACE list does not exist`, { at: name.at });
  }
  return entries.map((entry) => {
    const found = replace.find(({ name }) => name.name.toLowerCase() === entry.name?.toLowerCase());
    return found ? entryOf(found.value, found.name.name, found.name.at) : entry;
  });
}

function renamed({ rename = [] }: Star, entries: readonly Entry[]): readonly Entry[] {
  for (const { from } of rename) {
    const found = entries.filter(({ name }) => name?.toLowerCase() === from.name.toLowerCase());
    if (found.length === 0) throw new SqlError(`Column ${from.name} in RENAME does not exist${didYouMean(from.name, entries.flatMap(({ name }) => name ?? []))}`, { at: from.at });
    if (found.length > 1) throw new SqlError(`Column ${from.name} in RENAME is ambiguous`, { at: from.at });
  }
  return entries.map((entry) => {
    const found = rename.find(({ from }) => from.name.toLowerCase() === entry.name?.toLowerCase());
    return found ? { ...entry, name: found.to.name } : entry;
  });
}
