import type { FunctionDefinition } from '../../functions/function-definition';
import { SqlError } from '../../sql-error';
import type { Call, Expression, FrameBound, OrderItem, WindowSpecification } from '../../syntax/tree';
import { formatType, INT64 } from '../../types/sql-type';
import { coerce } from '../coerce';
import { orderTerm } from '../order-terms';
import type { NamedWindow, Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';

/** DuckDB's ` OVER (…)` of a call. @throws SqlError for a window that the function does not take */
export function windowSql({ name, over = {}, kind }: FunctionDefinition, { at, over: reference }: Call, scope: Scope): string {
  const { partitionBy, orderBy, frame } = resolve(reference!, scope);
  if (frame && (over.frame === false || (kind === 'window' && !over.frame))) throw new SqlError(`Window framing clause is not allowed for analytic function ${name}`, { at });
  if (orderBy.length > 0 && over.orderBy === 'refused') throw new SqlError(`Window ORDER BY is not allowed for analytic function ${name}`, { at });
  if (orderBy.length === 0 && over.orderBy === 'required') throw new SqlError(`Window ORDER BY is required for analytic function ${name}`, { at });
  const analyse = (expression: Expression): TypedExpression => scope.env.analyser.expression(expression, scope);
  const groups = partitionBy.map(analyse);
  const partitions = groups.map(partition);
  const keys = orderBy.map((item) => ({ item, value: analyse(item.value) }));
  scope.noteWindow?.([...groups.map((value) => ({ value, item: { at, descending: false } })), ...keys]);
  const parts = [
    ...(partitions.length > 0 ? [`PARTITION BY ${partitions.join(', ')}`] : []),
    ...(keys.length > 0 ? [`ORDER BY ${keys.map(({ item, value }) => term(item, value, frame)).join(', ')}`] : []),
    ...(frame ? [frameSql(frame, keys, scope)] : []),
  ];
  return ` OVER (${parts.join(' ')})`;
}

function resolve(reference: NonNullable<Call['over']>, scope: Scope): NamedWindow {
  if (reference.name) return named(reference.name, scope);
  const { base, partitionBy, orderBy, frame } = reference.specification;
  if (!base) return { partitionBy, orderBy, ...(frame && { frame }) };
  return inherit(named(base, scope), reference.specification);
}

/** A window that builds on another one: what the base has may not be given again. */
export function inherit(base: NamedWindow, { at, partitionBy, orderBy, frame }: WindowSpecification): NamedWindow {
  if (partitionBy.length > 0) throw new SqlError('If a window has a base, it cannot have PARTITION BY', { at });
  if (orderBy.length > 0 && base.orderBy.length > 0) throw new SqlError('If a window has a base with ORDER BY, it cannot have ORDER BY', { at });
  if (base.frame) throw new SqlError('If a window has a base, the base cannot have a window frame', { at });
  return { partitionBy: base.partitionBy, orderBy: orderBy.length > 0 ? orderBy : base.orderBy, ...(frame && { frame }) };
}

function named(name: NonNullable<WindowSpecification['base']>, scope: Scope): NamedWindow {
  const found = scope.namedWindow?.(name);
  if (!found) throw new SqlError(`Unrecognized window alias ${name.name}`, { at: name.at });
  return found;
}

function partition({ type, sql, at }: TypedExpression): string {
  if (['FLOAT64', 'STRUCT', 'ARRAY', 'JSON'].includes(type.kind)) throw new SqlError(`Partitioning by expressions of type ${formatType(type)} is not allowed`, { at });
  return sql;
}

/** RANGE with an offset needs a single key in DuckDB. */
function term(item: OrderItem, value: TypedExpression, frame: WindowSpecification['frame']): string {
  const ranged = frame?.unit === 'RANGE' && [frame.start, frame.end].some((bound) => bound && 'value' in bound);
  if (!ranged) return orderTerm(item, value);
  return `${value.sql} ${item.descending ? 'DESC' : 'ASC'} NULLS ${item.nulls ?? (item.descending ? 'LAST' : 'FIRST')}`;
}

function frameSql({ unit, start, end }: NonNullable<WindowSpecification['frame']>, keys: readonly { value: TypedExpression }[], scope: Scope): string {
  const bound = (given: FrameBound): string => {
    if (given.kind !== 'PRECEDING' && given.kind !== 'FOLLOWING') return given.kind;
    const value = scope.env.analyser.expression(given.value, scope);
    const key = keys[0]?.value.type;
    if (unit === 'RANGE' && keys.length !== 1) throw new SqlError('RANGE with an offset requires exactly one ORDER BY key', { at: given.value.at });
    const number = coerce(value, unit === 'RANGE' && key ? key : INT64, scope.env);
    if (!number) throw new SqlError(`Window framing expression has type ${formatType(value.type)}`, { at: given.value.at });
    return `${number.sql} ${given.kind}`;
  };
  return end ? `${unit} BETWEEN ${bound(start)} AND ${bound(end)}` : `${unit} BETWEEN ${bound(start)} AND CURRENT ROW`;
}
