import type { TableFieldSchema, TableSchema } from '../../src/core/job-resource';
import { formatTable, type TableReference } from '../../src/core/table-ref';
import { canonicalType } from './data/canonical-type';
import { fieldMode } from './data/schema';
import { invalid } from './job-error';
import { typeDifference } from './schema-difference';

export interface SchemaUpdateOptions {
  /** The table, as errors name it. */
  readonly table: TableReference;
  /** `schemaUpdateOptions`: ALLOW_FIELD_ADDITION, ALLOW_FIELD_RELAXATION, both or none. */
  readonly allow?: readonly string[];
}

/**
 * What the schema of a table becomes when rows of another schema are appended: the table's fields in their order, then
 * new ones. Fields that the rows lack must not be REQUIRED.
 * @returns `existing` itself where it stays as it is
 * @throws JobError invalid where the rows do not fit, or the change is not allowed
 */
export function updateSchema(existing: TableSchema, incoming: TableSchema, { table, allow = [] }: SchemaUpdateOptions): TableSchema {
  const allowed = { addition: allow.includes('ALLOW_FIELD_ADDITION'), relaxation: allow.includes('ALLOW_FIELD_RELAXATION') };
  const refuse = (problem: string): never => {
    throw invalid(`Provided Schema does not match Table ${formatTable(table)}. ${problem}.`);
  };
  const fields = updateFields(existing.fields, incoming.fields, { ...allowed, refuse, parent: '' });
  return fields === existing.fields ? existing : { ...existing, fields };
}

interface Update {
  readonly addition: boolean;
  readonly relaxation: boolean;
  readonly refuse: (problem: string) => never;
  readonly parent: string;
}

type Fields = readonly TableFieldSchema[];

function updateFields(existing: Fields, incoming: Fields, update: Update): Fields {
  const byName = new Map(incoming.map((field) => [field.name.toLowerCase(), field]));
  const kept = existing.map((field) => updateField(field, byName.get(field.name.toLowerCase()), update));
  const known = new Set(existing.map(({ name }) => name.toLowerCase()));
  const added = incoming.filter(({ name }) => !known.has(name.toLowerCase()));
  const [first] = added;
  if (first && !update.addition) update.refuse(`Cannot add fields (field: ${update.parent}${first.name})`);
  const required = added.find((field) => fieldMode(field) === 'REQUIRED');
  if (required) update.refuse(`Cannot add required fields to an existing schema. (field: ${update.parent}${required.name})`);
  return added.length === 0 && kept.every((field, position) => field === existing[position]) ? existing : [...kept, ...added];
}

function updateField(field: TableFieldSchema, given: TableFieldSchema | undefined, update: Update): TableFieldSchema {
  const name = update.parent + field.name;
  const mode = fieldMode(field);
  if (!given) {
    if (mode !== 'REQUIRED') return field;
    return update.relaxation ? { ...field, mode: 'NULLABLE' } : update.refuse(`Field ${name} is missing in new schema`);
  }
  const difference = typeDifference(field, given, name);
  if (difference) update.refuse(difference);
  const relaxes = mode === 'REQUIRED' && fieldMode(given) === 'NULLABLE' && update.relaxation;
  if (mode !== fieldMode(given) && !relaxes) update.refuse(`Field ${name} has changed mode from ${mode} to ${fieldMode(given)}`);
  const relaxed = relaxes ? { ...field, mode: 'NULLABLE' } : field;
  return updateNested(relaxed, given.fields ?? [], { ...update, parent: `${name}.` });
}

function updateNested(field: TableFieldSchema, given: Fields, update: Update): TableFieldSchema {
  const { fields = [] } = field;
  const updated = canonicalType(field.type) === 'STRUCT' ? updateFields(fields, given, update) : fields;
  return updated === fields ? field : { ...field, fields: updated };
}
