import { castExpression } from '../../functions/cast';
import { normaliseJson } from '../../functions/json/json-model';
import { bytesLiteral, textLiteral } from '../../functions/sql-text';
import { notEmulated, SqlError } from '../../sql-error';
import type { BoolLiteral, BytesLiteral, FloatLiteral, IntLiteral, NullLiteral, StringLiteral, TypedLiteral } from '../../syntax/tree';
import type { Position } from '../../syntax/position';
import { BOOL, BYTES, FLOAT64, INT64, STRING } from '../../types/sql-type';
import type { TypedExpression } from '../typed-expression';

const MAX_INT64 = 2n ** 63n - 1n;

/** NULL: of INT64 until it is coerced. */
export function nullLiteral({ at }: NullLiteral): TypedExpression {
  return { type: INT64, sql: 'CAST(NULL AS BIGINT)', at, literal: { kind: 'null' } };
}

/** @throws SqlError for a number beyond INT64 */
export function intLiteral({ at, text }: IntLiteral, negative = false): TypedExpression {
  const value = negative ? -BigInt(text) : BigInt(text);
  if (value > MAX_INT64 || value < -MAX_INT64 - 1n) throw new SqlError(`Invalid integer literal: ${negative ? '-' : ''}${text}`, { at });
  return intValue(value, at);
}

/** A constant INT64. */
export function intValue(value: bigint, at: Position): TypedExpression {
  const sql = value === -MAX_INT64 - 1n ? "CAST('-9223372036854775808' AS BIGINT)" : `CAST(${value} AS BIGINT)`;
  return { type: INT64, sql, at, literal: { kind: 'int', text: String(value) } };
}

/** @throws SqlError for a number beyond FLOAT64 */
export function floatLiteral({ at, text }: FloatLiteral, negative = false): TypedExpression {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new SqlError(`Invalid floating point literal: ${text}`, { at });
  const signed = negative ? `-${text}` : text;
  return { type: FLOAT64, sql: `CAST('${signed}' AS DOUBLE)`, at, literal: { kind: 'float', text: signed } };
}

export function boolLiteral({ at, value }: BoolLiteral): TypedExpression {
  return { type: BOOL, sql: value ? 'TRUE' : 'FALSE', at, literal: { kind: 'bool' } };
}

export function stringLiteral({ at, value }: StringLiteral): TypedExpression {
  return { type: STRING, sql: textLiteral(value), at, literal: { kind: 'string', text: value } };
}

export function bytesLiteralOf({ at, value }: BytesLiteral): TypedExpression {
  return { type: BYTES, sql: bytesLiteral(value), at, literal: { kind: 'bytes' } };
}

/** DATE '…' and the like. @throws SqlError for a text that is no such value */
export function typedLiteral({ at, type, text }: TypedLiteral): TypedExpression {
  if (type === 'RANGE' || type === 'GEOGRAPHY') throw notEmulated(`a ${type} literal`, at);
  const operand = stringLiteral({ kind: 'string', at, value: text });
  if (type === 'JSON') return { type: { kind: 'JSON' }, sql: textLiteral(normalizedJson(text, at)), at };
  return { ...castExpression(operand, { kind: type }, { safe: false, at }), literal: undefined };
}

function normalizedJson(text: string, at: Position): string {
  try {
    return normaliseJson(text);
  } catch (error) {
    throw new SqlError(`Invalid JSON literal: ${(error as Error).message}`, { at });
  }
}
