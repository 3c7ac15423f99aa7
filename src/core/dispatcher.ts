import { runActions } from './action-runner';
import type { DispatchConfig } from './dispatch-config';
import { DispatchError, reportError, toDispatchError } from './errors';
import { formatGsUrl } from './gs-url';
import { describeJob, isJobId, type Job } from './job';
import type { JobEvent } from './job-event';
import { createJobSlots } from './job-slots';
import { createJournal } from './journal';
import { createJobStates, type Lease, type StandingState } from './lease';
import { createMatcher } from './matcher';
import { makePlan } from './plan';
import type { BigQuery } from './ports/bigquery';
import type { Clock } from './ports/clock';
import type { ObjectStore } from './ports/object-store';
import type { Outgoing } from './ports/outgoing';
import { describeState, type DispatchResponse } from './response';

/** The service: what happens when a BigQuery job has ended. */
export interface Dispatcher {
  /** Handles one event. Never throws: what went wrong is in the response. */
  dispatch(event: JobEvent): Promise<DispatchResponse>;
}

export interface DispatcherOptions {
  readonly config: DispatchConfig;
  readonly objects: ObjectStore;
  readonly bigquery: BigQuery;
  readonly outgoing: Outgoing;
  readonly clock: Clock;
  /** A name for each run that no other run has, for its lease. */
  readonly newHolder: () => string;
}

/** Where BigQuery runs a job that says nothing of it. */
const DEFAULT_LOCATION = 'US';

/** What the life of one event came to, before it is put into a response. */
type Answer = Partial<DispatchResponse> & Pick<DispatchResponse, 'Status'>;

/**
 * Creates the dispatcher of one configuration.
 * @throws DispatchError INVALID_PATTERN
 */
export function createDispatcher({ config, objects, bigquery, outgoing, clock, newHolder }: DispatcherOptions): Dispatcher {
  const matcher = createMatcher(config, objects);
  const states = createJobStates({ objects, clock, journalUrl: config.journalUrl, leaseSeconds: config.leaseSeconds, newHolder });
  const journal = createJournal({ config, objects, states });
  const slots = createJobSlots({ most: config.maxConcurrentJobs, clock });

  /** The life of one event. */
  async function handle(event: JobEvent, started: Date): Promise<Answer> {
    const job = await findJob(event);
    if (job.state !== 'DONE') return { Status: 'ignored', JobRef: job.ref, Reason: `the job is ${job.state || 'in no known state'}, not DONE` };
    const standing = await states.read(job.ref);
    const lease = standing ? await continueRun(standing) : await startRun(job, event, started);
    return 'Status' in lease ? { JobRef: job.ref, JobError: job.error, ...lease } : run(lease, started);
  }

  async function findJob({ projectId, jobId, location, job }: JobEvent): Promise<Job> {
    if (!isJobId(jobId)) throw new DispatchError('EVENT_INVALID', `${JSON.stringify(jobId.slice(0, 100))} is no ID of a job`);
    const place = location ?? config.location;
    // Without a location BigQuery looks in US and EU, which is better than nothing.
    const resource = job ?? (await bigquery.getJob({ projectId, jobId, location: place })) ?? (location ? undefined : await bigquery.getJob({ projectId, jobId }));
    if (!resource) {
      throw new DispatchError('JOB_NOT_FOUND', `BigQuery knows no job ${jobId} in project ${projectId}${place ? `, location ${place}` : ''}`);
    }
    return describeJob(resource, { location: place ?? DEFAULT_LOCATION, now: clock.now() });
  }

  /** A job seen for the first time: match, plan, claim. */
  async function startRun(job: Job, event: JobEvent, started: Date): Promise<Lease | Answer> {
    const match = await matcher.match(job);
    if (match.by === 'nothing') return match.error ? withoutTask(job, match.error, { event, started }) : { Status: 'noMatch' };
    const plan = await makePlan({ job, match, eventId: event.eventId, started }, { config, objects });
    const lease = await states.claim(job.ref, plan);
    return lease ?? afterLostRace(job);
  }

  /** A job that was claimed before (R22): done with, being handled, or left half done. */
  async function continueRun(standing: StandingState): Promise<Lease | Answer> {
    const { state } = standing;
    if (state.State === 'done' || state.State === 'failed') {
      const { MatchedBy, MatchedURL, Route, Matched } = describeState(state);
      const match = { Matched, MatchedBy, MatchedURL, Route };
      try {
        const { RecordURL } = await journal.close(standing);
        return { Status: 'duplicate', ...match, RecordURL };
      } catch (thrown) {
        return { Status: 'retry', ...match, Error: reportError(toDispatchError(thrown)) };
      }
    }
    if (state.State === 'running' && clock.now().getTime() < Date.parse(state.ExpiresAt)) return leaseHeld(state.JobRef.jobId);
    return (await states.takeOver(standing)) ?? leaseHeld(state.JobRef.jobId);
  }

  async function afterLostRace(job: Job): Promise<Lease | Answer> {
    const standing = await states.read(job.ref);
    return standing ? continueRun(standing) : leaseHeld(job.ref.jobId);
  }

  /** Runs what is left of the plan, then verdict, record, task (R21). */
  async function run(lease: Lease, started: Date): Promise<Answer> {
    const { Plan } = lease.state;
    const deadline = new Date(started.getTime() + config.deadlineSeconds * 1000);
    try {
      const failure = Plan.Error ?? (config.mode === 'run' ? reportIfAny(await runActions(lease, { config, objects, bigquery, outgoing, slots, clock, deadline })) : undefined);
      const verdict = await lease.end({
        State: failure ? 'failed' : 'done',
        RecordURL: formatGsUrl(journal.urlOf(lease.state, failure !== undefined)),
        Error: failure,
        Ended: clock.now().toISOString(),
      });
      const closed = await journal.close(verdict);
      return { Status: failure ? 'error' : 'ok', ...describeState(closed), RecordURL: closed.RecordURL };
    } catch (thrown) {
      return giveBack(lease, toDispatchError(thrown));
    }
  }

  /** What may pass is tried again by the next event; the lease is given up so that it need not wait (R25). */
  async function giveBack(lease: Lease, error: DispatchError): Promise<Answer> {
    const state = lease.state;
    const over = state.State !== 'running';
    try {
      if (!over && error.code !== 'LEASE_LOST') await lease.end({ State: 'retry', Error: reportError(error) });
    } catch {
      // The lease runs out by itself; the first error is the one to tell.
    } finally {
      lease.abandon();
    }
    return { ...describeState(state), Status: 'retry', Error: reportError(error) };
  }

  /** The task may be gone because another run has just done with it (R6). */
  async function withoutTask(job: Job, error: DispatchError, received: { event: JobEvent; started: Date }): Promise<Lease | Answer> {
    const standing = await states.read(job.ref);
    return standing ? continueRun(standing) : recordUnmatched(job, error, received);
  }

  async function recordUnmatched(job: Job, error: DispatchError, { event, started }: { event: JobEvent; started: Date }): Promise<Answer> {
    const answer: Answer = { Status: 'error', Error: reportError(error), JobRef: job.ref, JobError: job.error };
    const record = await journal.recordUnmatched(complete(answer, event, started), job.ref, job.endTime);
    return { ...answer, RecordURL: formatGsUrl(record) };
  }

  /** A failure before anything is known of the job is recorded under the hour of its event, if that can be done. */
  async function recordWithoutJob(answer: Answer, event: JobEvent, started: Date): Promise<string | undefined> {
    const { projectId, jobId, location = config.location ?? DEFAULT_LOCATION } = event;
    try {
      return formatGsUrl(await journal.recordUnmatched(complete(answer, event, started), { projectId, jobId, location }, started));
    } catch {
      return undefined;
    }
  }

  function complete(answer: Answer, { eventId, projectId, jobId, location }: JobEvent, started: Date): DispatchResponse {
    const { Status, Error: error, Reason, JobRef, ...rest } = answer;
    return {
      Status,
      Error: error,
      Reason,
      EventID: eventId,
      JobRef: JobRef ?? { projectId, jobId, location },
      Matched: false,
      Actions: [],
      ...(config.mode === 'shadow' && { Mode: 'shadow' as const }),
      ...rest,
      Started: started.toISOString(),
      TimeTakenMs: clock.now().getTime() - started.getTime(),
    };
  }

  return {
    async dispatch(event) {
      const started = clock.now();
      try {
        return complete(await handle(event, started), event, started);
      } catch (thrown) {
        const error = toDispatchError(thrown);
        const answer: Answer = { Status: error.transient ? 'retry' : 'error', Error: reportError(error) };
        const RecordURL = error.transient ? undefined : await recordWithoutJob(answer, event, started);
        return complete({ ...answer, RecordURL }, event, started);
      }
    },
  };
}

function reportIfAny(error: DispatchError | undefined) {
  return error && reportError(error);
}

function leaseHeld(jobId: string): Answer {
  return { Status: 'retry', Error: reportError(new DispatchError('LEASE_HELD', `job ${jobId} is being handled by another run`)) };
}
