import type { FromItem, Query, Select, SelectItem } from './tree';
import type { Position } from './position';

/**
 * A query that pipe operators go on with. An open one is `SELECT * FROM … [WHERE …]`: names of its tables can still
 * be used, and another SELECT list put in the star's place.
 */
export interface Pipe {
  readonly query: Query;
  readonly open?: OpenSelect;
}
type OpenSelect = Select & { readonly from: FromItem };

/** The columns as they are. */
export function star(at: Position): SelectItem {
  return { kind: 'star', at, except: [], replace: [] };
}

/** `SELECT * FROM …`, and what else there is in it. */
export function openPipe(at: Position, from: FromItem, where?: Select['where']): Pipe & { readonly open: OpenSelect } {
  const open: OpenSelect = { kind: 'select', at, distinct: false, items: [star(at)], from, windows: [], ...(where ? { where } : {}) };
  return { query: { at, body: open, orderBy: [] }, open };
}

/** The pipe so far as a table, with the names of its tables if it has nothing but FROM. */
export function sourceOf(pipe: Pipe): FromItem {
  return pipe.open && !pipe.open.where && !isBounded(pipe) ? pipe.open.from : wrapped(pipe);
}

/** The pipe so far as a subquery, in its order if it has one. */
export function wrapped({ query }: Pipe): Extract<FromItem, { kind: 'subquery' }> {
  return { kind: 'subquery', at: query.at, query, operators: [], ...(query.orderBy.length > 0 && { ordered: true }) };
}

/** The pipe with other columns. */
export function selecting(pipe: Pipe, part: Pick<Select, 'items'> & Partial<Select>): Pipe {
  const open = (isBounded(pipe) ? undefined : pipe.open) ?? openPipe(pipe.query.at, wrapped(pipe)).open;
  return { query: { at: pipe.query.at, body: { ...open, ...part }, orderBy: [] } };
}

/** Whether ORDER BY or LIMIT stands behind it. */
export function isBounded({ query }: Pipe): boolean {
  return query.orderBy.length > 0 || query.limit !== undefined;
}
