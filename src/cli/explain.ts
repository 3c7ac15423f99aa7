import { asksForTask, taskUrls } from '../core/deferred-task';
import type { DispatchConfig } from '../core/dispatch-config';
import { DispatchError } from '../core/errors';
import { formatGsUrl } from '../core/gs-url';
import type { JobReference } from '../core/job';
import type { JobEvent } from '../core/job-event';
import { createPreview, type Previewed } from '../core/preview';
import { reasonsOf, shortText, type FieldReason } from '../core/route-reasons';
import { collectSets, CONFIG_FLAG, JSON_FLAG, type AddCommand, type Backend, type CliContext } from './command';
import { readEvents } from './events/read-events';
import { explainActions, type ExplainedAction } from './explained-actions';
import { printable } from './printable';
import { parseJob } from './redrive';
import { openRuleBook, type RuleBook } from './replay/rule-book';

interface Flags {
  readonly config?: string;
  readonly workspace?: string;
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
  readonly Fields: readonly FieldReason[];
  /** The route or strategy that comes before it. */
  readonly ShadowedBy?: string;
}

/** `bq-dispatch explain`: what would be done for a job, and why. */
export const addExplain: AddCommand = (program, context, end) => {
  program
    .command('explain')
    .description('say for one job which strategy and route match, why the others do not, and what would be run')
    .option(...CONFIG_FLAG)
    .option('--workspace <folder>', 'a workspace: its configuration, tasks and variables')
    .option('--job <file>', 'a recorded event of the job; - is standard input')
    .option('--job-id <job>', 'a job of BigQuery: project:location.job or project:job')
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option(...JSON_FLAG)
    .action(async (flags: Flags) => {
      const { rules, event } = await whatToExplain(flags, context);
      const previewed = await createPreview({ ...rules, now: context.clock.now() }).of(event);
      const told = explain(rules.config, previewed);
      context.out(flags.json ? `${JSON.stringify(told)}\n` : format(told));
      end(0);
    });
};

async function whatToExplain({ config, workspace, job: file, jobId, set: sets }: Flags, context: CliContext): Promise<{ rules: RuleBook; event: JobEvent }> {
  if ((file === undefined) === (jobId === undefined)) throw new DispatchError('USAGE', 'expected either --job or --job-id');
  if (file !== undefined) return { rules: await openRuleBook({ config, workspace, sets }, context), event: await firstEvent(file, context) };
  if (workspace !== undefined) throw new DispatchError('USAGE', '--workspace goes with --job', { hint: 'Record the job first: bq-dispatch record.' });
  const backend = await context.open(config, sets);
  for (const ref of placesOf(jobId ?? '', backend)) {
    const job = await backend.bigquery.getJob(ref);
    if (job) return { rules: backend, event: { eventId: 'explain', ...ref, job } };
  }
  const tried = placesOf(jobId ?? '', backend).map(({ location }) => location).join(' nor ');
  throw new DispatchError('JOB_NOT_FOUND', `BigQuery knows no job ${JSON.stringify(jobId)} in ${tried}`, { hint: 'Say where it ran: --job-id project:location.job' });
}

/** Where a job may have run: where its name or the configuration says, else in one of the multi-regions. */
function placesOf(text: string, backend: Backend): readonly JobReference[] {
  const ref = parseJob(text, backend);
  const isGiven = backend.config.location !== undefined || text.includes(`.${ref.jobId}`);
  return isGiven ? [ref] : ['US', 'EU'].map((location) => ({ ...ref, location }));
}

/** The first event that holds a job; where none does, the first tells why. */
async function firstEvent(file: string, { openInput }: CliContext): Promise<JobEvent> {
  let reason: DispatchError | undefined;
  for await (const event of readEvents(file, openInput)) {
    if (!('ignored' in event) && event.job) return event;
    reason ??= 'ignored' in event
      ? new DispatchError('USAGE', `${file} holds ${event.ignored}`)
      : new DispatchError('USAGE', `the event in ${file} holds no job`, { hint: `Ask BigQuery for it: --job-id ${printable(event.projectId)}:${event.location === undefined ? '' : `${printable(event.location)}.`}${printable(event.jobId)}` });
  }
  throw reason ?? new DispatchError('USAGE', `${file} holds no event`);
}

function explain({ routes, deferTaskUrl }: DispatchConfig, previewed: Previewed) {
  const { response, job } = previewed;
  if (!job) throw new DispatchError(response.Error?.Code ?? 'INTERNAL', response.Error?.Message ?? 'the job cannot be read');
  const tasks = asksForTask(job.ref.jobId) ? taskUrls(job.ref.jobId, deferTaskUrl).map(formatGsUrl) : [];
  const first = response.MatchedBy === 'task' ? 'its task' : `route ${response.Route?.Index}`;
  const Routes = routes.map((route, Index): RouteReason => {
    const { holds, reasons, fields } = reasonsOf(route.When, job);
    return { Index, Name: route.Name, Holds: holds, Reasons: reasons, Fields: fields, ShadowedBy: holds && response.Matched && response.Route?.Index !== Index ? first : undefined };
  });
  return {
    Job: { Ref: job.ref, Type: job.type, State: job.state, Source: job.source, Destination: job.destination, Error: job.error?.message },
    Tasks: tasks,
    TaskReason: taskReason(tasks, response),
    Routes,
    MatchedBy: response.MatchedBy,
    Task: response.MatchedURL,
    Route: response.Route?.Index,
    List: job.error ? 'OnFailure' : 'OnSuccess',
    Error: response.Error,
    Reason: response.Reason,
    /** The routes that hold too, and would have been taken. */
    Shadowed: Routes.flatMap(({ Index, ShadowedBy }) => (ShadowedBy === undefined ? [] : [Index])),
    Actions: explainActions(previewed),
  };
}

function taskReason(tasks: readonly string[], { MatchedURL }: Previewed['response']): string {
  if (tasks.length === 0) return 'the ID does not end in dispatch, so no task is asked for';
  if (MatchedURL !== undefined) return `the ID ends in dispatch, and its task is there: ${MatchedURL}`;
  return 'the ID ends in dispatch: a task under one of these names would come before every route, and there is none here';
}

function format({ Job: job, Tasks, TaskReason, Routes, MatchedBy, Route, List, Error: error, Reason, Actions }: ReturnType<typeof explain>): string {
  const { projectId, location, jobId } = job.Ref;
  const lines = [`${job.Type} ${projectId}:${location}.${jobId} (${job.State})`, `  source      ${shortText(job.Source)}`, `  destination ${shortText(job.Destination)}`, '', TaskReason, ...Tasks.map((url) => `  ${url}`), ''];
  for (const { Index, Name, Holds, Reasons, ShadowedBy } of Routes) {
    lines.push(`${Holds ? (ShadowedBy ? '·' : '✓') : '✗'} route ${Index}${Name ? ` (${Name})` : ''}${ShadowedBy ? `, but ${ShadowedBy} comes first` : ''}`, ...Reasons.map((reason) => `    ${reason}`));
  }
  const matched = MatchedBy === 'task' ? 'the task' : Route === undefined ? undefined : `route ${Route}`;
  lines.push('', matched === undefined ? (Reason ?? 'no route matches') : `${matched} would run ${List}:`, ...Actions.flatMap((action) => formatAction(action, '  ')));
  if (error) lines.push(...`${error.Code}: ${error.Message}`.split('\n'), `→ ${error.Hint}`);
  return `${lines.map(printable).join('\n')}\n`;
}

function formatAction({ OnSuccess = [], OnFailure = [], ...action }: ExplainedAction, indent: string): string[] {
  const follow = (list: string, actions: readonly ExplainedAction[]): string[] => (actions.length === 0 ? [] : [`${indent}  ${list}:`, ...actions.flatMap((one) => formatAction(one, `${indent}    `))]);
  return [`${indent}${JSON.stringify(action)}`, ...follow('OnSuccess', OnSuccess), ...follow('OnFailure', OnFailure)];
}
