import { findAction } from './actions';
import { matchesWildcard, objectsMatching } from './actions/wildcard';
import type { DispatchConfig } from './dispatch-config';
import { DispatchError, hasCode, reportError } from './errors';
import type { Variables } from './expand';
import { expandRequest } from './expand-request';
import { formatGsUrl, isGsUrl, parseGsUrl } from './gs-url';
import { MAX_ATTEMPTS, mayPass } from './job-attempts';
import type { Job } from './job';
import type { Plan, PlannedObject } from './job-state';
import type { Match } from './matcher';
import type { ObjectStore } from './ports/object-store';
import type { ActionRule } from './rules/action-rule';
import type { ChainLink } from './rules/chain-link';
import type { RouteRule } from './rules/route-rule';
import { formatTable } from './table-ref';
import { jobVariables } from './variables';

/** Fixes what a run will do (R22): the actions of R9, the variables, the defaults of R10, the objects of R16. */
export async function makePlan(
  found: { job: Job; match: Exclude<Match, { by: 'nothing' }>; eventId: string; started: Date },
  { config, objects }: { config: DispatchConfig; objects: ObjectStore },
): Promise<Plan> {
  const { job, match, eventId, started } = found;
  const { actions, chain, again, failed } = workOf(match, job);
  const variables = variablesOf(job, eventId, chain);
  return {
    EventID: eventId,
    Started: started.toISOString(),
    Job: { Type: job.type, EndTime: job.endTime.toISOString(), Source: job.source, Destination: job.destination },
    JobError: job.error,
    MatchedBy: match.by,
    ...describeMatch(match),
    Actions: actions,
    Variables: Object.fromEntries(variables),
    DefaultProject: chain?.DefaultProject ?? config.projectId ?? job.ref.projectId,
    DefaultURLs: job.loadUris,
    DefaultSource: defaultSource(job, match.by === 'route' ? match.route : undefined),
    Objects: await objectsToTake(actions, { job, variables, objects, known: stillMeant(chain?.Objects ?? [], job) }),
    NextAttempt: again,
    Error: failed && reportError(failed),
  };
}

interface Work {
  readonly actions: readonly ActionRule[];
  readonly chain?: ChainLink;
  readonly again?: Plan['NextAttempt'];
  readonly failed?: DispatchError;
}

/** R9; a chain whose job failed with an error that may pass begins that job again instead. */
export function workOf(match: Exclude<Match, { by: 'nothing' }>, job: Job): Work {
  const rule = match.by === 'task' ? match.task : match.route;
  if (rule instanceof DispatchError) return { actions: [], failed: rule };
  const chain = 'Chain' in rule ? rule.Chain : undefined;
  const again = chain && nextAttempt(chain, job);
  if (again) return { actions: [chain.Action], chain, again };
  return { actions: job.error ? rule.OnFailure : rule.OnSuccess, ...(chain && { chain }) };
}

/** What a chain says of its root job holds to its end; the error is that of the job at hand. */
export function variablesOf(job: Job, eventId: string, chain: ChainLink | undefined): Variables {
  const own = jobVariables(job, eventId);
  return chain ? new Map([...own, ...Object.entries(chain.Variables), ['Error', own.get('Error') ?? ''] as const]) : own;
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

/** R25: the job of an asynchronous action is begun again by the event of the one that failed. */
function nextAttempt({ Parent, Position, Redrive, Attempt }: ChainLink, { error }: Job): Plan['NextAttempt'] {
  return error && mayPass(error) && Attempt + 1 < MAX_ATTEMPTS ? { Parent, Position, Redrive, Attempt: Attempt + 1 } : undefined;
}

/** Objects that are looked up at the same time; a load may name 10,000. */
const LOOK_UPS = 32;

/** Looks up every object that the actions would take away, each once. */
async function objectsToTake(
  actions: readonly ActionRule[],
  { job, variables, objects, known }: { job: Job; variables: Variables; objects: ObjectStore; known: readonly PlannedObject[] },
): Promise<PlannedObject[]> {
  const urls = new Set(withFollowUps(actions).flatMap((rule) => urlsTaken(rule, variables, job.loadUris)));
  for (const { URL, Of = URL } of known) urls.delete(Of);
  const found = [...known];
  const waiting = [...urls];
  for (let some = waiting.splice(0, LOOK_UPS); some.length > 0; some = waiting.splice(0, LOOK_UPS)) {
    found.push(...(await Promise.all(some.map((url) => lookUp(url, job, objects)))).flat());
  }
  return found;
}

/** Of the objects that a chain has in view, those that stood at its claim and that the job at hand has not written. */
function stillMeant(objects: readonly PlannedObject[], job: Job): PlannedObject[] {
  const written = job.type === 'EXTRACT' ? job.destination.split(',') : [];
  const isWritten = (url: string): boolean => written.some((uri) => uri === url || (uri.includes('*') && matchesWildcard(url, uri)));
  return objects.filter(({ URL, Generation }) => Generation !== null && !isWritten(URL));
}

/** Actions with all that may follow them in this run or in later ones of the chain. */
function withFollowUps(actions: readonly ActionRule[]): ActionRule[] {
  return actions.flatMap((rule) => [rule, ...withFollowUps(rule.OnSuccess ?? []), ...withFollowUps(rule.OnFailure ?? [])]);
}

/** A request that cannot be expanded fails when its turn comes, with its own error. */
function urlsTaken(rule: ActionRule, variables: Variables, loadUris: readonly string[]): readonly string[] {
  const action = findAction(rule.Action);
  try {
    return action?.takes(expandRequest(action, rule.Request, variables), loadUris) ?? [];
  } catch {
    return [];
  }
}

/** The objects that a URL means, as they stand now. */
export async function lookUp(text: string, job: Pick<Job, 'loadUris' | 'startTime' | 'endTime'>, objects: ObjectStore): Promise<PlannedObject[]> {
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
