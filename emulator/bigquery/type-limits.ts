import type { TableFieldSchema } from '../../src/core/job-resource';
import type { Row, Value } from './data/row';
import { formatScaledDecimal, parseScaledDecimal } from './data/scaled-decimal';

/** A value that its column's type has no room for. */
export class TypeLimitError extends Error {
  override readonly name = 'TypeLimitError';
  /** The names from the top of the schema, joined by dots. */
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`Field ${field}: ${problem}`);
    this.field = field;
  }
}

/**
 * A row as columns of limited types keep it, such as STRING(5) or NUMERIC(9, 2): decimals are rounded to the scale.
 * The same row where nothing is limited.
 * @throws TypeLimitError
 */
export function fitToLimits(row: Row, fields: readonly TableFieldSchema[], parent = ''): Row {
  if (!fields.some(isLimited)) return row;
  return fields.map((field, position) => {
    const value = row[position] ?? null;
    return isLimited(field) ? fitField(value, field, parent + field.name) : value;
  });
}

/** Many rows at once. The same rows where nothing is limited. @throws TypeLimitError */
export function fitRowsToLimits(rows: readonly Row[], fields: readonly TableFieldSchema[]): readonly Row[] {
  return fields.some(isLimited) ? rows.map((row) => fitToLimits(row, fields)) : rows;
}

function isLimited({ maxLength, precision, fields }: TableFieldSchema): boolean {
  return maxLength !== undefined || precision !== undefined || (fields?.some(isLimited) ?? false);
}

function fitField(value: Value, field: TableFieldSchema, path: string): Value {
  if (value === null) return null;
  if (field.mode?.toUpperCase() === 'REPEATED') return (value as readonly Value[]).map((item) => fitSingle(item, field, path));
  return fitSingle(value, field, path);
}

function fitSingle(value: Value, field: TableFieldSchema, path: string): Value {
  if (value === null) return null;
  if (field.fields) return fitToLimits(value as Row, field.fields, `${path}.`);
  if (field.maxLength !== undefined) return checkLength(String(value), field, path);
  return field.precision === undefined ? value : fitDecimal(String(value), field, path);
}

function checkLength(text: string, { type, maxLength }: TableFieldSchema, path: string): string {
  const length = type.toUpperCase() === 'BYTES' ? Buffer.byteLength(text, 'base64') : Array.from(text).length;
  if (length <= Number(maxLength)) return text;
  throw new TypeLimitError(path, `${type.toUpperCase()}(${maxLength}) has maximum length ${maxLength} but got a value with length ${length}`);
}

function fitDecimal(text: string, { type, precision = '', scale = '0' }: TableFieldSchema, path: string): string {
  const units = parseScaledDecimal(text, Number(scale));
  const limit = 10n ** BigInt(precision);
  if (units !== undefined && units < limit && units > -limit) return formatScaledDecimal(units, Number(scale));
  const most = formatScaledDecimal(limit - 1n, Number(scale));
  throw new TypeLimitError(path, `${type.toUpperCase()}(${precision}, ${scale}) has precision ${precision} and scale ${scale} but got a value that is not in range of [-${most}, ${most}]`);
}
