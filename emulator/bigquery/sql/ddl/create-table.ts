import { createHash } from 'node:crypto';
import { formatTable, type TableReference } from '../../../../src/core/table-ref';
import type { TableFieldSchema, TableResource, TableSchema } from '../../../../src/core/job-resource';
import { ANONYMOUS_TABLE_MS } from '../../anonymous-table';
import type { Row } from '../../data/row';
import { arrangeRows, NO_DATA, type TableData } from '../../table-data';
import { existing, resolveTable } from '../engine/find-table';
import { fieldOfColumn, typeOfField } from '../engine/field-type';
import type { StatementOutcome } from '../engine/statement-outcome';
import type { StatementScope } from '../engine/statement-scope';
import type { World } from '../engine/world';
import { notEmulated, SqlError } from '../sql-error';
import type { ColumnDefinition, CreateTable } from '../syntax/statement';
import { formatType, sameType } from '../types/sql-type';
import { parseTableResource } from '../../table-resource';
import { fieldOfDefinition } from './column-field';
import { inSqlTerms } from './in-sql-terms';
import { partitionSpec } from './partition-spec';
import { readOptions, textOf } from './read-options';
import { withTableOptions } from './table-options';
import { tableOutcome } from './ddl-outcome';

/** CREATE [OR REPLACE] [TEMP] TABLE, with columns, AS SELECT, LIKE, COPY or CLONE. */
export async function createTable(statement: CreateTable, scope: StatementScope, world: World): Promise<StatementOutcome> {
  const { catalog } = world;
  const at = statement.name[0]?.at;
  const type = statement.query ? 'CREATE_TABLE_AS_SELECT' : 'CREATE_TABLE';
  const ref = statement.temporary ? temporaryReference(statement, scope, world) : resolveTable(statement.name, { ...scope.names, temporary: new Map() });
  const standing = catalog.findTable(ref);
  if (standing && statement.ifNotExists) return tableOutcome(type, 'SKIP', ref);
  if (standing && !statement.orReplace) throw new SqlError(`Already Exists: Table ${formatTable(ref)}`, { reason: 'duplicate' });
  if (!statement.temporary && !catalog.findDataset(ref)) throw new SqlError(`Not found: Dataset ${ref.projectId}:${ref.datasetId} was not found in location ${world.location}`, { at, reason: 'notFound' });
  const { resource, data, references } = await makeTable(statement, ref, { scope, world });
  inSqlTerms(() => {
    const now = world.clock.now();
    const checked = parseTableResource(resource);
    if (catalog.findTable(ref)) catalog.removeTable(ref);
    catalog.addTable(checked);
    const { schema = { fields: [] }, timePartitioning } = checked;
    const made = catalog.findTable(ref);
    if (made) catalog.setTable({ ...made, data: 'get' in data ? data : arrangeRows(data, { schema, timePartitioning }, now) });
  }, at);
  if (statement.temporary) world.state.temporary.set((statement.name.at(-1)?.name ?? '').toLowerCase(), ref);
  return { ...tableOutcome(type, standing ? 'REPLACE' : 'CREATE', ref), references };
}

interface Around {
  readonly scope: StatementScope;
  readonly world: World;
}

interface Made {
  readonly resource: TableResource;
  /** Rows to be put in their partitions, or the data of another table as it is. */
  readonly data: readonly Row[] | TableData;
  readonly references: readonly TableReference[];
}

async function makeTable(statement: CreateTable, ref: TableReference, around: Around): Promise<Made> {
  const { scope, world } = around;
  const options = await readOptions(statement.options, scope, world);
  const { resource, ...made } = statement.source ? copiedTable(statement, statement.source, { ref, scope }) : await newTable(statement, ref, around);
  return { ...made, resource: withTableOptions(resource, options) };
}

/** LIKE takes the layout of another table, COPY and CLONE its rows too. */
function copiedTable(statement: CreateTable, { how, table }: NonNullable<CreateTable['source']>, { ref, scope }: { ref: TableReference; scope: StatementScope }): Made {
  const source = existing(resolveTable(table, scope.names), scope.names, table[0]?.at);
  if (source.resource.view) throw notEmulated(`CREATE TABLE ${how} of a view`, statement.at);
  const resource = { ...source.resource, tableReference: ref, ...layoutOf(statement, source.resource.schema) };
  return how === 'LIKE' ? { resource, data: NO_DATA, references: [] } : { resource, data: source.data, references: [source.resource.tableReference] };
}

async function newTable(statement: CreateTable, ref: TableReference, around: Around): Promise<Made> {
  const { scope, world } = around;
  const declared = statement.columns && (await fieldsOf(statement.columns, statement, around));
  const result = statement.query && (await world.runner.query(statement.query, scope));
  const resultFields = result?.columns.map(fieldOfColumn);
  if (declared && resultFields) checkColumns(declared, resultFields, statement);
  const fields = declared ?? resultFields;
  if (!fields) throw new SqlError('CREATE TABLE needs columns or a query', { at: statement.at });
  const lasting = statement.temporary ? { expirationTime: String(world.clock.now().getTime() + ANONYMOUS_TABLE_MS) } : {};
  const resource = { tableReference: ref, schema: { fields }, ...layoutOf(statement, { fields }), ...lasting };
  return { resource, data: result?.rows ?? [], references: result?.references ?? [] };
}

async function fieldsOf(columns: readonly ColumnDefinition[], statement: CreateTable, { scope, world }: Around): Promise<TableFieldSchema[]> {
  const fields: TableFieldSchema[] = [];
  for (const column of columns) {
    const options = await readOptions(column.options, scope, world);
    fields.push(fieldOfDefinition(column, textOf(options.get('description')?.value ?? null)));
  }
  const names = fields.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) throw new SqlError(`Duplicate column name ${twice} in CREATE TABLE`, { at: statement.at });
  return fields;
}

function layoutOf({ partitionBy, clusterBy }: CreateTable, schema: TableSchema = { fields: [] }): Partial<TableResource> {
  const columns = clusterBy.map((column) => {
    if (column.kind !== 'path') throw new SqlError('CLUSTER BY takes column names', { at: column.at });
    return column.parts.map(({ name }) => name).join('.');
  });
  return { ...(partitionBy && partitionSpec(partitionBy, schema)), ...(columns.length > 0 && { clustering: { fields: columns } }) };
}

/** The declared columns take the query's by position; where a value would have to be converted it is refused. */
function checkColumns(declared: readonly TableFieldSchema[], given: readonly TableFieldSchema[], { at }: CreateTable): void {
  if (declared.length !== given.length) throw new SqlError(`The number of columns in the column definition list does not match the number of columns produced by the query`, { at });
  declared.forEach((field, n) => {
    const [wanted, found] = [typeOfField(field), typeOfField(given[n] as TableFieldSchema)];
    if (!sameType(wanted, found)) throw new SqlError(`Column ${field.name} has type ${formatType(wanted)}, the query gives ${formatType(found)}; write a CAST`, { at, unsupported: true });
  });
}

/** Temporary tables lie in a hidden dataset of the script. */
function temporaryReference({ name, at }: CreateTable, { names }: StatementScope, { catalog, location, state }: World): TableReference {
  if (name.length !== 1) throw new SqlError('A temporary table takes no dataset', { at });
  const { projectId } = names;
  const datasetId = `_script${createHash('sha256').update(`${projectId} ${location} ${state.system.jobId}`).digest('hex').slice(0, 40)}`;
  if (!catalog.findDataset({ projectId, datasetId })) catalog.createDataset({ projectId, datasetId, location });
  return { projectId, datasetId, tableId: name[0]?.name ?? '' };
}
