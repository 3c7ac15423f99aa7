import { findAction } from '../../core/actions';
import { DispatchError } from '../../core/errors';
import { expandWholeRequest } from '../../core/expand-request';
import { describeJob } from '../../core/job';
import type { ActionRule } from '../../core/rules/action-rule';
import type { Path } from '../../core/rules/fault';
import { jobVariables } from '../../core/variables';
import type { Report } from './placed-route';

const TABLE = { projectId: 'project', datasetId: 'dataset', tableId: 'table' };
/** Of a job that has everything, so that what is refused is refused for every job. */
const VARIABLES = jobVariables(
  describeJob({ jobReference: { projectId: 'project', jobId: 'job', location: 'US' }, configuration: { load: { sourceUris: ['gs://bucket/object'], destinationTable: TABLE } } }, { location: 'US', now: new Date(0) }),
  'event',
);

/** Variables that there are not, and that stand where none may (R19). */
export function lintVariables(actions: readonly ActionRule[], path: Path, report: Report): void {
  for (const [index, { Action: name, Request, OnSuccess = [], OnFailure = [] }] of actions.entries()) {
    const place = [...path, index];
    const action = findAction(name);
    const refused = action && refusalOf(() => expandWholeRequest(action, Request, VARIABLES));
    if (refused) report(refused.code === 'UNKNOWN_VARIABLE' ? 'UNKNOWN_VARIABLE' : 'VARIABLE_REFUSED', [...place, 'Request'], [refused.message, refused.hint]);
    // Which variables an answer gives is known when it has come (R17).
    if (action?.answers) return;
    lintVariables(OnSuccess, [...place, 'OnSuccess'], report);
    lintVariables(OnFailure, [...place, 'OnFailure'], report);
  }
}

function refusalOf(expand: () => unknown): DispatchError | undefined {
  try {
    expand();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof DispatchError) return thrown;
    throw thrown;
  }
}
