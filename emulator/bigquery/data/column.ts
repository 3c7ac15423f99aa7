import type { TableFieldSchema, TableSchema } from '../../../src/core/job-resource';
import { canonicalType, type ScalarType } from './canonical-type';
import { fieldMode } from './schema';

/** A field of a schema, made ready for reading and writing many rows. */
export interface Column {
  readonly name: string;
  /** The names from the top of the schema, joined by dots, as BigQuery's messages name a field. */
  readonly path: string;
  readonly required: boolean;
  readonly repeated: boolean;
  /** The type of a scalar; `undefined` for a RECORD. */
  readonly scalar: ScalarType | undefined;
  /** The columns of a RECORD. */
  readonly nested: ColumnSet;
}

/** The columns of a table or RECORD, in the order of the schema. */
export interface ColumnSet {
  readonly columns: readonly Column[];
  /** The position of each column by its name in lower case. */
  readonly positions: ReadonlyMap<string, number>;
}

const knownSets = new WeakMap<TableSchema, ColumnSet>();

/** The columns of a schema, worked out once for each schema object. */
export function columnSetFor(schema: TableSchema): ColumnSet {
  const known = knownSets.get(schema);
  if (known !== undefined) return known;
  const made = columnSetOf(schema.fields, '');
  knownSets.set(schema, made);
  return made;
}

function columnSetOf(fields: readonly TableFieldSchema[], prefix: string): ColumnSet {
  return {
    columns: fields.map((field) => columnOf(field, prefix)),
    positions: new Map(fields.map((field, position) => [field.name.toLowerCase(), position])),
  };
}

function columnOf(field: TableFieldSchema, prefix: string): Column {
  const type = canonicalType(field.type);
  const mode = fieldMode(field);
  const path = prefix + field.name;
  return {
    name: field.name,
    path,
    required: mode === 'REQUIRED',
    repeated: mode === 'REPEATED',
    scalar: type === 'STRUCT' ? undefined : type,
    nested: columnSetOf(field.fields ?? [], `${path}.`),
  };
}
