import type { z } from 'zod';
import { DispatchError } from '../errors';
import type { GsUrl } from '../gs-url';
import type { JobReference } from '../job';
import type { BigQuery } from '../ports/bigquery';
import type { ObjectStore } from '../ports/object-store';
import type { TableReference } from '../table-ref';

/** What an action can do, and how; `defineAction` makes one from a typed declaration. */
export interface Action {
  readonly name: string;
  /** The fields of its request. */
  readonly request: z.ZodObject;
  /** Variables that the action itself gives values to (`$PartitionID`), so that the runner leaves them as they are. */
  readonly lateVariables: readonly string[];
  /** The URLs of the objects that it would take away, which are pinned at the claim (R16). */
  takes(request: unknown, loadUris: readonly string[]): readonly string[];
  /**
   * Runs it. Running it again has the effect of running it once (R16).
   * @param request after expansion
   * @throws DispatchError when it failed
   */
  run(request: unknown, context: ActionContext): Promise<ActionResult>;
}

/** What an action has done. */
export interface ActionResult {
  /** For people: what changed, in a few words. */
  readonly effect: string;
  /** Objects that it wrote, in the generation that it left them; later actions of the run may take these away. */
  readonly wrote?: readonly ObjectVersion[];
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
  /** The job IDs of the action's own jobs, by R15; `part` tells several of one action apart. */
  jobReference(part?: string): JobReference;
  /** When to stop waiting for a job. */
  readonly deadline: Date;
  /** The project of tables that name none (R10). */
  readonly defaultProject: string;
  /** The table that stands in for a missing `Source`, or why there is none (R10). */
  readonly defaultSource: { readonly table: TableReference } | { readonly missing: string };
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

/** Declares an action; requests are checked by its schema each time before they are used. */
export function defineAction<Schema extends z.ZodObject>(declaration: {
  name: string;
  request: Schema;
  lateVariables?: readonly string[];
  takes?: (request: z.output<Schema>, loadUris: readonly string[]) => readonly string[];
  run: (request: z.output<Schema>, context: ActionContext) => Promise<ActionResult>;
}): Action {
  const { name, request: schema, lateVariables = [], takes, run } = declaration;
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
    takes: (request, loadUris) => takes?.(parse(request), loadUris) ?? [],
    run: async (request, context) => run(parse(request), context),
  };
}
