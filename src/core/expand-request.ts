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
  const fields = Object.entries(expanded).map(([name, value]: [string, unknown]): [string, unknown] => {
    const expand = action.selfExpanded.get(name);
    return [name, expand && typeof value === 'string' ? expand(value, variables) : value];
  });
  return Object.fromEntries(fields);
}
