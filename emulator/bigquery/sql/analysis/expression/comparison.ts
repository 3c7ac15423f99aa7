import type { Binary, IsDistinct } from '../../syntax/tree';
import type { Position } from '../../syntax/position';
import { SqlError } from '../../sql-error';
import { BOOL, formatType, type SqlType } from '../../types/sql-type';
import { bind } from '../bind';
import { derived, unify } from '../coerce';
import { structField } from '../field-access';
import type { Env, Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { noSignature } from './no-signature';

type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** = != < <= > >=. @throws SqlError for types that cannot be compared */
export function comparison(expression: Binary, operands: { left: TypedExpression; right: TypedExpression }, env: Env): TypedExpression {
  const operator = expression.operator as Comparison;
  const { left, right } = comparable(operands, { operator, at: expression.operatorAt, env });
  return derived(BOOL, compare(operator, { left, right, env }), { at: expression.at, operands: [left, right] });
}

/** Both operands as their common type. @throws SqlError where there is none, or none that the operator takes */
export function comparable(operands: { left: TypedExpression; right: TypedExpression }, { operator, at, env }: { operator: Comparison; at: Position; env: Env }): { left: TypedExpression; right: TypedExpression } {
  const found = unify([operands.left, operands.right], env);
  if (!found) throw noSignature(`operator ${operator}`, { at, operands: [operands.left, operands.right], supported: [`ANY ${operator} ANY`] });
  refuseIncomparable(found.type, operator, at);
  const [left, right] = found.values as [TypedExpression, TypedExpression];
  return { left, right };
}

function refuseIncomparable(type: SqlType, operator: Comparison, at: Position): void {
  const equality = operator === '=' || operator === '!=';
  if (type.kind === 'JSON' || type.kind === 'ARRAY' || (type.kind === 'STRUCT' && !equality)) {
    const what = equality ? 'Equality' : operator.startsWith('<') ? 'Less than' : 'Greater than';
    throw new SqlError(`${what} is not defined for arguments of type ${formatType(type)}`, { at });
  }
  if (type.kind === 'STRUCT') for (const field of type.fields) refuseIncomparable(field.type, operator, at);
}

/** DuckDB SQL of a comparison of two values of one type, with NULL and NaN as BigQuery has them. */
export function compare(operator: Comparison, { left, right, env }: { left: TypedExpression; right: TypedExpression; env: Env }): string {
  if (left.type.kind === 'STRUCT') return bind(env, [left, right], (a = '', b = '') => structsEqual(operator, { type: left.type, a, b }));
  if (left.type.kind !== 'FLOAT64' || isNumber(left) || isNumber(right)) return numbersCompare(operator, left, right);
  return bind(env, [left, right], (a = '', b = '') => floatsCompare(operator, a, b));
}

function isNumber({ literal }: TypedExpression): boolean {
  return literal?.kind === 'float' || literal?.kind === 'int';
}

/** A literal is never NaN; the other side may be, and then is larger than all in DuckDB. */
function numbersCompare(operator: Comparison, left: TypedExpression, right: TypedExpression): string {
  const plain = `(${left.sql} ${operator} ${right.sql})`;
  if (left.type.kind !== 'FLOAT64' || operator === '=' || operator === '!=') return plain;
  const other = isNumber(right) ? left : right;
  const larger = isNumber(right) ? operator.startsWith('>') : operator.startsWith('<');
  return larger && !isNumber(other) ? `(${plain} AND NOT isnan(${other.sql}))` : plain;
}

function floatsCompare(operator: Comparison, a: string, b: string): string {
  if (operator === '=') return `(${a} = ${b} AND NOT (isnan(${a}) AND isnan(${b})))`;
  if (operator === '!=') return `(${a} != ${b} OR (isnan(${a}) AND isnan(${b})))`;
  return `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL WHEN isnan(${a}) OR isnan(${b}) THEN FALSE ELSE ${a} ${operator} ${b} END`;
}

/** Field by field: FALSE where any differs, else NULL where any is NULL. */
function structsEqual(operator: Comparison, { type, a, b }: { type: SqlType; a: string; b: string }): string {
  if (type.kind !== 'STRUCT') return type.kind === 'FLOAT64' ? floatsCompare('=', a, b) : `(${a} = ${b})`;
  const parts = type.fields.map((field, n) => structsEqual('=', { type: field.type, a: structField(a, n), b: structField(b, n) }));
  const equal = `(${parts.join(' AND ')})`;
  return operator === '=' ? equal : `(NOT ${equal})`;
}

/** IS [NOT] DISTINCT FROM: NULL is like NULL, NaN like NaN. */
export function isDistinct({ at, left, right, not }: IsDistinct, scope: Scope): TypedExpression {
  const { env } = scope;
  const operands = { left: env.analyser.expression(left, scope), right: env.analyser.expression(right, scope) };
  const both = comparable(operands, { operator: '=', at, env });
  return derived(BOOL, `(${both.left.sql} IS ${not ? 'NOT ' : ''}DISTINCT FROM ${both.right.sql})`, { at, operands: [both.left, both.right] });
}
