import path from 'node:path';
import type { Fault } from '../../src/core/rules/fault';
import { nearestName } from '../../src/core/rules/nearest';
import type { NewDataset } from '../bigquery/dataset';
import { fileFault } from './file-fault';
import { isIgnoredFile } from './ignored-file';
import { findFolder, listFolder } from './list-files';
import { DATASET_FILE, DATASETS_FOLDER, loadDatasetLocation, loadTable, ROWS_ENDING, SCHEMA_ENDING, TABLE_ENDING, type DatasetFolder, type WorkspaceTable } from './table-files';

/** A dataset as a workspace holds it. */
export interface WorkspaceDataset extends NewDataset {
  readonly tables: readonly WorkspaceTable[];
}

/**
 * Reads the datasets of a workspace (see table-files.ts); without a folder `datasets` there are none.
 * @returns beside the datasets all faults met; where there are any, tables are missing
 */
export function loadDatasetFiles(root: string): { datasets: readonly WorkspaceDataset[]; faults: readonly Fault[] } {
  const { folder, faults: misplaced } = findFolder(root, DATASETS_FOLDER);
  if (folder === undefined) return { datasets: [], faults: misplaced };
  const faults: Fault[] = [];
  const datasets = foldersIn(folder, faults).flatMap((projectId) =>
    foldersIn(path.join(folder, projectId), faults).map((datasetId) => loadDataset({ root, folder: path.join(folder, projectId, datasetId), projectId, datasetId }, faults)),
  );
  return { datasets, faults };
}

function foldersIn(folder: string, faults: Fault[]): string[] {
  const { entries, faults: unreadable } = listFolder(folder);
  faults.push(...unreadable);
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) return [entry.name];
    faults.push(fileFault(path.join(folder, entry.name), 'found a file or a link, expected a folder', 'Put tables into datasets/<project>/<dataset>/.'));
    return [];
  });
}

function loadDataset(place: Omit<DatasetFolder, 'files'>, faults: Fault[]): WorkspaceDataset {
  const { folder, projectId, datasetId } = place;
  const { entries, faults: unreadable } = listFolder(folder);
  const files = entries.map(({ name }) => name).filter((name) => !isIgnoredFile(name));
  const dataset = { ...place, files };
  const { location, faults: ofDataset } = loadDatasetLocation(dataset);
  const tableIds = files.filter((file) => file.endsWith(SCHEMA_ENDING)).map((file) => file.slice(0, -SCHEMA_ENDING.length));
  const loaded = tableIds.map((tableId) => loadTable(tableId, dataset));
  faults.push(...unreadable, ...ofDataset, ...strayFiles(folder, files, tableIds), ...loaded.flatMap((table) => table.faults));
  return { projectId, datasetId, location, tables: loaded.flatMap(({ table }) => table ?? []) };
}

/** Rows without a schema, and files of other names, would be passed over without a word. */
function strayFiles(folder: string, files: readonly string[], tableIds: readonly string[]): Fault[] {
  const known = new Set([DATASET_FILE, ...tableIds.flatMap((id) => [id + SCHEMA_ENDING, id + TABLE_ENDING, id + ROWS_ENDING])]);
  const stray = files.filter((file) => !known.has(file) && !tableIds.some((id) => file.startsWith(`${id}$`) && file.endsWith(ROWS_ENDING)));
  return stray.map((file) => {
    const nearest = nearestName(file, known);
    const hint = nearest ? `Did you mean "${nearest}"?` : `Give the table a ${file.replace(/\..*$/, '')}${SCHEMA_ENDING}.`;
    return fileFault(path.join(folder, file), 'found a file that belongs to no table with a schema', hint);
  });
}
