import { requireDataset, type InformationSchemaScope } from '../engine/find-table';
import type { RowSource } from '../engine/table-store';
import { notEmulated, SqlError } from '../sql-error';
import { COLUMN_VIEWS } from './column-views';
import { CONSTRAINT_VIEWS } from './constraint-views';
import { DATASET_VIEWS } from './dataset-views';
import { JOB_VIEWS } from './job-views';
import { ROUTINE_VIEWS } from './routine-views';
import type { SchemaSources, SchemaView } from './schema-view';
import { META_TABLES, STORAGE_VIEWS } from './storage-views';
import { TABLE_VIEWS } from './table-views';

/** All views of INFORMATION_SCHEMA that the emulator has, by their names. */
export const SCHEMA_VIEWS: ReadonlyMap<string, SchemaView> = new Map(
  [...DATASET_VIEWS, ...TABLE_VIEWS, ...COLUMN_VIEWS, ...CONSTRAINT_VIEWS, ...STORAGE_VIEWS, ...ROUTINE_VIEWS, ...JOB_VIEWS].map((view) => [view.name, view]),
);

/** The rows of a view as they are now. @throws SqlError for a view that the emulator has not, or that has no rows of a dataset */
export function readInformationSchema(scope: InformationSchemaScope, sources: SchemaSources): RowSource {
  const { view: name, at } = scope;
  const view = scope.meta ? META_TABLES : SCHEMA_VIEWS.get(name);
  if (!view) throw notEmulated(`INFORMATION_SCHEMA.${name}`, at);
  const rows = [...view.rows(narrowed(view, scope, sources), sources)];
  return { key: {}, columns: view.columns, rows: () => rows };
}

/** The scope with the dataset that is meant, where the view is one of a dataset. */
function narrowed(view: SchemaView, scope: InformationSchemaScope, sources: SchemaSources): InformationSchemaScope {
  const { projectId, at } = scope;
  if (view.scope === 'region') {
    if (scope.datasetId !== undefined) throw new SqlError(`INFORMATION_SCHEMA.${view.name} is asked of a project or region, not of a dataset`, { at });
    return scope;
  }
  const datasetId = scope.datasetId ?? scope.defaultDatasetId;
  if (datasetId === undefined) return scope;
  requireDataset({ projectId, datasetId }, sources, at);
  return { ...scope, datasetId };
}
