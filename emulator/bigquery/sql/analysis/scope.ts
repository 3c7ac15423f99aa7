import type { TableReference } from '../../../../src/core/table-ref';
import type { Expression, Identifier, OrderItem, Query, WindowSpecification } from '../syntax/tree';
import type { Position } from '../syntax/position';
import type { SqlType } from '../types/sql-type';
import type { AnalysisContext } from './analysis-context';
import { accessFields } from './field-access';
import type { Relation, RelationColumn } from './relation';
import type { TypedExpression } from './typed-expression';

/** What one statement's analysis carries along. */
export interface Env {
  readonly context: AnalysisContext;
  /** A name that stands nowhere else in the statement's DuckDB SQL: t1, t2, … */
  readonly fresh: (prefix: string) => string;
  /** Every table of the catalog met so far, by its full name. */
  readonly references: Map<string, TableReference>;
  readonly analyser: Analyser;
  /** SQL functions and views that are being put in place, so that one that calls itself is refused. */
  readonly inlining: readonly string[];
}

/** The two halves of the analysis, which need each other. */
export interface Analyser {
  readonly expression: (expression: Expression, scope: Scope) => TypedExpression;
  /** A query inside a statement; `scope` is what surrounds it. */
  readonly query: (query: Query, scope: Scope) => Relation;
}

/** A column as FROM offers it. */
export interface ScopeColumn {
  readonly name?: string;
  readonly type: SqlType;
  readonly sql: string;
  /** `*` leaves it out. */
  readonly pseudo?: boolean;
}

/** A table, subquery or array of FROM by its alias. */
export interface RangeVariable {
  readonly alias?: string;
  readonly columns: readonly ScopeColumn[];
  /** Of a value table: the row itself. */
  readonly value?: { readonly type: SqlType; readonly sql: string };
}

/** What a name means in a scope. */
export type Found =
  | { readonly kind: 'column'; readonly column: ScopeColumn; readonly of?: string }
  | { readonly kind: 'row'; readonly row: RangeVariable }
  | { readonly kind: 'ambiguous' }
  /** A parameter of a lambda or function: the same in every phase of a SELECT. */
  | { readonly kind: 'fixed'; readonly value: TypedExpression }
  /** An alias of the SELECT list: analysed where it is used. */
  | { readonly kind: 'alias'; readonly resolve: () => TypedExpression };

/** A common table of WITH. */
export interface CommonRelation {
  readonly alias: string;
  readonly columns: readonly RelationColumn[];
  readonly valueTable: boolean;
}

/** An aggregate call, as a SELECT's grouping takes it: analysed in the phase before grouping, kept once, and named. */
export type Collect = (make: (inner: Scope) => TypedExpression, at: Position) => TypedExpression;

/** What names mean at one point of a statement. */
export interface Scope {
  readonly env: Env;
  /** The query around this one. */
  readonly parent?: Scope;
  /** What the name means here, the parents left aside; `undefined` if nothing. */
  readonly lookup: (name: string) => Found | undefined;
  /** Every name that `lookup` knows, for suggestions. */
  readonly names: () => readonly string[];
  /** How a column of that name, and fields of it, are written in this phase of the SELECT. @throws SqlError where they are not grouped */
  readonly place: (root: TypedExpression, fields: readonly Identifier[], name: string) => TypedExpression;
  /** An expression that was computed before this phase, such as a key of GROUP BY. */
  readonly computed?: (expression: Expression) => TypedExpression | undefined;
  /** Absent where aggregates may not stand. */
  readonly aggregate?: Collect;
  readonly window?: Collect;
  /** Takes note of the keys of a window that is used. */
  readonly noteWindow?: (keys: readonly SortKey[]) => void;
  /** Windows of the WINDOW clause live with the SELECT. */
  readonly namedWindow?: (name: Identifier) => NamedWindow | undefined;
  /** In words, for messages: `WHERE clause`. */
  readonly clause: string;
  readonly commonTable: (name: string) => CommonRelation | undefined;
  /** GROUPING(x) of a GROUP BY. */
  readonly grouping?: (expression: Expression, at: Position) => TypedExpression;
}

/** A value that rows are sorted by. */
export interface SortKey {
  readonly value: TypedExpression;
  readonly item: Omit<OrderItem, 'value'>;
}

export interface NamedWindow {
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: WindowSpecification['frame'];
}

/** A scope without any FROM. */
export function createRootScope(env: Env): Scope {
  return { env, lookup: () => undefined, names: () => [], place: accessFields, clause: 'expression', commonTable: () => undefined };
}

/** The scope of what FROM offers, inside `parent`. */
export function createFromScope(parent: Scope, from: { readonly variables: readonly RangeVariable[]; readonly columns: readonly ScopeColumn[] }): Scope {
  const rows = byName(from.variables.map((row) => [row.alias, { kind: 'row', row }]));
  const columns = byName(from.columns.map((column) => [column.name, { kind: 'column', column }]));
  return {
    env: parent.env,
    parent,
    lookup: (name) => rows.get(name.toLowerCase()) ?? columns.get(name.toLowerCase()),
    names: () => [...rows.keys(), ...columns.keys()],
    place: accessFields,
    clause: 'FROM clause',
    commonTable: parent.commonTable,
  };
}

function byName(entries: readonly (readonly [string | undefined, Found])[]): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const [name, what] of entries) {
    if (name === undefined) continue;
    const key = name.toLowerCase();
    found.set(key, found.has(key) ? { kind: 'ambiguous' } : what);
  }
  return found;
}

/** The same scope with a few names more, such as the parameters of a lambda. */
export function withFixed(scope: Scope, values: ReadonlyMap<string, TypedExpression>): Scope {
  const fixed = new Map([...values].map(([name, value]) => [name.toLowerCase(), value]));
  return {
    ...scope,
    lookup: (name) => {
      const value = fixed.get(name.toLowerCase());
      return value ? { kind: 'fixed', value } : scope.lookup(name);
    },
    names: () => [...fixed.keys(), ...scope.names()],
  };
}
