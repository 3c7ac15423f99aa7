import { z } from 'zod';
import type { ErrorReport } from './errors';
import { DispatchError } from './errors';
import { formatGsUrl, type GsUrl } from './gs-url';
import type { JobReference } from './job';
import type { ErrorProto } from './job-resource';
import type { ActionRule } from './rules/action-rule';

/**
 * Lease, progress and verdict of one job in one object (R20). Field names are those of the JSON in
 * `JournalURL/_state/<project>/<location>/<job id>.json`.
 */
export interface JobState {
  readonly State: 'running' | 'retry' | 'done' | 'failed';
  /** Which run holds the lease. */
  readonly Holder: string;
  /** When the lease ends unless it is renewed; ISO 8601. */
  readonly ExpiresAt: string;
  readonly JobRef: JobReference;
  readonly Plan: Plan;
  readonly Progress: Progress;
  /** How often the job was run again after it had failed (R21). */
  readonly Redrive: number;
  /** Where the record stands, from the verdict on. */
  readonly RecordURL?: string;
  /** Why the run failed. */
  readonly Error?: ErrorReport;
  /** When the verdict fell; ISO 8601. */
  readonly Ended?: string;
}

/** What a run does, fixed at the claim so that a rule edited in between does not change it (R22). */
export interface Plan {
  readonly EventID: string;
  /** When the claim was made; ISO 8601. */
  readonly Started: string;
  readonly Job: { readonly Type: string; readonly EndTime: string; readonly Source: string; readonly Destination: string };
  readonly JobError?: ErrorProto;
  readonly MatchedBy: 'task' | 'route';
  readonly Route?: { readonly Index: number; readonly Name?: string; readonly Info?: unknown };
  readonly Task?: { readonly URL: string; readonly Generation: string; readonly [kept: string]: unknown };
  /** Before expansion. */
  readonly Actions: readonly ActionRule[];
  readonly Variables: Readonly<Record<string, string | readonly string[]>>;
  /** The project of tables that name none. */
  readonly DefaultProject: string;
  /** The table that stands in for a missing `Source`, as `project:dataset.table`, or why there is none (R10). */
  readonly DefaultSource: { readonly Table: string } | { readonly Missing: string };
  /** The URLs that stand in for missing ones of `move` and `delete` (R10). */
  readonly DefaultURLs: readonly string[];
  /** The objects that actions may take away, as they stood at the claim (R16). */
  readonly Objects: readonly PlannedObject[];
  /** Why nothing can be run. */
  readonly Error?: ErrorReport;
  /** Where the only action is the next attempt of one whose job failed with an error that may pass: what its ID is made of. */
  readonly NextAttempt?: { readonly Parent: JobReference; readonly Position: string; readonly Redrive: number; readonly Attempt: number };
}

/** An object at the claim. */
export interface PlannedObject {
  readonly URL: string;
  /** `null` where none stood. */
  readonly Generation: string | null;
  /** The wildcard URI of the load job that meant it. */
  readonly Of?: string;
}

/** What of a plan is done (R22). */
export interface Progress {
  /** One an action, in the order in which they ended. */
  readonly Actions: readonly ActionOutcome[];
  /** Objects that actions wrote, in the generations that they left. */
  readonly Wrote: readonly { readonly URL: string; readonly Generation: string }[];
  /** Objects to take away that were not known at the claim, as they stood when their action began. */
  readonly Found?: readonly PlannedObject[];
}

/** How an action ended (semantics, section 7). */
export interface ActionOutcome {
  readonly Action: string;
  /** Where it stands in the plan: `0`, `0.OnSuccess.1`. */
  readonly Position: string;
  readonly Status: 'ok' | 'error' | 'skipped' | 'notRun';
  /** After expansion, where it came so far. */
  readonly Request: unknown;
  /** For people: what changed. */
  readonly Effect?: string;
  readonly JobID?: string;
  /** Whether its job was started and left to its own event, which continues with the follow-ups (R14). */
  readonly Started?: true;
  /** Whether its `OnSuccess` is left to another run: that of the last job of a group. */
  readonly Held?: true;
  /** Of an action that waited for its job: what stands in for a missing `Source` and missing URLs of its follow-ups (R10). */
  readonly Job?: { readonly Destination?: string; readonly LoadURIs: readonly string[] };
  /** What the next action finds in its variables (R17). */
  readonly Response?: unknown;
  readonly Error?: ErrorReport;
  readonly TimeTakenMs: number;
}

/** What every reader of a state relies on; the rest was written by the same code. */
const stateTerm = z.looseObject({
  State: z.enum(['running', 'retry', 'done', 'failed']),
  Holder: z.string(),
  ExpiresAt: z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'no time'),
  JobRef: z.looseObject({ projectId: z.string(), jobId: z.string(), location: z.string() }),
  Plan: z.looseObject({ EventID: z.string(), Started: z.string(), Actions: z.array(z.looseObject({ Action: z.string() })), Objects: z.array(z.looseObject({ URL: z.string() })) }),
  Progress: z.looseObject({ Actions: z.array(z.looseObject({ Status: z.string() })), Wrote: z.array(z.looseObject({ URL: z.string() })) }),
  Redrive: z.number(),
});

/**
 * Reads a state object.
 * @throws DispatchError STATE_INVALID
 */
export function parseJobState(bytes: Uint8Array, url: GsUrl): JobState {
  try {
    const state: unknown = JSON.parse(new TextDecoder().decode(bytes));
    stateTerm.parse(state);
    return state as JobState;
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new DispatchError('STATE_INVALID', `${formatGsUrl(url)}: ${reason}`, { cause });
  }
}

export function serializeJobState(state: JobState): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(state, null, 2)}\n`);
}
