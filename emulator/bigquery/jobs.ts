import { DispatchError } from '../../src/core/errors';
import { describeJob, normalizeLocation, type JobReference } from '../../src/core/job';
import type { JobResource } from '../../src/core/job-resource';
import type { NewJob } from '../../src/core/ports/bigquery';
import type { Clock } from '../../src/core/ports/clock';
import { frozenCopy } from './frozen-copy';
import { createJobIndex, formatJob } from './job-index';
import { newJobResource, withPatch } from './job-resource';
import { startJob, type JobRun } from './job-run';
import type { JobWork } from './job-work';

/** What listens for the end of jobs. */
export type JobListener = (job: JobResource) => void;

export type AnyLocation = Omit<JobReference, 'location'> & { readonly location?: string };

/** A job to be run, perhaps with a local file that it loads. */
export interface InsertedJob extends NewJob {
  readonly upload?: Uint8Array;
}

/** All jobs, each as a resource that never changes: a later state is another resource. */
export interface Jobs {
  getJob(ref: AnyLocation): JobResource | undefined;
  /** In the order in which they were begun. */
  jobs(projectId: string): Iterable<JobResource>;
  /** Jobs run here that are not DONE yet. */
  unfinishedJobs(): number;
  /** @throws DispatchError JOB_ALREADY_EXISTS, INVALID_REQUEST or UNSUPPORTED */
  insertJob(job: InsertedJob): JobResource;
  /** Settles when a job was checked. @throws JobError where that made it fail; DispatchError JOB_NOT_FOUND */
  whenChecked(ref: AnyLocation): Promise<JobResource>;
  /** Settles without polling. @throws DispatchError JOB_NOT_FOUND, DEADLINE_EXCEEDED */
  waitForJob(ref: JobReference, options: { deadline: Date }): Promise<JobResource>;
  /** Ends the job with the reason `stopped`, unless it is DONE. @throws DispatchError JOB_NOT_FOUND */
  cancelJob(ref: AnyLocation): JobResource;
  /** Forgets a job that is DONE. @throws DispatchError JOB_NOT_FOUND, or INVALID_REQUEST while it is not DONE */
  deleteJob(ref: AnyLocation): void;
  /**
   * Keeps a finished job that was run elsewhere, until one of that reference is inserted. A job that runs or ran here stays.
   * @returns the job that is known from now on
   */
  recordJob(resource: JobResource): JobResource;
  /** Keeps a job that a script has run and that is DONE, with `statistics.parentJobId`; listeners hear of it. */
  recordChild(resource: JobResource): JobResource;
  /**
   * Calls `listener` once for each job run here, after it is DONE to all who ask.
   * @returns a function that calls it off
   */
  onJobDone(listener: JobListener): () => void;
  /** Stops and forgets all jobs; no listener hears of that, nor `onForgotten`. */
  clearJobs(): void;
}

export interface JobsOptions {
  readonly clock: Clock;
  readonly pendingMs: number;
  readonly runningMs: number;
  /** Checks what a job asks for. @throws DispatchError INVALID_REQUEST or UNSUPPORTED */
  readonly plan: (job: InsertedJob) => JobWork;
  /** How many jobs are kept; the oldest that are DONE make room for more. */
  readonly maxJobs?: number;
  /** Called for each job that made room or was deleted. */
  readonly onForgotten?: (job: JobResource) => void;
}

/** BigQuery keeps jobs for six months; in memory their number is what counts. */
const MAX_JOBS = 10_000;

interface Entry {
  /** A job run here; absent for one that is only recorded. */
  run?: JobRun;
  resource: JobResource;
  /** True until a job of the same reference is inserted. */
  readonly recorded: boolean;
  readonly waiting: Set<(job: JobResource) => void>;
}

export function createJobs({ clock, pendingMs, runningMs, plan, maxJobs = MAX_JOBS, onForgotten }: JobsOptions): Jobs {
  const index = createJobIndex<Entry>();
  const listeners = new Set<JobListener>();
  const unfinished = new Set<Entry>();

  function forget({ resource }: Entry): void {
    const { projectId, jobId, location = 'US' } = resource.jobReference;
    index.remove({ projectId, jobId, location });
    onForgotten?.(resource);
  }

  function keep(ref: JobReference, entry: Entry): void {
    index.set(ref, entry);
    for (const old of index.all()) {
      if (index.size() <= maxJobs) return;
      if (!unfinished.has(old) && old !== entry) forget(old);
    }
  }

  function end(entry: Entry, job: JobResource): void {
    entry.resource = job;
    entry.run = undefined;
    if (!unfinished.delete(entry)) return;
    for (const resolve of entry.waiting) resolve(job);
    entry.waiting.clear();
    tell(job);
  }

  /** Each in a task of its own, so that one that throws keeps nothing from the others. */
  function tell(job: JobResource): void {
    for (const listener of listeners) queueMicrotask(() => listener(job));
  }

  function entryOf(ref: AnyLocation): Entry {
    const entry = index.find(located(ref));
    if (entry) return entry;
    throw new DispatchError('JOB_NOT_FOUND', `Not found: Job ${ref.location === undefined ? `${ref.projectId}:${ref.jobId}` : formatJob({ ...ref, location: ref.location })}`);
  }

  const current = ({ run, resource }: Entry): JobResource => run?.resource ?? resource;

  return {
    getJob(ref) {
      const entry = index.find(located(ref));
      return entry && current(entry);
    },
    *jobs(projectId) {
      for (const entry of index.all()) if (entry.resource.jobReference.projectId === projectId) yield current(entry);
    },
    unfinishedJobs: () => unfinished.size,

    insertJob(job) {
      const ref = checkReference(job.jobReference);
      const standing = index.find(ref);
      if (standing && !standing.recorded) throw new DispatchError('JOB_ALREADY_EXISTS', `Already Exists: Job ${formatJob(ref)}`);
      const configuration = frozenCopy(job.configuration);
      const work = plan({ ...job, jobReference: ref, configuration });
      const resource = newJobResource(ref, { ...withPatch(configuration, work.configuration), jobType: work.jobType }, String(clock.now().getTime()));
      const entry: Entry = { resource, recorded: false, waiting: new Set() };
      keep(ref, entry);
      unfinished.add(entry);
      entry.run = startJob(resource, work, { clock, pendingMs, runningMs, onDone: (done) => end(entry, done) });
      return resource;
    },

    async whenChecked(ref) {
      const entry = entryOf(ref);
      await entry.run?.checked;
      return current(entry);
    },

    waitForJob(ref, { deadline }) {
      const entry = index.find(located(ref));
      if (!entry) return Promise.reject(new DispatchError('JOB_NOT_FOUND', `Not found: Job ${formatJob(ref)}`));
      if (!entry.run) return Promise.resolve(entry.resource);
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

    cancelJob(ref) {
      const entry = entryOf(ref);
      entry.run?.stop('User requested cancellation');
      return current(entry);
    },

    deleteJob(ref) {
      const entry = entryOf(ref);
      if (entry.run) throw new DispatchError('INVALID_REQUEST', `Cannot delete job ${ref.projectId}:${ref.jobId}: it is not done`);
      forget(entry);
    },

    recordJob(resource) {
      const { ref } = describeJob(resource, { location: 'US', now: clock.now() });
      const standing = index.find(ref);
      if (standing && (!standing.recorded || (isDone(standing.resource) && !isDone(resource)))) return current(standing);
      const recorded = frozenCopy({ ...resource, jobReference: { ...resource.jobReference, location: ref.location } });
      keep(ref, { resource: recorded, recorded: true, waiting: new Set() });
      return recorded;
    },

    recordChild(resource) {
      const { ref } = describeJob(resource, { location: 'US', now: clock.now() });
      const child = frozenCopy(resource);
      keep(ref, { resource: child, recorded: false, waiting: new Set() });
      tell(child);
      return child;
    },

    onJobDone(listener) {
      const own: JobListener = (job) => listener(job);
      listeners.add(own);
      return () => void listeners.delete(own);
    },

    clearJobs() {
      const running = [...unfinished];
      unfinished.clear();
      for (const { run } of running) run?.stop('The emulator was reset');
      index.clear();
    },
  };
}

/** Events come out of order: a job that has ended does not run again. */
function isDone({ status }: JobResource): boolean {
  return status?.state === 'DONE';
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
