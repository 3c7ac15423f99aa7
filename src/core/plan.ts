import { findAction } from './actions';
import { objectsMatching } from './actions/wildcard';
import type { DispatchConfig } from './dispatch-config';
import { DispatchError, hasCode, reportError } from './errors';
import { expandVariables, type Variables } from './expand';
import { formatGsUrl, isGsUrl, parseGsUrl } from './gs-url';
import type { Job } from './job';
import type { Plan, PlannedObject } from './job-state';
import type { Match } from './matcher';
import type { ObjectStore } from './ports/object-store';
import type { ActionRule } from './rules/action-rule';
import type { RouteRule } from './rules/route-rule';
import { formatTable } from './table-ref';
import { jobVariables } from './variables';

/** Fixes what a run will do (R22): the actions of R9, the variables, the defaults of R10, the objects of R16. */
export async function makePlan(
  found: { job: Job; match: Exclude<Match, { by: 'nothing' }>; eventId: string; started: Date },
  { config, objects }: { config: DispatchConfig; objects: ObjectStore },
): Promise<Plan> {
  const { job, match, eventId, started } = found;
  const rule = match.by === 'task' ? match.task : match.route;
  const failed = rule instanceof DispatchError ? rule : undefined;
  const actions = rule instanceof DispatchError ? [] : job.error ? rule.OnFailure : rule.OnSuccess;
  const variables = jobVariables(job, eventId);
  return {
    EventID: eventId,
    Started: started.toISOString(),
    Job: { Type: job.type, EndTime: job.endTime.toISOString(), Source: job.source, Destination: job.destination },
    JobError: job.error,
    MatchedBy: match.by,
    ...describeMatch(match),
    Actions: actions,
    Variables: Object.fromEntries(variables),
    DefaultProject: config.projectId ?? job.ref.projectId,
    DefaultSource: defaultSource(job, match.by === 'route' ? match.route : undefined),
    Objects: await objectsToTake(actions, { job, variables, objects }),
    Error: failed && reportError(failed),
  };
}

function describeMatch(match: Exclude<Match, { by: 'nothing' }>): Pick<Plan, 'Route' | 'Task'> {
  if (match.by === 'route') {
    const { Name, Info } = match.route;
    return { Route: { Index: match.index, Name, Info } };
  }
  const kept = match.task instanceof DispatchError ? {} : match.task.Kept;
  return { Task: { URL: formatGsUrl(match.url), Generation: match.generation, ...kept } };
}

/** R10: a route that filters on `Source` alone falls back on the job's source; any other rule on its destination. */
function defaultSource(job: Job, route: RouteRule | undefined): Plan['DefaultSource'] {
  const bySource = Boolean(route?.When.Source) && !route?.When.Dest;
  const table = bySource ? job.sourceTable : job.destinationTable;
  if (table) return { Table: formatTable(table) };
  const end = bySource ? 'source' : 'destination';
  const text = bySource ? job.source : job.destination;
  return { Missing: `the request has no Source, and the ${end} of this ${job.type || 'unknown'} job is no single table but ${JSON.stringify(text.slice(0, 200))}` };
}

/** Objects that are looked up at the same time; a load may name 10,000. */
const LOOK_UPS = 32;

/** Looks up every object that the actions would take away, each once. */
async function objectsToTake(
  actions: readonly ActionRule[],
  { job, variables, objects }: { job: Job; variables: Variables; objects: ObjectStore },
): Promise<PlannedObject[]> {
  const urls = new Set(actions.flatMap((rule) => urlsTaken(rule, variables, job.loadUris)));
  const found: PlannedObject[] = [];
  const waiting = [...urls];
  for (let some = waiting.splice(0, LOOK_UPS); some.length > 0; some = waiting.splice(0, LOOK_UPS)) {
    found.push(...(await Promise.all(some.map((url) => lookUp(url, job, objects)))).flat());
  }
  return found;
}

/** A request that cannot be expanded fails when its turn comes, with its own error. */
function urlsTaken(rule: ActionRule, variables: Variables, loadUris: readonly string[]): readonly string[] {
  const action = findAction(rule.Action);
  try {
    return action?.takes(expandVariables(rule.Request, variables, { late: action.lateVariables }), loadUris) ?? [];
  } catch {
    return [];
  }
}

async function lookUp(text: string, job: Job, objects: ObjectStore): Promise<PlannedObject[]> {
  if (!isGsUrl(text)) return [];
  const url = parseGsUrl(text);
  if (!isWildcard(text, job.loadUris)) {
    const standing = await ifBucket(objects.stat(url));
    return [{ URL: text, Generation: standing?.generation ?? null }];
  }
  const matching = (await ifBucket(objectsMatching(objects, url))) ?? [];
  return matching
    .filter(({ timeCreated }) => timeCreated <= (job.startTime ?? job.endTime))
    .map((info) => ({ URL: formatGsUrl(info.url), Generation: info.generation, Of: text }));
}

/**
 * A `*` is a wildcard only in a URI that the load job itself read; elsewhere it is part of a name. What was uploaded
 * after the load began may not have been loaded, so it is not taken.
 */
function isWildcard(url: string, loadUris: readonly string[]): boolean {
  return url.includes('*') && loadUris.includes(url);
}

/** A bucket that is not there holds no object; the action itself fails on it where that matters. */
async function ifBucket<T>(looked: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await looked;
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return undefined;
    throw error;
  }
}
