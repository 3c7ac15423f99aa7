import type { TypedExpression } from '../../analysis/typed-expression';
import { notEmulated, SqlError } from '../../sql-error';
import type { Position } from '../../syntax/position';
import { formatType, type SqlType } from '../../types/sql-type';
import { daysSql } from '../temporal/temporal-sql';
import { wireOf, wireType } from '../value/wire';
import { parseModel, type MomentType } from './format-model';

interface FormatCastOptions {
  readonly safe: boolean;
  readonly at: Position;
  readonly format: TypedExpression;
  readonly timeZone?: TypedExpression;
}

const NUMBERS: readonly string[] = ['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC'];
const MOMENTS: readonly string[] = ['DATE', 'TIME', 'DATETIME', 'TIMESTAMP'];

/** CAST with a FORMAT clause, as DuckDB SQL. @throws SqlError for a format element or a pair of types that it has not */
export function formatCast(operand: TypedExpression, type: SqlType, options: FormatCastOptions): string {
  const { at, format, timeZone } = options;
  if (format.type.kind !== 'STRING') throw new SqlError(`FORMAT expects a STRING, but found ${formatType(format.type)}`, { at: format.at });
  if (timeZone && operand.type.kind !== 'TIMESTAMP' && type.kind !== 'TIMESTAMP') throw new SqlError('AT TIME ZONE is only allowed for TIMESTAMP', { at: timeZone.at });
  const sql = (type.kind === 'STRING' ? printSql(operand, options) : undefined) ?? (operand.type.kind === 'STRING' ? readSql(operand.sql, type, options) : undefined);
  if (sql === undefined) throw new SqlError(`CAST from ${formatType(operand.type)} to ${formatType(type)} does not support a FORMAT clause`, { at });
  return sql;
}

function printSql(operand: TypedExpression, { safe, format, timeZone }: FormatCastOptions): string | undefined {
  const prefix = `bq_${safe ? 'safe_' : ''}`;
  const { kind } = operand.type;
  if (kind === 'BYTES') return `${prefix}print_bytes(${operand.sql}, ${format.sql})`;
  if (NUMBERS.includes(kind)) return `${prefix}print_number(${wireOf(operand)}, ${format.sql}, ${wireType(operand.type)})`;
  if (!MOMENTS.includes(kind)) return undefined;
  checkModel(format, kind as MomentType);
  return `${prefix}print_moment(${microsOf(operand)}, ${format.sql}, '${kind}', ${timeZone?.sql ?? "'UTC'"})`;
}

function readSql(sql: string, { kind }: SqlType, { safe, at, format, timeZone }: FormatCastOptions): string | undefined {
  const prefix = `bq_${safe ? 'safe_' : ''}`;
  if (kind === 'BYTES') return `${prefix}read_bytes(${sql}, ${format.sql})`;
  if (!MOMENTS.includes(kind)) return undefined;
  checkModel(format, kind as MomentType);
  if (kind !== 'TIME') refuseIncomplete(format, at);
  const micros = `${prefix}read_moment(${sql}, ${format.sql}, '${kind}', ${timeZone?.sql ?? "'UTC'"})`;
  if (kind === 'TIMESTAMP') return `make_timestamptz(${micros})`;
  return kind === 'DATETIME' ? `make_timestamp(${micros})` : `CAST(make_timestamp(${micros}) AS ${kind})`;
}

function microsOf({ sql, type }: TypedExpression): string {
  return type.kind === 'DATE' ? `(${daysSql(sql)} * 86400000000)` : `epoch_us(${sql})`;
}

function checkModel(format: TypedExpression, type: MomentType): void {
  if (format.literal?.kind !== 'string' || format.literal.text === undefined) return;
  try {
    parseModel(format.literal.text, type);
  } catch (error) {
    throw new SqlError((error as Error).message, { at: format.at });
  }
}

/** The current year and month stand in for missing ones in BigQuery: only a constant format that names both is taken. */
function refuseIncomplete(format: TypedExpression, at: Position): void {
  const text = format.literal?.kind === 'string' ? format.literal.text : undefined;
  if (text === undefined || !/[YR]{4}|Y,YYY/i.test(text) || !/M(?:M|ON)|DDD/i.test(text)) throw notEmulated('CAST with a FORMAT that leaves out the century, the year or the month', at);
}
