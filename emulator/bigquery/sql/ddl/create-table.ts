import { createHash } from 'node:crypto';
import { formatTable, type TableReference } from '../../../../src/core/table-ref';
import type { TableFieldSchema, TableResource, TableSchema } from '../../../../src/core/job-resource';
import { ANONYMOUS_TABLE_MS } from '../../anonymous-table';
import type { Row } from '../../data/row';
import { fieldMode } from '../../data/schema';
import { arrangeRows, NO_DATA, type TableData } from '../../table-data';
import { existing, requireDataset, resolveTable } from '../engine/find-table';
import { columnsOf, fieldOfColumn } from '../engine/field-type';
import type { StatementOutcome } from '../engine/statement-outcome';
import type { StatementScope } from '../engine/statement-scope';
import type { World } from '../engine/world';
import { notEmulated, SqlError } from '../sql-error';
import type { ColumnDefinition, CreateTable } from '../syntax/statement';
import { ofItsOwn, parseTableResource } from '../../table-resource';
import { checkDefault } from './column-default';
import { fieldOfDefinition } from './column-field';
import { describedBy } from './column-options';
import { inSqlTerms } from './in-sql-terms';
import { partitionSpec } from './partition-spec';
import { readOptions } from './read-options';
import { withKeys } from './table-keys';
import { withTableOptions } from './table-options';
import { tableOutcome } from './ddl-outcome';

/** CREATE [OR REPLACE] [TEMP] TABLE, with columns, AS SELECT, LIKE, COPY or CLONE. */
export async function createTable(statement: CreateTable, scope: StatementScope, world: World): Promise<StatementOutcome> {
  const { catalog } = world;
  const at = statement.name[0]?.at;
  const type = statement.query ? 'CREATE_TABLE_AS_SELECT' : 'CREATE_TABLE';
  const ref = statement.temporary ? temporaryReference(statement, scope, world) : resolveTable(statement.name, { ...scope.names, temporary: new Map() });
  if (!statement.temporary) requireDataset(ref, world, at);
  const standing = catalog.findTable(ref);
  if (standing && statement.ifNotExists) return tableOutcome(type, 'SKIP', ref);
  if (standing && !statement.orReplace) throw new SqlError(`Already Exists: Table ${formatTable(ref)}`, { reason: 'duplicate' });
  if (standing?.resource.view) throw new SqlError(`${formatTable(ref)} is not allowed for this operation because it is currently a VIEW.`, { at });
  const { resource, data, references } = await makeTable(statement, ref, { scope, world });
  inSqlTerms(() => {
    const checked = parseTableResource(resource);
    const { schema = { fields: [] }, timePartitioning } = checked;
    const arranged = 'get' in data ? data : arrangeRows(data, { schema, timePartitioning }, world.clock.now());
    catalog.removeTable(ref);
    catalog.setTable({ ...catalog.addTable(checked), data: arranged });
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
  const resource = { ...ofItsOwn(source.resource), tableReference: ref, ...layoutOf(statement, source.resource.schema) };
  return how === 'LIKE' ? { resource, data: NO_DATA, references: [] } : { resource, data: source.data, references: [source.resource.tableReference] };
}

async function newTable(statement: CreateTable, ref: TableReference, around: Around): Promise<Made> {
  const { scope, world } = around;
  const declared = statement.columns && (await fieldsOf(statement.columns, statement, around));
  const result = statement.query && (await world.runner.query(statement.query, scope, declared && columnsOf({ fields: declared })));
  if (declared && result) checkRequired(declared, result.rows);
  const fields = declared ?? result?.columns.map(fieldOfColumn);
  if (!fields) throw new SqlError('CREATE TABLE needs columns or a query', { at: statement.at });
  const lasting = statement.temporary ? { expirationTime: String(world.clock.now().getTime() + ANONYMOUS_TABLE_MS) } : {};
  const keys = [...(statement.columns ?? []).flatMap((column) => column.keys), ...statement.keys];
  const resource = withKeys({ tableReference: ref, schema: { fields }, ...layoutOf(statement, { fields }), ...lasting }, keys, scope);
  return { resource, data: result?.rows ?? [], references: result?.references ?? [] };
}

async function fieldsOf(columns: readonly ColumnDefinition[], statement: CreateTable, around: Around): Promise<TableFieldSchema[]> {
  const fields: TableFieldSchema[] = [];
  for (const column of columns) {
    const field = fieldOfDefinition(column, await describedBy(column.options, around));
    if (column.default) await checkDefault(field, column.default, around);
    fields.push(field);
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

function checkRequired(fields: readonly TableFieldSchema[], rows: readonly Row[]): void {
  const empty = fields.find((field, n) => fieldMode(field) === 'REQUIRED' && rows.some((row) => row[n] === null));
  if (empty) throw new SqlError(`Required field ${empty.name} cannot be null`);
}

/** Temporary tables lie in a hidden dataset of the script. */
function temporaryReference({ name, at }: CreateTable, { names }: StatementScope, { catalog, location, state }: World): TableReference {
  if (name.length !== 1) throw new SqlError('A temporary table takes no dataset', { at });
  const { projectId } = names;
  const datasetId = `_script${createHash('sha256').update(`${projectId} ${location} ${state.system.jobId}`).digest('hex').slice(0, 40)}`;
  if (!catalog.findDataset({ projectId, datasetId })) catalog.createDataset({ projectId, datasetId, location });
  return { projectId, datasetId, tableId: name[0]?.name ?? '' };
}
