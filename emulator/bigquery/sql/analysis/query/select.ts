import { notEmulated, SqlError } from '../../sql-error';
import type { OrderItem, Select } from '../../syntax/tree';
import { formatType, type SqlType } from '../../types/sql-type';
import { condition } from '../coerce';
import { packOf } from '../expression/constructors';
import { orderTerm } from '../order-terms';
import type { Relation, RelationColumn } from '../relation';
import { createFromScope, type Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { containsAggregate, containsWindow, pathsOf } from '../walk';
import { withAliases } from './aliases';
import { analyseFrom } from './from';
import type { From } from './from-parts';
import { groupPhase } from './group-phase';
import { groupingKeys } from './grouping-keys';
import type { Phase } from './phase';
import { spreadItems, type Entry } from './select-list';
import { columnTerm, finished, ordinal, type Tail } from './tail';
import { windowPhase } from './window-phase';

/** A SELECT with the ORDER BY and LIMIT behind it. @throws SqlError */
export function analyseSelect(select: Select, tail: Tail, outer: Scope): Relation {
  const from = select.from && analyseFrom(select.from, { outer, lateral: outer });
  const rows = rowsPhase(select, from, outer);
  const entries = spreadItems(select.items, rows.scope, from?.columns);
  refuseLostOrder(select, from);
  const phase = phases(select, tail, { rows, entries });
  const listScope: Scope = { ...phase.scope, clause: 'SELECT list' };
  const values = entries.map((entry) => entry.resolve(listScope));
  refuseDistinct(select, values);
  const { columns, list, valueTable } = outputOf(select, entries, values);
  const name = outer.env.fresh('t');
  const hidden: string[] = [];
  const orderScope = withAliases({ ...phase.scope, clause: 'ORDER BY clause' }, entries);
  const terms = tail.orderBy.map((item) => orderOf(item, { name, entries, values, hidden, scope: orderScope, select }));
  const hide = (sql: string): string => `${name}.o${hidden.push(sql) - 1}`;
  const natural = tail.orderBy.length === 0 && !select.distinct ? naturalOrder(phase, phase === rows ? from : undefined, hide) : [];
  terms.push(...natural);
  const all = [...list.map((sql, n) => `${sql} AS c${n}`), ...hidden.map((sql, n) => `${sql} AS o${n}`)];
  const sql = `SELECT ${select.distinct ? 'DISTINCT ' : ''}${all.join(', ')}${phase.sql()}`;
  const relation = finished({ sql, columns, valueTable, name, terms, natural: natural.length > 0 }, tail, outer);
  const alone = !from && phase === rows && !select.distinct && !select.as && relation.sql === sql;
  return alone ? { ...relation, rows: [values] } : relation;
}

/** The order in which rows come where none is asked for: that of FROM, or of the groups. */
function naturalOrder(phase: Phase, from: From | undefined, hide: (sql: string) => string): string[] {
  if (from) return (from.order ?? []).map((sql) => `${hide(sql)} ASC`);
  return (phase.order?.() ?? []).map(({ item, value }) => orderTerm(item, { ...value, sql: hide(value.sql) }));
}

/** Of a pipe: windows would put the rows in an order of their own. */
function refuseLostOrder({ groupBy, items, at }: Select, from: From | undefined): void {
  if (from?.ordered && !groupBy && containsWindow(items)) throw notEmulated('A window function behind |> ORDER BY', at);
}

/** FROM and WHERE. */
function rowsPhase({ from: item, where }: Select, from: From | undefined, outer: Scope): Phase {
  if (!from && where) throw new SqlError('Query without FROM clause cannot have a WHERE clause', { at: where.at });
  const base = from ? createFromScope(outer, from) : { ...createFromScope(outer, { variables: [], columns: [] }) };
  const scope: Scope = { ...base, clause: 'WHERE clause' };
  const filter = where && condition(scope.env.analyser.expression(where, scope), 'WHERE clause', scope.env);
  const sql = `${from ? ` FROM ${from.sql}` : ''}${filter ? ` WHERE ${filter.sql}` : ''}`;
  return { scope: { ...scope, clause: item ? 'FROM clause' : 'SELECT list' }, sql: () => sql };
}

/** GROUP BY, HAVING, window functions and QUALIFY, as far as they are there. */
function phases(select: Select, tail: Tail, { rows, entries }: { rows: Phase; entries: readonly Entry[] }): Phase {
  const shown = [...select.items, select.qualify, ...tail.orderBy];
  const grouped = select.groupBy !== undefined || containsAggregate([...shown, select.having, select.windows]);
  let having: string | undefined;
  let qualify: string | undefined;
  let phase = rows;
  if (grouped) {
    const keys = select.groupBy ? groupingKeys(select.groupBy, entries, rows.scope) : { keys: [], sql: '' };
    phase = groupPhase(rows, keys, () => having);
    having = filterOf(select.having, { scope: phase.scope, entries, clause: 'HAVING clause' });
  } else if (select.having) {
    throw new SqlError('The HAVING clause requires GROUP BY or aggregation to be present', { at: select.having.at });
  }
  if (containsWindow(shown)) {
    phase = windowPhase(phase, select.windows, () => qualify);
    qualify = filterOf(select.qualify, { scope: phase.scope, entries, clause: 'QUALIFY clause' });
  } else if (select.qualify) {
    const usesAlias = select.items.some((item) => containsWindow(item));
    if (!usesAlias) throw new SqlError('The QUALIFY clause requires analytic function to be present in the QUALIFY clause or the SELECT list', { at: select.qualify.at });
  }
  return phase;
}

function filterOf(expression: Select['having'], { scope, entries, clause }: { scope: Scope; entries: readonly Entry[]; clause: string }): string | undefined {
  if (!expression) return undefined;
  const inner = withAliases({ ...scope, clause }, entries);
  return condition(scope.env.analyser.expression(expression, inner), clause, scope.env).sql;
}

function outputOf(select: Select, entries: readonly Entry[], values: readonly TypedExpression[]): { columns: readonly RelationColumn[]; list: readonly string[]; valueTable: boolean } {
  if (select.as === 'VALUE' && values.length !== 1) throw new SqlError('SELECT AS VALUE query must have exactly one column', { at: select.at });
  if (select.as === 'STRUCT') {
    const type: SqlType = { kind: 'STRUCT', fields: values.map((value, n) => ({ ...(entries[n]!.name !== undefined && { name: entries[n]!.name }), type: value.type })) };
    return { columns: [{ type }], list: [packOf(values)], valueTable: true };
  }
  const columns = values.map(({ type, literal }, n): RelationColumn => {
    const { name } = entries[n]!;
    return { ...(name !== undefined && select.as !== 'VALUE' && { name }), type, ...(literal && { literal }) };
  });
  return { columns, list: values.map(({ sql }) => sql), valueTable: select.as === 'VALUE' };
}

function refuseDistinct({ distinct, at }: Select, values: readonly TypedExpression[]): void {
  const json = distinct ? values.find(({ type }) => type.kind === 'JSON') : undefined;
  if (json) throw new SqlError(`Column of type ${formatType(json.type)} cannot be used in SELECT DISTINCT`, { at });
}

interface Ordering {
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly values: readonly TypedExpression[];
  readonly hidden: string[];
  readonly scope: Scope;
  readonly select: Select;
}

/** One term of ORDER BY: a column of the list, or one computed beside it. */
function orderOf(item: OrderItem, { name, entries, values, hidden, scope, select }: Ordering): string {
  const own = (n: number): string => {
    if (select.as === 'STRUCT') return hiddenTerm(values[n]!);
    return columnTerm(item, { name, column: `c${n}`, type: values[n]!.type });
  };
  const hiddenTerm = (value: TypedExpression): string => orderTerm(item, { ...value, sql: `${name}.o${hidden.push(value.sql) - 1}` });
  const position = ordinal(item, entries.length) ?? aliasPosition(item, entries, values);
  if (position !== undefined) return own(position);
  const value = scope.env.analyser.expression(item.value, scope);
  const same = value.volatile ? -1 : values.findIndex(({ sql }) => sql === value.sql);
  if (same >= 0) return own(same);
  if (select.distinct) {
    const path = pathsOf(item.value)[0]?.parts.at(-1)?.name;
    throw new SqlError(`ORDER BY clause expression references ${path === undefined ? 'a column' : `column ${path}`} which is not visible after SELECT DISTINCT`, { at: item.at });
  }
  return hiddenTerm(value);
}

function aliasPosition({ value }: OrderItem, entries: readonly Entry[], values: readonly TypedExpression[]): number | undefined {
  if (value.kind !== 'path' || value.parts.length !== 1) return undefined;
  const wanted = value.parts[0]!.name.toLowerCase();
  const found = entries.flatMap((entry, n) => (entry.name?.toLowerCase() === wanted ? [n] : []));
  if (new Set(found.map((n) => values[n]!.sql)).size > 1) {
    throw new SqlError(`Name ${value.parts[0]!.name} in ORDER BY clause is ambiguous; it may refer to multiple columns in the SELECT-list`, { at: value.at });
  }
  return found[0];
}
