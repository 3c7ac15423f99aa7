import type { z } from 'zod';
import { DispatchError } from '../errors';
import type { GsUrl } from '../gs-url';
import type { Variables } from '../expand';
import type { JobConfiguration, JobResource } from '../job-resource';
import type { BigQuery } from '../ports/bigquery';
import type { ObjectStore } from '../ports/object-store';
import type { Outgoing } from '../ports/outgoing';
import type { TableReference } from '../table-ref';

/** What an action can do, and how; `defineAction` makes one from a typed declaration. */
export interface Action {
  readonly name: string;
  /** The fields of its request. */
  readonly request: z.ZodObject;
  /** Variables that the action itself gives values to (`$PartitionID`), so that the runner leaves them as they are. */
  readonly lateVariables: readonly string[];
  /** Fields that the action itself expands where they are texts, as a value within SQL, a URL or JSON is put differently (R19). */
  readonly selfExpanded: ReadonlyMap<string, SelfExpansion>;
  /** Whether it has a response, whose fields are variables of the actions behind it (R17). */
  readonly answers: boolean;
  /** The request as it stands in records and responses: without its secrets. */
  shown(request: unknown): unknown;
  /** The URLs of the objects that it would take away, which are pinned at the claim (R16). */
  takes(request: unknown, loadUris: readonly string[]): readonly string[];
  /**
   * Runs it. Running it again has the effect of running it once (R16).
   * @param request after expansion
   * @throws DispatchError when it failed
   */
  run(request: unknown, context: ActionContext): Promise<ActionResult>;
}

/** Puts variables into the text of a field. @throws DispatchError UNKNOWN_VARIABLE, INVALID_VALUE */
type SelfExpansion = (text: string, variables: Variables) => string;

/** What an action has done. */
export interface ActionResult {
  /** For people: what changed, in a few words. */
  readonly effect: string;
  /** Objects that it wrote, in the generation that it left them; later actions of the run may take these away. */
  readonly wrote?: readonly ObjectVersion[];
  /** The job that it waited for: what its follow-ups fall back on (R10). */
  readonly job?: JobResource;
  /** What the next action finds as `$Response`, and the fields of it in its variables (R17). */
  readonly response?: unknown;
  /** False where the action has succeeded, but its `OnSuccess` is for another run to come. */
  readonly followUps?: boolean;
}

/** The jobs of one action (R14, R15). */
export interface ActionJobs {
  /** Letters and digits that no other action's jobs have, for names of tables that stand between them. */
  readonly tag: string;
  /**
   * Starts a job, or meets the one that an earlier run of the same action started, and waits for it. One that fails with
   * an error that may pass is begun again under the next ID.
   * @param options.part tells several jobs of one action apart; these are always waited for
   * @param options.projectId the project that the job runs in; by default that of the parent
   * @returns `undefined` where the action is asynchronous: the job was started, and its own event continues
   * @throws DispatchError JOB_FAILED with BigQuery's own reason, DEADLINE_EXCEEDED, and what refuses the start
   */
  run(configuration: JobConfiguration, options?: { part?: string; projectId?: string }): Promise<JobResource | undefined>;
}

/** One generation of an object. */
export interface ObjectVersion {
  readonly url: GsUrl;
  readonly generation: string;
}

/** What surrounds a run of an action. */
export interface ActionContext {
  readonly objects: ObjectStore;
  readonly bigquery: BigQuery;
  readonly outgoing: Outgoing;
  /** What `notify` falls back on. */
  readonly slack: SlackDefault | undefined;
  /** The hosts that `call` may reach; any where it is missing. */
  readonly allowedHosts: readonly string[] | undefined;
  readonly now: Date;
  /** Starts the action's own jobs. */
  readonly jobs: ActionJobs;
  /** The same for every try of the action, and that of no other: made of job, position and redrive number (R16). */
  readonly idempotencyKey: string;
  /** When to stop waiting, for a job or an answer. */
  readonly deadline: Date;
  /** The project of tables that name none (R10). */
  readonly defaultProject: string;
  /** The table that stands in for a missing `Source`, or why there is none (R10). */
  readonly defaultSource: { readonly table: TableReference } | { readonly missing: string };
  /** All that a text may refer to (R19). */
  readonly variables: Variables;
  /** What the job loaded; stands in for missing URLs of `move` and `delete` (R10). */
  readonly loadUris: readonly string[];
  /** The objects that a URL of `takes` meant at the claim: several for a wildcard of a load, else one. */
  readonly taken: (url: string) => readonly TakenObject[];
}

/** An object to take away. */
export interface TakenObject {
  readonly url: GsUrl;
  /** The one generation that may be touched; `undefined` where no object stood at the claim. */
  readonly generation: string | undefined;
}

/** Where the token of `notify` comes from, unless its request says so. */
export interface SlackDefault {
  readonly token?: string;
  /** A name of Secret Manager or the gs:// URL of a file. */
  readonly secret?: string;
}

/** Declares an action; requests are checked by its schema each time before they are used. */
export function defineAction<Schema extends z.ZodObject>(declaration: {
  name: string;
  request: Schema;
  lateVariables?: readonly string[];
  selfExpanded?: Readonly<Record<string, SelfExpansion>>;
  /** A response of an action that does not say so counts for nothing. */
  answers?: boolean;
  shown?: (request: object) => object;
  takes?: (request: z.output<Schema>, loadUris: readonly string[]) => readonly string[];
  run: (request: z.output<Schema>, context: ActionContext) => Promise<ActionResult>;
}): Action {
  const { name, request: schema, lateVariables = [], selfExpanded = {}, answers = false, shown, takes, run } = declaration;
  const parse = (request: unknown): z.output<Schema> => {
    const parsed = schema.safeParse(request);
    if (parsed.success) return parsed.data;
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: expected ${message}`);
    throw new DispatchError('INVALID_VALUE', `the request of ${name} after expansion: ${faults.join('; ')}`);
  };
  return {
    name,
    request: schema,
    lateVariables,
    selfExpanded: new Map(Object.entries(selfExpanded)),
    answers,
    shown: (request) => (shown && typeof request === 'object' && request !== null ? shown(request) : request),
    takes: (request, loadUris) => takes?.(parse(request), loadUris) ?? [],
    async run(request, context) {
      const { response, ...result } = await run(parse(request), context);
      return answers ? { ...result, response } : result;
    },
  };
}
