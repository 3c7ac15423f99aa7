import type { TableFieldSchema } from '../../../../src/core/job-resource';
import { notEmulated, SqlError } from '../sql-error';
import type { TypeNode } from '../syntax/tree';
import type { ColumnDefinition } from '../syntax/statement';
import { typeParameters } from './type-parameters';
import { sqlTypeOf } from '../types/type-node';

/** Names of types in the REST API, where they are those of legacy SQL. */
const REST_NAMES: ReadonlyMap<string, string> = new Map([['INT64', 'INTEGER'], ['FLOAT64', 'FLOAT'], ['BOOL', 'BOOLEAN'], ['STRUCT', 'RECORD']]);
const REFUSED: ReadonlySet<string> = new Set(['RANGE']);

/** The field of a column's definition. @param described its description, where OPTIONS gives one */
export function fieldOfDefinition(column: ColumnDefinition, description?: string): TableFieldSchema {
  const field = fieldOfType(column.name.name, column.type);
  if (column.notNull && field.mode === 'REPEATED') throw new SqlError('NOT NULL constraint cannot be applied to ARRAY fields', { at: column.name.at });
  return {
    ...field,
    ...(column.notNull && { mode: 'REQUIRED' }),
    ...(description !== undefined && { description }),
    ...(column.default && { defaultValueExpression: column.default.text }),
  };
}

/** The field of a name and a type. @throws SqlError for an array of arrays, for what is no type, and for types that are not kept in tables */
export function fieldOfType(name: string, type: TypeNode): TableFieldSchema {
  if (type.name === 'ARRAY') {
    if (!type.element) throw new SqlError('An ARRAY column needs the type of its elements', { at: type.at });
    if (type.element.name === 'ARRAY') throw new SqlError('Array of arrays is not supported', { at: type.at });
    return { ...fieldOfType(name, type.element), mode: 'REPEATED' };
  }
  if (REFUSED.has(type.name)) throw notEmulated(`a column of type ${type.name}`, type.at);
  if (type.name !== 'STRUCT' && type.name !== 'GEOGRAPHY') sqlTypeOf(type);
  const base = { name, type: REST_NAMES.get(type.name) ?? type.name, mode: 'NULLABLE' };
  if (type.name !== 'STRUCT') return { ...base, ...typeParameters(type) };
  const fields = (type.fields ?? []).map((field) => {
    if (!field.name) throw new SqlError('The fields of a STRUCT column need names', { at: field.type.at });
    return fieldOfType(field.name.name, field.type);
  });
  return { ...base, fields };
}
