import type { Job } from '../../core/job';
import { createRouteIndex } from '../../core/route-index/route-index';
import type { RouteRule } from '../../core/rules/route-rule';
import type { Path } from '../../core/rules/fault';
import { parseTable, type TableReference } from '../../core/table-ref';
import { isEmpty, typesOf } from './filters';
import type { PatternBook } from './pattern-book';
import { jobsStartedBy, type StartedJob } from './started-jobs';
import { ANY, partsOf } from './table-texts';

/** An action whose job leads back to its own route, again and again. */
export interface Loop {
  /** Where the action stands in its route. */
  readonly path: Path;
  readonly message: string;
}

/** Jobs that are followed for one action, and how often it must come again until it is taken for a loop. */
const [MAX_JOBS, TIMES] = [200, 2];

export type LoopsOf = (place: number) => readonly Loop[];

/**
 * Plays through what follows a job that each route takes: its actions' jobs, the routes that take these, and so on.
 * @param projectId of tables that name none
 */
export function createLoops(routes: readonly RouteRule[], { projectId, book }: { projectId: string | undefined; book: PatternBook }): LoopsOf {
  const index = createRouteIndex(routes.map(({ When }) => When));

  function loopsOf(place: number): readonly Loop[] {
    const route = routes[place] as RouteRule;
    if (isEmpty(route.When) || route.OnSuccess.length + route.OnFailure.length === 0) return [];
    const loops = new Map<string, Loop>();
    for (const type of typesOf(route.When)) {
      const job = exampleJob(route, { type, projectId, book });
      if (!job) continue;
      for (const started of jobsStartedBy(route, job, job.ref.projectId)) {
        const key = started.path.join('.');
        const way = loops.has(key) ? undefined : wayBack(started, place);
        if (way) loops.set(key, { path: started.path, message: tell(started, way) });
      }
    }
    return [...loops.values()];
  }

  /** The jobs that lead from an action's job back to its route, where the action comes again often enough. */
  function wayBack(begun: StartedJob, place: number): readonly Step[] | undefined {
    const waiting: Step[] = [{ ...begun, times: 0 }];
    const seen = new Set<string>();
    for (let at = 0; at < waiting.length && at < MAX_JOBS; at++) {
      const step = waiting[at] as Step;
      const taker = index.first(step.job);
      const route = routes[taker];
      if (!route) continue;
      for (const started of jobsStartedBy(route, step.job, projectId ?? step.job.ref.projectId)) {
        const again = taker === place && started.path.join('.') === begun.path.join('.');
        const times = step.times + (again ? 1 : 0);
        if (times === TIMES) return firstRound({ ...step, taker });
        const key = `${times}\0${started.job.type}\0${started.job.destination}\0${started.job.source}`;
        if (seen.has(key)) continue;
        seen.add(key);
        waiting.push({ ...started, times, before: { ...step, taker } });
      }
    }
    return undefined;
  }

  function tell({ action, job, path }: StartedJob, way: readonly Step[]): string {
    const others = way.slice(0, -1).map(({ taker = 0 }, at) => {
      const next = way[at + 1] as Step;
      return `${nameOf(taker)} takes, and there${whenFailed(next.path)} ${next.action.Action} starts a ${kindOf(next.job)}, which `;
    });
    return `${action.Action} starts a ${kindOf(job)}${whenFailed(path)}, which ${others.join('')}this route takes again, and so on`;
  }

  function nameOf(place: number): string {
    const { Name } = routes[place] as RouteRule;
    return `route ${place}${Name ? ` (${Name})` : ''}`;
  }

  return loopsOf;
}

interface Step extends StartedJob {
  /** How often the action has come again. */
  readonly times: number;
  readonly before?: Step;
  /** The route that takes its job. */
  readonly taker?: number;
}

/** From the action to the first job of it that its route takes. */
function firstRound(last: Step): readonly Step[] {
  const steps: Step[] = [];
  for (let step: Step | undefined = last; step; step = step.before) steps.unshift(step);
  const end = steps.findIndex(({ times }, at) => times === 0 && (steps[at + 1]?.times ?? 1) > 0);
  return steps.slice(0, end + 1);
}

function whenFailed([list]: Path): string {
  return list === 'OnFailure' ? ' after each failure' : '';
}

function kindOf({ type, destination }: Job): string {
  return destination === '' ? `${type} job without a destination` : `${type} job into ${destination}`;
}

const ANY_OBJECT = 'gs://any-bucket/object.json';
const ANY_SOURCE: ReadonlyMap<string, string> = new Map([['LOAD', ANY_OBJECT], ['QUERY', 'SELECT 1']]);

/** A job that a route takes, as good as any. */
function exampleJob({ When: { Source, Dest } }: RouteRule, { type, projectId, book }: { type: string; projectId: string | undefined; book: PatternBook }): Job | undefined {
  const [isExtract, hasTables] = [type === 'EXTRACT', type === 'EXTRACT' || type === 'COPY'];
  const anyTable = `${projectId ?? ANY.project}:${ANY.dataset}.${ANY.table}`;
  const source = Source ? book.example(Source) : (ANY_SOURCE.get(type) ?? anyTable);
  const destination = Dest ? book.example(Dest) : isExtract ? ANY_OBJECT : anyTable;
  if (source === undefined || destination === undefined) return undefined;
  const [sourceTable, destinationTable] = [hasTables ? tableOf(source) : undefined, isExtract ? undefined : tableOf(destination)];
  const ref = { projectId: projectId ?? projectOf(destinationTable ?? sourceTable), jobId: 'job', location: 'US' };
  return { ref, type, state: 'DONE', source, destination, sourceTable, destinationTable, loadUris: type === 'LOAD' ? source.split(',') : [], endTime: new Date(0) };
}

function projectOf(table: TableReference | undefined): string {
  return table?.projectId ?? ANY.project;
}

function tableOf(text: string): TableReference | undefined {
  return partsOf(text) && parseTable(text, '');
}
