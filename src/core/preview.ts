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
import { answerTo, type DispatchResponse } from './response';
import type { ActionRule } from './rules/action-rule';

/** What a dispatcher would answer, without any effect: nothing is claimed, run or written. */
export interface Preview {
  /**
   * The answer to one event, as if it were the first of its job. `Mode` is `plan`, `Started` the end of the job; actions
   * are `notRun` with their expanded requests, or `error` where those cannot be expanded. Never throws.
   */
  of(event: JobEvent | IgnoredEvent): Promise<Previewed>;
}

export interface Previewed {
  readonly response: DispatchResponse;
  /** What would be run, as the rule says it, with what follows each. */
  readonly rules: readonly ActionRule[];
  readonly job?: Job;
}

export interface PreviewOptions {
  readonly config: DispatchConfig;
  /** Where tasks are looked up. */
  readonly objects: ObjectStore;
  /** Stands for the end of what has none. */
  readonly now: Date;
  /** Whether outcomes alone are asked for: then `Actions` may be those of another job of the same rule. */
  readonly outcomesAlone?: boolean;
}

/** @throws DispatchError INVALID_PATTERN */
export function createPreview({ config, objects, now, outcomesAlone = false }: PreviewOptions): Preview {
  const expand = outcomesAlone ? rememberOutcomes() : previewActions;
  const matcher = createMatcher(config, objects);
  const location = config.location ?? 'US';

  async function preview(event: JobEvent): Promise<Previewed> {
    if (!event.job) throw new DispatchError('JOB_NOT_FOUND', `the event names job ${event.jobId} and does not hold it`, { hint: 'Record the job itself: bq-dispatch record.' });
    const job = describeJob(event.job, { location, now });
    const nothing = (answer: Pick<DispatchResponse, 'Status' | 'Error' | 'Reason'>): Previewed => ({
      response: { ...answerTo(event, answer, job.endTime), JobRef: job.ref, JobError: job.error, Mode: 'plan' },
      rules: [],
      job,
    });
    if (job.state !== 'DONE') return nothing({ Status: 'ignored', Reason: `the job is ${job.state || 'in no known state'}, not DONE` });
    const match = asksForTask(job.ref.jobId) ? await matcher.match(job) : matcher.matchRoute(job);
    if (match.by === 'nothing') return nothing({ Status: match.error ? 'error' : 'noMatch', Error: match.error && reportError(match.error) });
    return previewMatch(match, { job, eventId: event.eventId, expand });
  }

  return {
    async of(event) {
      const nothing = (answer: Pick<DispatchResponse, 'Status' | 'Error' | 'Reason'>): Previewed => ({ response: { ...answerTo(event, answer, now), Mode: 'plan' }, rules: [] });
      if ('ignored' in event) return nothing({ Status: 'ignored', Reason: event.ignored });
      try {
        return await preview(event);
      } catch (thrown) {
        return nothing({ Status: 'error', Error: reportError(toDispatchError(thrown)) });
      }
    },
  };
}

type ExpandActions = (rules: readonly ActionRule[], variables: Variables) => readonly ActionOutcome[];

function previewMatch(match: Exclude<Match, { by: 'nothing' }>, { job, eventId, expand }: { job: Job; eventId: string; expand: ExpandActions }): Previewed {
  const { actions: rules, chain, failed } = workOf(match, job);
  const Actions = expand(rules, variablesOf(job, eventId, chain));
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
    Started: job.endTime.toISOString(),
    TimeTakenMs: 0,
  };
  return { response, rules, job };
}

/** Actions as they would begin; one whose request cannot be expanded has its error. */
function previewActions(rules: readonly ActionRule[], variables: Variables): ActionOutcome[] {
  return rules.map(({ Action, Request }, index) => {
    const action = findAction(Action);
    const Position = String(index);
    try {
      const expanded = action ? expandWholeRequest(action, Request, variables) : Request;
      return { Action, Position, Status: 'notRun', Request: action?.shown(expanded) ?? expanded, TimeTakenMs: 0 };
    } catch (thrown) {
      return { Action, Position, Status: 'error', Request, Error: reportError(toDispatchError(thrown)), TimeTakenMs: 0 };
    }
  });
}

/** Every job has the same variables, so that what is put in as it is can be expanded for all jobs of a rule or for none. */
function rememberOutcomes(): ExpandActions {
  const known = new WeakMap<readonly ActionRule[], readonly ActionOutcome[]>();
  return (rules, variables) => {
    const before = known.get(rules);
    if (before) return before;
    const outcomes = previewActions(rules, variables);
    if (rules.every(({ Action }) => findAction(Action)?.selfExpanded.size === 0)) known.set(rules, outcomes);
    return outcomes;
  };
}
