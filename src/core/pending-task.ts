import { asksForTask } from './deferred-task';
import type { DispatchConfig } from './dispatch-config';
import { childUrl, type GsUrl } from './gs-url';
import { isJobId } from './job';
import { isJournalObject } from './object-names';
import type { ObjectInfo, ObjectStore } from './ports/object-store';
import { fieldOf } from './rules/field-of';

/** A task file and the job that it waits for. */
export interface PendingTask {
  readonly url: GsUrl;
  readonly jobId: string;
  /** In the task, else in what BqTail wrote as its `Job`, else in the configuration. */
  readonly projectId?: string;
  readonly location?: string;
  readonly since: Date;
}

/** The ID of the job that an object below `DeferTaskURL` is the task of (R2), or `undefined` for any other object. */
export function jobIdOfTask(url: GsUrl, config: Pick<DispatchConfig, 'deferTaskUrl' | 'journalUrl' | 'errorUrl'>): string | undefined {
  if ([config.journalUrl, config.errorUrl].some((folder) => isJournalObject(url, folder))) return undefined;
  const name = url.name.slice(childUrl(config.deferTaskUrl, '').name.length);
  if (!name.endsWith('.json')) return undefined;
  const jobId = name.slice(0, -'.json'.length).replaceAll('/', '--');
  return isJobId(jobId) && asksForTask(jobId) ? jobId : undefined;
}

/** Reads of a task file whose job it waits for; `undefined` where it is gone by now. */
export async function readPendingTask({ url, timeCreated }: ObjectInfo, jobId: string, { objects, config }: { objects: ObjectStore; config: DispatchConfig }): Promise<PendingTask | undefined> {
  const found = await objects.read(url);
  if (!found) return undefined;
  const task = parsed(found.bytes);
  const reference = fieldOf(fieldOf(task, 'Job'), 'jobReference');
  return {
    url,
    jobId,
    projectId: firstText(fieldOf(task, 'ProjectID'), fieldOf(reference, 'projectId'), fieldOf(fieldOf(task, 'Job'), 'ProjectID'), config.projectId),
    location: firstText(fieldOf(task, 'Location'), fieldOf(reference, 'location'), fieldOf(fieldOf(task, 'Job'), 'Location'), config.location),
    since: timeCreated,
  };
}

/** A task with faults is told when its job is dispatched. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '');
}
