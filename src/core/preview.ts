import { findAction } from './actions';
import { asksForTask } from './deferred-task';
import type { DispatchConfig } from './dispatch-config';
import { DispatchError, reportError, toDispatchError } from './errors';
import type { Variables } from './expand';
import { expandWholeRequest } from './expand-request';
import { formatGsUrl } from './gs-url';
import { describeJob, type Job } from './job';
import type { IgnoredEvent, JobEvent } from './job-event';
import type { ActionOutcome } from './job-state';
import { createMatcher, type Match } from './matcher';
import { variablesOf, workOf } from './plan';
import type { ObjectStore } from './ports/object-store';
import type { DispatchResponse } from './response';
import type { ActionRule } from './rules/action-rule';

/** What a dispatcher would answer, without any effect: nothing is claimed, run or written. */
export interface Preview {
  /**
   * The answer to one event, as if it were the first of its job. `Mode` is `plan`, `Started` the end of the job; actions
   * are `notRun` with their expanded requests, or `error` where those cannot be expanded. At once for a job that asks for no
   * task. Never throws or rejects.
   */
  of(event: JobEvent | IgnoredEvent): Previewed | Promise<Previewed>;
}

export interface Previewed {
  readonly response: DispatchResponse;
  /** What would be run, as the rule says it, with what follows each. */
  readonly rules: readonly ActionRule[];
  readonly job?: Job;
  /** What requests may refer to, where something matched. */
  readonly variables?: Variables;
}

export interface PreviewOptions {
  readonly config: DispatchConfig;
  /** Where tasks are looked up. */
  readonly objects: ObjectStore;
  /** Stands for the end of what has none. */
  readonly now: Date;
  /** Whether outcomes alone are asked for: then `Actions` may be those of another job of the same rule, and `Started` is empty. */
  readonly outcomesAlone?: boolean;
}

/** @throws DispatchError INVALID_PATTERN */
export function createPreview({ config, objects, now, outcomesAlone = false }: PreviewOptions): Preview {
  const expand = outcomesAlone ? rememberOutcomes() : previewActions;
  const startedAt = outcomesAlone ? () => '' : (time: Date) => time.toISOString();
  const matcher = createMatcher(config, objects);
  const location = config.location ?? 'US';

  function ofMatch(match: Match, { event, job }: { event: JobEvent; job: Job }): Previewed {
    const started = startedAt(job.endTime);
    if (match.by === 'nothing') return ofNothing({ event, job, started }, match.error ? { Status: 'error', Error: reportError(match.error) } : { Status: 'noMatch' });
    return previewMatch(match, { job, eventId: event.eventId, expand, started });
  }

  function preview(event: JobEvent): Previewed | Promise<Previewed> {
    if (!event.job) throw new DispatchError('JOB_NOT_FOUND', `the event names job ${event.jobId} and does not hold it`, { hint: 'Record the job itself: bq-dispatch record.' });
    const job = describeJob(event.job, { location, now });
    if (job.state !== 'DONE') return ofNothing({ event, job, started: startedAt(job.endTime) }, { Status: 'ignored', Reason: `the job is ${job.state || 'in no known state'}, not DONE` });
    if (!asksForTask(job.ref.jobId)) return ofMatch(matcher.matchRoute(job), { event, job });
    return matcher.match(job).then((match) => ofMatch(match, { event, job })).catch((thrown: unknown) => failed(event, thrown));
  }

  const failed = (event: JobEvent, thrown: unknown): Previewed => ofNothing({ event, started: startedAt(now) }, { Status: 'error', Error: reportError(toDispatchError(thrown)) });

  return {
    of(event) {
      if ('ignored' in event) return ofNothing({ event, started: startedAt(now) }, { Status: 'ignored', Reason: event.ignored });
      try {
        return preview(event);
      } catch (thrown) {
        return failed(event, thrown);
      }
    },
  };
}

/** The answer where there is nothing to do. Written out, as it is made a million times. */
function ofNothing({ event, job, started }: { event: JobEvent | IgnoredEvent; job?: Job; started: string }, { Status, Error, Reason }: Pick<DispatchResponse, 'Status' | 'Error' | 'Reason'>): Previewed {
  const JobRef = job?.ref ?? ('jobId' in event ? { projectId: event.projectId, jobId: event.jobId, location: event.location } : undefined);
  return { response: { Status, Error, Reason, EventID: event.eventId, JobRef, JobError: job?.error, Matched: false, Actions: [], Mode: 'plan', Started: started, TimeTakenMs: 0 }, rules: [], job };
}

type ExpandActions = (rules: readonly ActionRule[], variables: Variables) => readonly ActionOutcome[];

function previewMatch(match: Exclude<Match, { by: 'nothing' }>, { job, eventId, expand, started }: { job: Job; eventId: string; expand: ExpandActions; started: string }): Previewed {
  const { actions: rules, chain, failed } = workOf(match, job);
  const variables = variablesOf(job, eventId, chain);
  const Actions = expand(rules, variables);
  const report = failed ? reportError(failed) : Actions.find(({ Status }) => Status === 'error')?.Error;
  const response: DispatchResponse = {
    Status: report ? 'error' : 'ok',
    Error: report,
    EventID: eventId,
    JobRef: job.ref,
    JobError: job.error,
    Matched: true,
    MatchedBy: match.by,
    MatchedURL: match.by === 'task' ? formatGsUrl(match.url) : undefined,
    Route: match.by === 'route' ? { Index: match.index, Name: match.route.Name } : undefined,
    Actions,
    Mode: 'plan',
    Started: started,
    TimeTakenMs: 0,
  };
  return { response, rules, job, variables };
}

/** Actions as they would begin. */
const previewActions: ExpandActions = (rules, variables) => rules.map((rule, index) => previewAction(rule, index, variables));

/** One whose request cannot be expanded has its error. */
function previewAction({ Action, Request }: ActionRule, index: number, variables: Variables): ActionOutcome {
  const action = findAction(Action);
  const Position = String(index);
  try {
    const expanded = action ? expandWholeRequest(action, Request, variables) : Request;
    return { Action, Position, Status: 'notRun', Request: action?.shown(expanded) ?? expanded, TimeTakenMs: 0 };
  } catch (thrown) {
    return { Action, Position, Status: 'error', Request, Error: reportError(toDispatchError(thrown)), TimeTakenMs: 0 };
  }
}

/** Every job has the same variables, so that what is put in as it is can be expanded for all jobs of a rule or for none. */
function rememberOutcomes(): ExpandActions {
  const known = new WeakMap<ActionRule, ActionOutcome>();
  return (rules, variables) =>
    rules.map((rule, index) => {
      const before = known.get(rule);
      if (before) return before;
      const outcome = previewAction(rule, index, variables);
      if (findAction(rule.Action)?.selfExpanded.size === 0) known.set(rule, outcome);
      return outcome;
    });
}
