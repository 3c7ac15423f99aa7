import { compileFilter, compilePattern, type Filter } from '../../core/filter';
import type { Job } from '../../core/job';
import { createRouteIndex } from '../../core/route-index/route-index';
import { parseSyntax, sizeOf } from '../../core/route-index/syntax';
import type { Document } from '../../core/rules/document';
import type { Path } from '../../core/rules/fault';
import type { RouteRule } from '../../core/rules/route-rule';
import type { ActionRule } from '../../core/rules/action-rule';
import { formatTable, parseTable } from '../../core/table-ref';
import { createFinding, type Finding, type LintCode } from './finding';
import { exampleFor, isAnyText, takesAllOf } from './shadowing';

/** Nodes of a pattern from which on it is slow on long texts, even in linear time. */
const LARGE_PATTERN = 1000;

/**
 * What is hardly meant in the routes of a configuration.
 * @param routes those of the document, in its order
 * @param projectId of tables that name none
 */
export function lintRoutes(routes: readonly RouteRule[], { document, projectId = 'project' }: { document: Document; projectId?: string }): Finding[] {
  const findings: Finding[] = [];
  const matches = earlierMatches(routes);
  for (const [index, route] of routes.entries()) {
    const report = (code: LintCode, path: Path, [message, hint]: readonly [string, string]): void => {
      findings.push(createFinding(code, document, { path: ['Routes', index, ...path], message, hint }));
    };
    lintWhen(route, report);
    lintShadow(routes, index, { matches, report });
    lintActions(route, { projectId, report });
  }
  return findings;
}

/** Routes before one that take a job which it takes: no other can take all of its jobs. */
type Matches = (index: number) => readonly number[];

function earlierMatches(routes: readonly RouteRule[]): Matches {
  const first = createRouteIndex(routes.map(({ When }) => When));
  const filters = new Map<number, Filter>();
  const filterOf = (place: number): Filter => {
    const known = filters.get(place) ?? compileFilter((routes[place] as RouteRule).When);
    filters.set(place, known);
    return known;
  };
  return (index) => {
    const before = Array.from({ length: index }, (_, place) => place);
    const example = exampleFor((routes[index] as RouteRule).When);
    if (!example) return before;
    const job = example as Job;
    return first.first(job) >= index ? [] : before.filter((place) => filterOf(place).matches(job));
  };
}

type Report = (code: LintCode, path: Path, told: readonly [message: string, hint: string]) => void;

function lintWhen({ When }: RouteRule, report: Report): void {
  const { Type, Source, Dest } = When;
  if (!Type && !Source && !Dest) { report('EMPTY_WHEN', ['When'], ['an empty When matches no job', 'Give it a Type, Source or Dest, or remove the route.']); return; }
  for (const [field, pattern] of [['Dest', Dest], ['Source', Source]] as const) {
    if (!pattern) continue;
    const size = sizeOf(parseSyntax(pattern));
    if (isAnyText(pattern)) report('MATCHES_EVERYTHING', ['When', field], [`${JSON.stringify(pattern)} is found in every text`, `Leave ${field} out, or say what it must contain.`]);
    else if (size > LARGE_PATTERN) report('SLOW_PATTERN', ['When', field], [`the pattern is as large as ${size} characters, and slow on long SQL`, 'Make its repetitions smaller, or leave them open: x+ for x{1,1000}.']);
    else if (field === 'Dest' && !/[$]\)?$|\\z\)?$/.test(pattern)) report('UNANCHORED', ['When', field], [`${JSON.stringify(pattern)} is searched anywhere, so that it takes tables whose names go on as well`, 'End it with $ if that is not meant.']);
  }
}

function lintShadow(routes: readonly RouteRule[], index: number, { matches, report }: { matches: Matches; report: Report }): void {
  const route = routes[index] as RouteRule;
  const earlier = matches(index).find((place) => takesAllOf((routes[place] as RouteRule).When, route.When));
  if (earlier === undefined) return;
  const { Name } = routes[earlier] as RouteRule;
  report('ROUTE_SHADOWED', ['When'], [`route ${earlier}${Name ? ` (${Name})` : ''} comes first and takes every job that this one would`, `Move this route before route ${earlier}, or narrow that one.`]);
}

function lintActions(route: RouteRule, { projectId, report }: { projectId: string; report: Report }): void {
  if (route.OnFailure.length === 0 && route.OnSuccess.length > 0) report('NO_ON_FAILURE', [], ['nothing is done where the job fails', 'Add OnFailure, such as notify, if somebody is to know.']);
  for (const list of ['OnSuccess', 'OnFailure'] as const) {
    for (const [place, action] of route[list].entries()) {
      lintSource(route, action, (message) => report('SOURCE_NEVER_A_TABLE', [list, place], [message, 'Give the action a Source.']));
      lintLoop(route, action, { projectId, report: (message) => report('ROUTE_LOOP', [list, place], [message, 'Narrow the When of the route, by Type or an anchored pattern, so that it does not take the jobs that it starts.']) });
    }
  }
}

function fieldsOf({ Request }: ActionRule): Readonly<Record<string, unknown>> {
  return typeof Request === 'object' && Request !== null ? (Request as Record<string, unknown>) : {};
}

/** R10: what stands in for a Source is no table of these jobs. */
function lintSource({ When }: RouteRule, action: ActionRule, report: (message: string) => void): void {
  if (!['copy', 'export'].includes(action.Action) || fieldsOf(action)['Source'] !== undefined) return;
  const type = When.Type?.toUpperCase();
  const bySource = Boolean(When.Source) && !When.Dest;
  const end = bySource ? 'source' : 'destination';
  const never = bySource ? ['QUERY', 'LOAD'] : ['EXTRACT'];
  if (type !== undefined && never.includes(type)) report(`${action.Action} has no Source, and the ${end} of ${type} jobs is no table`);
}

/** The type of the job that an action starts. */
const JOB_TYPES: ReadonlyMap<string, string> = new Map([['copy', 'COPY'], ['query', 'QUERY'], ['load', 'LOAD'], ['insert', 'QUERY'], ['export', 'EXTRACT']]);

/** A job of the action would be taken by the route that starts it. What depends on the job at hand is left out. */
function lintLoop({ When }: RouteRule, action: ActionRule, { projectId, report }: { projectId: string; report: (message: string) => void }): void {
  const type = JOB_TYPES.get(action.Action);
  const { Dest, DestURL, destinationTable } = fieldsOf(action);
  if (type === undefined || When.Source || (When.Type && When.Type.toUpperCase() !== type)) return;
  const destination = type === 'EXTRACT' ? DestURL : tableText(Dest ?? destinationTable, projectId);
  if (typeof destination !== 'string' || destination.includes('$')) return;
  if (!When.Dest || compilePattern(When.Dest).foundIn(destination)) report(`${action.Action} starts a ${type} job into ${destination}, which this route takes again, and so on`);
}

function tableText(value: unknown, projectId: string): string | undefined {
  if (typeof value === 'string') return value.includes('$') ? value : formatTable(parseTable(value, projectId));
  if (typeof value !== 'object' || value === null) return undefined;
  const { projectId: project = projectId, datasetId, tableId } = value as Record<string, unknown>;
  return `${String(project)}:${String(datasetId)}.${String(tableId)}`;
}
