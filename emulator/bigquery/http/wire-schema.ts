import type { TableFieldSchema, TableSchema } from '../../../src/core/job-resource';

/** The API names types as they were called before GoogleSQL. */
const LEGACY_NAMES: ReadonlyMap<string, string> = new Map([
  ['INT64', 'INTEGER'],
  ['FLOAT64', 'FLOAT'],
  ['BOOL', 'BOOLEAN'],
  ['STRUCT', 'RECORD'],
  ['DECIMAL', 'NUMERIC'],
  ['BIGDECIMAL', 'BIGNUMERIC'],
]);

/** A schema as the API gives it. */
export function toWireSchema({ fields }: TableSchema): TableSchema {
  return { fields: fields.map(toWireField) };
}

function toWireField(field: TableFieldSchema): TableFieldSchema {
  const type = field.type.toUpperCase();
  return {
    ...field,
    type: LEGACY_NAMES.get(type) ?? type,
    mode: field.mode?.toUpperCase() ?? 'NULLABLE',
    ...(field.fields && { fields: field.fields.map(toWireField) }),
  };
}
