import { createHash } from 'node:crypto';
import type { JobReference } from './job';

/** BigQuery's limit for a job ID. */
const MAX_LENGTH = 1024;

/** What tells the jobs of one parent apart. */
export interface ActionJobParts {
  /** Where the action stands in its plan: `0`, `0.OnSuccess.1`. */
  readonly position: string;
  readonly action: string;
  readonly redrive: number;
  /** How many jobs failed before with an error that may pass; counts from 0. */
  readonly attempt?: number;
  /** Tells several jobs of one action apart. */
  readonly part?: string;
  readonly asynchronous?: boolean;
}

/**
 * The ID of a job that an action starts (R15): the parent's ID, so that people see where it comes from, and a hash of
 * all that tells it from others. Only that of an asynchronous action ends in `dispatch`, which asks for its task (R14).
 */
export function actionJobId(parent: JobReference, parts: ActionJobParts): string {
  const { position, action, redrive, attempt = 0, part = '', asynchronous = false } = parts;
  const identity = JSON.stringify([parent.projectId, parent.location, parent.jobId, position, action, redrive, part]);
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12);
  const place = position.replace(/[^A-Za-z0-9]+/g, '-');
  const ending = `--${place}-${action}-${hash}${attempt > 0 ? `-${attempt + 1}` : ''}${asynchronous ? '--dispatch' : ''}`;
  return parent.jobId.slice(0, MAX_LENGTH - ending.length) + ending;
}
