import { toDispatchError } from '../../src/core/errors';
import type { Fault } from '../../src/core/rules/fault';
import type { Catalog } from '../bigquery/catalog';
import { fileFault } from './file-fault';
import type { WorkspaceDataset } from './load-dataset-files';
import { DATASETS_FOLDER, SCHEMA_ENDING } from './table-files';

/**
 * Puts the datasets of a workspace into a catalog that has none of them yet.
 * @returns what BigQuery itself would refuse: names, partitions, and the like
 */
export function restoreDatasets(catalog: Catalog, datasets: readonly WorkspaceDataset[]): readonly Fault[] {
  const faults: Fault[] = [];
  const attempt = (file: string, step: () => unknown): boolean => {
    try {
      step();
      return true;
    } catch (thrown) {
      const { message, hint } = toDispatchError(thrown);
      faults.push(fileFault(file, message, hint));
      return false;
    }
  };
  for (const { tables, ...dataset } of datasets) {
    const folder = `${DATASETS_FOLDER}/${dataset.projectId}/${dataset.datasetId}`;
    if (!attempt(folder, () => catalog.createDataset(dataset))) continue;
    for (const { resource, rows } of tables) attempt(`${folder}/${resource.tableReference.tableId}${SCHEMA_ENDING}`, () => catalog.addTable(resource, rows));
  }
  return faults;
}
