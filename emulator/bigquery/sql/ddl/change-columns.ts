import type { TableFieldSchema, TableResource, TableSchema } from '../../../../src/core/job-resource';
import type { Table } from '../../catalog';
import type { Row, Value } from '../../data/row';
import { fieldMode } from '../../data/schema';
import { createRowSet, eachRow } from '../../row-set';
import { fieldPosition, type TableData } from '../../table-data';
import type { StatementScope } from '../engine/statement-scope';
import type { World } from '../engine/world';
import { SqlError } from '../sql-error';
import type { TableChange } from '../syntax/statement';
import type { Identifier } from '../syntax/tree';
import { checkDefault } from './column-default';
import { fieldOfDefinition } from './column-field';
import { describedBy } from './column-options';
import { keyOfColumn } from './table-keys';

/** The change of a table of that kind. */
type Change<K extends TableChange['kind']> = Extract<TableChange, { kind: K }>;

interface Around {
  readonly scope: StatementScope;
  readonly world: World;
}

/** @throws SqlError for a column that is there, is REQUIRED, or has a default */
export async function addColumn(table: Table, { column, ifNotExists, at }: Change<'add-column'>, around: Around): Promise<Table> {
  const { schema = { fields: [] } } = table.resource;
  if (fieldPosition(schema, column.name.name) >= 0) {
    if (ifNotExists) return table;
    throw new SqlError(`Column already exists: ${column.name.name}`, { at });
  }
  if (column.notNull) throw new SqlError(`Cannot add required columns to an existing schema. (${column.name.name})`, { at });
  if (column.default) throw new SqlError('ALTER TABLE ADD COLUMN with a DEFAULT is not supported; set the default afterwards', { at });
  const field = fieldOfDefinition(column, await describedBy(column.options, around));
  const absent: Value = fieldMode(field) === 'REPEATED' ? [] : null;
  return withColumns(table, { fields: [...schema.fields, field] }, (row) => [...row, absent]);
}

/** @throws SqlError for the last column, and for one that partitions, clusters or is part of a key */
export function dropColumn(table: Table, { name, ifExists, at }: Change<'drop-column'>): Table {
  const { schema = { fields: [] } } = table.resource;
  const position = fieldPosition(schema, name.name);
  if (position < 0) {
    if (ifExists) return table;
    throw columnNotFound(name.name, at);
  }
  const use = useOfColumn(table.resource, name.name);
  if (use) throw new SqlError(`Column ${name.name} cannot be dropped: the table is ${use} by it`, { at });
  const key = keyOfColumn(table.resource, name.name);
  if (key) throw new SqlError(`Column ${name.name} cannot be dropped: it is part of ${key}. Drop the key first`, { at });
  if (schema.fields.length === 1) throw new SqlError('ALTER TABLE DROP COLUMN cannot drop all columns from a table', { at });
  return withColumns(table, { fields: schema.fields.filter((_, n) => n !== position) }, (row) => row.filter((_, n) => n !== position));
}

/** @throws SqlError for a name that is taken, and for a column that partitions, clusters or is part of a key */
export function renameColumn(table: Table, { name, to, at }: Change<'rename-column'>): Table {
  const { schema = { fields: [] } } = table.resource;
  const taken = fieldPosition(schema, to.name);
  if (taken >= 0 && taken !== fieldPosition(schema, name.name)) throw new SqlError(`Column ${to.name} already exists`, { at: to.at });
  const use = useOfColumn(table.resource, name.name);
  if (use) throw new SqlError(`Column ${name.name} cannot be renamed: the table is ${use} by it`, { at });
  const key = keyOfColumn(table.resource, name.name);
  if (key) throw new SqlError(`Column ${name.name} cannot be renamed: it is part of ${key}. Drop the key first`, { at });
  return withField(table, name, (field) => ({ ...field, name: to.name }));
}

export function dropNotNull(table: Table, { name }: Change<'drop-not-null'>): Table {
  return withField(table, name, (field) => (fieldMode(field) === 'REPEATED' ? field : { ...field, mode: 'NULLABLE' }));
}

/** SET DEFAULT, or DROP DEFAULT where there is no value. @throws SqlError or TypeLimitError for a default that does not fit */
export async function setDefault(table: Table, { name, value }: Change<'set-default'>, around: Around): Promise<Table> {
  const { schema = { fields: [] } } = table.resource;
  const field = schema.fields[fieldPosition(schema, name.name)];
  if (field && value) await checkDefault(field, value, around);
  return withField(table, name, (standing) => ({ ...standing, defaultValueExpression: value?.text }));
}

export async function setColumnOptions(table: Table, { name, options }: Change<'set-column-options'>, around: Around): Promise<Table> {
  const description = await describedBy(options, around);
  return withField(table, name, (field) => ({ ...field, description }));
}

/** A table with another schema and other rows. */
function withColumns(table: Table, schema: TableSchema, change: (row: Row) => Row): Table {
  const data: TableData = new Map([...table.data].map(([id, rows]) => [id, createRowSet([...eachRow(rows)].map(change), schema)]));
  return { ...table, resource: { ...table.resource, schema }, data };
}

/** What a column does for the layout of its table: it is `partitioned` or `clustered` by it. */
function useOfColumn({ timePartitioning, rangePartitioning, clustering }: TableResource, column: string): string | undefined {
  const isIt = (name: string | undefined): boolean => name?.toLowerCase() === column.toLowerCase();
  if (isIt(timePartitioning?.field) || isIt(rangePartitioning?.field)) return 'partitioned';
  return clustering?.fields.some(isIt) ? 'clustered' : undefined;
}

function withField(table: Table, { name, at }: Identifier, change: (field: TableFieldSchema) => TableFieldSchema): Table {
  const { schema = { fields: [] } } = table.resource;
  const position = fieldPosition(schema, name);
  if (position < 0) throw columnNotFound(name, at);
  return { ...table, resource: { ...table.resource, schema: { fields: schema.fields.map((field, n) => (n === position ? change(field) : field)) } } };
}

function columnNotFound(name: string, at: TableChange['at']): SqlError {
  return new SqlError(`Column not found: ${name}`, { at });
}
