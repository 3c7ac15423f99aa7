import { SqlError } from '../../sql-error';
import type { Expression, OrderItem } from '../../syntax/tree';
import { INT64 } from '../../types/sql-type';
import { coerce } from '../coerce';
import { orderTerm } from '../order-terms';
import type { Relation, RelationColumn } from '../relation';
import type { Scope } from '../scope';

/** What stands behind the body of a query. */
export interface Tail {
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Expression;
  readonly offset?: Expression;
}

/** Rows before ORDER BY and LIMIT: columns c0, … and the hidden ones that `terms` name. */
export interface Unordered {
  readonly sql: string;
  readonly columns: readonly RelationColumn[];
  readonly valueTable: boolean;
  /** The alias under which `terms` see the rows. */
  readonly name: string;
  readonly terms: readonly string[];
  /** The terms are the natural order of arrays, that nobody asked for. */
  readonly natural?: boolean;
}

/** Orders and cuts the rows. */
export function finished({ sql, columns, valueTable, name, terms, natural }: Unordered, tail: Tail, scope: Scope): Relation {
  const limit = limitSql(tail, scope);
  if (terms.length === 0) {
    if (limit === '') return { sql, columns, valueTable };
    const list = columns.map((_, n) => `${name}.c${n}`).join(', ');
    return { sql: `SELECT ${list} FROM (${sql}) AS ${name}${limit}`, columns, valueTable };
  }
  const order = ` ORDER BY ${terms.join(', ')}`;
  const list = columns.map((_, n) => `${name}.c${n}`).join(', ');
  const orderedSql = `SELECT ${list}, row_number() OVER (${order.trim()}) AS o FROM (${sql}) AS ${name}${limit === '' ? '' : order + limit}`;
  if (natural && limit === '' && scope.parent) return { sql, columns, valueTable, orderedSql };
  return { sql: `SELECT ${list} FROM (${sql}) AS ${name}${order}${limit}`, columns, valueTable, orderedSql };
}

/** ` LIMIT … OFFSET …`, or ''. @throws SqlError for what is no constant number */
function limitSql({ limit, offset }: Tail, scope: Scope): string {
  const number = (expression: Expression, what: string): string => {
    const value = scope.env.analyser.expression(expression, scope);
    const found = coerce(value, INT64, scope.env);
    if (!found || value.literal?.kind === 'null') throw new SqlError(`${what} expects an integer literal or parameter`, { at: expression.at });
    if (value.literal?.text?.startsWith('-')) throw new SqlError(`${what} expects a non-negative integer literal or parameter`, { at: expression.at });
    return ` ${what} ${found.sql}`;
  };
  return `${limit ? number(limit, 'LIMIT') : ''}${offset ? number(offset, 'OFFSET') : ''}`;
}

/** ORDER BY 2. @returns the position from 0; `undefined` for what is no number @throws SqlError for one out of range */
export function ordinal({ value }: OrderItem, count: number): number | undefined {
  if (value.kind !== 'int') return undefined;
  const position = Number(value.text);
  if (position < 1 || position > count) throw new SqlError(`ORDER BY column number item is out of range. Expected to be between 1 and ${count}`, { at: value.at });
  return position - 1;
}

/** A term over a column of the rows. */
export function columnTerm(item: OrderItem, { name, column, type }: { name: string; column: string; type: RelationColumn['type'] }): string {
  return orderTerm(item, { type, sql: `${name}.${column}`, at: item.at });
}
