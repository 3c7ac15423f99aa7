import { scopeAfter, scopeOf, type Scope, type Surroundings } from './action-context';
import { DispatchError } from './errors';
import { formatGsUrl } from './gs-url';
import type { ActionOutcome, Progress } from './job-state';
import type { Lease } from './lease';
import { followUpsOf } from './response';
import type { ActionRule } from './rules/action-rule';
import { runAction } from './run-action';

/**
 * Runs the actions of a plan that are not done yet, each with its follow-ups, in order; the first that fails stops its
 * list (R9, R14).
 * @returns the failure, or `undefined` where all are done
 * @throws DispatchError LEASE_LOST, and whatever may pass (R25): the action was not done and is tried again later
 */
export async function runActions(lease: Lease, surroundings: Surroundings): Promise<DispatchError | undefined> {
  let progress = lease.state.Progress;

  async function save(change: Partial<Progress>): Promise<void> {
    progress = { ...progress, ...change };
    await lease.progress(progress);
  }

  async function runList(rules: readonly ActionRule[], before: string, outer: Scope): Promise<DispatchError | undefined> {
    let scope = outer;
    for (const [index, rule] of rules.entries()) {
      const position = `${before}${index}`;
      const outcome = progress.Actions.find((done) => done.Position === position) ?? (await runOne(rule, position, scope));
      const inner = scopeAfter(outcome, scope);
      const [list, followUps] = followUpsOf(rule, outcome);
      const failed = await runList(followUps, `${position}.${list}.`, inner);
      const failure = errorOf(outcome) ?? failed;
      if (failure) return failure;
      scope = { ...scope, variables: inner.variables };
    }
    return undefined;
  }

  async function runOne(rule: ActionRule, position: string, scope: Scope): Promise<ActionOutcome> {
    await lease.hold();
    const step = { rule, position, scope, lease, progress, surroundings };
    const { outcome, result } = await runAction(step, async (found) => {
      await save({ Found: [...(progress.Found ?? []), ...found] });
      return { ...step, progress };
    });
    const wrote = result?.wrote?.map(({ url, generation }) => ({ URL: formatGsUrl(url), Generation: generation })) ?? [];
    await save({ Actions: [...progress.Actions, outcome], Wrote: [...progress.Wrote, ...wrote] });
    return outcome;
  }

  return runList(lease.state.Plan.Actions, '', scopeOf(lease.state.Plan));
}

function errorOf({ Action, Error: report }: ActionOutcome): DispatchError | undefined {
  return report && new DispatchError(report.Code, `${Action}: ${report.Message}`, { hint: report.Hint });
}
