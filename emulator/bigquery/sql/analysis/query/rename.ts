import type { RangeVariable, ScopeColumn } from '../scope';
import type { From } from './from-parts';

/** What FROM offers, under columns c0, c1, … of one relation. */
export interface Renamed {
  /** `… AS c0, … AS c1` over the rows of the item. */
  readonly list: readonly string[];
  readonly variables: readonly RangeVariable[];
  readonly columns: readonly ScopeColumn[];
  /** Its natural order, renamed too. */
  readonly order?: readonly string[];
}

/** The item's columns as those of a relation of that name. */
export function renamed({ variables, columns, order }: From, name: string): Renamed {
  const sources: string[] = [];
  const move = (sql: string): string => {
    const same = sources.indexOf(sql);
    return `${name}.c${same >= 0 ? same : sources.push(sql) - 1}`;
  };
  const moved = <T extends { readonly sql: string }>(column: T): T => ({ ...column, sql: move(column.sql) });
  const result = {
    variables: variables.map((row) => ({ ...row, columns: row.columns.map(moved), ...(row.value && { value: moved(row.value) }) })),
    columns: columns.map(moved),
    ...(order && { order: order.map(move) }),
  };
  return { ...result, list: sources.map((sql, n) => `${sql} AS c${n}`) };
}
