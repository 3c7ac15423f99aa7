import { actionJobId, type ActionJobParts } from './action-job-id';
import type { ActionJobs } from './actions/action';
import type { ChainTasks } from './chain-task';
import { DispatchError, hasCode } from './errors';
import type { JobReference } from './job';
import { MAX_ATTEMPTS, mayPass } from './job-attempts';
import type { JobSlots } from './job-slots';
import type { JobConfiguration, JobResource } from './job-resource';
import type { BigQuery } from './ports/bigquery';
import type { Clock } from './ports/clock';
import type { ActionRule } from './rules/action-rule';
import type { ChainLink } from './rules/chain-link';

export interface ActionJobsOptions {
  readonly bigquery: BigQuery;
  readonly clock: Clock;
  readonly slots: JobSlots;
  readonly deadline: Date;
  readonly parent: JobReference;
  readonly parts: ActionJobParts;
  /** What an asynchronous action leaves for its job's event. */
  readonly chain?: { readonly tasks: ChainTasks; readonly rule: ActionRule; readonly link: Omit<ChainLink, 'Attempt'> };
  /** Told the ID of each job. */
  readonly onJob: (jobId: string, started: boolean) => void;
}

export function createActionJobs({ bigquery, clock, slots, deadline, parent, parts, chain, onJob }: ActionJobsOptions): ActionJobs {
  function refOf(more: Partial<ActionJobParts>, projectId = parent.projectId): JobReference {
    return { ...parent, projectId, jobId: actionJobId(parent, { ...parts, ...more }) };
  }

  async function insert(jobReference: JobReference, configuration: JobConfiguration): Promise<void> {
    try {
      await bigquery.insertJob({ jobReference, configuration });
    } catch (error) {
      if (!hasCode(error, 'JOB_ALREADY_EXISTS')) throw error;
    }
  }

  /** The task is written first, so that an event that is quick finds it. */
  async function start(ref: JobReference, configuration: JobConfiguration, { tasks, rule, link }: NonNullable<typeof chain>): Promise<void> {
    onJob(ref.jobId, true);
    // A job that is there had its task, which may be done with and gone.
    if (await bigquery.getJob(ref)) return;
    await tasks.write(ref, rule, { ...link, Attempt: parts.attempt ?? 0 });
    try {
      await insert(ref, configuration);
    } catch (error) {
      if (error instanceof DispatchError && !error.transient) await tasks.giveUp(ref, clock.now());
      throw error;
    }
  }

  async function runToEnd(configuration: JobConfiguration, part: string | undefined, projectId: string | undefined): Promise<JobResource> {
    for (let attempt = 0; ; attempt++) {
      const ref = refOf({ part, attempt }, projectId);
      onJob(ref.jobId, false);
      const job = await slots.run(async () => {
        await insert(ref, configuration);
        return bigquery.waitForJob(ref, { deadline });
      }, deadline);
      const failure = job.status?.errorResult;
      if (!failure) return job;
      if (!mayPass(failure) || attempt + 1 >= MAX_ATTEMPTS) {
        throw new DispatchError('JOB_FAILED', `job ${ref.jobId} failed: ${failure.message ?? 'no message'} (${failure.reason ?? 'no reason'})`);
      }
    }
  }

  return {
    tag: /[0-9a-f]{12}$/.exec(actionJobId(parent, { ...parts, attempt: 0 }))?.[0] ?? '',

    async run(configuration, { part, projectId } = {}) {
      if (!chain || part !== undefined) return runToEnd(configuration, part, projectId);
      await start(refOf({ asynchronous: true }, projectId), configuration, chain);
      return undefined;
    },
  };
}
