import { actionJobId } from './action-job-id';
import { findAction } from './actions';
import type { Action, ActionContext, ActionResult, TakenObject } from './actions/action';
import { DispatchError, reportError, toDispatchError } from './errors';
import { expandVariables } from './expand';
import { formatGsUrl, parseGsUrl } from './gs-url';
import type { ActionOutcome, Plan, Progress } from './job-state';
import type { Lease } from './lease';
import type { BigQuery } from './ports/bigquery';
import type { Clock } from './ports/clock';
import type { ObjectStore } from './ports/object-store';
import type { ActionRule } from './rules/action-rule';
import { parseTable } from './table-ref';

/** Where actions run, and until when. */
export interface Surroundings {
  readonly objects: ObjectStore;
  readonly bigquery: BigQuery;
  readonly clock: Clock;
  readonly deadline: Date;
}

/**
 * Runs the actions of a plan that are not done yet, in order; the first that fails stops the list (R9).
 * @returns the failure, or `undefined` where all are done
 * @throws DispatchError LEASE_LOST, and whatever may pass (R25): the action was not done and is tried again later
 */
export async function runActions(lease: Lease, surroundings: Surroundings): Promise<DispatchError | undefined> {
  const { Plan } = lease.state;
  let progress = lease.state.Progress;
  for (const [position, rule] of Plan.Actions.entries()) {
    const before = progress.Actions[position];
    if (before) {
      if (before.Error) return errorOf(before);
      continue;
    }
    await lease.hold();
    const { outcome, result } = await runAction(rule, { position, lease, progress, surroundings });
    const wrote = result?.wrote?.map(({ url, generation }) => ({ URL: formatGsUrl(url), Generation: generation })) ?? [];
    progress = { Actions: [...progress.Actions, outcome], Wrote: [...progress.Wrote, ...wrote] };
    await lease.progress(progress);
    if (outcome.Error) return errorOf(outcome);
  }
  return undefined;
}

function errorOf({ Action, Error: report }: ActionOutcome): DispatchError | undefined {
  return report && new DispatchError(report.Code, `${Action}: ${report.Message}`, { hint: report.Hint });
}

interface Step {
  readonly position: number;
  readonly lease: Lease;
  readonly progress: Progress;
  readonly surroundings: Surroundings;
}

async function runAction(rule: ActionRule, step: Step): Promise<{ outcome: ActionOutcome; result?: ActionResult }> {
  const { clock } = step.surroundings;
  const began = clock.now().getTime();
  let request = rule.Request;
  let jobId: string | undefined;
  const outcome = (rest: Pick<ActionOutcome, 'Status' | 'Effect' | 'Error'>): ActionOutcome => {
    return { Action: rule.Action, Request: request, JobID: jobId, TimeTakenMs: clock.now().getTime() - began, ...rest };
  };
  try {
    const action = knownAction(rule);
    const variables = new Map(Object.entries(step.lease.state.Plan.Variables));
    if (rule.When && !(await tableExists(String(expandVariables(rule.When.Exists, variables)), step))) {
      return { outcome: outcome({ Status: 'skipped', Effect: `skipped: ${rule.When.Exists} does not exist` }) };
    }
    request = expandVariables(rule.Request, variables, { late: action.lateVariables });
    const context = contextOf(action, step, (id) => (jobId = id));
    const own = new Set(step.progress.Wrote.map(({ URL }) => URL));
    if (action.takes(request, context.loadUris).some((url) => own.has(url))) await step.lease.flush();
    const result = await action.run(request, context);
    return { outcome: outcome({ Status: 'ok', Effect: result.effect }), result };
  } catch (thrown) {
    const error = toDispatchError(thrown);
    if (error.transient) throw error;
    return { outcome: outcome({ Status: 'error', Error: reportError(error) }) };
  }
}

/** A plan may have been written by another version. */
function knownAction({ Action: name }: ActionRule): Action {
  const action = findAction(name);
  if (!action) throw new DispatchError('UNKNOWN_ACTION', `${JSON.stringify(name)} is no action of this version`);
  return action;
}

async function tableExists(table: string, { lease, surroundings }: Step): Promise<boolean> {
  return (await surroundings.bigquery.getTable(parseTable(table, lease.state.Plan.DefaultProject))) !== undefined;
}

function contextOf(action: Action, { position, lease, progress, surroundings }: Step, noteJob: (jobId: string) => void): ActionContext {
  const { Plan, JobRef, Redrive } = lease.state;
  const { objects, bigquery, deadline } = surroundings;
  const loadUris = Plan.Variables['LoadURIs'];
  return {
    objects,
    bigquery,
    deadline,
    jobReference(part) {
      const jobId = actionJobId(JobRef, { position, action: action.name, redrive: Redrive, part });
      noteJob(jobId);
      return { ...JobRef, jobId };
    },
    defaultProject: Plan.DefaultProject,
    defaultSource: 'Table' in Plan.DefaultSource ? { table: parseTable(Plan.DefaultSource.Table, Plan.DefaultProject) } : { missing: Plan.DefaultSource.Missing },
    loadUris: Array.isArray(loadUris) ? loadUris : [],
    taken: createTaken(Plan, progress),
  };
}

/** An object as it stood at the claim, or as an earlier action of the same run left it (R16). */
function createTaken({ Objects }: Plan, { Wrote }: Progress): (url: string) => readonly TakenObject[] {
  const taken = new Map<string, TakenObject[]>();
  for (const { URL, Generation, Of = URL } of Objects) {
    const object = { url: parseGsUrl(URL), generation: Generation ?? undefined };
    const known = taken.get(Of);
    if (known) known.push(object);
    else taken.set(Of, [object]);
  }
  for (const { URL, Generation } of Wrote) taken.set(URL, [{ url: parseGsUrl(URL), generation: Generation }]);
  return (url) => taken.get(url) ?? [];
}
