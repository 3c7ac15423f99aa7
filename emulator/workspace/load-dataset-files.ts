import path from 'node:path';
import type { Fault } from '../../src/core/rules/fault';
import { nearestName } from '../../src/core/rules/nearest';
import type { NewDataset, Times } from '../bigquery/dataset';
import { datasetTerm, recordedDataset } from './dataset-term';
import { fileFault } from './file-fault';
import { readName } from './given-name';
import { findFolder, listFolder } from './list-files';
import { loadRoutine, type WorkspaceRoutine } from './load-routine';
import { isPartitionOf } from './load-rows';
import { loadTable } from './load-table';
import { DATASET_FILE, DATASETS_FOLDER, ROUTINE_ENDING, ROWS_ENDING, SCHEMA_ENDING, TABLE_ENDING, VIEW_ENDING, type WorkspaceTable } from './table-files';
import { readWorkspaceTerm } from './workspace-document';

/** A dataset as a workspace holds it. */
export interface WorkspaceDataset extends NewDataset {
  /** Its folder, from that of the workspace. */
  readonly folder: string;
  readonly times: Partial<Times>;
  readonly tables: readonly WorkspaceTable[];
  readonly routines: readonly WorkspaceRoutine[];
}

/**
 * Reads the datasets of a workspace (see table-files.ts); without a folder `datasets` there are none.
 * @returns beside the datasets all faults met; where there are any, tables or routines are missing
 */
export function loadDatasetFiles(root: string): { datasets: readonly WorkspaceDataset[]; faults: readonly Fault[] } {
  const { folder, faults: misplaced } = findFolder(root, DATASETS_FOLDER);
  if (folder === undefined) return { datasets: [], faults: misplaced };
  const faults: Fault[] = [];
  const datasets = foldersIn(folder, faults).flatMap((project) =>
    foldersIn(path.join(folder, project), faults).flatMap((dataset) => loadDataset(root, path.join(folder, project, dataset), faults) ?? []),
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

/** The dataset of a folder, or `undefined` where its name is not known. */
function loadDataset(root: string, folder: string, faults: Fault[]): WorkspaceDataset | undefined {
  const { entries, faults: unreadable } = listFolder(folder);
  const files = entries.map(({ name }) => name);
  const named = nameDataset(root, folder, files);
  faults.push(...unreadable, ...named.faults);
  const { reference, recorded } = named;
  if (!reference) return undefined;
  const place = { root, folder, files, ...reference };
  const tableStems = [...new Set([...stemsIn(files, SCHEMA_ENDING), ...stemsIn(files, VIEW_ENDING)])];
  const routineStems = stemsIn(files, ROUTINE_ENDING);
  const tables = tableStems.map((stem) => loadTable(stem, place));
  const routines = routineStems.map((stem) => loadRoutine(stem, place));
  const stray = strayFiles(folder, files, { tableStems, routineStems });
  faults.push(...stray, ...[...tables, ...routines].flatMap((loaded) => loaded.faults));
  return {
    ...reference,
    ...recorded,
    folder: path.relative(root, folder),
    tables: tables.flatMap(({ table }) => table ?? []),
    routines: routines.flatMap(({ routine }) => routine ?? []),
  };
}

interface NamedDataset {
  /** Missing where the name is not known. */
  readonly reference?: Pick<NewDataset, 'projectId' | 'datasetId'>;
  readonly recorded: ReturnType<typeof recordedDataset>;
  readonly faults: readonly Fault[];
}

function nameDataset(root: string, folder: string, files: readonly string[]): NamedDataset {
  const file = path.join(folder, DATASET_FILE);
  const read = files.includes(DATASET_FILE) ? readWorkspaceTerm(datasetTerm, root, file) : { value: {}, faults: [] };
  const value = read.value ?? {};
  const given = value.datasetReference;
  const recorded = recordedDataset(value);
  const project = readName({ stem: path.basename(path.dirname(folder)), given: given?.projectId, file, path: ['datasetReference', 'projectId'], ...read });
  const dataset = readName({ stem: path.basename(folder), given: given?.datasetId, file, path: ['datasetReference', 'datasetId'], ...read });
  const faults = [...read.faults, ...(read.value ? [...project.faults, ...dataset.faults] : [])];
  if (project.name === undefined || dataset.name === undefined) return { recorded, faults };
  return { reference: { projectId: project.name, datasetId: dataset.name }, recorded, faults };
}

function stemsIn(files: readonly string[], ending: string): string[] {
  return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
}

/** Rows without a schema, and files of other names, would be passed over without a word. */
function strayFiles(folder: string, files: readonly string[], { tableStems, routineStems }: { tableStems: readonly string[]; routineStems: readonly string[] }): Fault[] {
  const isView = (stem: string): boolean => files.includes(stem + VIEW_ENDING);
  const tables = tableStems.filter((stem) => !isView(stem));
  const known = new Set([
    DATASET_FILE,
    ...tableStems.flatMap((stem) => [stem + SCHEMA_ENDING, stem + TABLE_ENDING, ...(isView(stem) ? [stem + VIEW_ENDING] : [stem + ROWS_ENDING])]),
    ...routineStems.map((stem) => stem + ROUTINE_ENDING),
  ]);
  const stray = files.filter((file) => !known.has(file) && !tables.some((stem) => isPartitionOf(stem, file)));
  return stray.map((file) => {
    const nearest = nearestName(file, known);
    const hint = nearest ? `Did you mean "${nearest}"?` : `Give the table a ${file.replace(/\..*$/, '')}${SCHEMA_ENDING}.`;
    return fileFault(path.join(folder, file), 'found a file that belongs to no table with a schema', hint);
  });
}
