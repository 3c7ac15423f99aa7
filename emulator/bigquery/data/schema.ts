import { closest, distance } from 'fastest-levenshtein';
import type { TableFieldSchema, TableSchema } from '../../../src/core/job-resource';
import { canonicalType, findCanonicalType, TYPE_NAMES } from './canonical-type';
import { findNameFault } from './field-name';

export { canonicalType } from './canonical-type';

/** One fault of a schema, and where in the document it stands. */
export interface SchemaProblem {
  readonly path: (string | number)[];
  readonly message: string;
  readonly hint?: string;
}

type Path = readonly (string | number)[];
type Problems = SchemaProblem[];
type JsonObject = Readonly<Record<string, unknown>>;

const MODES = ['NULLABLE', 'REQUIRED', 'REPEATED'];
const MAX_DEPTH = 15;

/**
 * Reads a schema as `bq show --schema` prints it: a list of fields, or `{ "fields": [...] }`.
 * Names, types and all further keys are kept as written. Faults are all reported; with any, there is no schema.
 */
export function parseSchema(fields: unknown): { schema: TableSchema | undefined; problems: readonly SchemaProblem[] } {
  const problems: Problems = [];
  const wrapped = isObject(fields);
  checkFields(wrapped ? fields['fields'] : fields, wrapped ? ['fields'] : [], problems);
  if (problems.length > 0) return { schema: undefined, problems };
  const list = (wrapped ? fields['fields'] : fields) as readonly TableFieldSchema[];
  return { schema: { fields: list }, problems };
}

/** True where two schemas hold the same columns in the same order: names in any case, types by any of their names. */
export function sameSchema(a: TableSchema, b: TableSchema): boolean {
  return sameFields(a.fields, b.fields);
}

/** The mode of a field, in upper case; NULLABLE where it names none. */
export function fieldMode(field: TableFieldSchema): string {
  return field.mode?.toUpperCase() ?? 'NULLABLE';
}

function sameFields(a: readonly TableFieldSchema[] = [], b: readonly TableFieldSchema[] = []): boolean {
  return a.length === b.length && a.every((field, position) => sameField(field, b[position]!));
}

function sameField(a: TableFieldSchema, b: TableFieldSchema): boolean {
  return (
    a.name.toLowerCase() === b.name.toLowerCase() &&
    canonicalType(a.type) === canonicalType(b.type) &&
    fieldMode(a) === fieldMode(b) &&
    sameFields(a.fields, b.fields)
  );
}

function checkFields(fields: unknown, path: Path, problems: Problems): void {
  if (!Array.isArray(fields)) {
    const message = `A list of columns was expected, but ${describe(fields)} was found.`;
    problems.push({ path: [...path], message, hint: 'Write [{ "name": "id", "type": "STRING" }, …].' });
    return;
  }
  if (fields.length === 0) problems.push({ path: [...path], message: 'The list of columns is empty.', hint: 'Name at least one column.' });
  const seen = new Map<string, string>();
  for (const [position, field] of fields.entries()) {
    const fieldPath = [...path, position];
    if (isObject(field)) {
      checkName(field, { path: fieldPath, problems, seen });
      checkType(field, fieldPath, problems);
      checkMode(field, fieldPath, problems);
    } else {
      problems.push({ path: fieldPath, message: `A column was expected, but ${describe(field)} was found.`, hint: 'Write { "name": "id", "type": "STRING" }.' });
    }
  }
}

function checkName(field: JsonObject, at: { path: Path; problems: Problems; seen: Map<string, string> }): void {
  const { path, problems, seen } = at;
  const name = field['name'];
  if (name === undefined) {
    problems.push({ path: [...path], message: 'The column has no name.', hint: 'Add "name".' });
    return;
  }
  const namePath = [...path, 'name'];
  if (typeof name !== 'string') {
    problems.push({ path: namePath, message: `A column name was expected, but ${describe(name)} was found.` });
    return;
  }
  const fault = findNameFault(name);
  if (fault !== undefined) problems.push({ path: namePath, message: fault });
  const earlier = seen.get(name.toLowerCase());
  if (earlier !== undefined) {
    const message = `The column ${JSON.stringify(name)} is there twice: ${JSON.stringify(earlier)} stands before it.`;
    problems.push({ path: namePath, message, hint: 'Column names are compared without regard to case.' });
  }
  seen.set(name.toLowerCase(), name);
}

function checkType(field: JsonObject, path: Path, problems: Problems): void {
  const type = field['type'];
  if (type === undefined) {
    problems.push({ path: [...path], message: 'The column has no type.', hint: `Add "type", one of ${TYPE_NAMES.join(', ')}.` });
    return;
  }
  const typePath = [...path, 'type'];
  if (typeof type !== 'string') {
    problems.push({ path: typePath, message: `A type name was expected, but ${describe(type)} was found.` });
    return;
  }
  const canonical = findCanonicalType(type);
  if (canonical === undefined) {
    problems.push({ path: typePath, message: `The type ${JSON.stringify(type)} is not known.`, hint: suggest(type, TYPE_NAMES) });
  } else if (canonical === 'STRUCT') {
    checkNested(field, path, problems);
  } else if (Array.isArray(field['fields']) && field['fields'].length > 0) {
    problems.push({ path: [...path, 'fields'], message: `A column of type ${type} has no fields of its own.`, hint: 'Make it a RECORD or remove "fields".' });
  }
}

function checkNested(field: JsonObject, path: Path, problems: Problems): void {
  if (field['fields'] === undefined) {
    problems.push({ path: [...path], message: `A column of type ${String(field['type'])} needs fields.`, hint: 'Add "fields", a list of columns.' });
  } else if (path.filter((step) => step === 'fields').length >= MAX_DEPTH) {
    problems.push({ path: [...path], message: `The schema nests RECORDs more than ${MAX_DEPTH} deep.` });
  } else {
    checkFields(field['fields'], [...path, 'fields'], problems);
  }
}

function checkMode(field: JsonObject, path: Path, problems: Problems): void {
  const mode = field['mode'];
  if (mode === undefined) return;
  const modePath = [...path, 'mode'];
  if (typeof mode !== 'string') {
    problems.push({ path: modePath, message: `A mode was expected, but ${describe(mode)} was found.`, hint: `Use one of ${MODES.join(', ')}.` });
  } else if (!MODES.includes(mode.toUpperCase())) {
    problems.push({ path: modePath, message: `The mode ${JSON.stringify(mode)} is not known.`, hint: suggest(mode, MODES) });
  }
}

function suggest(written: string, names: readonly string[]): string {
  const upperWritten = written.toUpperCase();
  const nearest = closest(upperWritten, names);
  const near = distance(upperWritten, nearest) <= Math.max(2, Math.floor(nearest.length / 3));
  return near ? `Did you mean ${nearest}?` : `Use one of ${names.join(', ')}.`;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return isObject(value) ? 'an object' : JSON.stringify(value);
}
