import type { SlackDefault } from './actions/action';
import type { GsUrl } from './gs-url';
import type { Placeholders } from './rules/placeholders';
import type { RouteRule } from './rules/route-rule';

/** A configuration that was read and found sound (semantics, section 8). */
export interface DispatchConfig {
  readonly deferTaskUrl: GsUrl;
  readonly journalUrl: GsUrl;
  readonly errorUrl: GsUrl;
  /** The project of tables that name none; else it is the job's (R10). */
  readonly projectId?: string;
  /** The location of jobs whose event names none. */
  readonly location?: string;
  readonly routes: readonly RouteRule[];
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
