import { SqlError } from '../../sql-error';
import type { Expression, GroupBy } from '../../syntax/tree';
import { formatType } from '../../types/sql-type';
import type { Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { containsAggregate, containsPath, containsWindow } from '../walk';
import type { Entry } from './select-list';

/** A key of GROUP BY: g0, g1, … of the grouped rows. */
export interface Key {
  readonly value: TypedExpression;
  /** As written in GROUP BY or the SELECT list, so that it is known again. */
  readonly expression?: Expression;
}

/** The keys of a GROUP BY, and what DuckDB writes behind GROUP BY ('' for one group of all). */
export interface Keys {
  readonly keys: readonly Key[];
  readonly sql: string;
}

/** @throws SqlError for positions and types that cannot be grouped by */
export function groupingKeys(groupBy: GroupBy, entries: readonly Entry[], outer: Scope): Keys {
  const scope: Scope = { ...outer, clause: 'GROUP BY clause' };
  const keys: Key[] = [];
  const add = (key: Key): number => {
    const same = keys.findIndex(({ value }) => value.sql === key.value.sql);
    if (same >= 0 && !key.value.volatile) return same;
    refuseType(key.value);
    return keys.push(key) - 1;
  };
  if (groupBy.kind === 'all') {
    for (const entry of entries) {
      const { expression } = entry;
      const constant = expression && (containsAggregate(expression) || containsWindow(expression) || !containsPath(expression));
      if (!constant) add(keyOf(entry, scope));
    }
    return { keys, sql: plainSql(keys.length) };
  }
  const item = (expression: Expression): string => String(add(keyFor(expression, { entries, scope })));
  const name = (expression: Expression): string => `g${item(expression)}`;
  if (groupBy.items.every(({ kind }) => kind === 'expression')) {
    for (const given of groupBy.items) if (given.kind === 'expression') item(given.value);
    return { keys, sql: plainSql(keys.length) };
  }
  const parts = groupBy.items.map((given) => {
    if (given.kind === 'expression') return name(given.value);
    return `${given.kind} (${given.sets.map((set) => `(${set.map(name).join(', ')})`).join(', ')})`;
  });
  return { keys, sql: parts.join(', ') };
}

function plainSql(count: number): string {
  return Array.from({ length: count }, (_, n) => n + 1).join(', ');
}

function keyFor(expression: Expression, { entries, scope }: { entries: readonly Entry[]; scope: Scope }): Key {
  if (expression.kind === 'int') {
    const entry = entries[Number(expression.text) - 1];
    if (!entry) throw new SqlError(`GROUP BY column number ${expression.text} is out of range. Expected to be between 1 and ${entries.length}`, { at: expression.at });
    return keyOf(entry, scope);
  }
  const alias = expression.kind === 'path' && expression.parts.length === 1 ? expression.parts[0]!.name.toLowerCase() : undefined;
  const named = alias === undefined ? [] : entries.filter((entry) => entry.expression && entry.name?.toLowerCase() === alias);
  if (named.length > 1 && new Set(named.map((entry) => entry.resolve(scope).sql)).size > 1) {
    throw new SqlError(`Name ${alias ?? ''} in GROUP BY clause is ambiguous; it may refer to multiple columns in the SELECT-list`, { at: expression.at });
  }
  if (named[0]) return keyOf(named[0], scope);
  const value = scope.env.analyser.expression(expression, scope);
  if (value.literal && value.literal.kind !== 'parameter') throw new SqlError('Cannot GROUP BY literal values', { at: expression.at });
  return { value, expression };
}

function keyOf(entry: Entry, scope: Scope): Key {
  return { value: entry.resolve(scope), ...(entry.expression && { expression: entry.expression }) };
}

function refuseType({ type, at }: TypedExpression): void {
  if (type.kind === 'JSON') throw new SqlError(`Grouping by expressions of type ${formatType(type)} is not allowed`, { at });
}
