import { toDispatchError } from '../../src/core/errors';
import { createFault, type Fault } from '../../src/core/rules/fault';
import type { BigQueryState } from '../bigquery/bigquery-state';
import { withViewSchema } from '../bigquery/http/table-body';
import { routineName, tableName } from '../bigquery/iam-policies';
import { JobError } from '../bigquery/job-error';
import { routineIdProblem } from '../bigquery/resource-names';
import { fileFault } from './file-fault';
import type { WorkspaceDataset } from './load-dataset-files';
import type { WorkspaceRoutine } from './load-routine';
import { TABLE_ENDING, VIEW_ENDING, type WorkspaceTable } from './table-files';

/**
 * Puts the datasets of a workspace into a state that has none of them yet.
 * @returns what BigQuery itself would refuse: names, partitions, views that cannot be read, and the like
 */
export async function restoreDatasets(bigquery: BigQueryState, datasets: readonly WorkspaceDataset[]): Promise<readonly Fault[]> {
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
  const bare: WorkspaceTable[] = [];
  for (const { tables, routines, times, folder, ...dataset } of datasets) {
    if (!attempt(folder, () => bigquery.createDataset(dataset, times))) continue;
    for (const routine of routines) attempt(routine.file, () => restoreRoutine(bigquery, routine, faults));
    for (const table of tables) {
      if (attempt(table.file, () => restoreTable(bigquery, table)) && table.resource.view && !table.resource.schema) bare.push(table);
    }
  }
  // A view may read any other table, so its columns are found out when all are there.
  for (const view of bare) faults.push(...(await giveColumns(bigquery, view)));
  return faults;
}

function restoreTable(bigquery: BigQueryState, { resource, rows, times, iamPolicy }: WorkspaceTable): void {
  bigquery.restoreTable(resource, { rows, times });
  if (iamPolicy) bigquery.policies.set(tableName(resource.tableReference), iamPolicy);
}

function restoreRoutine(bigquery: BigQueryState, { file, resource, times, iamPolicy }: WorkspaceRoutine, faults: Fault[]): void {
  const ref = resource.routineReference;
  const problem = routineIdProblem(ref.routineId) ?? (bigquery.findRoutine(ref) && `Already Exists: Routine ${ref.projectId}:${ref.datasetId}.${ref.routineId}`);
  if (problem) {
    faults.push(fileFault(file, problem, 'Give it another name.'));
    return;
  }
  bigquery.setRoutine(resource, times);
  if (iamPolicy) bigquery.policies.set(routineName(ref), iamPolicy);
}

async function giveColumns(bigquery: BigQueryState, { file, resource, times }: WorkspaceTable): Promise<readonly Fault[]> {
  try {
    const whole = await withViewSchema(resource, { bigquery });
    bigquery.removeTable(resource.tableReference);
    bigquery.restoreTable(whole, { times });
    return [];
  } catch (thrown) {
    const message = thrown instanceof JobError ? thrown.message : toDispatchError(thrown).message;
    const [, line = '1', column = '1'] = /\[(\d+):(\d+)\]/.exec(message) ?? [];
    const position = { line: Number(line), column: Number(column) };
    return [createFault({ code: 'INVALID_VALUE', file: file.replace(TABLE_ENDING, VIEW_ENDING), position, message, hint: 'Correct the query, or give the view a .schema.json.' })];
  }
}
