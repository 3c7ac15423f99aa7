import { findAction } from './actions';
import type { ErrorReport } from './errors';
import type { JobReference } from './job';
import type { IgnoredEvent, JobEvent } from './job-event';
import type { ErrorProto } from './job-resource';
import type { ActionOutcome, JobState } from './job-state';
import type { ActionRule } from './rules/action-rule';

/** What dispatch answers to an event (semantics, section 7). Field names are those of the JSON. */
export interface DispatchResponse {
  readonly Status: 'ok' | 'error' | 'noMatch' | 'ignored' | 'duplicate' | 'retry';
  readonly Error?: ErrorReport;
  /** Why an event was ignored. */
  readonly Reason?: string;
  readonly EventID: string;
  /** Without a location where the event named none and the job is not known. */
  readonly JobRef?: Omit<JobReference, 'location'> & { readonly location?: string };
  /** `status.errorResult` of the job. */
  readonly JobError?: ErrorProto;
  readonly Matched: boolean;
  readonly MatchedBy?: 'task' | 'route';
  /** The task file that matched, where it stood. */
  readonly MatchedURL?: string;
  /** `Index` counts from 0 in the order of the loaded configuration. */
  readonly Route?: { readonly Index: number; readonly Name?: string };
  readonly Actions: readonly ActionOutcome[];
  /** Nothing of this was run: `shadow` where the configuration says so, `plan` where only a preview was asked for. */
  readonly Mode?: 'shadow' | 'plan';
  readonly RecordURL?: string;
  /** ISO 8601. */
  readonly Started: string;
  readonly TimeTakenMs: number;
}

/** The answer to an event for which nothing was run. */
export function answerTo(event: IgnoredEvent | JobEvent, answer: Pick<DispatchResponse, 'Status' | 'Error' | 'Reason'>, now: Date): DispatchResponse {
  const JobRef = 'jobId' in event ? { projectId: event.projectId, jobId: event.jobId, location: event.location } : undefined;
  return { ...answer, EventID: event.eventId, JobRef, Matched: false, Actions: [], Started: now.toISOString(), TimeTakenMs: 0 };
}

/** What a state says of its match and actions; those that it has not come to are `notRun`. */
export function describeState({ JobRef, Plan, Progress, Error: report }: JobState) {
  const { MatchedBy, Task, Route, JobError } = Plan;
  return {
    Error: report,
    JobRef,
    JobError,
    Matched: true,
    MatchedBy,
    MatchedURL: Task?.URL,
    Route: Route && { Index: Route.Index, Name: Route.Name },
    Actions: outcomesOf(Plan.Actions, '', new Map(Progress.Actions.map((outcome) => [outcome.Position, outcome]))),
  } satisfies Partial<DispatchResponse>;
}

/** In the order of the plan, each with those follow-ups of its that its end calls for. */
function outcomesOf(rules: readonly ActionRule[], before: string, known: ReadonlyMap<string, ActionOutcome>): ActionOutcome[] {
  return rules.flatMap((rule, index) => {
    const Position = `${before}${index}`;
    const outcome = known.get(Position);
    if (!outcome) return [{ Action: rule.Action, Position, Status: 'notRun', Request: findAction(rule.Action)?.shown(rule.Request) ?? rule.Request, TimeTakenMs: 0 } satisfies ActionOutcome];
    const [list, followUps] = followUpsOf(rule, outcome);
    return [outcome, ...outcomesOf(followUps, `${Position}.${list}.`, known)];
  });
}

/** The list that an action's end calls for, and its name in positions. */
export function followUpsOf(rule: ActionRule, { Status, Started, Held }: ActionOutcome): [name: 'OnSuccess' | 'OnFailure', actions: readonly ActionRule[]] {
  if (Status === 'error') return ['OnFailure', rule.OnFailure ?? []];
  return ['OnSuccess', Status === 'ok' && !Started && !Held ? (rule.OnSuccess ?? []) : []];
}
