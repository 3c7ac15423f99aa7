import type { TableFieldSchema, TableSchema } from '../../../src/core/job-resource';
import { badRequest } from '../../http/http-fault';
import type { Row, Value } from '../data/row';

/** Some columns of a table: their schema, and rows cut down to them. */
export interface Selection {
  readonly schema: TableSchema;
  readonly cut: (row: Row) => Row;
}

/**
 * The columns that `selectedFields` names, such as `a,b.c`, in the order of the schema; all where it names none.
 * @throws HttpFault 400 for a field that there is not
 */
export function selectFields(schema: TableSchema, selectedFields: string | undefined): Selection {
  const paths = (selectedFields ?? '').split(',').map((path) => path.trim()).filter((path) => path !== '');
  if (paths.length === 0) return { schema, cut: (row) => row };
  const { fields, cut } = select(schema.fields, paths.map((path) => path.split('.')), '');
  return { schema: { fields }, cut };
}

interface Cut {
  readonly fields: readonly TableFieldSchema[];
  readonly cut: (row: Row) => Row;
}

function select(fields: readonly TableFieldSchema[], paths: readonly (readonly string[])[], prefix: string): Cut {
  const byName = new Map<string, (readonly string[])[]>();
  for (const [name = '', ...below] of paths) {
    if (!fields.some((field) => sameName(field, name))) throw badRequest(`No such field: ${prefix}${name}.`);
    byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), below]);
  }
  const chosen = fields.flatMap((field, position) => {
    const below = byName.get(field.name.toLowerCase());
    return below ? [{ position, ...cutField(field, below, prefix) }] : [];
  });
  return { fields: chosen.map(({ field }) => field), cut: (row) => chosen.map(({ position, cut }) => cut(row[position] ?? null)) };
}

function cutField(field: TableFieldSchema, paths: readonly (readonly string[])[], prefix: string): { field: TableFieldSchema; cut: (value: Value) => Value } {
  if (paths.some((path) => path.length === 0)) return { field, cut: (value) => value };
  const { fields, cut } = select(field.fields ?? [], paths, `${prefix}${field.name}.`);
  const single = (value: Value): Value => (value === null ? null : cut(value as Row));
  const repeated = field.mode?.toUpperCase() === 'REPEATED';
  return { field: { ...field, fields }, cut: repeated ? (value) => ((value ?? []) as readonly Value[]).map(single) : single };
}

function sameName(field: TableFieldSchema, name: string): boolean {
  return field.name.toLowerCase() === name.toLowerCase();
}
