import type { TableFieldSchema, TableSchema } from '../../src/core/job-resource';
import { formatTable } from '../../src/core/table-ref';
import { canCast } from './data/fit-rows';
import { invalid } from './job-error';
import type { Load } from './load-configuration';
import type { LoadedRows } from './read-files';
import { typeDifference } from './schema-difference';

/**
 * The columns that a load brings: those given with the job, else those of its files. Columns that a file has beyond
 * what the job or the table knows are left out where unknown values are ignored.
 * @param standing the table's schema, where the load does not replace it
 * @throws JobError invalid where the files do not fit what was given
 */
export function incomingSchema(load: Load, { schema, ownSchema, files }: LoadedRows, standing: TableSchema | undefined): TableSchema {
  const given = load.schema;
  if (!ownSchema || !given) {
    const found = schema ?? standing ?? given;
    if (!found) throw invalid('No schema specified on job or table.');
    const whole = ownSchema ? checkFiles(found, { load, files }) : found;
    return ownSchema && standing && load.ignoreUnknownValues ? { fields: knownFields(whole.fields, standing.fields) } : whole;
  }
  return checkFiles(given, { load, files });
}

/** Files of one load may differ in the columns that they lack, not in those that they have. */
function checkFiles(schema: TableSchema, { load, files }: { load: Load; files: LoadedRows['files'] }): TableSchema {
  for (const file of files) {
    const problem = fieldsProblem(schema.fields, file.schema.fields, { parent: '', ignoreUnknown: load.ignoreUnknownValues === true });
    if (problem) throw invalid(`Provided Schema does not match Table ${formatTable(load.destinationTable)}. ${problem}.`);
  }
  return schema;
}

interface Check {
  readonly parent: string;
  readonly ignoreUnknown: boolean;
}

function fieldsProblem(wanted: readonly TableFieldSchema[], found: readonly TableFieldSchema[], check: Check): string | undefined {
  const byName = new Map(wanted.map((field) => [field.name.toLowerCase(), field]));
  for (const field of found) {
    const target = byName.get(field.name.toLowerCase());
    const problem = target ? fieldProblem(target, field, check) : check.ignoreUnknown ? undefined : `Cannot add fields (field: ${check.parent}${field.name})`;
    if (problem) return problem;
  }
  return undefined;
}

function fieldProblem(wanted: TableFieldSchema, found: TableFieldSchema, check: Check): string | undefined {
  const name = check.parent + wanted.name;
  if (isRepeated(wanted) !== isRepeated(found)) return `Field ${name} has changed mode from ${wanted.mode ?? 'NULLABLE'} to ${found.mode ?? 'NULLABLE'}`;
  if (!canCast(found.type, wanted.type)) return typeDifference(wanted, found, name);
  return fieldsProblem(wanted.fields ?? [], found.fields ?? [], { ...check, parent: `${name}.` });
}

function isRepeated({ mode }: TableFieldSchema): boolean {
  return mode?.toUpperCase() === 'REPEATED';
}

function knownFields(fields: readonly TableFieldSchema[], known: readonly TableFieldSchema[]): readonly TableFieldSchema[] {
  const byName = new Map(known.map((field) => [field.name.toLowerCase(), field]));
  return fields.flatMap((field) => {
    const match = byName.get(field.name.toLowerCase());
    if (!match) return [];
    return field.fields && match.fields ? [{ ...field, fields: knownFields(field.fields, match.fields) }] : [field];
  });
}
