import type { AuthRule } from '../core/dispatch-config';
import { DispatchError } from '../core/errors';

/**
 * Looks at the header `Authorization` of a request.
 * @returns why the caller is refused, in words that hold nothing of the token; `undefined` for one that may come in
 * @throws DispatchError UNAVAILABLE where that cannot be found out now
 */
export type CheckCaller = (authorization: string | undefined) => Promise<string | undefined>;

/** How callers are checked: `Auth` of the configuration with its defaults (semantics, section 8). */
export type CallerRule = { readonly mode: 'platform' | 'none' } | { readonly mode: 'oidc'; readonly audiences: readonly string[]; readonly serviceAccounts: readonly string[] };

/**
 * @param onCloudRun whether the platform lets in only those whom IAM allows to
 * @throws DispatchError CONFIG_INVALID where tokens are to be checked and it is not said for what
 */
export function callerRule({ mode, audiences = [], serviceAccounts = [] }: AuthRule = {}, onCloudRun: boolean): CallerRule {
  const chosen = mode ?? (onCloudRun ? 'platform' : 'oidc');
  if (chosen !== 'oidc') return { mode: chosen };
  if (audiences.length === 0 || serviceAccounts.length === 0) {
    const missing = audiences.length === 0 ? 'Audience' : 'ServiceAccounts';
    throw new DispatchError('CONFIG_INVALID', `callers are checked by their ID tokens, and Auth names no ${missing}`, {
      hint: 'Write "Auth": { "Mode": "oidc", "Audience": the URL of this service, "ServiceAccounts": [those that send events] }, or another Mode.',
    });
  }
  return { mode: 'oidc', audiences, serviceAccounts };
}
