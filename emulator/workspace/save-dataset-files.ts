import path from 'node:path';
import type { TableResource } from '../../src/core/job-resource';
import { isServiceDataset } from '../bigquery/anonymous-table';
import type { Catalog, Dataset, StoredTable } from '../bigquery/catalog';
import { formatNdjsonRow } from '../bigquery/data/ndjson';
import type { Row } from '../bigquery/data/row';
import { routineName, tableName, type IamPolicies, type IamPolicy } from '../bigquery/iam-policies';
import { eachRow } from '../bigquery/row-set';
import type { Routine } from '../bigquery/routine';
import { rowsOf } from '../bigquery/table-data';
import { detailsOfDataset } from './dataset-term';
import { isMadeUp, stemsOf } from './file-stems';
import { detailsOfRoutine } from './routine-term';
import { syncFolder } from './sync-folder';
import { DATASET_FILE, DATASETS_FOLDER, ROUTINE_ENDING, ROWS_ENDING, SCHEMA_ENDING, TABLE_ENDING, VIEW_ENDING } from './table-files';
import { detailsOfTable } from './table-term';

/** What the datasets of a workspace are saved from. */
export type StoredDatasets = Catalog & { readonly policies: IamPolicies };

type Files = Iterable<[string, () => Uint8Array]>;

/**
 * Writes datasets, tables, views and routines into a workspace (see table-files.ts), in the place of those that lie
 * there. Results of queries and temporary tables belong to jobs, which are no part of a workspace.
 */
export function saveDatasetFiles(root: string, stored: StoredDatasets): void {
  const files = new Map<string, () => Uint8Array>();
  const folders: string[] = [];
  for (const [projectId, projectStem] of stemsOf(stored.projectIds())) {
    const datasets = stored.datasets(projectId).filter(({ datasetId }) => !isServiceDataset(datasetId));
    const stems = stemsOf(datasets.map(({ datasetId }) => datasetId));
    for (const dataset of datasets) {
      const folder = `${projectStem}/${stems.get(dataset.datasetId)}`;
      folders.push(folder);
      for (const [file, content] of datasetFiles(stored, dataset, folder)) files.set(`${folder}/${file}`, content);
    }
  }
  syncFolder(path.join(root, DATASETS_FOLDER), { files, folders });
}

function* datasetFiles(stored: StoredDatasets, dataset: Dataset, folder: string): Files {
  const { projectId, datasetId } = dataset;
  const datasetReference = folder.split('/').some(isMadeUp) ? { projectId, datasetId } : undefined;
  yield [DATASET_FILE, () => json({ datasetReference, ...detailsOfDataset(dataset) })];
  const tables = stored.tables(dataset);
  const tableStems = stemsOf(tables.map(({ resource }) => resource.tableReference.tableId));
  for (const table of tables) {
    const { tableReference } = table.resource;
    yield* tableFiles(table, tableStems.get(tableReference.tableId) as string, policyOf(stored, tableName(tableReference)));
  }
  const routines = stored.routines(dataset);
  const routineStems = stemsOf(routines.map(({ resource }) => resource.routineReference.routineId));
  for (const routine of routines) yield* routineFiles(routine, routineStems, stored);
}

function* tableFiles(table: StoredTable, stem: string, iamPolicy: SavedPolicy | undefined): Files {
  const { resource, data } = table;
  const { tableReference: { tableId }, schema, view, timePartitioning } = resource;
  const tableReference = isMadeUp(stem) ? { tableId } : undefined;
  yield [stem + TABLE_ENDING, () => json({ ...detailsOfTable(table), tableReference, iamPolicy })];
  if (!view || schema) yield [stem + SCHEMA_ENDING, () => json(schema?.fields ?? [])];
  if (view) {
    yield [stem + VIEW_ENDING, () => Buffer.from(`${view.query}\n`)];
  } else if (timePartitioning && !timePartitioning.field) {
    for (const [id, rows] of data) yield [`${stem}$${id}${ROWS_ENDING}`, () => ndjson(eachRow(rows), resource)];
  } else {
    yield [stem + ROWS_ENDING, () => ndjson(rowsOf(data), resource)];
  }
}

function* routineFiles(routine: Routine, stems: ReadonlyMap<string, string>, stored: StoredDatasets): Files {
  const { routineReference } = routine.resource;
  const { routineId } = routineReference;
  const stem = stems.get(routineId) as string;
  const named = isMadeUp(stem) ? { routineId } : undefined;
  yield [stem + ROUTINE_ENDING, () => json({ ...detailsOfRoutine(routine), routineReference: named, iamPolicy: policyOf(stored, routineName(routineReference)) })];
}

type SavedPolicy = Omit<IamPolicy, 'etag'>;

/** The policy of a resource, or `undefined` where it says nothing. */
function policyOf({ policies }: StoredDatasets, resource: string): SavedPolicy | undefined {
  const { version, bindings, auditConfigs } = policies.get(resource);
  return version === 1 && !bindings && !auditConfigs ? undefined : { version, bindings, auditConfigs };
}

function ndjson(rows: Iterable<Row>, { schema = { fields: [] } }: TableResource): Uint8Array {
  let text = '';
  for (const row of rows) text += `${formatNdjsonRow(row, schema)}\n`;
  return Buffer.from(text);
}

function json(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
