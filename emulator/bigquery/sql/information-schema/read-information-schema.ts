import type { InformationSchemaScope } from '../engine/find-table';
import type { RowSource } from '../engine/table-store';
import { notEmulated, SqlError } from '../sql-error';
import { JOB_VIEWS } from './job-views';
import { ROUTINE_VIEWS } from './routine-views';
import type { SchemaSources, SchemaView } from './schema-view';
import { TABLE_VIEWS } from './table-views';

/** All views of INFORMATION_SCHEMA that the emulator has, by their names. */
export const SCHEMA_VIEWS: ReadonlyMap<string, SchemaView> = new Map([...TABLE_VIEWS, ...ROUTINE_VIEWS, ...JOB_VIEWS].map((view) => [view.name, view]));

/** What is asked of a project or region alone. */
const WITHOUT_DATASET: ReadonlySet<string> = new Set(['SCHEMATA', 'SCHEMATA_OPTIONS', ...JOB_VIEWS.map(({ name }) => name)]);

/** The rows of a view as they are now. @throws SqlError for a view that the emulator has not, or that has no rows of a dataset */
export function readInformationSchema(scope: InformationSchemaScope, sources: SchemaSources): RowSource {
  const { view: name, projectId, datasetId, at } = scope;
  const view = SCHEMA_VIEWS.get(name);
  if (!view) throw notEmulated(`INFORMATION_SCHEMA.${name}`, at);
  if (datasetId !== undefined && WITHOUT_DATASET.has(name)) throw new SqlError(`INFORMATION_SCHEMA.${name} is asked of a project or region, not of a dataset`, { at });
  if (datasetId !== undefined && !sources.catalog.findDataset({ projectId, datasetId })) {
    throw new SqlError(`Not found: Dataset ${projectId}:${datasetId} was not found in location ${sources.location}`, { at, reason: 'notFound' });
  }
  const rows = [...view.rows(scope, sources)];
  return { key: {}, columns: view.columns, rows: () => rows };
}
