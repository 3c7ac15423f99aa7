import type { Action } from './actions/action';
import { expandVariables, type Variables } from './expand';

/**
 * The request of an action with its variables replaced, but for what the action itself expands when it runs.
 * @throws DispatchError UNKNOWN_VARIABLE
 */
export function expandRequest({ lateVariables, selfExpanded }: Action, request: unknown, variables: Variables): unknown {
  return expandVariables(request, variables, { late: lateVariables, except: selfExpanded });
}

/** The request as a run with these variables alone would have it in the end. @throws DispatchError UNKNOWN_VARIABLE, INVALID_VALUE */
export function expandWholeRequest(action: Action, request: unknown, variables: Variables): unknown {
  const expanded = expandRequest(action, request, variables);
  if (action.selfExpanded.size === 0 || typeof expanded !== 'object' || expanded === null) return expanded;
  const whole: Record<string, unknown> = { ...expanded };
  for (const [name, expand] of action.selfExpanded) if (typeof whole[name] === 'string') whole[name] = expand(whole[name], variables);
  return whole;
}
