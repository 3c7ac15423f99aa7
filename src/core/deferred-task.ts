import type { DispatchConfig } from './dispatch-config';
import { DispatchError } from './errors';
import { compilePattern } from './filter';
import { childUrl, formatGsUrl, type GsUrl } from './gs-url';
import type { Job } from './job';
import { isJournalObject } from './object-names';
import type { ObjectStore, StoredObject } from './ports/object-store';
import { jobIdPattern, type TaskRule } from './rules/task-rule';

/** Whether a job ID asks for a task file (R2). */
export function asksForTask(jobId: string): boolean {
  return jobId.endsWith('dispatch');
}

/** The objects that may hold the task of a job, in the order they are tried: the literal name, then `--` read as `/` (R2). */
export function taskUrls(jobId: string, deferTaskUrl: GsUrl): readonly GsUrl[] {
  const names = new Set([jobId, jobId.replaceAll('--', '/')]);
  return [...names].map((name) => childUrl(deferTaskUrl, `${name}.json`));
}

/** The task file of a job, or `undefined` where there is none (R2). What the journal keeps is no task, whatever a job's ID says. */
export async function findTask(objects: ObjectStore, jobId: string, config: DispatchConfig): Promise<StoredObject | undefined> {
  for (const url of taskUrls(jobId, config.deferTaskUrl)) {
    if (isJournalObject(url, config.journalUrl) || isJournalObject(url, config.errorUrl)) continue;
    const found = await objects.read(url);
    if (found) return found;
  }
  return undefined;
}

/**
 * Checks what a task says of its job: its ID (R8), who started it, and in which project.
 * @throws DispatchError TASK_JOB_MISMATCH
 */
export function checkTaskJob(task: TaskRule, job: Job, url: GsUrl): void {
  const { JobID, ClaimedBy: { User = job.user, ProjectID = job.ref.projectId } = {} } = task;
  const claimed = (what: string, found: string | undefined): DispatchError => new DispatchError('TASK_JOB_MISMATCH', `${formatGsUrl(url)} may be claimed by ${what} alone, found ${found ?? 'nobody that is known'}`);
  if (ProjectID !== job.ref.projectId) throw claimed(`a job of the project ${ProjectID}`, job.ref.projectId);
  if (User !== job.user) throw claimed(`a job of ${User}`, job.user);
  const { jobId } = job.ref;
  if (JobID === '' || JobID === jobId) return;
  const pattern = jobIdPattern(JobID);
  if (pattern !== undefined && compilePattern(pattern).foundIn(jobId)) return;
  throw new DispatchError('TASK_JOB_MISMATCH', `${formatGsUrl(url)} is for the job ID ${JSON.stringify(JobID)}, found ${JSON.stringify(jobId)}`);
}

/** R6: a job that asked for a task that is not there. */
export function taskNotFound(jobId: string, deferTaskUrl: GsUrl): DispatchError {
  const [name = '', other] = taskUrls(jobId, deferTaskUrl).map(formatGsUrl);
  return new DispatchError('TASK_NOT_FOUND', `no route matched job ${jobId}, and there is ${other === undefined ? `no ${name}` : `neither ${name} nor ${other}`}`);
}
