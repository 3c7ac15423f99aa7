import type { DatasetDetails, DatasetReference } from '../../dataset';
import type { Value } from '../../data/row';
import type { StatementOutcome } from '../engine/statement-outcome';
import type { StatementScope } from '../engine/statement-scope';
import type { World } from '../engine/world';
import { SqlError } from '../sql-error';
import type { AlterSchema, CreateSchema, Drop, ObjectPath } from '../syntax/statement';
import { ddlOutcome } from './ddl-outcome';
import { inSqlTerms } from './in-sql-terms';
import { daysInMillis, fieldsOf, labelsOf, readOptions, textOf, type OptionValues } from './read-options';

const OPTIONS: ReadonlyMap<string, (value: Value) => Partial<DatasetDetails>> = new Map<string, (value: Value) => Partial<DatasetDetails>>([
  ['description', (value) => ({ description: textOf(value) })],
  ['friendly_name', (value) => ({ friendlyName: textOf(value) })],
  ['labels', (value) => ({ labels: labelsOf(value) })],
  ['default_table_expiration_days', (value) => ({ defaultTableExpirationMs: daysInMillis(value) })],
  ['default_partition_expiration_days', (value) => ({ defaultPartitionExpirationMs: daysInMillis(value) })],
]);

export async function createSchema(statement: CreateSchema, scope: StatementScope, world: World): Promise<StatementOutcome> {
  const { catalog } = world;
  const ref = datasetReference(statement.name, scope);
  const target = { ddlTargetDataset: ref };
  if (catalog.findDataset(ref)) {
    if (statement.ifNotExists) return ddlOutcome('CREATE_SCHEMA', 'SKIP', target);
    throw new SqlError(`Already Exists: Dataset ${ref.projectId}:${ref.datasetId}`, { reason: 'duplicate' });
  }
  const options = new Map(await readOptions(statement.options, scope, world));
  const location = textOf(options.get('location')?.value ?? null) ?? world.location;
  options.delete('location');
  inSqlTerms(() => catalog.createDataset({ ...ref, location, details: detailsOf(options) }), statement.at);
  return ddlOutcome('CREATE_SCHEMA', 'CREATE', target);
}

export async function alterSchema(statement: AlterSchema, scope: StatementScope, world: World): Promise<StatementOutcome> {
  const ref = datasetReference(statement.name, scope);
  const target = { ddlTargetDataset: ref };
  const dataset = world.catalog.findDataset(ref);
  if (!dataset) {
    if (statement.ifExists) return ddlOutcome('ALTER_SCHEMA', 'SKIP', target);
    throw notFound(ref, world.location);
  }
  const details = detailsOf(await readOptions(statement.options, scope, world));
  inSqlTerms(() => world.catalog.setDatasetDetails(ref, { ...dataset.details, ...details }), statement.at);
  return ddlOutcome('ALTER_SCHEMA', 'ALTER', target);
}

export function dropSchema(statement: Drop, scope: StatementScope, { catalog, location }: World): StatementOutcome {
  const ref = datasetReference(statement.name, scope);
  const target = { ddlTargetDataset: ref };
  if (!catalog.findDataset(ref)) {
    if (statement.ifExists) return ddlOutcome('DROP_SCHEMA', 'SKIP', target);
    throw notFound(ref, location);
  }
  if (!statement.cascade && (catalog.tables(ref).length > 0 || catalog.routines(ref).length > 0)) {
    throw new SqlError(`Dataset ${ref.projectId}:${ref.datasetId} is still in use`, { reason: 'resourceInUse' });
  }
  catalog.removeDataset(ref);
  return ddlOutcome('DROP_SCHEMA', 'DROP', target);
}

function detailsOf(options: OptionValues): Partial<DatasetDetails> {
  return fieldsOf<DatasetDetails>(options, OPTIONS, 'schema');
}

function datasetReference(path: ObjectPath, { names }: StatementScope): DatasetReference {
  const [datasetId = '', ...project] = path.map(({ name }) => name).reverse();
  return { projectId: project.length > 0 ? project.reverse().join('.') : names.projectId, datasetId };
}

function notFound({ projectId, datasetId }: DatasetReference, location: string): SqlError {
  return new SqlError(`Not found: Dataset ${projectId}:${datasetId} was not found in location ${location}`, { reason: 'notFound' });
}
