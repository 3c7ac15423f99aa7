import type { DispatchConfig } from './dispatch-config';
import type { Dispatcher } from './dispatcher';
import { DispatchError } from './errors';
import { parseGsUrl } from './gs-url';
import type { JobReference } from './job';
import type { JobState, Progress } from './job-state';
import { createJobStates, type StandingState } from './lease';
import { stateUrl, taskBesideRecord } from './object-names';
import type { Clock } from './ports/clock';
import type { ObjectStore } from './ports/object-store';
import type { DispatchResponse } from './response';

export interface RedriveOptions {
  readonly config: DispatchConfig;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
}

/**
 * Runs a failed run again (R21): its redrive number grows, its task comes back from beside the record, what was done stays
 * done. Where the task could not be used, it is read anew. A run that was given back is gone on with.
 * @throws DispatchError NOT_FOUND where there was no run, NOT_FAILED where it is done, LEASE_HELD while it runs
 */
export function createRedrive({ config, objects, clock, dispatcher }: RedriveOptions): (ref: JobReference) => Promise<DispatchResponse> {
  const states = createJobStates({ objects, clock, journalUrl: config.journalUrl, leaseSeconds: config.leaseSeconds, newHolder: () => '' });

  /** @returns the generation of the task at its old place, where there is one */
  async function bringBack({ Plan: { Task }, RecordURL }: JobState): Promise<string | undefined> {
    if (!Task || RecordURL === undefined) return undefined;
    const place = parseGsUrl(Task.URL);
    const archived = taskBesideRecord(parseGsUrl(RecordURL));
    const standing = (await objects.stat(place)) ?? ((await objects.stat(archived)) && (await objects.copy(archived, place)));
    await objects.remove(archived);
    return standing?.generation;
  }

  async function renew({ state, generation }: StandingState): Promise<boolean> {
    const taskGeneration = await bringBack(state);
    const { Plan, Redrive, Progress } = state;
    // Nothing was run of a task with faults, so that it is as good as new.
    if (Plan.Error) return objects.remove(stateUrl(config.journalUrl, state.JobRef), { ifGeneration: generation });
    const Task = Plan.Task && taskGeneration !== undefined ? { ...Plan.Task, Generation: taskGeneration } : Plan.Task;
    const renewed = await states.amend({ state, generation }, { State: 'retry', Redrive: Redrive + 1, Plan: { ...Plan, Task }, Progress: withoutFailures(Progress), RecordURL: undefined, Error: undefined, Ended: undefined });
    return renewed !== undefined;
  }

  return async ({ projectId, jobId, location }) => {
    const standing = await states.read({ projectId, jobId, location });
    if (!standing) throw new DispatchError('NOT_FOUND', `there was no run of job ${projectId}:${location}.${jobId}`, { hint: 'Check project, location and ID; a job that nothing matched has no run.' });
    const { State, ExpiresAt } = standing.state;
    if (State === 'done') throw new DispatchError('NOT_FAILED', `the run of job ${jobId} is done`);
    if (State === 'running' && clock.now().getTime() < Date.parse(ExpiresAt)) throw new DispatchError('LEASE_HELD', `job ${jobId} is being handled by another run`);
    if (State === 'failed' && !(await renew(standing))) throw new DispatchError('LEASE_HELD', `job ${jobId} was taken by another run`);
    return dispatcher.dispatch({ eventId: `redrive:${projectId}:${location}.${jobId}`, projectId, jobId, location });
  };
}

/** What failed is to be done again, with all that followed from it. */
function withoutFailures(progress: Progress): Progress {
  const failed = progress.Actions.flatMap(({ Status, Position }) => (Status === 'error' ? [Position] : []));
  return { ...progress, Actions: progress.Actions.filter(({ Position }) => !failed.some((position) => Position === position || Position.startsWith(`${position}.`))) };
}
