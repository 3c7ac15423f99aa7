import { isDeepStrictEqual } from 'node:util';
import type { Job } from '../../core/job';
import { createPreview, type Previewed } from '../../core/preview';
import { reasonsOf } from '../../core/route-reasons';
import type { ActionRule } from '../../core/rules/action-rule';
import { eventsOf } from '../events/chunk-events';
import type { ChunkWork } from '../events/chunk-pool';
import type { RuleBook } from '../replay/rule-book';
import { sameRoutes } from './same-routes';
import type { JobChange, PlannedAction, PlannedRun } from './job-change';

/** What a chunk of events came to. */
export interface DiffResult {
  readonly events: number;
  readonly changes: readonly JobChange[];
  /** Why events could not be read. */
  readonly unreadable: readonly string[];
  /** Events that name a job and do not hold it. */
  readonly withoutJob: number;
}

/** Finds the jobs of a chunk for which two versions of the rules plan something else. */
export function createDiffWork(before: RuleBook, after: RuleBook, now: Date): ChunkWork<DiffResult> {
  const old = createPreview({ ...before, now });
  const changed = createPreview({ ...after, now });
  const pairs = sameRoutes(before.config.routes, after.config.routes);

  /** Why the route that took the job does not, or why the one that takes it now did not. */
  function reasonFor(one: Previewed, other: Previewed): readonly string[] {
    const job = one.job as Job;
    const was = one.response.Route && pairs.get(one.response.Route.Index);
    if (was !== undefined && other.response.Route?.Index !== was) {
      const route = after.config.routes[was];
      const told = route && reasonsOf(route.When, job);
      if (told && !told.holds) return told.reasons;
      return told ? [`route ${was} of the new version holds too, but ${other.response.MatchedBy === 'task' ? 'a task' : `route ${other.response.Route?.Index}`} comes first`] : [];
    }
    return one.response.Route && was === undefined ? [`the new version has no route like route ${one.response.Route.Index}`] : [];
  }

  function compare(one: Previewed, other: Previewed): JobChange | undefined {
    const [Before, After] = [plannedRun(one), plannedRun(other)];
    const Changed: JobChange['Changed'][number][] = [];
    if (Before.Status !== After.Status || Before.Code !== After.Code) Changed.push('outcome');
    if (!isSameMatch(one, other, pairs)) Changed.push('route');
    if (!isDeepStrictEqual(Before.Actions.map(shapeOf), After.Actions.map(shapeOf))) Changed.push('actions');
    else if (!isDeepStrictEqual(Before.Actions, After.Actions)) Changed.push('requests');
    if (Changed.length === 0 || !one.job || !one.response.JobRef) return undefined;
    return { JobRef: one.response.JobRef, Type: one.job.type, Changed, Before, After, Reasons: [...(Changed.includes('route') ? reasonFor(one, other) : []), ...(Changed.includes('outcome') ? errorsOf(one, other) : [])] };
  }

  return async (chunk) => {
    let [events, withoutJob] = [0, 0];
    const changes: JobChange[] = [];
    const unreadable: string[] = [];
    for (const item of eventsOf(chunk)) {
      events++;
      if ('fault' in item) {
        unreadable.push(item.fault.message);
        continue;
      }
      if (!('ignored' in item.event) && !item.event.job) withoutJob++;
      const change = compare(await old.of(item.event), await changed.of(item.event));
      if (change) changes.push(change);
    }
    return { events, changes, unreadable, withoutJob };
  };
}

/** What goes wrong in one version alone. */
function errorsOf({ response: { Error: before } }: Previewed, { response: { Error: after } }: Previewed): readonly string[] {
  const told = [['before', before], ['after', after]] as const;
  return told.flatMap(([when, error]) => (error ? [`${when}: ${error.Code}: ${error.Message}. ${error.Hint}`] : []));
}

function isSameMatch({ response: one }: Previewed, { response: other }: Previewed, pairs: ReadonlyMap<number, number>): boolean {
  if (one.MatchedBy !== other.MatchedBy) return false;
  return one.MatchedBy === 'route' ? pairs.get(one.Route?.Index ?? -1) === other.Route?.Index : one.MatchedURL === other.MatchedURL;
}

function plannedRun({ response: { Status, Error: error, MatchedURL, Route, Actions }, rules }: Previewed): PlannedRun {
  return {
    Status,
    ...(error && { Code: error.Code }),
    ...(MatchedURL !== undefined && { Task: MatchedURL }),
    ...(Route && { Route: Route.Name === undefined ? { Index: Route.Index } : { Index: Route.Index, Name: Route.Name } }),
    Actions: rules.map((rule, index) => ({ ...withoutNotes(rule), Request: Actions[index]?.Request })),
  };
}

/** `Info` and `Meta` are notes for people: they change nothing. */
function withoutNotes({ Action, Request, When, Async, OnSuccess = [], OnFailure = [] }: ActionRule): PlannedAction {
  return {
    Action,
    Request,
    ...(When && { When }),
    ...(Async && { Async }),
    ...(OnSuccess.length > 0 && { OnSuccess: OnSuccess.map(withoutNotes) }),
    ...(OnFailure.length > 0 && { OnFailure: OnFailure.map(withoutNotes) }),
  };
}

/** Which actions run, whatever their requests say. */
function shapeOf({ Action, OnSuccess = [], OnFailure = [] }: PlannedAction): unknown {
  return [Action, OnSuccess.map(shapeOf), OnFailure.map(shapeOf)];
}
