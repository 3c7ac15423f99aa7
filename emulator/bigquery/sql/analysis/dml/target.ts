import { formatTable, type TableReference } from '../../../../../src/core/table-ref';
import { raise, textLiteral } from '../../functions/sql-text';
import { SqlError } from '../../sql-error';
import type { Expression, Identifier } from '../../syntax/tree';
import type { Position } from '../../syntax/position';
import { duckdbType } from '../../types/duckdb-type';
import { formatType, type SqlType } from '../../types/sql-type';
import type { Column } from '../analysis-context';
import type { DmlContext } from '../dml-context';
import { coerce } from '../coerce';
import { didYouMean } from '../did-you-mean';
import type { From } from '../query/from-parts';
import { createRootScope, type Env, type RangeVariable, type Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';

/** The table that a DML statement changes. */
export interface Target {
  readonly env: Env;
  readonly ref: TableReference;
  readonly columns: readonly Column[];
  /** Its rows under the alias `name`; they have `rowid`. */
  readonly sql: string;
  readonly name: string;
  /** As FROM offers it. */
  readonly from: From;
  readonly rules: DmlContext['targetColumns'];
}

/** @throws SqlError for what is no table */
export function targetOf(path: readonly Identifier[], alias: Identifier | undefined, { env, rules }: { env: Env; rules: DmlContext['targetColumns'] }): Target {
  const found = env.context.findTable(path);
  const at = path[0]!.at;
  if (found.kind !== 'table') throw new SqlError(`Table ${formatTable(found.ref)} is a view: it cannot be changed`, { at });
  const name = env.fresh('t');
  const all = [...found.columns, ...found.pseudoColumns];
  const columns = all.map((column, n) => ({ ...column, sql: `${name}.c${n}`, ...(n >= found.columns.length && { pseudo: true }) }));
  const row: RangeVariable = { alias: alias?.name ?? path.at(-1)!.name, columns };
  for (const ref of found.references) env.references.set(formatTable(ref), ref);
  return { env, ref: found.ref, columns: found.columns, sql: `${found.sql} AS ${name}`, name, from: { sql: '', variables: [row], columns }, rules };
}

/** The position of a column by name. @throws SqlError where there is none */
export function columnPosition({ name, at }: Identifier, { columns, ref }: Target): number {
  const position = columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  if (position < 0) throw new SqlError(`Column ${name} is not present in table ${ref.projectId}.${ref.datasetId}.${ref.tableId}${didYouMean(name, columns.map((column) => column.name))}`, { at });
  return position;
}

/** A value for a column, DEFAULT included, as the column's type. @throws SqlError `Value has type … which cannot be inserted into …` */
export function valueFor(expression: Expression, position: number, { target, scope }: { target: Target; scope: Scope }): TypedExpression {
  if (expression.kind === 'default') return defaultOf(position, target, expression.at);
  return assigned(scope.env.analyser.expression(expression, scope), target.columns[position]!, scope.env);
}

/** @throws SqlError where the types do not fit */
export function assigned(value: TypedExpression, column: { readonly name: string; readonly type: SqlType }, env: Env): TypedExpression {
  const found = coerce(value, column.type, env);
  if (!found) throw new SqlError(`Value has type ${formatType(value.type)} which cannot be inserted into column ${column.name}, which has type ${formatType(column.type)}`, { at: value.at });
  return found;
}

/** What a column has that a statement does not mention. */
export function defaultOf(position: number, { rules, columns, env }: Target, at: Position): TypedExpression {
  const column = columns[position]!;
  const expression = rules[position]?.default;
  if (!expression) return { type: column.type, sql: `CAST(NULL AS ${duckdbType(column.type)})`, at };
  return assigned(env.analyser.expression(expression, createRootScope(env)), column, env);
}

/** SQL of a column's new value that fails where it is NULL and must not be. @param sql is repeated */
export function required(sql: string, position: number, { rules, columns }: Target): string {
  if (!rules[position]?.required) return sql;
  const { name, type } = columns[position]!;
  return `CASE WHEN ${sql} IS NULL THEN ${raise(textLiteral(`Required field ${name} cannot be null`), duckdbType(type))} ELSE ${sql} END`;
}

/** c0, c1, … of the target's rows under an alias, with an action and the row's number. */
export function rowsAs(action: 'keep' | 'delete', { columns, name }: Target): string {
  return `${columns.map((_, n) => `${name}.c${n} AS c${n}`).join(', ')}, '${action}' AS action, ${name}.rowid AS rid`;
}
