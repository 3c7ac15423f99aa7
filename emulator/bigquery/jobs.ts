import { DispatchError } from '../../src/core/errors';
import { describeJob, normalizeLocation, type JobReference } from '../../src/core/job';
import type { JobResource } from '../../src/core/job-resource';
import type { NewJob } from '../../src/core/ports/bigquery';
import type { Clock } from '../../src/core/ports/clock';
import { frozenCopy } from './frozen-copy';
import { toJobError } from './job-error';
import { createJobIndex, formatJob } from './job-index';
import { newJobResource } from './job-resource';
import type { JobSuccess, JobWork } from './job-work';

/** What listens for the end of jobs. */
export type JobListener = (job: JobResource) => void;

/** All jobs, each as a resource that never changes: a later state is another resource. */
export interface Jobs {
  getJob(ref: AnyLocation): JobResource | undefined;
  /** In the order in which they were begun. */
  jobs(projectId: string): Iterable<JobResource>;
  /** @throws DispatchError JOB_ALREADY_EXISTS, INVALID_REQUEST or UNSUPPORTED */
  insertJob(job: NewJob): JobResource;
  /** Settles without polling. @throws DispatchError JOB_NOT_FOUND, DEADLINE_EXCEEDED */
  waitForJob(ref: JobReference, options: { deadline: Date }): Promise<JobResource>;
  /**
   * Keeps a finished job that was run elsewhere, until one of that reference is inserted. A job that runs or ran here stays.
   * @returns the job that is known from now on
   */
  recordJob(resource: JobResource): JobResource;
  /**
   * Calls `listener` once for each job run here, after it is DONE to all who ask.
   * @returns a function that calls it off
   */
  onJobDone(listener: JobListener): () => void;
}

export type AnyLocation = Omit<JobReference, 'location'> & { readonly location?: string };

export interface JobsOptions {
  readonly clock: Clock;
  readonly pendingMs: number;
  readonly runningMs: number;
  /** Checks what a job asks for. @throws DispatchError INVALID_REQUEST or UNSUPPORTED */
  readonly plan: (job: NewJob) => JobWork;
}

interface Entry {
  resource: JobResource;
  readonly recorded: boolean;
  readonly waiting: Set<(job: JobResource) => void>;
}

export function createJobs({ clock, pendingMs, runningMs, plan }: JobsOptions): Jobs {
  const index = createJobIndex<Entry>();
  const listeners = new Set<JobListener>();

  function begin(entry: Entry, work: JobWork): void {
    const { statistics } = entry.resource;
    entry.resource = frozenCopy({ ...entry.resource, statistics: { ...statistics, startTime: time() }, status: { state: 'RUNNING' } });
    clock.schedule(runningMs, () => void finish(entry, work));
  }

  async function finish(entry: Entry, work: JobWork): Promise<void> {
    const before = entry.resource;
    const outcome = await outcomeOf(work);
    const statistics = { ...before.statistics, ...outcome.statistics, endTime: time() };
    const job = frozenCopy({ ...before, statistics, status: { state: 'DONE', ...outcome.status } });
    entry.resource = job;
    for (const resolve of entry.waiting) resolve(job);
    entry.waiting.clear();
    // Each in a task of its own, so that one that throws keeps nothing from the others.
    for (const listener of listeners) queueMicrotask(() => listener(job));
  }

  const time = (): string => String(clock.now().getTime());

  return {
    getJob: (ref) => index.find(located(ref))?.resource,
    *jobs(projectId) {
      for (const { resource } of index.all()) if (resource.jobReference.projectId === projectId) yield resource;
    },

    insertJob(job) {
      const ref = checkReference(job.jobReference);
      const standing = index.find(ref);
      if (standing && !standing.recorded) throw new DispatchError('JOB_ALREADY_EXISTS', `Already Exists: Job ${formatJob(ref)}`);
      const configuration = frozenCopy(job.configuration);
      const work = plan({ jobReference: ref, configuration });
      const resource = newJobResource(ref, { ...configuration, jobType: work.jobType }, time());
      const entry: Entry = { resource, recorded: false, waiting: new Set() };
      index.set(ref, entry);
      clock.schedule(pendingMs, () => begin(entry, work));
      return resource;
    },

    waitForJob(ref, { deadline }) {
      const entry = index.find(located(ref));
      if (!entry) return Promise.reject(new DispatchError('JOB_NOT_FOUND', `Not found: Job ${formatJob(ref)}`));
      if (entry.recorded || entry.resource.status?.state === 'DONE') return Promise.resolve(entry.resource);
      return new Promise((resolve, reject) => {
        const done = (job: JobResource): void => {
          callOff();
          resolve(job);
        };
        const callOff = clock.schedule(Math.max(0, deadline.getTime() - clock.now().getTime()), () => {
          entry.waiting.delete(done);
          reject(new DispatchError('DEADLINE_EXCEEDED', `job ${formatJob(ref)} is not done by ${deadline.toISOString()}; it goes on`));
        });
        entry.waiting.add(done);
      });
    },

    recordJob(resource) {
      const { ref } = describeJob(resource, { location: 'US', now: clock.now() });
      const standing = index.find(ref);
      if (standing && (!standing.recorded || (isDone(standing.resource) && !isDone(resource)))) return standing.resource;
      const recorded = frozenCopy({ ...resource, jobReference: { ...resource.jobReference, location: ref.location } });
      index.set(ref, { resource: recorded, recorded: true, waiting: new Set() });
      return recorded;
    },

    onJobDone(listener) {
      const own: JobListener = (job) => listener(job);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

/** Events come out of order: a job that has ended does not run again. */
function isDone({ status }: JobResource): boolean {
  return status?.state === 'DONE';
}

type Outcome = Pick<JobResource, 'status'> & Partial<JobSuccess>;

async function outcomeOf(work: JobWork): Promise<Outcome> {
  try {
    const { statistics, errors } = (await work.prepare())();
    return { statistics, status: errors && errors.length > 0 ? { errors } : {} };
  } catch (thrown) {
    const { result, errors } = toJobError(thrown);
    return { status: { errorResult: result, errors } };
  }
}

function located(ref: AnyLocation): AnyLocation {
  return ref.location === undefined ? ref : { ...ref, location: normalizeLocation(ref.location) };
}

function checkReference({ projectId, jobId, location }: JobReference): JobReference {
  const problem = !projectId ? 'projectId is missing' : !location ? 'location is missing' : undefined;
  if (problem) throw new DispatchError('INVALID_REQUEST', `jobReference.${problem}`);
  if (!/^[\w-]{1,1024}$/.test(jobId)) {
    throw new DispatchError('INVALID_REQUEST', `jobReference.jobId: Invalid job ID ${JSON.stringify(jobId)}: letters, digits, underscores and dashes, at most 1,024`);
  }
  return { projectId, jobId, location: normalizeLocation(location) };
}
