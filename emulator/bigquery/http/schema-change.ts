import type { TableFieldSchema, TableSchema } from '../../../src/core/job-resource';
import { formatTable, type TableReference } from '../../../src/core/table-ref';
import { badRequest } from '../../http/http-fault';
import { canonicalType } from '../data/canonical-type';
import type { Row, Value } from '../data/row';
import { fieldMode } from '../data/schema';
import { toWireSchema } from './wire-schema';

/** A table's schema after a change, and its rows in it. */
export interface SchemaChange {
  readonly schema: TableSchema;
  /** Fits a row of before to the schema; absent where all rows fit as they are. */
  readonly fit?: (row: Row) => Row;
}

/**
 * The schema that a client wants in the place of one that stands. Allowed are new columns that are NULLABLE or REPEATED,
 * columns that become NULLABLE, and other descriptions; columns that stand keep their order.
 * @throws HttpFault 400 in BigQuery's words
 */
export function changeSchema(table: TableReference, standing: TableSchema, wanted: TableSchema): SchemaChange {
  const refuse = (problem: string): never => {
    throw badRequest(`Provided Schema does not match Table ${formatTable(table)}. ${problem}`);
  };
  const { fields, fit } = changeFields(standing.fields, wanted.fields, { parent: '', refuse });
  return { schema: { fields }, fit };
}

interface FieldsChange {
  readonly fields: readonly TableFieldSchema[];
  readonly fit?: (row: Row) => Row;
}

interface Place {
  readonly parent: string;
  readonly refuse: (problem: string) => never;
}

function changeFields(standing: readonly TableFieldSchema[], wanted: readonly TableFieldSchema[], { parent, refuse }: Place): FieldsChange {
  const wantedByName = new Map(wanted.map((field) => [field.name.toLowerCase(), field]));
  const kept = standing.map((field) => {
    const name = parent + field.name;
    const other = wantedByName.get(field.name.toLowerCase());
    if (!other) return { field: refuse(`Field ${name} is missing in new schema`) };
    checkField(field, other, { parent: name, refuse });
    if (!field.fields) return { field: other };
    const nested = changeFields(field.fields, other.fields ?? [], { parent: `${name}.`, refuse });
    return { field: { ...other, fields: nested.fields }, fit: nested.fit && fitNested(field, nested.fit) };
  });
  const standingNames = new Set(standing.map(({ name }) => name.toLowerCase()));
  const added = wanted.filter(({ name }) => !standingNames.has(name.toLowerCase()));
  const requiredField = added.find((field) => fieldMode(field) === 'REQUIRED');
  if (requiredField) refuse(`Cannot add required fields to an existing schema. (field: ${parent}${requiredField.name})`);
  const fields = [...kept.map(({ field }) => field), ...added];
  if (added.length === 0 && kept.every(({ fit }) => !fit)) return { fields };
  const absent: Value[] = added.map((field) => (fieldMode(field) === 'REPEATED' ? [] : null));
  return { fields, fit: (row) => [...kept.map(({ fit }, position) => (fit ? fit(row[position] ?? null) : (row[position] ?? null))), ...absent] };
}

function checkField(before: TableFieldSchema, after: TableFieldSchema, { parent: name, refuse }: Place): void {
  if (canonicalType(before.type) !== canonicalType(after.type)) refuse(`Field ${name} has changed type from ${typeName(before)} to ${typeName(after)}`);
  const [modeBefore, modeAfter] = [fieldMode(before), fieldMode(after)];
  if (modeBefore === modeAfter || (modeBefore === 'REQUIRED' && modeAfter === 'NULLABLE')) return;
  refuse(`Field ${name} has changed mode from ${modeBefore} to ${modeAfter}`);
}

function typeName(field: TableFieldSchema): string {
  return toWireSchema({ fields: [field] }).fields[0]?.type ?? field.type;
}

function fitNested(field: TableFieldSchema, fit: (row: Row) => Row): (value: Value) => Value {
  const single = (value: Value): Value => (value === null ? null : fit(value as Row));
  return fieldMode(field) === 'REPEATED' ? (value) => ((value ?? []) as readonly Value[]).map(single) : single;
}
