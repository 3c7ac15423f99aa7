import { requiredLiterals } from '../../core/route-index/required-literals';
import { parseSyntax } from '../../core/route-index/syntax';
import type { ActionRule } from '../../core/rules/action-rule';
import type { Path } from '../../core/rules/fault';
import type { RouteRule } from '../../core/rules/route-rule';
import type { TaskRule } from '../../core/rules/task-rule';
import { lintVariables } from './lint-variables';
import type { Report } from './placed-route';

/** What stands in for a missing Source or URL (R10); a text tells why it never can. */
interface Defaults {
  readonly table: string | undefined;
  readonly urls: string | undefined;
}

const NO_ON_FAILURE = ['nothing is done where the job fails', 'Add OnFailure, such as notify, if somebody is to know.'] as const;

/** Missing actions, and those that fall back on a table or on URIs which jobs of their route never have. */
export function lintActions(route: RouteRule, report: Report): void {
  if (route.OnFailure.length === 0 && route.OnSuccess.length > 0) report('NO_ON_FAILURE', [], NO_ON_FAILURE);
  const defaults = defaultsOf(route);
  for (const list of ['OnSuccess', 'OnFailure'] as const) {
    lintList(route[list], { defaults, path: [list], report });
    lintVariables(route[list], [list], report);
  }
}

/** The lists of a deferred task, which may be for a job of any type. */
export function lintTask(task: Pick<TaskRule, 'OnSuccess' | 'OnFailure' | 'Chain'>, report: Report): void {
  if (task.OnFailure.length === 0 && task.OnSuccess.length > 0 && !task.Chain) report('NO_ON_FAILURE', [], NO_ON_FAILURE);
  for (const list of ['OnSuccess', 'OnFailure'] as const) {
    lintList(task[list], { defaults: { table: undefined, urls: undefined }, path: [list], report });
    // The links of a chain know what actions before them have answered.
    if (!task.Chain) lintVariables(task[list], [list], report);
  }
}

function lintList(actions: readonly ActionRule[], { defaults, path, report }: { defaults: Defaults; path: Path; report: Report }): void {
  for (const [index, action] of actions.entries()) {
    const place = [...path, index];
    const has = (...names: readonly string[]): boolean => names.some((name) => (action.Request as Record<string, unknown> | undefined)?.[name] !== undefined);
    const { Action: name } = action;
    if ((name === 'copy' || name === 'export') && !has('Source') && defaults.table !== undefined) report('SOURCE_NEVER_A_TABLE', place, [`${name} has no Source, and ${defaults.table}`, 'Give the action a Source.']);
    if ((name === 'move' || name === 'delete') && !has('SourceURL', 'SourceURLs', 'URLs') && defaults.urls !== undefined) report('NO_LOAD_URIS', place, [`${name} has no URL, and ${defaults.urls}`, 'Name the objects in the request.']);
    for (const list of ['OnSuccess', 'OnFailure'] as const) lintList(action[list] ?? [], { defaults: defaultsAfter(action, list, defaults), path: [...place, list], report });
  }
}

function defaultsOf({ When: { Type, Source, Dest } }: RouteRule): Defaults {
  const type = Type?.toUpperCase() ?? '';
  const bySource = Boolean(Source) && !Dest;
  const never = bySource ? ['QUERY', 'LOAD'] : ['EXTRACT'];
  const end = bySource ? 'source' : 'destination';
  const pattern = bySource ? Source : Dest;
  const table = never.includes(type) ? `the ${end} of ${type} jobs is no table` : pattern && isNoTable(pattern) ? `no table has the ${end} ${JSON.stringify(pattern)}` : undefined;
  const noLoad = type !== '' && type !== 'LOAD' ? `${type} jobs load from no URIs` : undefined;
  return { table, urls: noLoad };
}

/** Texts with a slash are URIs or SQL. */
function isNoTable(pattern: string): boolean {
  return requiredLiterals(parseSyntax(pattern)).some((literals) => literals.every((literal) => literal.includes('/')));
}

/** Follow-ups fall back on the job of the action before them, and where there is none on what that fell back on. */
function defaultsAfter({ Action: name, Async, Request }: ActionRule, list: 'OnSuccess' | 'OnFailure', defaults: Defaults): Defaults {
  const startsJob = ['copy', 'export', 'query', 'load'].includes(name) || (name === 'insert' && (Request as Record<string, unknown>)['SQL'] !== undefined);
  if (!startsJob || (!Async && list === 'OnFailure')) return defaults;
  const fromExport = Async ? 'the destination of the export before it is no table' : defaults.table;
  const fromOther = Async ? `the ${name} before it loads from no URIs` : defaults.urls;
  return { table: name === 'export' ? fromExport : undefined, urls: name === 'load' ? undefined : fromOther };
}
