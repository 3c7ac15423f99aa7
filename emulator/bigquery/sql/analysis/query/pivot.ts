import { notEmulated, SqlError } from '../../sql-error';
import type { Call, Expression, Identifier, TableOperator } from '../../syntax/tree';
import type { Relation } from '../relation';
import { createFromScope, type Scope, type ScopeColumn } from '../scope';
import { pathsOf } from '../walk';
import type { From } from './from-parts';
import { groupPhase } from './group-phase';

type Pivot = TableOperator & { readonly kind: 'pivot' };

/** PIVOT(aggregates FOR input IN (values)): a column for each value, a row for each group of the columns left over. @throws SqlError */
export function pivot(operator: Pivot, from: From, outer: Scope): Relation {
  const scope: Scope = { ...createFromScope(outer, from), clause: 'PIVOT clause' };
  const { env } = outer;
  const used = new Set(pathsOf([operator.input, operator.aggregates]).map((path) => env.analyser.expression(path, scope).sql));
  const left = from.columns.filter(({ sql, pseudo }) => !pseudo && !used.has(sql));
  const keys = left.map(({ type, sql }) => ({ value: { type, sql, at: operator.at } }));
  const phase = groupPhase({ scope, sql: () => ` FROM ${from.sql}` }, { keys, sql: keys.map((_, n) => n + 1).join(', ') }, () => undefined);
  const columns: { readonly column: Pick<ScopeColumn, 'name' | 'type'>; readonly sql: string }[] = left.map((column) => ({
    column: { ...(column.name !== undefined && { name: column.name }), type: column.type },
    sql: phase.scope.place({ type: column.type, sql: column.sql, at: operator.at }, [], column.name ?? '').sql,
  }));
  for (const { value, alias } of operator.values) {
    for (const aggregate of operator.aggregates) {
      const typed = env.analyser.expression(filtered(aggregate.value, { input: operator.input, value }), phase.scope);
      columns.push({ column: { name: nameOf({ value, alias, aggregate: aggregate.alias }), type: typed.type }, sql: typed.sql });
    }
  }
  const sql = `SELECT ${columns.map((column, n) => `${column.sql} AS c${n}`).join(', ')}${phase.sql()}`;
  return { sql, columns: columns.map(({ column }) => column), valueTable: false };
}

/** The aggregate over the rows of one value alone: of all others it sees NULL. */
function filtered(expression: Expression, { input, value }: { input: Expression; value: Expression }): Expression {
  if (expression.kind !== 'call' || expression.over) throw new SqlError('PIVOT expression must be an aggregate function call', { at: expression.at });
  const { at } = expression;
  const test: Expression = { kind: 'is-distinct', at, left: input, right: value, not: true };
  const [first, ...rest] = expression.arguments;
  if (expression.star) return { ...expression, star: false, name: [{ ...expression.name[0]!, name: 'COUNTIF' }], arguments: [{ value: test }] };
  if (!first) throw new SqlError('PIVOT expression must have an argument', { at });
  const name = expression.name.map((part) => part.name.toUpperCase()).join('.');
  if (!IGNORING_NULL.has(name) && expression.nulls !== 'IGNORE') throw notEmulated(`PIVOT with ${name}`, at);
  const only: Call = { kind: 'call', at, name: [{ at, name: 'IF', quoted: false }], arguments: [{ value: test }, first, { value: { kind: 'null', at } }], star: false, distinct: false, orderBy: [] };
  return { ...expression, arguments: [{ value: only }, ...rest] };
}

const IGNORING_NULL: ReadonlySet<string> = new Set([
  'SUM', 'AVG', 'MIN', 'MAX', 'COUNT', 'COUNTIF', 'STRING_AGG', 'LOGICAL_AND', 'LOGICAL_OR', 'BIT_AND', 'BIT_OR', 'BIT_XOR',
  'STDDEV', 'STDDEV_POP', 'STDDEV_SAMP', 'VARIANCE', 'VAR_POP', 'VAR_SAMP', 'APPROX_COUNT_DISTINCT',
]);

/** `sum_Q1`: the aggregate's alias, if any, before the value's own name. */
function nameOf({ value, alias, aggregate }: { value: Expression; alias: Identifier | undefined; aggregate: Identifier | undefined }): string {
  const own = alias?.name ?? valueName(value);
  return aggregate ? `${aggregate.name}_${own}` : own;
}

function valueName(value: Expression): string {
  if (value.kind === 'string') return /^[A-Za-z_]/.test(value.value) ? value.value : `_${value.value}`;
  if (value.kind === 'int') return `_${value.text}`;
  if (value.kind === 'bool') return String(value.value);
  if (value.kind === 'null') return 'NULL';
  if (value.kind === 'unary' && value.operator === '-' && value.operand.kind === 'int') return `minus_${value.operand.text}`;
  if (value.kind === 'typed-literal' && value.type === 'DATE') return `_${value.text.replaceAll('-', '_')}`;
  throw notEmulated('PIVOT over this value without an alias', value.at);
}
