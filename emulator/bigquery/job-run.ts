import type { JobResource, JobStatistics } from '../../src/core/job-resource';
import type { Clock } from '../../src/core/ports/clock';
import { frozenCopy } from './frozen-copy';
import { stopped, toJobError, type JobError } from './job-error';
import { withPatch } from './job-resource';
import type { JobSuccess, JobWork } from './job-work';

/** One job on its way from PENDING to DONE, each state a resource of its own. */
export interface JobRun {
  readonly resource: JobResource;
  /** Settles when the job is checked. @throws JobError where that made it fail */
  readonly checked: Promise<void>;
  /** Ends the job now, unless it is DONE: nothing of it takes effect any more. */
  stop(why: string): void;
}

export interface JobRunOptions {
  readonly clock: Clock;
  readonly pendingMs: number;
  readonly runningMs: number;
  /** Called once, when the resource says DONE. */
  readonly onDone: (job: JobResource) => void;
}

type Outcome = Pick<JobResource, 'status'> & Partial<Pick<JobSuccess, 'statistics' | 'configuration'>>;

/** Starts a job whose resource is PENDING. */
export function startJob(pending: JobResource, work: JobWork, { clock, pendingMs, runningMs, onDone }: JobRunOptions): JobRun {
  const abort = new AbortController();
  const { signal } = abort;
  const timers = new Set<() => void>();
  let resource = pending;
  const checked = work.check ? check(work.check({ signal })) : Promise.resolve();
  const isDone = (): boolean => resource.status?.state === 'DONE';
  const time = (): string => String(clock.now().getTime());

  function later(delayMs: number, task: () => void): void {
    const callOff = clock.schedule(delayMs, () => {
      timers.delete(callOff);
      task();
    });
    timers.add(callOff);
  }

  function begin(): void {
    resource = frozenCopy({ ...resource, statistics: { ...resource.statistics, startTime: time() }, status: { state: 'RUNNING' } });
    const timeoutMs = Number(resource.configuration.jobTimeoutMs ?? 0);
    if (timeoutMs > 0) later(timeoutMs, () => stop(`Job timed out after ${timeoutMs / 1000}s`));
    later(runningMs, () => void finish());
  }

  async function finish(): Promise<void> {
    try {
      await checked;
      const takeEffect = await Promise.race([work.prepare({ signal }), aborted(signal)]);
      if (isDone()) return;
      const { errors, ...more } = takeEffect();
      const done = work.jobType === 'QUERY' ? more : { ...more, statistics: { completionRatio: 1, ...more.statistics } };
      end({ ...done, status: errors && errors.length > 0 ? { errors } : {} });
    } catch (thrown) {
      end(failure(toJobError(thrown)));
    }
  }

  function end({ status, statistics, configuration }: Outcome): void {
    if (isDone()) return;
    for (const callOff of timers) callOff();
    timers.clear();
    const times = timesOf(resource.statistics, time());
    resource = frozenCopy({
      ...resource,
      configuration: withPatch(resource.configuration, configuration),
      statistics: { ...times, ...statistics },
      status: { state: 'DONE', ...status },
    });
    onDone(resource);
  }

  function stop(why: string): void {
    if (isDone()) return;
    end(failure(stopped(why)));
    abort.abort();
  }

  async function check(checking: Promise<void>): Promise<void> {
    try {
      await checking;
    } catch (thrown) {
      const error = toJobError(thrown);
      end(failure(error));
      throw error;
    }
  }

  // Nobody need wait for the check.
  checked.catch(() => undefined);
  later(pendingMs, begin);
  return {
    get resource() {
      return resource;
    },
    checked,
    stop,
  };
}

function failure({ result, errors, statistics }: JobError): Outcome {
  return { status: { errorResult: result, errors }, statistics };
}

function timesOf(statistics: JobStatistics | undefined, endTime: string): JobStatistics {
  const { creationTime = endTime, startTime = endTime } = statistics ?? {};
  const durationMs = String(Number(endTime) - Number(startTime));
  return { creationTime, startTime, endTime, finalExecutionDurationMs: durationMs, totalSlotMs: durationMs };
}

/** Rejects when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(stopped('User requested cancellation')), { once: true });
  });
}
