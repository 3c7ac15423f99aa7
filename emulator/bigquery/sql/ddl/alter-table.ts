import type { TableFieldSchema, TableResource, TableSchema } from '../../../../src/core/job-resource';
import { formatTable } from '../../../../src/core/table-ref';
import type { Table } from '../../catalog';
import type { Row, Value } from '../../data/row';
import { fieldMode } from '../../data/schema';
import { createRowSet, eachRow } from '../../row-set';
import { fieldPosition, type TableData } from '../../table-data';
import { existing, resolveTable } from '../engine/find-table';
import type { StatementOutcome } from '../engine/statement-outcome';
import type { StatementScope } from '../engine/statement-scope';
import { statementType } from '../engine/statement-type';
import type { World } from '../engine/world';
import { notEmulated, SqlError } from '../sql-error';
import type { AlterTable, TableChange } from '../syntax/statement';
import { fieldOfDefinition } from './column-field';
import { tableOutcome } from './ddl-outcome';
import { inSqlTerms } from './in-sql-terms';
import { readOptions, textOf } from './read-options';
import { withTableOptions } from './table-options';

interface Around {
  readonly scope: StatementScope;
  readonly world: World;
}

/** ALTER TABLE and ALTER VIEW: all changes or none. */
export async function alterTable(statement: AlterTable, scope: StatementScope, world: World): Promise<StatementOutcome> {
  const { catalog } = world;
  const type = statementType(statement);
  const ref = resolveTable(statement.name, scope.names);
  if (statement.ifExists && !catalog.findTable(ref)) return tableOutcome(type, 'SKIP', ref);
  const standing = existing(ref, scope.names, statement.name[0]?.at);
  if ((standing.resource.view !== undefined) !== (statement.object === 'VIEW')) throw new SqlError(`${formatTable(ref)} is no ${statement.object}`, { at: statement.at });
  let table: Table = standing;
  for (const change of statement.changes) table = await changed(table, change, { scope, world });
  if (catalog.findTable(ref) !== standing) throw new SqlError(`Could not serialize access to table ${formatTable(ref)} due to concurrent update`);
  inSqlTerms(() => {
    if (table.resource.tableReference.tableId !== ref.tableId) {
      if (catalog.findTable(table.resource.tableReference)) throw new SqlError(`Already Exists: Table ${formatTable(table.resource.tableReference)}`, { reason: 'duplicate' });
      catalog.removeTable(ref);
    }
    catalog.setTable(table);
  }, statement.at);
  return tableOutcome(type, 'ALTER', ref);
}

async function changed(table: Table, change: TableChange, around: Around): Promise<Table> {
  const { resource } = table;
  const { schema = { fields: [] } } = resource;
  switch (change.kind) {
    case 'set-options':
      return { ...table, resource: withTableOptions(resource, await readOptions(change.options, around.scope, around.world)) };
    case 'add-column':
      return addColumn(table, change, around);
    case 'drop-column':
      return dropColumn(table, change);
    case 'rename-column': {
      if (fieldPosition(schema, change.to.name) >= 0) throw new SqlError(`Column ${change.to.name} already exists`, { at: change.to.at });
      return withField(table, change.name.name, { at: change.at, change: (field) => ({ ...field, name: change.to.name }) });
    }
    case 'rename':
      return { ...table, resource: { ...resource, tableReference: { ...resource.tableReference, tableId: change.to.name } } };
    case 'drop-not-null':
      return withField(table, change.name.name, { at: change.at, change: (field) => ({ ...field, mode: 'NULLABLE' }) });
    case 'set-default':
      return withField(table, change.name.name, { at: change.at, change: (field) => ({ ...field, defaultValueExpression: change.value?.text }) });
    case 'set-column-options': {
      const options = await readOptions(change.options, around.scope, around.world);
      const other = [...options.keys()].find((name) => name !== 'description');
      if (other !== undefined) throw notEmulated(`the column option ${other}`, change.at);
      return withField(table, change.name.name, { at: change.at, change: (field) => ({ ...field, description: textOf(options.get('description')?.value ?? null) }) });
    }
    case 'set-data-type':
      throw notEmulated('ALTER COLUMN SET DATA TYPE', change.at);
  }
}

async function addColumn(table: Table, { column, ifNotExists, at }: Extract<TableChange, { kind: 'add-column' }>, { scope, world }: Around): Promise<Table> {
  const { schema = { fields: [] } } = table.resource;
  if (fieldPosition(schema, column.name.name) >= 0) {
    if (ifNotExists) return table;
    throw new SqlError(`Column already exists: ${column.name.name}`, { at });
  }
  if (column.notNull) throw new SqlError(`Cannot add required columns to an existing schema. (${column.name.name})`, { at });
  if (column.default) throw new SqlError('ALTER TABLE ADD COLUMN with a DEFAULT is not supported; set the default afterwards', { at });
  const options = await readOptions(column.options, scope, world);
  const field = fieldOfDefinition(column, textOf(options.get('description')?.value ?? null));
  const absent: Value = fieldMode(field) === 'REPEATED' ? [] : null;
  return withColumns(table, { fields: [...schema.fields, field] }, (row) => [...row, absent]);
}

function dropColumn(table: Table, { name, ifExists, at }: Extract<TableChange, { kind: 'drop-column' }>): Table {
  const { schema = { fields: [] }, timePartitioning, clustering } = table.resource;
  const position = fieldPosition(schema, name.name);
  if (position < 0) {
    if (ifExists) return table;
    throw columnNotFound(name.name, at);
  }
  const used = [timePartitioning?.field, ...(clustering?.fields ?? [])].some((field) => field?.toLowerCase() === name.name.toLowerCase());
  if (used) throw new SqlError(`Column ${name.name} cannot be dropped: the table is partitioned or clustered by it`, { at });
  if (schema.fields.length === 1) throw new SqlError('ALTER TABLE DROP COLUMN cannot drop all columns from a table', { at });
  return withColumns(table, { fields: schema.fields.filter((_, n) => n !== position) }, (row) => row.filter((_, n) => n !== position));
}

function withColumns(table: Table, schema: TableSchema, change: (row: Row) => Row): Table {
  const data: TableData = new Map([...table.data].map(([id, rows]) => [id, createRowSet([...eachRow(rows)].map(change), schema)]));
  return { ...table, resource: { ...table.resource, schema }, data };
}

function withField(table: Table, name: string, { at, change }: { at: TableChange['at']; change: (field: TableFieldSchema) => TableFieldSchema }): Table {
  const { schema = { fields: [] } } = table.resource;
  const position = fieldPosition(schema, name);
  if (position < 0) throw columnNotFound(name, at);
  const resource: TableResource = { ...table.resource, schema: { fields: schema.fields.map((field, n) => (n === position ? change(field) : field)) } };
  return { ...table, resource };
}

function columnNotFound(name: string, at: TableChange['at']): SqlError {
  return new SqlError(`Column not found: ${name}`, { at });
}
