import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { compilePattern, type When } from '../../src/core/filter';
import type { Job } from '../../src/core/job';
import { createLinearTable } from '../../src/core/route-index/linear-table';
import { createRouteIndex } from '../../src/core/route-index/route-index';

/** Matches a second of one engine. The same jobs go to each engine, in turn. */
export interface MatchingMeasurement {
  readonly bench: 'matching';
  readonly engine: 'index' | 'linear' | 'regexp' | 'go';
  readonly routes: number;
  /** Which route the jobs match; `build` is how often the engine is made of the routes, `sql` a text of 1 MB. */
  readonly case: 'first' | 'last' | 'none' | 'mixed' | 'build' | 'sql';
  readonly perSecond: number;
}

const SIZES = [1, 10, 100, 1000, 10_000];
const CASES = ['first', 'last', 'none', 'mixed'] as const;
/** Jobs that are all different; more than an engine's caches hold. */
const JOBS = 20_000;
const MILLIS = 150;
const ROUNDS = 3;
const SQL_CHARS = 1_000_000;

type Match = (job: Job) => number;

/** The index beside the table that tries each route in turn: with the same patterns, with RegExp, and in Go where Go is there. */
export function benchMatching(folder: string): readonly MatchingMeasurement[] {
  const go = buildGo(folder);
  return SIZES.flatMap((routes) => {
    const filters = filtersOf(routes);
    const [routeIndex, table] = [createRouteIndex(filters), createLinearTable(filters)];
    const engines = { index: (job: Job) => routeIndex.first(job), linear: (job: Job) => table.first(job), regexp: naive(filters) };
    const matched = CASES.flatMap((name) => {
      const jobs = jobsOf(routes, name);
      const rounds = Array.from({ length: ROUNDS }, () => [
        ...Object.entries(engines).map(([engine, match]) => [engine, perSecondOf(match, jobs)] as const),
        ...(go === undefined ? [] : [['go', perSecondOfGo(go, filters, jobs).perSecond] as const]),
      ]);
      return [...new Map(rounds.flat()).keys()].map((engine) => measurement(engine, { routes, case: name, values: rounds.flat().filter(([other]) => other === engine).map(([, value]) => value) }));
    });
    return [...matched, ...buildTimes(filters, go), measurement('index', { routes, case: 'sql', values: [1e3 / millisOf(() => void engines.index(sqlJob(0))), 1e3 / millisOf(() => void engines.index(sqlJob(1)))] })];
  });
}

function measurement(engine: string, { routes, case: name, values }: { routes: number; case: MatchingMeasurement['case']; values: readonly number[] }): MatchingMeasurement {
  const sorted = [...values].sort((a, b) => a - b);
  return { bench: 'matching', engine: engine as MatchingMeasurement['engine'], routes, case: name, perSecond: Number((sorted[Math.floor(sorted.length / 2)] ?? NaN).toPrecision(4)) };
}

/** 95 of 100 on a table, the rest on SQL. */
function filtersOf(count: number): When[] {
  return Array.from({ length: count }, (_, place) =>
    place % 20 === 19 ? { Source: `FROM \`?dataset_${place % 97}\\.my_table_${place}\\b` } : { Dest: `.+:dataset_${place % 97}\\.my_table_${place}$`, ...(place % 3 === 0 && { Type: 'LOAD' }) },
  );
}

function jobsOf(routes: number, name: (typeof CASES)[number]): Job[] {
  return Array.from({ length: JOBS }, (_, number) => {
    const kind = name === 'mixed' ? (['first', 'last', 'none'] as const)[number % 3] : name;
    const place = kind === 'first' ? 0 : kind === 'last' ? lastTable(routes) : -1;
    const table = place < 0 ? `dataset_${number % 97}.other_table_${number}x` : `dataset_${place % 97}.my_table_${place}`;
    const isSql = name === 'mixed' && number % 20 === 0;
    return { type: 'LOAD', destination: `project-${number}:${table}`, source: isSql ? sql(2000, number) : `gs://bucket-${number}/part/file.json` } as Job;
  });
}

function lastTable(routes: number): number {
  return (routes - 1) % 20 === 19 ? routes - 2 : routes - 1;
}

function sql(chars: number, number: number): string {
  const line = `SELECT a, b, COUNT(*) AS n_${number} FROM dataset_5.some_table WHERE my_tablet_1 > 10 GROUP BY a, b\n`;
  return line.repeat(Math.ceil(chars / line.length)).slice(0, chars);
}

const sqlJob = (number: number): Job => ({ type: 'QUERY', destination: `project:dataset.result_${number}`, source: sql(SQL_CHARS, number) }) as Job;

function naive(filters: readonly When[]): Match {
  const compiled = filters.map(({ Type, Source, Dest }) => ({ type: Type, source: Source === undefined ? undefined : new RegExp(Source), dest: Dest === undefined ? undefined : new RegExp(Dest) }));
  return (job) => compiled.findIndex(({ type, source, dest }) => (type === undefined || type === job.type) && (!dest || dest.test(job.destination)) && (!source || source.test(job.source)));
}

/** Each job comes once before any comes again. */
function perSecondOf(match: Match, jobs: readonly Job[]): number {
  let done = 0;
  const began = process.hrtime.bigint();
  for (;;) {
    match(jobs[done % jobs.length] as Job);
    done++;
    if (done % 16 !== 0) continue;
    const millis = Number(process.hrtime.bigint() - began) / 1e6;
    if (millis >= MILLIS) return (done / millis) * 1000;
  }
}

function buildTimes(filters: readonly When[], go: string | undefined): MatchingMeasurement[] {
  const routes = filters.length;
  const build = (work: () => void): number[] => Array.from({ length: ROUNDS }, () => 1000 / millisOf(work));
  const patterns = filters.flatMap(({ Source, Dest }) => [Source ?? [], Dest ?? []].flat());
  return [
    measurement('index', { routes, case: 'build', values: build(() => void createRouteIndex(filters)) }),
    measurement('linear', { routes, case: 'build', values: build(() => patterns.forEach(compilePattern)) }),
    ...(go === undefined ? [] : [measurement('go', { routes, case: 'build', values: [1000 / perSecondOfGo(go, filters, [sqlJob(0)]).buildMs] })]),
  ];
}

function millisOf(work: () => void): number {
  const began = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - began) / 1e6;
}

/** @returns the program, or `undefined` where Go is not on this machine */
function buildGo(folder: string): string | undefined {
  const binary = path.join(folder, 'matching');
  const { status } = spawnSync('go', ['build', '-o', binary, 'main.go'], { cwd: path.join(__dirname, 'go'), stdio: 'ignore' });
  return status === 0 ? binary : undefined;
}

function perSecondOfGo(binary: string, filters: readonly When[], jobs: readonly Job[]): { perSecond: number; buildMs: number } {
  const given = JSON.stringify({ Routes: filters, Jobs: jobs.map(({ type, source, destination }) => ({ Type: type, Source: source, Destination: destination })), Millis: MILLIS });
  const { stdout, stderr, status } = spawnSync(binary, { input: given, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`the loop in Go ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as { perSecond: number; buildMs: number };
}
