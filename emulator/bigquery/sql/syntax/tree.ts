import type { Position } from './position';

/** A name as written; `quoted` where it stood in backquotes. Names are compared without regard to case. */
export interface Identifier {
  readonly at: Position;
  readonly name: string;
  readonly quoted: boolean;
}

/** A type as written: INT64, STRING(10), NUMERIC(10, 2), ARRAY<…>, STRUCT<…>. Synonyms (INT, FLOAT64, DECIMAL, BOOLEAN…) are given their standard name. */
export interface TypeNode {
  readonly at: Position;
  readonly name: string;
  /** Length, or precision and scale. */
  readonly parameters: readonly number[];
  /** Of an ARRAY; absent for a bare ARRAY. */
  readonly element?: TypeNode;
  /** Of a STRUCT; absent for a bare STRUCT. */
  readonly fields?: readonly { readonly name?: Identifier; readonly type: TypeNode }[];
}

interface Node {
  readonly at: Position;
}

export type Expression =
  | NullLiteral | BoolLiteral | IntLiteral | FloatLiteral | StringLiteral | BytesLiteral | TypedLiteral | IntervalExpression
  | Parameter | SystemVariable | PathExpression | FieldAccess | IndexAccess
  | Unary | Binary | IsTest | IsDistinct | Like | Between | In | Case | Cast | Extract | Call
  | ArrayConstructor | ArrayQuery | StructConstructor | ScalarSubquery | Exists | WithExpression | Lambda | DefaultValue;

export interface NullLiteral extends Node { readonly kind: 'null' }
export interface BoolLiteral extends Node { readonly kind: 'bool'; readonly value: boolean }
/** As written, decimal or 0x…; without a sign. */
export interface IntLiteral extends Node { readonly kind: 'int'; readonly text: string }
export interface FloatLiteral extends Node { readonly kind: 'float'; readonly text: string }
/** The text itself: prefixes, quotes and escapes are gone. */
export interface StringLiteral extends Node { readonly kind: 'string'; readonly value: string }
export interface BytesLiteral extends Node { readonly kind: 'bytes'; readonly value: Uint8Array }
/** DATE '…', NUMERIC '…', JSON '…' and so on. */
export interface TypedLiteral extends Node {
  readonly kind: 'typed-literal';
  readonly type: 'DATE' | 'DATETIME' | 'TIME' | 'TIMESTAMP' | 'NUMERIC' | 'BIGNUMERIC' | 'JSON' | 'RANGE' | 'GEOGRAPHY';
  readonly text: string;
  /** Of a RANGE literal. */
  readonly element?: TypeNode;
}
/** INTERVAL value part, or INTERVAL 'text' part TO part. Parts in upper case. */
export interface IntervalExpression extends Node {
  readonly kind: 'interval';
  readonly value: Expression;
  readonly part: string;
  readonly to?: string;
}
/** @name, or ? by its number from 0. */
export interface Parameter extends Node { readonly kind: 'parameter'; readonly name?: string; readonly index?: number }
/** @@a.b, in lower case. */
export interface SystemVariable extends Node { readonly kind: 'system-variable'; readonly path: readonly string[] }
/** a, a.b, a.b.c: a column, a range variable, a script variable, a field of one. A fully backquoted `a.b` is one part. */
export interface PathExpression extends Node { readonly kind: 'path'; readonly parts: readonly Identifier[] }
/** (expression).name, where the expression is no path. */
export interface FieldAccess extends Node { readonly kind: 'field'; readonly of: Expression; readonly name: Identifier }
/** a[i], a[OFFSET(i)] and so on. */
export interface IndexAccess extends Node {
  readonly kind: 'index';
  readonly of: Expression;
  readonly index: Expression;
  readonly accessor?: 'OFFSET' | 'ORDINAL' | 'SAFE_OFFSET' | 'SAFE_ORDINAL';
}
export interface Unary extends Node { readonly kind: 'unary'; readonly operator: '+' | '-' | '~' | 'NOT'; readonly operand: Expression }
/** `<>` is given as `!=`. */
export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: '||' | '*' | '/' | '+' | '-' | '<<' | '>>' | '&' | '^' | '|' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'AND' | 'OR';
  /** Where the operator stands. */
  readonly operatorAt: Position;
  readonly left: Expression;
  readonly right: Expression;
}
export interface IsTest extends Node { readonly kind: 'is'; readonly operand: Expression; readonly test: 'NULL' | 'TRUE' | 'FALSE' | 'UNKNOWN'; readonly not: boolean }
export interface IsDistinct extends Node { readonly kind: 'is-distinct'; readonly left: Expression; readonly right: Expression; readonly not: boolean }
/** LIKE pattern; with a quantifier LIKE ANY|ALL (patterns) or UNNEST(array). SOME is given as ANY. */
export interface Like extends Node {
  readonly kind: 'like';
  readonly operand: Expression;
  readonly not: boolean;
  readonly quantifier?: 'ANY' | 'ALL';
  readonly patterns: readonly Expression[];
  readonly unnest?: Expression;
}
export interface Between extends Node { readonly kind: 'between'; readonly operand: Expression; readonly low: Expression; readonly high: Expression; readonly not: boolean }
/** Exactly one of list, query and unnest is there. */
export interface In extends Node {
  readonly kind: 'in';
  readonly operand: Expression;
  readonly not: boolean;
  readonly list?: readonly Expression[];
  readonly query?: Query;
  readonly unnest?: Expression;
}
export interface Case extends Node {
  readonly kind: 'case';
  readonly operand?: Expression;
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression;
}
export interface Cast extends Node {
  readonly kind: 'cast';
  readonly operand: Expression;
  readonly type: TypeNode;
  readonly safe: boolean;
  readonly format?: Expression;
  readonly timeZone?: Expression;
}
/** EXTRACT(part FROM operand [AT TIME ZONE zone]). The part in upper case, WEEK(MONDAY) as `WEEK(MONDAY)`. */
export interface Extract extends Node { readonly kind: 'extract'; readonly part: string; readonly operand: Expression; readonly timeZone?: Expression }
/**
 * A function call. Date parts (`MONTH`, `WEEK(MONDAY)`) arrive as path or call expressions among the arguments.
 * CURRENT_DATE and the like without parentheses are calls without arguments.
 */
export interface Call extends Node {
  readonly kind: 'call';
  /** SAFE.SUBSTR is ['SAFE', 'SUBSTR'], NET.HOST ['NET', 'HOST'], a routine ['ds', 'fn']. */
  readonly name: readonly Identifier[];
  readonly arguments: readonly Argument[];
  /** COUNT(*). */
  readonly star: boolean;
  readonly distinct: boolean;
  readonly nulls?: 'IGNORE' | 'RESPECT';
  readonly having?: { readonly bound: 'MAX' | 'MIN'; readonly value: Expression };
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Expression;
  readonly over?: WindowReference;
}
/** `name => value` has a name. A value may be a Lambda; a table argument (TABLE t) is refused by the parser. */
export interface Argument { readonly name?: Identifier; readonly value: Expression }

/** OVER name, or OVER (…). */
export type WindowReference = { readonly name: Identifier; readonly specification?: undefined } | { readonly name?: undefined; readonly specification: WindowSpecification };
export interface WindowSpecification extends Node {
  readonly base?: Identifier;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: { readonly unit: 'ROWS' | 'RANGE'; readonly start: FrameBound; readonly end?: FrameBound };
}
export type FrameBound =
  | { readonly kind: 'UNBOUNDED PRECEDING' | 'UNBOUNDED FOLLOWING' | 'CURRENT ROW' }
  | { readonly kind: 'PRECEDING' | 'FOLLOWING'; readonly value: Expression };

/** [1, 2] or ARRAY<T>[…]. */
export interface ArrayConstructor extends Node { readonly kind: 'array'; readonly element?: TypeNode; readonly elements: readonly Expression[] }
/** ARRAY(SELECT …). */
export interface ArrayQuery extends Node { readonly kind: 'array-query'; readonly query: Query }
/** STRUCT(1 AS a), STRUCT<a INT64>(1), or a tuple (1, 2). */
export interface StructConstructor extends Node {
  readonly kind: 'struct';
  readonly type?: TypeNode;
  readonly fields: readonly { readonly value: Expression; readonly alias?: Identifier }[];
  readonly tuple: boolean;
}
export interface ScalarSubquery extends Node { readonly kind: 'subquery'; readonly query: Query }
export interface Exists extends Node { readonly kind: 'exists'; readonly query: Query }
/** WITH(a AS 1, b AS a + 1, a + b). */
export interface WithExpression extends Node {
  readonly kind: 'with';
  readonly variables: readonly { readonly name: Identifier; readonly value: Expression }[];
  readonly result: Expression;
}
/** e -> e + 1, (e, i) -> e + i. */
export interface Lambda extends Node { readonly kind: 'lambda'; readonly parameters: readonly Identifier[]; readonly body: Expression }
/** The keyword DEFAULT in INSERT and UPDATE. */
export interface DefaultValue extends Node { readonly kind: 'default' }

export interface Query {
  readonly at: Position;
  readonly with?: { readonly recursive: boolean; readonly tables: readonly CommonTable[] };
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Expression;
  readonly offset?: Expression;
}
export interface CommonTable { readonly name: Identifier; readonly query: Query }
/** A query in parentheses is a QueryBody of its own. */
export type QueryBody = Select | SetOperation | { readonly kind: 'parenthesized'; readonly at: Position; readonly query: Query };

export interface SetOperation {
  readonly kind: 'set';
  readonly at: Position;
  readonly operator: 'UNION ALL' | 'UNION DISTINCT' | 'INTERSECT DISTINCT' | 'EXCEPT DISTINCT';
  /** At least two; of one operator, in order. */
  readonly inputs: readonly QueryBody[];
  /** Absent: columns are matched by their places. */
  readonly match?: ColumnMatch;
}
/** BY NAME and CORRESPONDING: which columns go on, those of `columns` alone where they are told. */
export interface ColumnMatch {
  readonly at: Position;
  readonly mode: 'STRICT' | 'INNER' | 'LEFT' | 'FULL';
  readonly columns?: readonly Identifier[];
}

export interface Select {
  readonly kind: 'select';
  readonly at: Position;
  readonly distinct: boolean;
  readonly as?: 'STRUCT' | 'VALUE';
  readonly items: readonly SelectItem[];
  readonly from?: FromItem;
  readonly where?: Expression;
  readonly groupBy?: GroupBy;
  readonly having?: Expression;
  readonly qualify?: Expression;
  readonly windows: readonly { readonly name: Identifier; readonly window: WindowSpecification }[];
}

export type SelectItem =
  | { readonly kind: 'expression'; readonly at: Position; readonly value: Expression; readonly alias?: Identifier }
  /** `*` or `of.*`, with what it leaves out and replaces. */
  | {
      readonly kind: 'star';
      readonly at: Position;
      readonly of?: Expression;
      readonly except: readonly Identifier[];
      readonly replace: readonly { readonly value: Expression; readonly name: Identifier }[];
      /** Of |> RENAME. */
      readonly rename?: readonly { readonly from: Identifier; readonly to: Identifier }[];
    };

export type GroupBy =
  | { readonly kind: 'all'; readonly at: Position }
  | { readonly kind: 'sets'; readonly at: Position; readonly items: readonly GroupingItem[] };
/** GROUP BY a, ROLLUP(b, c): a plain expression is an item of kind `expression`; sets are lists of lists. */
export type GroupingItem =
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'ROLLUP' | 'CUBE'; readonly sets: readonly (readonly Expression[])[] }
  | { readonly kind: 'GROUPING SETS'; readonly sets: readonly (readonly Expression[])[] };

export interface OrderItem {
  readonly at: Position;
  readonly value: Expression;
  readonly descending: boolean;
  readonly nulls?: 'FIRST' | 'LAST';
  readonly collate?: Expression;
}

export type FromItem = TableReferenceItem | UnnestItem | SubqueryItem | JoinItem | TableFunctionItem | ParenthesizedJoin;

interface Sourced {
  readonly at: Position;
  readonly alias?: Identifier;
  /** In the order written. TABLESAMPLE is given so that it can be refused where it stands. */
  readonly operators: readonly TableOperator[];
}
/** A path with backquoted dots already split: `p.d.t` and p.d.t are alike; my-project.d.t has 3 parts. It may also be an array of an earlier item (t.arr). */
export interface TableReferenceItem extends Sourced { readonly kind: 'table'; readonly path: readonly Identifier[]; readonly systemTime?: Expression; readonly withOffset?: { readonly alias?: Identifier; readonly at: Position } }
export interface UnnestItem extends Sourced { readonly kind: 'unnest'; readonly value: Expression; readonly withOffset?: { readonly alias?: Identifier; readonly at: Position } }
/** `ordered`: what the pipe operator behind it makes of the rows has their order. */
export interface SubqueryItem extends Sourced { readonly kind: 'subquery'; readonly query: Query; readonly ordered?: boolean }
export interface TableFunctionItem extends Sourced { readonly kind: 'table-function'; readonly name: readonly Identifier[]; readonly arguments: readonly { readonly name?: Identifier; readonly value: Expression }[] }
export interface ParenthesizedJoin extends Sourced { readonly kind: 'parenthesized'; readonly item: FromItem }
export interface JoinItem {
  readonly kind: 'join';
  readonly at: Position;
  readonly type: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS' | 'COMMA';
  readonly left: FromItem;
  readonly right: FromItem;
  readonly on?: Expression;
  readonly using?: readonly Identifier[];
}

export type TableOperator =
  | {
      readonly kind: 'pivot';
      readonly at: Position;
      readonly aggregates: readonly { readonly value: Expression; readonly alias?: Identifier }[];
      readonly input: Expression;
      readonly values: readonly { readonly value: Expression; readonly alias?: Identifier }[];
      readonly alias?: Identifier;
    }
  | {
      readonly kind: 'unpivot';
      readonly at: Position;
      readonly includeNulls: boolean;
      /** One for a single column, several where columns are unpivoted together. */
      readonly valueColumns: readonly Identifier[];
      readonly nameColumn: Identifier;
      readonly columns: readonly { readonly columns: readonly Identifier[]; readonly label?: Expression }[];
      readonly alias?: Identifier;
    }
  | { readonly kind: 'sample'; readonly at: Position };
