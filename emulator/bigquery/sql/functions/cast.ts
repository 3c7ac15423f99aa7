import type { TypedExpression } from '../analysis/typed-expression';
import { SqlError } from '../sql-error';
import type { Position } from '../syntax/position';
import { duckdbType, structFieldName } from '../types/duckdb-type';
import { formatType, sameType, type ScalarType, type SqlType } from '../types/sql-type';
import { formatCast } from './cast/format-cast';
import { boolOfText, dateOfText, datetimeOfText, decimalOfText, floatOfText, intOfText, timeOfText } from './cast/cast-values';
import { SCALAR_CASTS } from './cast/scalar-casts';
import { bound, textLiteral } from './sql-text';
import { formatFloat64 } from './value/float-text';
import { parseTimestampText } from './temporal/timestamp-text';
import { findTimeZone } from './temporal/time-zone';

export interface CastOptions {
  readonly safe: boolean;
  readonly at: Position;
  /** CAST(… AS … FORMAT format [AT TIME ZONE timeZone]). */
  readonly format?: TypedExpression;
  readonly timeZone?: TypedExpression;
}

/**
 * CAST, or SAFE_CAST, of a value of any type.
 * @throws SqlError `Invalid cast from INT64 to DATE`, and for a literal that is none of the type
 */
export function castExpression(operand: TypedExpression, type: SqlType, options: CastOptions): TypedExpression {
  const { literal, ...rest } = operand;
  const result = (sql: string): TypedExpression => ({ ...rest, type, sql, at: options.at });
  if (literal?.kind === 'null') return { ...result(literal.text === 'error' ? `CAST(CAST(${operand.sql} AS VARCHAR) AS ${duckdbType(type)})` : `CAST(NULL AS ${duckdbType(type)})`), literal };
  if (literal?.kind === 'empty-array' && type.kind === 'ARRAY') return result(`CAST([] AS ${duckdbType(type)})`);
  if (options.format) return result(formatCast(operand, type, { ...options, format: options.format }));
  if (options.timeZone) throw new SqlError('AT TIME ZONE in CAST needs a FORMAT clause', { at: options.at });
  return result(literalCast(operand, type, options) ?? castSql(operand.sql, { from: operand.type, to: type, depth: 0 }, options));
}

/** Casts between types that are known to differ, or not. */
function castSql(sql: string, { from, to, depth }: { from: SqlType; to: SqlType; depth: number }, options: CastOptions): string {
  if (sameType(from, to)) return sql;
  const name = `k${depth}`;
  if (from.kind === 'ARRAY' && to.kind === 'ARRAY') return `list_transform(${sql}, lambda ${name}: ${castSql(name, { from: from.element, to: to.element, depth: depth + 1 }, options)})`;
  if (from.kind === 'STRUCT' && to.kind === 'STRUCT' && from.fields.length === to.fields.length) {
    const fields = to.fields.map((field, n) => {
      const position = structFieldName(n);
      return `${position} := ${castSql(`${name}.${position}`, { from: (from.fields[n] as { type: SqlType }).type, to: field.type, depth: depth + 1 }, options)}`;
    });
    return bound(name, sql, `CASE WHEN ${name} IS NULL THEN NULL ELSE struct_pack(${fields.join(', ')}) END`);
  }
  const cast = isScalar(from) && isScalar(to) ? SCALAR_CASTS[from.kind][to.kind] : undefined;
  if (!cast) throw new SqlError(`Invalid cast from ${formatType(from)} to ${formatType(to)}`, { at: options.at });
  return cast(sql, { safe: options.safe ? 'safe_' : '', cast: options.safe ? 'TRY_CAST' : 'CAST', zone: "'UTC'" });
}

function isScalar(type: SqlType): type is ScalarType {
  return type.kind !== 'ARRAY' && type.kind !== 'STRUCT';
}

/** A literal as a constant of the wanted type; `undefined` where it is cast as any other value. */
function literalCast({ literal, type: from, at }: TypedExpression, to: SqlType, options: CastOptions): string | undefined {
  const text = literal?.text;
  const constant = literal?.kind === from.kind.replace('64', '').toLowerCase() ? LITERAL_CASTS.get(`${from.kind} ${to.kind}`) : undefined;
  if (text === undefined || !constant) return undefined;
  try {
    return `CAST(${constant(text)} AS ${duckdbType(to)})`;
  } catch (error) {
    if (options.safe) return `CAST(NULL AS ${duckdbType(to)})`;
    if (error instanceof Error && error.message.endsWith('is not emulated')) throw new SqlError(error.message, { at: options.at, unsupported: true });
    throw new SqlError(`Could not cast literal ${JSON.stringify(text)} to type ${formatType(to)}`, { at });
  }
}

const LITERAL_CASTS: ReadonlyMap<string, (text: string) => string> = new Map([
  ['FLOAT64 NUMERIC', (text: string) => textLiteral(decimalOfText(text, 9))],
  ['FLOAT64 BIGNUMERIC', (text: string) => textLiteral(decimalOfText(text, 18))],
  ['STRING BOOL', (text: string) => String(boolOfText(text))],
  ['STRING INT64', (text: string) => String(intOfText(text))],
  ['STRING FLOAT64', (text: string) => textLiteral(formatFloat64(floatOfText(text)))],
  ['STRING NUMERIC', (text: string) => textLiteral(decimalOfText(text, 9))],
  ['STRING BIGNUMERIC', (text: string) => textLiteral(decimalOfText(text, 18))],
  ['STRING DATE', (text: string) => textLiteral(dateOfText(text))],
  ['STRING TIME', (text: string) => textLiteral(timeOfText(text))],
  ['STRING DATETIME', (text: string) => textLiteral(datetimeOfText(text))],
  ['STRING TIMESTAMP', (text: string) => `make_timestamptz(CAST(${parseTimestampText(text, findTimeZone('UTC'))} AS BIGINT))`],
]);
