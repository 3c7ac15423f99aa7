import type { DispatchResponse } from '../../core/response';

/** An action with what follows it; its own request is expanded, those of its follow-ups are as the rule has them. */
export interface PlannedAction {
  readonly Action: string;
  readonly Request: unknown;
  readonly When?: unknown;
  readonly Async?: boolean;
  readonly OnSuccess?: readonly PlannedAction[];
  readonly OnFailure?: readonly PlannedAction[];
}

/** What one version of the rules plans for a job. */
export interface PlannedRun {
  readonly Status: DispatchResponse['Status'];
  /** Of the error, where there is one. */
  readonly Code?: string;
  readonly Task?: string;
  readonly Route?: { readonly Index: number; readonly Name?: string };
  readonly Actions: readonly PlannedAction[];
}

/** A job for which two versions of the rules plan something else. Field names are those of the JSON. */
export interface JobChange {
  readonly JobRef: NonNullable<DispatchResponse['JobRef']>;
  readonly Type: string;
  /** `outcome` is the status, `route` what takes the job, `actions` which of them run, `requests` only what they say. */
  readonly Changed: readonly ('outcome' | 'route' | 'actions' | 'requests')[];
  readonly Before: PlannedRun;
  readonly After: PlannedRun;
  /** Why another route takes it, and what goes wrong, for people. */
  readonly Reasons: readonly string[];
}
