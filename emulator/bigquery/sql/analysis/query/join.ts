import { SqlError } from '../../sql-error';
import type { Identifier } from '../../syntax/expression';
import type { FromItem, JoinItem } from '../../syntax/query';
import { condition, unify } from '../coerce';
import { compare, comparable } from '../expression/comparison';
import { createFromScope, type Scope, type ScopeColumn } from '../scope';
import type { TypedExpression } from '../typed-expression';
import type { From } from './from-parts';

interface Place { readonly outer: Scope; readonly lateral: Scope }
type Analyse = (item: FromItem, place: Place) => From;

/** A join of two items. @throws SqlError for aliases that repeat, and conditions that are none */
export function join(item: JoinItem, place: Place, analyse: Analyse): From {
  const left = analyse(item.left, place);
  const across = item.type === 'RIGHT' || item.type === 'FULL';
  const lateral = across ? place.lateral : createFromScope(place.lateral, left);
  const right = analyse(item.right, { ...place, lateral });
  refuseRepeats(left, right, item);
  const joined = { left, right, across };
  if (item.using) return usingJoin(item, item.using, { ...joined, outer: place.outer });
  const columns = [...left.columns, ...right.columns];
  const both = { variables: [...left.variables, ...right.variables], columns };
  const inner = item.type === 'CROSS' || item.type === 'COMMA' || (!item.on && item.type === 'INNER');
  const order = left.order && right.order && (inner || item.type === 'LEFT') ? { order: [...left.order, ...right.order] } : {};
  if (inner) return { sql: `${left.sql} CROSS JOIN ${rightSql(joined)}`, ...both, ...order, joined: true };
  if (!item.on) {
    if (item.type === 'LEFT' && right.keptSql !== undefined) return { sql: `${left.sql} CROSS JOIN ${right.keptSql}`, ...both, ...order, joined: true };
    if (right.lateral) return { sql: `${left.sql} ${item.type} JOIN ${rightSql(joined)} ON TRUE`, ...both, ...order, joined: true };
    throw new SqlError(`${item.type} JOIN must have an immediately following ON or USING clause`, { at: item.at });
  }
  const scope: Scope = { ...createFromScope(place.lateral, both), clause: 'JOIN ON clause' };
  const on = condition(scope.env.analyser.expression(item.on, scope), 'JOIN ON clause', scope.env);
  return { sql: `${left.sql} ${item.type} JOIN ${rightSql(joined)} ON ${on.sql}`, ...both, ...order, joined: true };
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
