import { contextOf, objectsInView, type Step } from './action-context';
import { findAction } from './actions';
import type { Action, ActionResult } from './actions/action';
import { DispatchError, reportError, toDispatchError } from './errors';
import { expandVariables, type Variables } from './expand';
import { expandRequest } from './expand-request';
import { describeJob } from './job';
import type { ActionOutcome, PlannedObject } from './job-state';
import { lookUp } from './plan';
import type { ActionRule } from './rules/action-rule';
import { formatTable, parseTable } from './table-ref';

/** How an action ended, what it left, and the objects that it had to look up first. */
export interface ActionEnd {
  readonly outcome: ActionOutcome;
  readonly result?: ActionResult;
}

/**
 * Runs one action, without its follow-ups.
 * @param keep saves objects that the action is about to take away and that nobody knew at the claim
 * @throws DispatchError what may pass (R25): the action was not done and is tried again later
 */
export async function runAction(step: Step, keep: (found: readonly PlannedObject[]) => Promise<Step>): Promise<ActionEnd> {
  const { rule, position, surroundings } = step;
  const { clock } = surroundings;
  const began = clock.now().getTime();
  let request = rule.Request;
  let started: { JobID: string; Started?: true } | undefined;
  const outcome = (rest: Pick<ActionOutcome, 'Status' | 'Effect' | 'Error' | 'Job' | 'Response' | 'Held'>): ActionOutcome => {
    return { Action: rule.Action, Position: position, Request: findAction(rule.Action)?.shown(request) ?? request, ...started, TimeTakenMs: clock.now().getTime() - began, ...rest };
  };
  try {
    const action = knownAction(rule);
    const variables: Variables = new Map(Object.entries(step.scope.variables));
    if (rule.When && !(await tableExists(String(expandVariables(rule.When.Exists, variables)), step))) {
      return { outcome: outcome({ Status: 'skipped', Effect: `skipped: ${rule.When.Exists} does not exist` }) };
    }
    request = expandRequest(action, rule.Request, variables);
    const ready = await prepare(action, request, { step, keep });
    const context = contextOf(action, ready, (JobID, left) => (started = { JobID, ...(left && { Started: true }) }));
    const result = await action.run(request, context);
    return { outcome: outcome({ Status: 'ok', Effect: result.effect, Job: jobOf(result, step), Response: result.response, ...(result.followUps === false && { Held: true }) }), result };
  } catch (thrown) {
    const error = toDispatchError(thrown);
    if (error.transient) throw error;
    return { outcome: outcome({ Status: 'error', Error: reportError(error) }) };
  }
}

/** Pins what the action takes away, and saves what earlier actions made of that (R16, R23). */
async function prepare(action: Action, request: unknown, { step, keep }: { step: Step; keep: (found: readonly PlannedObject[]) => Promise<Step> }): Promise<Step> {
  const { lease, progress, scope, surroundings } = step;
  const urls = action.takes(request, scope.defaultUrls);
  const own = new Set(progress.Wrote.map(({ URL }) => URL));
  if (urls.some((url) => own.has(url))) await lease.flush();
  const inView = new Set(objectsInView(lease.state.Plan, progress).map(({ URL, Of = URL }) => Of));
  const unknown = urls.filter((url) => !inView.has(url));
  if (unknown.length === 0) return step;
  const asked = { loadUris: scope.defaultUrls, endTime: surroundings.clock.now() };
  const found = await Promise.all(unknown.map((url) => lookUp(url, asked, surroundings.objects)));
  return keep(found.flat());
}

function jobOf({ job }: ActionResult, { surroundings }: Step): ActionOutcome['Job'] {
  if (!job) return undefined;
  const { destinationTable, loadUris } = describeJob(job, { location: '', now: surroundings.clock.now() });
  return { ...(destinationTable && { Destination: formatTable(destinationTable) }), LoadURIs: loadUris };
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
