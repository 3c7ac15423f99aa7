import { LosslessNumber } from 'lossless-json';
import type { Column, ColumnSet } from './column';
import { formatJsonText } from './json-value';
import type { Row, Value } from './row';
import { RowError } from './row-error';
import { COERCIONS, coerceText, TYPE_WORDS } from './values';

interface ReadSettings {
  readonly ignoreUnknownValues: boolean;
  /** Whether a string in a JSON column is the text of a JSON value, as streamed rows have it, and not a JSON string. */
  readonly jsonAsText?: boolean;
  /** Whether `null` in a JSON column is the null of JSON; else it is NULL. */
  readonly jsonNull?: boolean;
}

/**
 * The row that the JSON value of a line stands for.
 * @throws RowError if it does not fit the columns.
 */
export function rowFromJson(json: unknown, set: ColumnSet, settings: ReadSettings): Row {
  if (Array.isArray(json)) throw new RowError('Start of array encountered without start of object.');
  if (!isJsonObject(json)) throw new RowError('Value encountered without start of object.');
  return readRecord(json, { set, prefix: '' }, settings);
}

function readRecord(json: object, into: { set: ColumnSet; prefix: string }, settings: ReadSettings): Row {
  const { columns, positions } = into.set;
  const row = new Array<Value | undefined>(columns.length);
  for (const [key, value] of Object.entries(json) as [string, unknown][]) {
    const position = positions.get(key) ?? positions.get(key.toLowerCase());
    if (position !== undefined) {
      row[position] = readField(value, columns[position]!, settings);
    } else if (!settings.ignoreUnknownValues) {
      throw new RowError(`No such field: ${into.prefix}${key}.`);
    }
  }
  return columns.map((column, position) => row[position] ?? absentValue(column, row[position]));
}

function absentValue(column: Column, value: Value | undefined): Value {
  if (column.required && value === undefined) throw new RowError(`Missing required field: ${column.path}.`);
  return column.repeated ? [] : null;
}

function readField(value: unknown, column: Column, settings: ReadSettings): Value {
  const isNull = (given: unknown): boolean => given === null && !(settings.jsonNull && column.scalar === 'JSON');
  if (value === null && (column.repeated || isNull(value))) {
    if (column.required) throw nullFault(column);
    return column.repeated ? [] : null;
  }
  if (!column.repeated) return readSingle(value, column, settings);
  if (!Array.isArray(value)) throw new RowError(`Repeated field must be imported as a JSON array. Field: ${column.path}.`);
  return value.map((item: unknown) => {
    if (isNull(item)) throw nullFault(column);
    return readSingle(item, column, settings);
  });
}

function readSingle(value: unknown, column: Column, settings: ReadSettings): Value {
  if (column.scalar === undefined) {
    if (Array.isArray(value)) throw arrayFault(column);
    if (!isJsonObject(value)) throw conversionFault('record', column, value);
    return readRecord(value, { set: column.nested, prefix: `${column.path}.` }, settings);
  }
  const coerced = settings.jsonAsText && typeof value === 'string' ? coerceText(column.scalar, value) : COERCIONS[column.scalar](value);
  if (coerced !== undefined) return coerced;
  if (Array.isArray(value)) throw arrayFault(column);
  if (isJsonObject(value)) throw new RowError(`JSON object specified for non-record field: ${column.path}.`);
  throw conversionFault(TYPE_WORDS[column.scalar], column, value);
}

function nullFault(column: Column): RowError {
  return new RowError(`Only optional fields can be set to NULL. Field: ${column.path}; Value: NULL`);
}

function arrayFault(column: Column): RowError {
  return new RowError(`Array specified for non-repeated field: ${column.path}.`);
}

function conversionFault(word: string, column: Column, value: unknown): RowError {
  const text = typeof value === 'string' ? value : formatJsonText(value);
  return new RowError(`Could not convert value to ${word}. Field: ${column.path}; Value: ${text}`);
}

function isJsonObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof LosslessNumber) && !Array.isArray(value);
}
