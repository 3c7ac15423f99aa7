import { SqlError } from '../../sql-error';
import type { Query, QueryBody } from '../../syntax/tree';
import type { Relation } from '../relation';
import { createFromScope, type Scope } from '../scope';
import { orderTerm } from '../order-terms';
import { analyseSelect } from './select';
import { combined } from './set-operation';
import { columnTerm, finished, ordinal, type Tail } from './tail';
import { withTables } from './with';

/** A query inside `outer`: its WITH, its body, its ORDER BY and LIMIT. @throws SqlError */
export function analyseQueryIn(query: Query, outer: Scope): Relation {
  const tail: Tail = query;
  if (!query.with) return analyseBody(query.body, tail, outer);
  const { scope, sql } = withTables(query.with, outer, analyseBody);
  const relation = analyseBody(query.body, tail, scope);
  const within = query.body.kind === 'parenthesized' && query.body.query.with;
  const behind = (own: string): string => (sql === '' ? own : `${sql} ${within ? `SELECT * FROM (${own})` : own}`);
  return { ...relation, sql: behind(relation.sql), ...(relation.orderedSql !== undefined && { orderedSql: behind(relation.orderedSql) }) };
}

function analyseBody(body: QueryBody, tail: Tail, scope: Scope): Relation {
  if (body.kind === 'select') return analyseSelect(body, tail, scope);
  const relation = body.kind === 'set'
    ? combined(body, body.inputs.map((input) => analyseBody(input, { orderBy: [] }, scope)), scope.env)
    : analyseQueryIn(body.query, scope);
  if (tail.orderBy.length === 0 && !tail.limit && !tail.offset) return relation;
  return ordered(relation, tail, scope);
}

/** ORDER BY and LIMIT behind a set operation: over its columns alone. */
function ordered(relation: Relation, tail: Tail, scope: Scope): Relation {
  const name = scope.env.fresh('t');
  const columns = relation.columns.map((column, n) => ({ ...(column.name !== undefined && { name: column.name }), type: column.type, sql: `${name}.c${n}` }));
  const inner: Scope = { ...createFromScope(scope, { variables: [], columns }), clause: 'ORDER BY clause after set operation' };
  const terms = tail.orderBy.map((item) => {
    const position = ordinal(item, columns.length);
    if (position !== undefined) return columnTerm(item, { name, column: `c${position}`, type: columns[position]!.type });
    const value = scope.env.analyser.expression(item.value, inner);
    if (value.sql.includes('(SELECT')) throw new SqlError('A subquery in ORDER BY behind a set operation is not emulated', { at: item.at, unsupported: true });
    return orderTerm(item, value);
  });
  const sql = relation.sql;
  return finished({ sql, columns: relation.columns, valueTable: relation.valueTable, name, terms }, tail, scope);
}
