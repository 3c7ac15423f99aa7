import { findAction } from '../core/actions';
import type { ErrorReport } from '../core/errors';
import type { Variables } from '../core/expand';
import { expandWholeRequest } from '../core/expand-request';
import type { Previewed } from '../core/preview';
import type { ActionRule } from '../core/rules/action-rule';

/** An action as it would be run, with what would follow. Field names are those of the JSON. */
export interface ExplainedAction {
  readonly Action: string;
  /** Expanded, but for what depends on the answer of an action before it. */
  readonly Request: unknown;
  readonly When?: ActionRule['When'];
  readonly Async?: boolean;
  readonly Error?: ErrorReport;
  readonly OnSuccess?: readonly ExplainedAction[];
  readonly OnFailure?: readonly ExplainedAction[];
}

export function explainActions({ response, rules, variables = new Map() }: Previewed): readonly ExplainedAction[] {
  return response.Actions.map(({ Action, Request, Error: error }, at) => ({ Action, Request, ...(error && { Error: error }), ...around(rules[at], variables) }));
}

function around(rule: ActionRule | undefined, variables: Variables): Omit<ExplainedAction, 'Action' | 'Request'> {
  const { When, Async, OnSuccess, OnFailure } = rule ?? {};
  const follow = (rules: readonly ActionRule[]): ExplainedAction[] => rules.map((one) => ({ Action: one.Action, Request: requestOf(one, variables), ...around(one, variables) }));
  return { ...(When && { When }), ...(Async && { Async }), ...(OnSuccess && { OnSuccess: follow(OnSuccess) }), ...(OnFailure && { OnFailure: follow(OnFailure) }) };
}

/** As it stands where it names what an action before it will answer. */
function requestOf({ Action: name, Request }: ActionRule, variables: Variables): unknown {
  const action = findAction(name);
  try {
    const expanded = action ? expandWholeRequest(action, Request, variables) : Request;
    return action?.shown(expanded) ?? expanded;
  } catch {
    return action?.shown(Request) ?? Request;
  }
}
