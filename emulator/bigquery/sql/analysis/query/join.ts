import { SqlError } from '../../sql-error';
import type { FromItem, Identifier, JoinItem } from '../../syntax/tree';
import { condition, unify } from '../coerce';
import { compare, comparable } from '../expression/comparison';
import { createFromScope, type Scope, type ScopeColumn } from '../scope';
import type { TypedExpression } from '../typed-expression';
import type { From } from './from-parts';
import { unnestBeside } from './unnest';

interface Place { readonly outer: Scope; readonly lateral: Scope }
type Analyse = (item: FromItem, place: Place) => From;

/** A join of two items. @throws SqlError for aliases that repeat, and conditions that are none */
export function join(item: JoinItem, place: Place, analyse: Analyse): From {
  const left = analyse(item.left, place);
  const across = item.type === 'RIGHT' || item.type === 'FULL';
  const lateral = across ? place.lateral : createFromScope(place.lateral, left);
  const right = analyse(item.right, { ...place, lateral });
  refuseRepeats(left, right, item);
  if (right.unnesting && !item.using && !across) return arrayJoin(item, { left, right, place });
  const joined = { left, right, across };
  if (item.using) return usingJoin(item, item.using, { ...joined, outer: place.outer });
  const both = { variables: [...left.variables, ...right.variables], columns: [...left.columns, ...right.columns], joined: true };
  if (item.type === 'CROSS' || item.type === 'COMMA' || (!item.on && item.type === 'INNER')) return { sql: `${left.sql} CROSS JOIN ${rightSql(joined)}`, ...both };
  if (!item.on) throw new SqlError(`${item.type} JOIN must have an immediately following ON or USING clause`, { at: item.at });
  return { sql: `${left.sql} ${item.type} JOIN ${rightSql(joined)} ON ${onSql(item.on, both, place)}`, ...both };
}

/** The elements of an array beside the rows to its left. */
function arrayJoin(item: JoinItem, { left, right, place }: { left: From; right: From; place: Place }): From {
  const { env } = place.outer;
  if (item.type === 'LEFT' && item.on) {
    const both = { variables: [...left.variables, ...right.variables], columns: [...left.columns, ...right.columns], joined: true };
    const order = left.order && right.order ? { order: [...left.order, ...right.order] } : {};
    return { sql: `${left.sql} LEFT JOIN ${right.sql} ON ${onSql(item.on, both, place)}`, ...both, ...order };
  }
  const rows = unnestBeside(left, right.unnesting!, { env, keepEmpty: item.type === 'LEFT' });
  if (!item.on) return rows;
  return { ...rows, sql: `${rows.sql} JOIN (SELECT 1) AS ${env.fresh('t')} ON ${onSql(item.on, rows, place)}`, joined: true };
}

function onSql(on: NonNullable<JoinItem['on']>, rows: Pick<From, 'variables' | 'columns'>, place: Place): string {
  const scope: Scope = { ...createFromScope(place.lateral, rows), clause: 'JOIN ON clause' };
  return condition(scope.env.analyser.expression(on, scope), 'JOIN ON clause', scope.env).sql;
}

function rightSql({ right, across }: { right: From; across: boolean }): string {
  const sql = across && right.lateral ? right.sql.replace(/^LATERAL /, '') : right.sql;
  return right.joined ? `(${sql})` : sql;
}

function refuseRepeats(left: From, right: From, { at }: JoinItem): void {
  const taken = new Set(left.variables.flatMap(({ alias }) => alias?.toLowerCase() ?? []));
  const repeated = right.variables.find(({ alias }) => alias !== undefined && taken.has(alias.toLowerCase()));
  if (repeated) throw new SqlError(`Duplicate table alias ${repeated.alias ?? ''} in the same FROM clause`, { at });
}

function usingJoin(item: JoinItem, names: readonly Identifier[], { left, right, across, outer }: { left: From; right: From; across: boolean; outer: Scope }): From {
  const { env } = outer;
  const merged: ScopeColumn[] = [];
  const conditions: string[] = [];
  for (const identifier of names) {
    const [a, b] = [columnOf(left, identifier, 'left'), columnOf(right, identifier, 'right')];
    const values = [a, b].map((column): TypedExpression => ({ type: column.type, sql: column.sql, at: identifier.at }));
    const found = unify(values, env);
    if (!found) throw new SqlError(`Column ${identifier.name} in USING has incompatible types on either side of the join`, { at: identifier.at });
    const [x, y] = found.values as [TypedExpression, TypedExpression];
    conditions.push(compare('=', { ...comparable({ left: x, right: y }, { operator: '=', at: identifier.at, env }), env }));
    const sql = item.type === 'FULL' ? `coalesce(${x.sql}, ${y.sql})` : item.type === 'RIGHT' ? b.sql : a.sql;
    merged.push({ name: a.name ?? identifier.name, type: item.type === 'FULL' ? found.type : item.type === 'RIGHT' ? b.type : a.type, sql });
  }
  const used = new Set(names.map(({ name }) => name.toLowerCase()));
  const rest = [...left.columns, ...right.columns].filter(({ name }) => name === undefined || !used.has(name.toLowerCase()));
  const type = item.type === 'CROSS' || item.type === 'COMMA' ? 'INNER' : item.type;
  return {
    sql: `${left.sql} ${type} JOIN ${rightSql({ right, across })} ON ${conditions.join(' AND ')}`,
    variables: [...left.variables, ...right.variables],
    columns: [...merged, ...rest],
    joined: true,
  };
}

function columnOf({ columns }: From, { name, at }: Identifier, side: string): ScopeColumn {
  const found = columns.filter((column) => column.name?.toLowerCase() === name.toLowerCase());
  if (found.length > 1) throw new SqlError(`Column ${name} in USING clause is ambiguous on ${side} side of join`, { at });
  if (!found[0]) throw new SqlError(`Column ${name} in USING clause not found on ${side} side of join`, { at });
  return found[0];
}
