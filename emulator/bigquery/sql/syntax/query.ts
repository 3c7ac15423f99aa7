import type { Expression, Identifier, WindowSpecification } from './expression';
import type { Position } from './position';

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
  /** At least two; of one operator, in order. BY NAME and CORRESPONDING are refused by the parser. */
  readonly inputs: readonly QueryBody[];
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
export interface SubqueryItem extends Sourced { readonly kind: 'subquery'; readonly query: Query }
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
