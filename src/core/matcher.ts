import { asksForTask, checkTaskJob, findTask, taskNotFound } from './deferred-task';
import type { DispatchConfig } from './dispatch-config';
import { DispatchError } from './errors';
import { formatGsUrl, type GsUrl } from './gs-url';
import type { Job } from './job';
import type { ObjectStore } from './ports/object-store';
import { createRouteTable, type RouteMatch } from './route-table';
import { parseTask, type TaskRule } from './rules/task-rule';

/** What was found to do for a job. */
export type Match =
  | { readonly by: 'task'; readonly url: GsUrl; readonly generation: string; readonly task: TaskRule | DispatchError }
  | ({ readonly by: 'route' } & RouteMatch)
  | { readonly by: 'nothing'; readonly error?: DispatchError };

/** Finds what to do: first by the job's ID, then by the routes (R2, R3). */
export interface Matcher {
  /** A task that cannot be used is a match that holds the error; a job that asked for a task in vain is `nothing` with one (R6). */
  match(job: Job): Promise<Match>;
  /** The same for a job that asks for no task. */
  matchRoute(job: Job): Match;
}

export function createMatcher(config: DispatchConfig, objects: ObjectStore): Matcher {
  const routes = createRouteTable(config.routes);

  async function matchTask(job: Job): Promise<Match | undefined> {
    if (!asksForTask(job.ref.jobId)) return undefined;
    const found = await findTask(objects, job.ref.jobId, config);
    if (!found) return undefined;
    const { url, generation, bytes } = found;
    return { by: 'task', url, generation, task: readTask(job, { url, bytes }) };
  }

  function readTask(job: Job, { url, bytes }: { url: GsUrl; bytes: Uint8Array }): TaskRule | DispatchError {
    try {
      const task = parseTask({ text: new TextDecoder().decode(bytes), url: formatGsUrl(url), placeholders: config.placeholders });
      checkTaskJob(task, job, url);
      return task;
    } catch (error) {
      if (error instanceof DispatchError) return error;
      throw error;
    }
  }

  function matchRoute(job: Job): Match {
    const route = routes.match(job);
    if (route) return { by: 'route', ...route };
    return { by: 'nothing', error: asksForTask(job.ref.jobId) ? taskNotFound(job.ref.jobId, config.deferTaskUrl) : undefined };
  }

  return {
    match: async (job) => (await matchTask(job)) ?? matchRoute(job),
    matchRoute,
  };
}
