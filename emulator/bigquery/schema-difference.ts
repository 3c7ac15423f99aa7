import type { TableFieldSchema, TableSchema } from '../../src/core/job-resource';
import { canonicalType, type CanonicalType } from './data/canonical-type';

/** Where a schema is not that of a table, in BigQuery's words; `undefined` where they agree. The order of fields does not count. */
export function schemaDifference(standing: TableSchema, given: TableSchema): string | undefined {
  return fieldsDifference(standing.fields, given.fields, '');
}

function fieldsDifference(standing: readonly TableFieldSchema[], given: readonly TableFieldSchema[], parent: string): string | undefined {
  const givenByName = byName(given);
  for (const field of standing) {
    const name = parent + field.name;
    const other = givenByName.get(field.name.toLowerCase());
    const difference = other ? fieldDifference(field, other, name) : `Field ${name} is missing in new schema`;
    if (difference) return difference;
  }
  const standingByName = byName(standing);
  const added = given.find((field) => !standingByName.has(field.name.toLowerCase()));
  return added && `Cannot add fields (field: ${parent}${added.name})`;
}

function fieldDifference(standing: TableFieldSchema, given: TableFieldSchema, name: string): string | undefined {
  const changedType = typeDifference(standing, given, name);
  if (changedType) return changedType;
  const [modeBefore, modeAfter] = [modeOf(standing), modeOf(given)];
  if (modeBefore !== modeAfter) return `Field ${name} has changed mode from ${modeBefore} to ${modeAfter}`;
  return fieldsDifference(standing.fields ?? [], given.fields ?? [], `${name}.`);
}

/** That a field's type is not the same, in BigQuery's words; `undefined` where it is. */
export function typeDifference(standing: TableFieldSchema, given: TableFieldSchema, name: string): string | undefined {
  const [before, after] = [canonicalType(standing.type), canonicalType(given.type)];
  return before === after ? undefined : `Field ${name} has changed type from ${legacyName(before)} to ${legacyName(after)}`;
}

function byName(fields: readonly TableFieldSchema[]): Map<string, TableFieldSchema> {
  return new Map(fields.map((field) => [field.name.toLowerCase(), field]));
}

function modeOf({ mode }: TableFieldSchema): string {
  return mode?.toUpperCase() || 'NULLABLE';
}

/** Errors name types as the API does, which is older than GoogleSQL. */
function legacyName(type: CanonicalType): string {
  return LEGACY_NAMES.get(type) ?? type;
}

const LEGACY_NAMES: ReadonlyMap<CanonicalType, string> = new Map([
  ['INT64', 'INTEGER'],
  ['FLOAT64', 'FLOAT'],
  ['BOOL', 'BOOLEAN'],
  ['STRUCT', 'RECORD'],
]);
