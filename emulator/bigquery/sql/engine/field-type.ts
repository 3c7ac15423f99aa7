import type { TableFieldSchema, TableSchema } from '../../../../src/core/job-resource';
import { canonicalType } from '../../data/canonical-type';
import { findNameFault } from '../../data/field-name';
import { fieldMode } from '../../data/schema';
import type { Column } from '../analysis/analysis-context';
import { notEmulated, SqlError } from '../sql-error';
import { arrayOf, type ScalarName, type SqlType } from '../types/sql-type';

/** The columns of a table. @throws SqlError for a type that SQL does not know here, such as GEOGRAPHY */
export function columnsOf({ fields }: TableSchema): Column[] {
  return fields.map((field) => ({ name: field.name, type: typeOfField(field) }));
}

export function typeOfField(field: TableFieldSchema): SqlType {
  const single = singleType(field);
  return fieldMode(field) === 'REPEATED' ? arrayOf(single) : single;
}

function singleType(field: TableFieldSchema): SqlType {
  if (field.type.toUpperCase() === 'INTERVAL') return { kind: 'INTERVAL' };
  const kind = canonicalType(field.type);
  if (kind === 'STRUCT') return { kind, fields: (field.fields ?? []).map((inner) => ({ name: inner.name, type: typeOfField(inner) })) };
  if (kind === 'GEOGRAPHY') throw notEmulated('GEOGRAPHY in SQL');
  return { kind: kind satisfies ScalarName };
}

/** Names in the REST API, where they are those of legacy SQL. */
const REST_TYPES: Readonly<Partial<Record<SqlType['kind'], string>>> = { INT64: 'INTEGER', FLOAT64: 'FLOAT', BOOL: 'BOOLEAN', STRUCT: 'RECORD' };

/** The column of a result, as `schema.fields` lists it. An anonymous field of a STRUCT is `_field_1` and so on, by its position. @throws SqlError for a name that no column has */
export function fieldOfColumn({ name, type }: Column): TableFieldSchema {
  const problem = findNameFault(name);
  if (problem) throw new SqlError(`Invalid field name ${JSON.stringify(name.slice(0, 300))}. ${problem}`);
  const repeated = type.kind === 'ARRAY';
  const single = repeated ? type.element : type;
  if (single.kind === 'ARRAY') throw notEmulated('an array of arrays in a result');
  const fields = single.kind === 'STRUCT' ? single.fields.map((field, n) => fieldOfColumn({ name: field.name ?? `_field_${n + 1}`, type: field.type })) : undefined;
  return { name, type: REST_TYPES[single.kind] ?? single.kind, mode: repeated ? 'REPEATED' : 'NULLABLE', ...(fields && { fields }) };
}
