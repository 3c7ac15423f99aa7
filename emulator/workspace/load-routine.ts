import path from 'node:path';
import type { Fault } from '../../src/core/rules/fault';
import type { Times } from '../bigquery/dataset';
import type { RoutineResource } from '../bigquery/routine';
import { readName } from './given-name';
import { routineTerm } from './routine-term';
import { ROUTINE_ENDING, type DatasetFolder, type WorkspaceTable } from './table-files';
import { readWorkspaceTerm } from './workspace-document';

/** A routine of a workspace. */
export interface WorkspaceRoutine extends Pick<WorkspaceTable, 'file' | 'iamPolicy'> {
  readonly resource: RoutineResource;
  readonly times: Partial<Times>;
}

/**
 * Reads one routine; with faults there is none.
 * @param stem what its file is called
 */
export function loadRoutine(stem: string, { root, folder, projectId, datasetId }: DatasetFolder): { routine?: WorkspaceRoutine; faults: readonly Fault[] } {
  const file = path.join(folder, stem + ROUTINE_ENDING);
  const { value, document, faults } = readWorkspaceTerm(routineTerm, root, file);
  if (!value || faults.length > 0) return { faults };
  const { name: routineId, faults: ofName } = readName({ stem, given: value.routineReference?.routineId, file, path: ['routineReference', 'routineId'], document });
  if (routineId === undefined) return { faults: ofName };
  const { creationTime, lastModifiedTime, iamPolicy, ...fields } = value;
  const resource = { ...fields, routineReference: { projectId, datasetId, routineId } };
  return { routine: { file: path.relative(root, file), resource, times: { creationTime, lastModifiedTime }, ...(iamPolicy && { iamPolicy }) }, faults: [] };
}
