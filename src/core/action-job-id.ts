import { createHash } from 'node:crypto';
import type { JobReference } from './job';

/** BigQuery's limit for a job ID. */
const MAX_LENGTH = 1024;

/**
 * The ID of a job that an action starts (R15): the parent's ID, so that people see where it comes from, and a hash of
 * all that tells it from others. It never ends in `dispatch`, so it asks for no task.
 * @param parts the action's position, its name, the redrive number, and what tells several jobs of one action apart
 */
export function actionJobId(parent: JobReference, parts: { position: number; action: string; redrive: number; part?: string }): string {
  const { position, action, redrive, part = '' } = parts;
  const identity = JSON.stringify([parent.projectId, parent.location, parent.jobId, position, action, redrive, part]);
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12);
  const ending = `--${position}-${action}-${hash}`;
  return parent.jobId.slice(0, MAX_LENGTH - ending.length) + ending;
}
