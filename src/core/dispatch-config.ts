import type { SlackDefault } from './actions/action';
import type { GsUrl } from './gs-url';
import type { Placeholders } from './rules/placeholders';
import type { RouteRule } from './rules/route-rule';

/** A configuration that was read and found sound (semantics, section 8). */
export interface DispatchConfig {
  readonly deferTaskUrl: GsUrl;
  readonly journalUrl: GsUrl;
  readonly errorUrl: GsUrl;
  /** `shadow` matches, plans and records, and runs nothing. */
  readonly mode: 'run' | 'shadow';
  /** The project of tables that name none; else it is the job's (R10). */
  readonly projectId?: string;
  /** The location of jobs whose event names none. */
  readonly location?: string;
  readonly routes: readonly RouteRule[];
  /** Where those of files come from. */
  readonly routesUrl?: GsUrl;
  /** How callers over HTTP are checked. */
  readonly auth?: AuthRule;
  /** What `${config.Name}` stands for in task files. */
  readonly placeholders: Placeholders;
  /** The hosts that `call` may reach; any public one where it is missing. */
  readonly allowedHosts?: readonly string[];
  readonly slack?: SlackDefault;
  /** How many jobs of actions a process waits for at the same time. */
  readonly maxConcurrentJobs: number;
  /** How long a claim holds without a sign of life. */
  readonly leaseSeconds: number;
  /** How long one event may take, waiting for jobs included. */
  readonly deadlineSeconds: number;
}

/** `Auth` of the configuration (semantics, section 8). */
export interface AuthRule {
  /** `platform` leaves it to Cloud Run's IAM, `oidc` checks ID tokens; that of the place where it runs unless given. */
  readonly mode?: 'oidc' | 'platform' | 'none';
  /** What tokens may be for. */
  readonly audiences?: readonly string[];
  /** E-mail addresses of those whose tokens count. */
  readonly serviceAccounts?: readonly string[];
}
