import { SqlError } from '../../sql-error';
import type { Expression, Identifier, PathExpression } from '../../syntax/tree';
import type { Position } from '../../syntax/position';
import { INT64 } from '../../types/sql-type';
import { accessField, accessFields } from '../field-access';
import { createFingerprint } from '../fingerprint';
import { resolveParts } from '../resolve-path';
import type { Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import type { Keys } from './grouping-keys';
import type { Phase } from './phase';

/** Types of keys that have no order. */
const UNSORTED: readonly string[] = ['ARRAY', 'STRUCT', 'JSON'];

/** Grouped rows: keys and aggregates as columns g0, a0, …; nothing else of FROM is left. `having` is added behind. */
export function groupPhase(before: Phase, { keys, sql: groupBy }: Keys, having: () => string | undefined): Phase {
  const { scope: inner } = before;
  const name = inner.env.fresh('t');
  const aggregates: { readonly sql: string; readonly volatile: boolean }[] = [];
  const print = createFingerprint((path) => spell(path, inner));
  const printed = keys.map(({ expression }) => (expression ? { kind: expression.kind, print: print(expression) } : undefined));

  const column = (value: TypedExpression, column: string): TypedExpression => ({ type: value.type, sql: `${name}.${column}`, at: value.at });
  const keyOf = ({ sql }: TypedExpression): number => keys.findIndex(({ value }) => value.sql === sql);

  function place(root: TypedExpression, fields: readonly Identifier[], spelt: string): TypedExpression {
    let value = root;
    for (let n = 0; n <= fields.length; n++) {
      const key = keyOf(value);
      if (key >= 0) return accessFields(column({ ...value, at: root.at }, `g${key}`), fields.slice(n));
      if (n < fields.length) value = accessField(value, fields[n]!);
    }
    throw new SqlError(`${scope.clause} expression references column ${fields.at(-1)?.name ?? spelt} which is neither grouped nor aggregated`, { at: root.at });
  }

  function computed(expression: Expression): TypedExpression | undefined {
    if (!printed.some((key) => key?.kind === expression.kind) || expression.kind === 'path') return undefined;
    const wanted = print(expression);
    const key = printed.findIndex((candidate) => candidate?.print === wanted);
    return key < 0 ? undefined : column({ ...keys[key]!.value, at: expression.at }, `g${key}`);
  }

  function aggregate(make: (scope: Scope) => TypedExpression, at: Position): TypedExpression {
    const nested = (): never => {
      throw new SqlError('Aggregations of aggregations are not allowed', { at });
    };
    const value = make({ ...inner, aggregate: nested, clause: 'aggregate function' });
    return { ...column({ ...value, at }, `a${indexOf(value)}`), type: value.type };
  }

  function indexOf({ sql, volatile = false }: Pick<TypedExpression, 'sql' | 'volatile'>): number {
    const same = volatile ? -1 : aggregates.findIndex((known) => known.sql === sql);
    return same >= 0 ? same : aggregates.push({ sql, volatile }) - 1;
  }

  function grouping(expression: Expression, at: Position): TypedExpression {
    const value = inner.env.analyser.expression(expression, inner);
    const wanted = print(expression);
    const key = keys.findIndex((candidate, n) => candidate.value.sql === value.sql || printed[n]?.print === wanted);
    if (key < 0) throw new SqlError('GROUPING must have an argument that exists within the group-by expression list', { at });
    return { type: INT64, sql: `${name}.a${indexOf({ sql: `CAST(grouping(${keys[key]!.value.sql}) AS BIGINT)` })}`, at };
  }

  const scope: Scope = { ...inner, clause: 'SELECT list', place, computed, aggregate, grouping };
  return {
    scope,
    order: () => keys.flatMap(({ value }, n) => (UNSORTED.includes(value.type.kind) ? [] : [{ value: column(value, `g${n}`), item: { at: value.at, descending: false } }])),
    sql: () => {
      const columns = [...keys.map(({ value }, n) => `${value.sql} AS g${n}`), ...aggregates.map(({ sql }, n) => `${sql} AS a${n}`)];
      const having_ = having();
      const grouped = `SELECT ${columns.length > 0 ? columns.join(', ') : 'count(*) AS a0'}${before.sql()}${groupBy ? ` GROUP BY ${groupBy}` : ''}`;
      return ` FROM (${grouped}) AS ${name}${having_ === undefined ? '' : ` WHERE ${having_}`}`;
    },
  };
}

function spell(path: PathExpression, scope: Scope): string | undefined {
  try {
    return resolveParts(path.parts, scope)?.sql;
  } catch (error) {
    if (error instanceof SqlError) return undefined;
    throw error;
  }
}
