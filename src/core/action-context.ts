import { actionJobId } from './action-job-id';
import { createActionJobs } from './action-jobs';
import type { Action, ActionContext, TakenObject } from './actions/action';
import { createChainTasks } from './chain-task';
import type { DispatchConfig } from './dispatch-config';
import { parseGsUrl } from './gs-url';
import type { ActionOutcome, Plan, PlannedObject, Progress } from './job-state';
import type { JobSlots } from './job-slots';
import type { Lease } from './lease';
import type { BigQuery } from './ports/bigquery';
import type { Clock } from './ports/clock';
import type { ObjectStore } from './ports/object-store';
import type { Outgoing } from './ports/outgoing';
import type { ActionRule } from './rules/action-rule';
import { parseTable } from './table-ref';

/** Where actions run, and until when. */
export interface Surroundings {
  readonly config: Pick<DispatchConfig, 'deferTaskUrl' | 'errorUrl' | 'slack' | 'allowedHosts'>;
  readonly objects: ObjectStore;
  readonly bigquery: BigQuery;
  readonly outgoing: Outgoing;
  readonly clock: Clock;
  readonly slots: JobSlots;
  readonly deadline: Date;
}

/** What an action finds around it: that of the plan, or for a follow-up that of the action before it. */
export interface Scope {
  readonly variables: Plan['Variables'];
  readonly defaultSource: Plan['DefaultSource'];
  readonly defaultUrls: readonly string[];
}

export function scopeOf({ Variables, DefaultSource, DefaultURLs }: Plan): Scope {
  return { variables: Variables, defaultSource: DefaultSource, defaultUrls: DefaultURLs };
}

/** What the follow-ups of an action find: the result (R17), what its job wrote and loaded (R10), or why it failed. */
export function scopeAfter({ Response, Job, Error: report }: ActionOutcome, { variables, ...scope }: Scope): Scope {
  return {
    variables: { ...variables, ...responseVariables(Response), ...(report && { Error: report.Message }) },
    defaultSource: Job?.Destination === undefined ? scope.defaultSource : { Table: Job.Destination },
    defaultUrls: Job && Job.LoadURIs.length > 0 ? Job.LoadURIs : scope.defaultUrls,
  };
}

/** `$Response` as a whole, `$StatusCode` or `$Response.StatusCode`, and of objects within it `$Data.id` (R17). */
export function responseVariables(response: unknown): Plan['Variables'] {
  if (response === undefined) return {};
  const found = new Map<string, string | readonly string[]>();
  const visit = (value: unknown, names: readonly string[]): void => {
    const text = textOf(value);
    found.set(['Response', ...names].join('.'), text);
    if (names.length > 0) found.set(names.join('.'), text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [name, item] of Object.entries(value)) visit(item, [...names, name]);
  };
  visit(response, []);
  return Object.fromEntries(found);
}

function textOf(value: unknown): string | readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** One action of a run. */
export interface Step {
  readonly rule: ActionRule;
  /** `0`, `0.OnSuccess.1`. */
  readonly position: string;
  readonly scope: Scope;
  readonly lease: Lease;
  readonly progress: Progress;
  readonly surroundings: Surroundings;
}

/** @param onJob told the ID of each job, and whether it was started and left to its own event */
export function contextOf(action: Action, step: Step, onJob: (jobId: string, started: boolean) => void): ActionContext {
  const { rule, position, scope, lease, progress, surroundings } = step;
  const { Plan, JobRef, Redrive } = lease.state;
  const { objects, bigquery, outgoing, clock, deadline, config } = surroundings;
  const next = position === '0' ? Plan.NextAttempt : undefined;
  const origin = next ?? { Parent: JobRef, Position: position, Redrive, Attempt: 0 };
  const parts = { position: origin.Position, action: action.name, redrive: origin.Redrive, attempt: origin.Attempt };
  const chain = rule.Async && {
    tasks: createChainTasks({ objects, ...config }),
    rule,
    link: { Parent: origin.Parent, Position: origin.Position, Redrive: origin.Redrive, Variables: scope.variables, DefaultProject: Plan.DefaultProject, Objects: objectsInView(Plan, progress) },
  };
  return {
    objects,
    bigquery,
    outgoing,
    slack: config.slack,
    allowedHosts: config.allowedHosts,
    now: clock.now(),
    deadline,
    // What tells its jobs from all others tells its messages apart too.
    idempotencyKey: actionJobId(origin.Parent, parts),
    jobs: createActionJobs({
      bigquery,
      clock,
      slots: surroundings.slots,
      deadline,
      parent: origin.Parent,
      parts,
      onJob,
      ...(chain && { chain }),
    }),
    defaultProject: Plan.DefaultProject,
    defaultSource: 'Table' in scope.defaultSource ? { table: parseTable(scope.defaultSource.Table, Plan.DefaultProject) } : { missing: scope.defaultSource.Missing },
    loadUris: scope.defaultUrls,
    variables: new Map(Object.entries(scope.variables)),
    taken: createTaken(objectsInView(Plan, progress)),
  };
}

/** Objects as they stood at the claim, or as an earlier action of the same run found or left them (R16). */
export function objectsInView({ Objects }: Plan, { Found = [], Wrote }: Progress): readonly PlannedObject[] {
  const written = new Set(Wrote.map(({ URL }) => URL));
  return [...[...Objects, ...Found].filter(({ URL, Of }) => Of !== undefined || !written.has(URL)), ...Wrote];
}

function createTaken(objects: readonly PlannedObject[]): (url: string) => readonly TakenObject[] {
  const taken = new Map<string, TakenObject[]>();
  for (const { URL, Generation, Of = URL } of objects) {
    const object = { url: parseGsUrl(URL), generation: Generation ?? undefined };
    const known = taken.get(Of);
    if (known) known.push(object);
    else taken.set(Of, [object]);
  }
  return (url) => taken.get(url) ?? [];
}
