import { findAction } from '../core/actions';
import { asksForTask, taskUrls } from '../core/deferred-task';
import type { DispatchConfig } from '../core/dispatch-config';
import { DispatchError } from '../core/errors';
import { expandVariables } from '../core/expand';
import { compilePattern, type When } from '../core/filter';
import { formatGsUrl } from '../core/gs-url';
import { describeJob, type Job } from '../core/job';
import { requiredLiterals } from '../core/route-index/required-literals';
import { parseSyntax } from '../core/route-index/syntax';
import { createRouteTable } from '../core/route-table';
import type { ActionRule } from '../core/rules/action-rule';
import { jobVariables } from '../core/variables';
import { collectSets, CONFIG_FLAG, JSON_FLAG, type AddCommand, type CliContext } from './command';
import { parseJob } from './redrive';

interface Flags {
  readonly config?: string;
  readonly job?: string;
  readonly jobId?: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly json?: true;
}

/** Why a route holds for a job or not. Field names are those of the JSON. */
interface RouteReason {
  readonly Index: number;
  readonly Name?: string;
  readonly Holds: boolean;
  readonly Reasons: readonly string[];
  /** The route or strategy that comes before it. */
  readonly ShadowedBy?: string;
}

/** `bq-dispatch explain`: what would be done for a job, and why. */
export const addExplain: AddCommand = (program, context, end) => {
  program
    .command('explain')
    .description('say for one job which strategy and route match, why the others do not, and what would be run')
    .option(...CONFIG_FLAG)
    .option('--job <file>', 'a recorded event of the job; - is standard input')
    .option('--job-id <job>', 'a job of BigQuery: project:location.job')
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option(...JSON_FLAG)
    .action(async (flags: Flags) => {
      const { config, job } = await jobToExplain(flags, context);
      const told = explain(config, job);
      context.out(flags.json ? `${JSON.stringify(told)}\n` : format(told, job));
      end(0);
    });
};

async function jobToExplain({ config: named, job: file, jobId, set = new Map() }: Flags, context: CliContext): Promise<{ config: DispatchConfig; job: Job }> {
  if ((file === undefined) === (jobId === undefined)) throw new DispatchError('USAGE', 'expected either --job or --job-id');
  const fallback = { location: 'US', now: context.clock.now() };
  if (file !== undefined) {
    const config = await context.load(await context.readText(named), set);
    for await (const event of context.readEvents(file)) {
      if ('ignored' in event) throw new DispatchError('USAGE', `${file} holds ${event.ignored}`);
      if (!event.job) throw new DispatchError('USAGE', `the event in ${file} holds no job`, { hint: 'Ask BigQuery for it: --job-id project:location.job' });
      return { config, job: describeJob(event.job, { ...fallback, location: config.location ?? 'US' }) };
    }
    throw new DispatchError('USAGE', `${file} holds no event`);
  }
  const backend = await context.open(named, set);
  const resource = await backend.bigquery.getJob(parseJob(jobId ?? '', backend));
  if (!resource) throw new DispatchError('JOB_NOT_FOUND', `BigQuery knows no job ${jobId}`);
  return { config: backend.config, job: describeJob(resource, fallback) };
}

function explain(config: DispatchConfig, job: Job) {
  const first = createRouteTable(config.routes).match(job);
  const tasks = asksForTask(job.ref.jobId) ? taskUrls(job.ref.jobId, config.deferTaskUrl).map(formatGsUrl) : [];
  const Routes = config.routes.map((route, Index): RouteReason => {
    const { holds, reasons } = reasonsOf(route.When, job);
    const shadow = holds && first && first.index !== Index ? `route ${first.index}` : undefined;
    return { Index, Name: route.Name, Holds: holds, Reasons: reasons, ShadowedBy: shadow };
  });
  const rules = first && job.state === 'DONE' ? (job.error ? first.route.OnFailure : first.route.OnSuccess) : [];
  return {
    Job: { Ref: job.ref, Type: job.type, State: job.state, Source: job.source, Destination: job.destination, Error: job.error?.message },
    Tasks: tasks,
    TaskReason: tasks.length > 0 ? 'the ID ends in dispatch: a task under one of these names comes before every route' : 'the ID does not end in dispatch, so no task is asked for',
    Routes,
    Route: first?.index,
    List: job.error ? 'OnFailure' : 'OnSuccess',
    Actions: rules.map((rule) => expandedAction(rule, job)),
  };
}

function reasonsOf({ Type, Source, Dest }: When, job: Job): { holds: boolean; reasons: string[] } {
  if (!Type && !Source && !Dest) return { holds: false, reasons: ['an empty When matches no job'] };
  const reasons: string[] = [];
  let holds = true;
  if (Type) {
    const same = Type.toUpperCase() === job.type;
    holds &&= same;
    reasons.push(same ? `the type is ${job.type}` : `the type is ${job.type || 'none'}, not ${Type.toUpperCase()}`);
  }
  for (const [name, pattern, text] of [['destination', Dest, job.destination], ['source', Source, job.source]] as const) {
    if (!pattern) continue;
    const found = compilePattern(pattern).foundIn(text);
    holds &&= found;
    reasons.push(found ? `${pattern} is found in the ${name} ${short(text)}` : `${pattern} is not found in the ${name} ${short(text)}${lacking(pattern, text)}`);
  }
  return { holds, reasons };
}

/** What the text lacks of what the pattern cannot do without. */
function lacking(pattern: string, text: string): string {
  const lower = text.toLowerCase();
  const missing = requiredLiterals(parseSyntax(pattern)).find((literals) => literals.every((literal) => !lower.includes(literal)));
  return missing ? `: it lacks ${missing.map((literal) => JSON.stringify(literal)).join(' or ')}` : '';
}

function expandedAction({ Action, Request }: ActionRule, job: Job): object {
  const action = findAction(Action);
  try {
    const request = expandVariables(Request, jobVariables(job, 'explain'), { late: action?.lateVariables, except: action?.selfExpanded });
    return { Action, Request: action?.shown(request) ?? request };
  } catch (error) {
    return { Action, Request, Error: (error as Error).message };
  }
}

function short(text: string): string {
  return JSON.stringify(text.length > 160 ? `${text.slice(0, 157)}…` : text);
}

function format({ Job: job, Tasks, TaskReason, Routes, Route, List, Actions }: ReturnType<typeof explain>, { ref }: Job): string {
  const lines = [`${job.Type} ${ref.projectId}:${ref.location}.${ref.jobId} (${job.State})`, `  source      ${short(job.Source)}`, `  destination ${short(job.Destination)}`, '', TaskReason, ...Tasks.map((url) => `  ${url}`), ''];
  for (const { Index, Name, Holds, Reasons, ShadowedBy } of Routes) {
    lines.push(`${Holds ? (ShadowedBy ? '·' : '✓') : '✗'} route ${Index}${Name ? ` (${Name})` : ''}${ShadowedBy ? `, but ${ShadowedBy} comes first` : ''}`, ...Reasons.map((reason) => `    ${reason}`));
  }
  lines.push('', Route === undefined ? 'no route matches' : `route ${Route} would run ${List}:`, ...Actions.map((action) => `  ${JSON.stringify(action)}`));
  return `${lines.join('\n')}\n`;
}
