import type { Expression, FromItem, Identifier, Query, TypeNode } from './tree';
import type { Position } from './position';

interface Node {
  readonly at: Position;
  /** Just behind the last character, so that the statement's own text can be cut out. */
  readonly end: number;
}
/** A table, view, routine or dataset as a path, backquoted dots split. */
export type ObjectPath = readonly Identifier[];
export type Options = readonly { readonly name: Identifier; readonly value: Expression }[];

export type Statement = QueryStatement | DmlStatement | DdlStatement | ScriptStatement;

export interface QueryStatement extends Node { readonly kind: 'query'; readonly query: Query }

export type DmlStatement = Insert | Update | Delete | Truncate | Merge;
export interface Insert extends Node { readonly kind: 'insert'; readonly table: ObjectPath; readonly columns?: readonly Identifier[]; readonly rows?: readonly (readonly Expression[])[]; readonly query?: Query }
export interface Assignment { readonly path: readonly Identifier[]; readonly value: Expression }
export interface Update extends Node { readonly kind: 'update'; readonly table: ObjectPath; readonly alias?: Identifier; readonly set: readonly Assignment[]; readonly from?: FromItem; readonly where: Expression }
export interface Delete extends Node { readonly kind: 'delete'; readonly table: ObjectPath; readonly alias?: Identifier; readonly where: Expression }
export interface Truncate extends Node { readonly kind: 'truncate'; readonly table: ObjectPath }
export interface Merge extends Node { readonly kind: 'merge'; readonly table: ObjectPath; readonly alias?: Identifier; readonly using: FromItem; readonly on: Expression; readonly clauses: readonly MergeClause[] }
export interface MergeClause {
  readonly at: Position;
  readonly match: 'MATCHED' | 'NOT MATCHED BY TARGET' | 'NOT MATCHED BY SOURCE';
  readonly and?: Expression;
  readonly action:
    | { readonly kind: 'update'; readonly set: readonly Assignment[] }
    | { readonly kind: 'delete' }
    /** INSERT ROW has neither columns nor values. */
    | { readonly kind: 'insert'; readonly columns?: readonly Identifier[]; readonly values?: readonly Expression[] };
}

export type DdlStatement = CreateSchema | CreateTable | CreateView | CreateFunction | CreateProcedure | Drop | AlterTable | AlterSchema;
/** An expression with the words that it was written in. */
export interface WrittenExpression { readonly expression: Expression; readonly text: string }

/** A primary key, or a foreign one that refers to another table's columns. */
export interface Key { readonly at: Position; readonly name?: Identifier; readonly columns: readonly Identifier[]; readonly references?: { readonly table: ObjectPath; readonly columns: readonly Identifier[] } }

export interface ColumnDefinition { readonly name: Identifier; readonly type: TypeNode; readonly notNull: boolean; readonly default?: WrittenExpression; readonly options: Options; readonly keys: readonly Key[]; /** Fields of a STRUCT with NOT NULL or OPTIONS of their own are refused. */ }
interface Creation extends Node { readonly orReplace: boolean; readonly ifNotExists: boolean; readonly options: Options }
export interface CreateSchema extends Creation { readonly kind: 'create-schema'; readonly name: ObjectPath }
export interface CreateTable extends Creation {
  readonly kind: 'create-table';
  readonly name: ObjectPath;
  readonly temporary: boolean;
  readonly columns?: readonly ColumnDefinition[];
  readonly keys: readonly Key[];
  readonly query?: Query;
  /** CREATE TABLE … LIKE, COPY, CLONE. */
  readonly source?: { readonly how: 'LIKE' | 'COPY' | 'CLONE'; readonly table: ObjectPath };
  readonly partitionBy?: Expression;
  readonly clusterBy: readonly Expression[];
}
export interface CreateView extends Creation { readonly kind: 'create-view'; readonly name: ObjectPath; readonly columns?: readonly Identifier[]; readonly query: Query; /** The text of the query, for the view's resource. */ readonly text: string; readonly materialized: boolean }
export interface CreateFunction extends Creation {
  readonly kind: 'create-function';
  readonly name: ObjectPath;
  readonly temporary: boolean;
  /** A table function returns a table. */
  readonly table: boolean;
  readonly aggregate: boolean;
  /** ANY TYPE has no type. */
  readonly parameters: readonly { readonly name: Identifier; readonly type?: TypeNode }[];
  readonly returns?: TypeNode;
  /** SQL where absent; js, python. */
  readonly language?: string;
  readonly body?: Expression;
  readonly query?: Query;
  /** The text of the body, for the routine's resource: the SQL expression, or the code. */
  readonly text: string;
}
export interface CreateProcedure extends Creation { readonly kind: 'create-procedure'; readonly name: ObjectPath; readonly parameters: readonly { readonly mode: 'IN' | 'OUT' | 'INOUT'; readonly name: Identifier; readonly type?: TypeNode }[]; readonly body: readonly Statement[]; readonly text: string }
export interface Drop extends Node { readonly kind: 'drop'; readonly object: 'SCHEMA' | 'TABLE' | 'VIEW' | 'FUNCTION' | 'TABLE FUNCTION' | 'PROCEDURE' | 'MATERIALIZED VIEW'; readonly name: ObjectPath; readonly ifExists: boolean; readonly cascade: boolean }
export interface AlterTable extends Node { readonly kind: 'alter-table'; readonly object: 'TABLE' | 'VIEW'; readonly name: ObjectPath; readonly ifExists: boolean; readonly changes: readonly TableChange[] }
export type TableChange =
  | { readonly kind: 'add-column'; readonly at: Position; readonly ifNotExists: boolean; readonly column: ColumnDefinition }
  | { readonly kind: 'drop-column'; readonly at: Position; readonly ifExists: boolean; readonly name: Identifier }
  | { readonly kind: 'rename-column'; readonly at: Position; readonly name: Identifier; readonly to: Identifier }
  | { readonly kind: 'rename'; readonly at: Position; readonly to: Identifier }
  | { readonly kind: 'add-key'; readonly at: Position; readonly key: Key }
  | { readonly kind: 'drop-key'; readonly at: Position; readonly ifExists: boolean; /** Absent: the primary key. */ readonly name?: Identifier }
  | { readonly kind: 'set-options'; readonly at: Position; readonly options: Options }
  | { readonly kind: 'drop-not-null'; readonly at: Position; readonly name: Identifier }
  | { readonly kind: 'set-data-type'; readonly at: Position; readonly name: Identifier; readonly type: TypeNode }
  | { readonly kind: 'set-default'; readonly at: Position; readonly name: Identifier; /** Absent: DROP DEFAULT. */ readonly value?: WrittenExpression }
  | { readonly kind: 'set-column-options'; readonly at: Position; readonly name: Identifier; readonly options: Options };
export interface AlterSchema extends Node { readonly kind: 'alter-schema'; readonly name: ObjectPath; readonly ifExists: boolean; readonly options: Options }

export type ScriptStatement =
  | Declare | SetVariables | If | CaseStatement | Loop | ForIn | Block | Jump | Raise | Return | CallStatement | ExecuteImmediate | Transaction | Assert | ExportData;
export interface Declare extends Node { readonly kind: 'declare'; readonly names: readonly Identifier[]; readonly type?: TypeNode; readonly default?: Expression }
/** SET a = 1, or SET (a, b) = (1, 2), or SET @@x = 1. Several targets take the fields of one struct. */
export interface SetVariables extends Node { readonly kind: 'set'; readonly targets: readonly (Identifier | { readonly at: Position; readonly systemVariable: readonly string[] })[]; readonly value: Expression }
export interface If extends Node { readonly kind: 'if'; readonly branches: readonly { readonly condition: Expression; readonly body: readonly Statement[] }[]; readonly otherwise?: readonly Statement[] }
export interface CaseStatement extends Node { readonly kind: 'case-statement'; readonly operand?: Expression; readonly branches: readonly { readonly when: Expression; readonly body: readonly Statement[] }[]; readonly otherwise?: readonly Statement[] }
/** LOOP has no condition; WHILE tests before, REPEAT … UNTIL after. */
export interface Loop extends Node { readonly kind: 'loop'; readonly label?: Identifier; readonly while?: Expression; readonly until?: Expression; readonly body: readonly Statement[] }
export interface ForIn extends Node { readonly kind: 'for'; readonly label?: Identifier; readonly variable: Identifier; readonly query: Query; readonly body: readonly Statement[] }
export interface Block extends Node { readonly kind: 'block'; readonly label?: Identifier; readonly body: readonly Statement[]; readonly exception?: readonly Statement[] }
/** LEAVE is given as break, ITERATE as continue. */
export interface Jump extends Node { readonly kind: 'break' | 'continue'; readonly label?: Identifier }
export interface Raise extends Node { readonly kind: 'raise'; readonly message?: Expression }
export interface Return extends Node { readonly kind: 'return' }
export interface CallStatement extends Node { readonly kind: 'call-procedure'; readonly name: ObjectPath; readonly arguments: readonly Expression[] }
export interface ExecuteImmediate extends Node { readonly kind: 'execute-immediate'; readonly sql: Expression; readonly into: readonly Identifier[]; readonly using: readonly { readonly value: Expression; readonly alias?: Identifier }[] }
export interface Transaction extends Node { readonly kind: 'begin-transaction' | 'commit-transaction' | 'rollback-transaction' }
export interface Assert extends Node { readonly kind: 'assert'; readonly condition: Expression; readonly message?: Expression }
export interface ExportData extends Node { readonly kind: 'export-data'; readonly options: Options; readonly query: Query }
