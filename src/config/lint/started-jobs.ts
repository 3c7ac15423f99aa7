import { findAction } from '../../core/actions';
import { expandRequest } from '../../core/expand-request';
import { describeJob, type Job } from '../../core/job';
import type { JobConfiguration } from '../../core/job-resource';
import type { ActionRule } from '../../core/rules/action-rule';
import type { Path } from '../../core/rules/fault';
import type { RouteRule } from '../../core/rules/route-rule';
import { expandSql } from '../../core/sql-text';
import { parseTable, type TableReference } from '../../core/table-ref';
import { jobVariables } from '../../core/variables';
import type { Variables } from '../../core/expand';
import { tablesWritten } from './written-tables';

/** A partition as good as any. */
const PARTITION = '20240101';

/** A job that an action would start. */
export interface StartedJob {
  readonly action: ActionRule;
  /** Where the action stands in its route, `OnSuccess`, 0. */
  readonly path: Path;
  readonly job: Job;
}

/** What actions find around them (R10, R14). */
interface Scope {
  readonly variables: Variables;
  readonly project: string;
  readonly source?: TableReference;
}

/** The jobs that a route starts for a job, whether that has succeeded or failed, and which routes may take: those of asynchronous actions have tasks of their own (R14). */
export function jobsStartedBy(route: RouteRule, job: Job, project: string): StartedJob[] {
  const bySource = Boolean(route.When.Source) && !route.When.Dest;
  const scope: Scope = { variables: jobVariables(job, 'event'), project, source: bySource ? job.sourceTable : job.destinationTable };
  return (['OnSuccess', 'OnFailure'] as const).flatMap((list) => jobsOfList(route[list], scope, [list]));
}

function jobsOfList(actions: readonly ActionRule[], scope: Scope, path: Path): StartedJob[] {
  return actions.flatMap((action, index) => {
    const place = [...path, index];
    const jobs = jobsOf(action, scope);
    const last = jobs.at(-1)?.job;
    const inner: Scope = last?.destinationTable ? { ...scope, source: last.destinationTable } : scope;
    return [
      ...jobs.filter(({ isApart }) => !action.Async || isApart).map(({ job }): StartedJob => ({ action, path: place, job })),
      ...(['OnSuccess', 'OnFailure'] as const).flatMap((list) => jobsOfList(action[list] ?? [], inner, [...place, list])),
    ];
  });
}

/** `isApart` are jobs that are always waited for, also where the action is asynchronous. */
type ActionJob = { readonly job: Job; readonly isApart: boolean };

/** What depends on answers of other actions, or cannot be expanded, is left out. */
function jobsOf({ Action: name, Request }: ActionRule, scope: Scope): ActionJob[] {
  const action = findAction(name);
  try {
    const request = (action ? expandRequest(action, Request, scope.variables) : {}) as Readonly<Record<string, unknown>>;
    return configurationsOf(name, request, scope).map(({ isApart = false, ...configuration }) => ({ isApart, job: describe(configuration, scope) }));
  } catch {
    return [];
  }
}

function describe(configuration: JobConfiguration, { project }: Scope): Job {
  return describeJob({ jobReference: { projectId: project, jobId: 'action', location: 'US' }, configuration, status: { state: 'DONE' } }, { location: 'US', now: new Date(0) });
}

type Configuration = JobConfiguration & { readonly isApart?: boolean };

function configurationsOf(name: string, request: Readonly<Record<string, unknown>>, scope: Scope): Configuration[] {
  const textAt = (field: string): string | undefined => (typeof request[field] === 'string' ? request[field] : undefined);
  const table = (text: string): TableReference => parseTable(text.replaceAll(/\$\{?PartitionID\}?/g, PARTITION).replaceAll(/\$\{?DollarSign\}?/g, '$'), scope.project);
  const [sourceText, sql] = [textAt('Source'), textAt('SQL')];
  const source = sourceText === undefined ? scope.source : table(sourceText);
  const dest = destinationOf(request['Dest'] ?? request['destinationTable'], { table, project: scope.project });
  const queries = (text: string | undefined, into?: TableReference): JobConfiguration[] => queriesOf(text, { dest: into, scope, dataset: textAt('DatasetID') });
  switch (name) {
    case 'query':
      return sql === undefined ? (dest ? [{ query: { query: '', destinationTable: dest } }] : []) : queries(sql, dest);
    case 'insert':
      return queries(sql, dest);
    case 'export':
      return source ? [{ extract: { sourceTable: source, destinationUris: [textAt('DestURL') ?? ''] } }] : [];
    case 'copy':
      return source && dest ? [...queries(textAt('PartitionSQL')).map((query) => ({ ...query, isApart: true })), copyOf(source, dest, request)] : [];
    case 'load':
      return dest ? loadsOf(dest, request) : [];
    default:
      return [];
  }
}

function copyOf(sourceTable: TableReference, dest: TableReference, request: Readonly<Record<string, unknown>>): Configuration {
  const byPartition = request['MultiPartition'] === true || request['PartitionSQL'] !== undefined;
  const destinationTable = byPartition && !dest.tableId.includes('$') ? { ...dest, tableId: `${dest.tableId}$${PARTITION}` } : dest;
  return { copy: { sourceTable, destinationTable }, isApart: byPartition };
}

/** With `DMLAppend` into a table beside it, from which one INSERT takes the rows. */
function loadsOf(dest: TableReference, request: Readonly<Record<string, unknown>>): Configuration[] {
  const sourceUris = [request['sourceUris'] ?? []].flat().map(String);
  const into = (destinationTable: TableReference): JobConfiguration => ({ load: { sourceUris, sourceFormat: 'CSV', destinationTable } });
  if (request['DMLAppend'] !== true) return [into(dest)];
  const staging = { ...dest, tableId: `${dest.tableId.replace(/\$.*$/, '')}_0123456789ab` };
  return [{ ...into(staging), isApart: true }, { query: { query: `INSERT INTO ${dest.tableId}`, destinationTable: dest }, isApart: true }];
}

function destinationOf(value: unknown, { table, project }: { table: (text: string) => TableReference; project: string }): TableReference | undefined {
  if (typeof value === 'string') return table(value);
  if (typeof value !== 'object' || value === null) return undefined;
  return { projectId: project, ...(value as { datasetId: string; tableId: string }) };
}

/** BigQuery tells the table that a statement writes as the destination of its job; one job for each statement. */
function queriesOf(sql: string | undefined, { dest, scope, dataset }: { dest: TableReference | undefined; scope: Scope; dataset: string | undefined }): JobConfiguration[] {
  if (sql === undefined) return [];
  const query = expanded(sql, scope.variables);
  if (dest) return [{ query: { query, destinationTable: dest } }];
  const written = tablesWritten(query).flatMap((name) => tableIn(name, { project: scope.project, dataset }) ?? []);
  return written.length === 0 ? [{ query: { query } }] : written.map((destinationTable) => ({ query: { query, destinationTable } }));
}

function tableIn(name: string, { project, dataset }: { project: string; dataset: string | undefined }): TableReference | undefined {
  try {
    return parseTable(name.includes('.') || dataset === undefined ? name : `${dataset}.${name}`, project);
  } catch {
    return undefined;
  }
}

/** What cannot be put in here is looked at as it stands. */
function expanded(sql: string, variables: Variables): string {
  try {
    return expandSql(sql, variables);
  } catch {
    return sql;
  }
}
