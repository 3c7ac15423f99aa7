import path from 'node:path';
import type { TableResource } from '../../src/core/job-resource';
import type { Catalog, Dataset, Table } from '../bigquery/catalog';
import { formatNdjsonRow } from '../bigquery/data/ndjson';
import type { Row } from '../bigquery/data/row';
import { eachRow } from '../bigquery/row-set';
import { rowsOf } from '../bigquery/table-data';
import { syncFolder } from './sync-folder';
import { DATASET_FILE, DATASETS_FOLDER, ROWS_ENDING, SCHEMA_ENDING, TABLE_ENDING } from './table-files';

/**
 * Writes the datasets and tables of a catalog into a workspace (see table-files.ts), in the place of those that lie there.
 * Hidden datasets (results of queries, temporary tables), views and routines are no part of a workspace.
 */
export function saveDatasetFiles(root: string, catalog: Catalog): void {
  const files = new Map<string, () => Uint8Array>();
  const folders: string[] = [];
  for (const dataset of catalog.projectIds().flatMap((projectId) => catalog.datasets(projectId))) {
    if (dataset.datasetId.startsWith('_')) continue;
    const folder = `${dataset.projectId}/${dataset.datasetId}`;
    folders.push(folder);
    for (const [file, content] of datasetFiles(catalog, dataset)) files.set(`${folder}/${file}`, content);
  }
  syncFolder(path.join(root, DATASETS_FOLDER), { files, folders });
}

function* datasetFiles(catalog: Catalog, dataset: Dataset): Iterable<[string, () => Uint8Array]> {
  const { location } = dataset;
  if (location !== undefined) yield [DATASET_FILE, () => json({ location })];
  for (const table of catalog.tables(dataset)) if (!table.resource.view) yield* tableFiles(table);
}

function* tableFiles({ resource, data }: Table): Iterable<[string, () => Uint8Array]> {
  const { tableId } = resource.tableReference;
  const { timePartitioning, clustering, description, labels } = resource;
  const details = { timePartitioning, clustering, description, labels };
  yield [tableId + SCHEMA_ENDING, () => json(resource.schema?.fields ?? [])];
  if (Object.values(details).some((detail) => detail !== undefined)) yield [tableId + TABLE_ENDING, () => json(details)];
  if (timePartitioning && !timePartitioning.field) {
    for (const [id, rows] of data) yield [`${tableId}$${id}${ROWS_ENDING}`, () => ndjson(eachRow(rows), resource)];
  } else {
    yield [tableId + ROWS_ENDING, () => ndjson(rowsOf(data), resource)];
  }
}

function ndjson(rows: Iterable<Row>, { schema = { fields: [] } }: TableResource): Uint8Array {
  let text = '';
  for (const row of rows) text += `${formatNdjsonRow(row, schema)}\n`;
  return Buffer.from(text);
}

function json(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
