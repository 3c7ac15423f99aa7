import type { TableFieldSchema, TableSchema } from '../../../src/core/job-resource';
import { canonicalType, type ScalarType } from './canonical-type';
import { FileFault, type FileTable } from './file-table';
import type { Row, Value } from './row';
import { fieldMode } from './schema';
import { coerceText } from './values';

/** How a value of one field becomes one of another. */
type Fit = (value: Value) => Value;

/** Changes of type that a schema given for a file may ask for, beside those that change nothing. */
const CASTS: ReadonlySet<string> = new Set([
  ...['DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'NUMERIC', 'BIGNUMERIC', 'JSON', 'GEOGRAPHY'].map((type) => `STRING ${type}`),
  'INT64 FLOAT64', 'INT64 NUMERIC', 'INT64 BIGNUMERIC', 'NUMERIC BIGNUMERIC', 'NUMERIC STRING', 'BIGNUMERIC STRING', 'TIMESTAMP DATETIME', 'DATETIME TIMESTAMP',
]);

/** Whether values of one type can be read as another. */
export function canCast(from: string, to: string): boolean {
  const pair = [canonicalType(from), canonicalType(to)];
  return pair[0] === pair[1] || CASTS.has(pair.join(' '));
}

/**
 * Rows in the layout of another schema: fields go by their names, one that the rows lack is NULL or an empty list,
 * one that the schema lacks is left out.
 * @throws FileFault for a value that its field cannot take
 */
export function fitRows({ schema, rows }: FileTable, target: TableSchema): readonly Row[] {
  if (schema === target) return rows;
  const fit = recordFit(schema.fields, target.fields);
  return fit ? rows.map((row) => fit(row) as Row) : rows;
}

/** `undefined` where nothing is to be changed. */
function recordFit(from: readonly TableFieldSchema[], to: readonly TableFieldSchema[]): Fit | undefined {
  const positions = new Map(from.map(({ name }, position) => [name.toLowerCase(), position]));
  const parts = to.map((field) => {
    const position = positions.get(field.name.toLowerCase());
    return { position, fit: position === undefined ? absent(field) : fieldFit(from[position]!, field) };
  });
  if (from.length === to.length && parts.every(({ position, fit }, index) => position === index && fit === undefined)) return undefined;
  return (value) => {
    const row = value as Row;
    return parts.map(({ position, fit }) => {
      const part = position === undefined ? null : (row[position] ?? null);
      return fit ? fit(part) : part;
    });
  };
}

function absent(field: TableFieldSchema): Fit {
  const empty: Value = fieldMode(field) === 'REPEATED' ? [] : null;
  return () => {
    if (fieldMode(field) === 'REQUIRED') throw new FileFault(`Required field ${field.name} cannot be null.`);
    return empty;
  };
}

function fieldFit(from: TableFieldSchema, to: TableFieldSchema): Fit | undefined {
  const single = singleFit(from, to);
  if (fieldMode(to) === 'REPEATED') return single && ((value) => ((value ?? []) as readonly Value[]).map(single));
  const required = fieldMode(to) === 'REQUIRED' && fieldMode(from) !== 'REQUIRED';
  if (!single && !required) return undefined;
  return (value) => {
    if (value !== null) return single ? single(value) : value;
    if (required) throw new FileFault(`Only optional fields can be set to NULL. Field: ${to.name}; Value: NULL`);
    return null;
  };
}

function singleFit(from: TableFieldSchema, to: TableFieldSchema): Fit | undefined {
  const [before, after] = [canonicalType(from.type), canonicalType(to.type)];
  if (before === 'STRUCT' || after === 'STRUCT') return recordFit(from.fields ?? [], to.fields ?? []);
  return before === after ? undefined : (value) => cast(value, after, to.name);
}

function cast(value: Value, type: ScalarType, name: string): Value {
  const text = String(value);
  const made = coerceText(type, type === 'DATETIME' ? text.replace(/ UTC$/, '') : text);
  if (made === undefined) throw new FileFault(`Could not convert value to ${type}. Field: ${name}; Value: ${text}`);
  return made;
}
