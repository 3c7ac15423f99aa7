import { each } from './actions/each';
import type { DispatchConfig } from './dispatch-config';
import type { Dispatcher } from './dispatcher';
import { childUrl, formatGsUrl } from './gs-url';
import { describeJob, type JobReference } from './job';
import type { JobEvent } from './job-event';
import type { JobResource } from './job-resource';
import { isDue, listStates } from './listed-state';
import { jobIdOfTask, readPendingTask, type PendingTask } from './pending-task';
import type { BigQuery } from './ports/bigquery';
import type { Clock } from './ports/clock';
import type { ObjectStore } from './ports/object-store';
import type { DispatchResponse } from './response';
import { readSweepMemory, writeSweepMemory, type SweepMemory } from './sweep-memory';

/** Limits of one sweep: objects looked at in each of its parts, and events dispatched. */
const MAX_LOOKED_AT = 10_000;
const MAX_DISPATCHED = 1000;
/** Tasks without a job that are told by name. */
const MAX_TOLD = 20;
/** Events may be under way, and clocks differ. */
const OVERLAP_MS = 10 * 60_000;
/** Jobs are listed by when they were made, and run for up to six hours. */
const LONGEST_JOB_MS = 6.5 * 3_600_000;
/** How far the first sweep looks back. */
const FIRST_LOOK_MS = 3_600_000;

/** What a sweep did. Field names are those of the JSON. */
export interface SweepReport {
  /** Whether all was looked at; else the next sweep goes on where this one stopped. */
  readonly Complete: boolean;
  /** States, task files and jobs for which an event was made up. */
  readonly States: number;
  readonly Tasks: number;
  readonly Jobs: number;
  /** Answers to them by status. */
  readonly Answers: Readonly<Partial<Record<DispatchResponse['Status'], number>>>;
  /** Task files whose job BigQuery does not know (yet). */
  readonly WaitingTasks: readonly { readonly URL: string; readonly Since: string }[];
  /** Why jobs were not listed. */
  readonly Note?: string;
  /** ISO 8601. */
  readonly Started: string;
  readonly TimeTakenMs: number;
}

export interface SweepOptions {
  readonly config: DispatchConfig;
  readonly objects: ObjectStore;
  readonly bigquery: BigQuery;
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
  /** The project whose jobs are listed, where the configuration names none. */
  readonly projectId?: string;
}

/** Finds what events that never came or were given up have left, and dispatches it (R24). */
export function createSweep({ config, objects, bigquery, clock, dispatcher, projectId = config.projectId }: SweepOptions): () => Promise<SweepReport> {
  return async () => {
    const started = clock.now();
    const isOver = (looked: number): boolean => looked >= MAX_LOOKED_AT || clock.now().getTime() - started.getTime() > (config.deadlineSeconds * 1000) / 2;
    const { memory, generation } = await readSweepMemory(objects, config.journalUrl);
    const due = new Map<string, JobEvent>();
    const add = (ref: Omit<JobReference, 'location'> & { location?: string }, more: Partial<JobEvent> = {}): void => {
      const key = `${ref.projectId}:${ref.jobId}`;
      if (!due.has(key)) due.set(key, { eventId: `sweep:${key}`, ...ref, ...more });
    };

    const states = await sweepStates(memory.NextState, { isOver, add, now: started });
    const tasks = await sweepTasks(memory.NextTask, { isOver, add });
    const jobs = await endedJobs(memory, started);
    const known = due.size;
    for (const { ref, resource } of jobs.ended) add(ref, { job: resource });
    const taken = [...due.values()].slice(0, Math.max(MAX_DISPATCHED, known));
    const answers = await dispatchAll(taken);

    // Jobs come last, the oldest first, so that what is left over is the newest of them.
    const isCut = taken.length < due.size;
    const last = isCut ? jobs.ended.findLast(({ ref }) => taken.some(({ jobId }) => jobId === ref.jobId)) : undefined;
    const progress = isCut ? { Watermark: memory.Watermark ?? started.toISOString(), NextJob: last?.endTime.toISOString() ?? memory.NextJob } : { Watermark: started.toISOString() };
    await writeSweepMemory(objects, config.journalUrl, { generation, memory: { ...progress, NextState: states.next, NextTask: tasks.next } });
    return {
      Complete: !isCut && states.next === undefined && tasks.next === undefined,
      States: states.found,
      Tasks: tasks.found,
      Jobs: jobs.ended.length,
      Answers: answers,
      WaitingTasks: tasks.waiting,
      Note: jobs.note,
      Started: started.toISOString(),
      TimeTakenMs: clock.now().getTime() - started.getTime(),
    };
  };

  /** States that were given back, or whose run died. */
  async function sweepStates(from: string | undefined, { isOver, add, now }: Search & { now: Date }): Promise<{ found: number; next?: string }> {
    let [looked, found] = [0, 0];
    for await (const listed of listStates(objects, config.journalUrl, from)) {
      if (isOver(looked++)) return { found, next: listed.url.name };
      if (!isDue(listed, now)) continue;
      found++;
      add(listed.ref);
    }
    return { found };
  }

  /** Task files whose job has ended. */
  async function sweepTasks(from: string | undefined, { isOver, add }: Search): Promise<{ found: number; next?: string; waiting: SweepReport['WaitingTasks'] }> {
    let [looked, found] = [0, 0];
    const waiting: { URL: string; Since: string }[] = [];
    for await (const info of objects.list(childUrl(config.deferTaskUrl, ''), { from })) {
      if (isOver(looked++)) return { found, waiting, next: info.url.name };
      const jobId = jobIdOfTask(info.url, config);
      const task = jobId === undefined ? undefined : await readPendingTask(info, jobId, { objects, config });
      if (!task) continue;
      const job = await jobOf(task);
      if (!job) {
        if (waiting.length < MAX_TOLD) waiting.push({ URL: formatGsUrl(task.url), Since: task.since.toISOString() });
      } else if (job.job?.status?.state === 'DONE') {
        found++;
        add(job, { job: job.job });
      }
    }
    return { found, waiting };
  }

  async function jobOf({ jobId, projectId: project = projectId, location }: PendingTask): Promise<Omit<JobEvent, 'eventId'> | undefined> {
    if (project === undefined) return undefined;
    const job = await bigquery.getJob({ projectId: project, jobId, location });
    return job && { projectId: project, jobId, location: job.jobReference.location ?? location, job };
  }

  /** Jobs that have ended since the last sweep, the oldest end first. What was dispatched before is answered as a duplicate. */
  async function endedJobs({ Watermark, NextJob }: SweepMemory, now: Date): Promise<{ ended: readonly EndedJob[]; note?: string }> {
    if (projectId === undefined) return { ended: [], note: 'jobs were not listed, since no project is known: give the configuration a ProjectID' };
    const overlapping = Watermark === undefined ? now.getTime() - FIRST_LOOK_MS : Date.parse(Watermark) - OVERLAP_MS;
    const since = NextJob === undefined ? overlapping : Date.parse(NextJob);
    const ended: EndedJob[] = [];
    for await (const resource of bigquery.listJobs({ projectId, since: new Date(since - LONGEST_JOB_MS) })) {
      const { ref, state, endTime } = describeJob(resource, { location: config.location ?? 'US', now });
      if (state === 'DONE' && endTime.getTime() >= since) ended.push({ ref, endTime, resource });
    }
    return { ended: ended.sort((one, other) => one.endTime.getTime() - other.endTime.getTime()) };
  }

  async function dispatchAll(events: readonly JobEvent[]): Promise<SweepReport['Answers']> {
    const answers: Partial<Record<DispatchResponse['Status'], number>> = {};
    await each(events, async (event) => {
      const { Status } = await dispatcher.dispatch(event);
      answers[Status] = (answers[Status] ?? 0) + 1;
    }, ({ jobId }) => jobId);
    return answers;
  }
}

interface EndedJob {
  readonly ref: JobReference;
  readonly endTime: Date;
  readonly resource: JobResource;
}

interface Search {
  readonly isOver: (looked: number) => boolean;
  readonly add: (ref: Omit<JobReference, 'location'> & { location?: string }, more?: Partial<JobEvent>) => void;
}
