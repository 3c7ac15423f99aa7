import { InvalidArgumentError } from 'commander';
import { DispatchError } from '../core/errors';
import { compileFilter, type When } from '../core/filter';
import { describeJob } from '../core/job';
import type { JobResource } from '../core/job-resource';
import { collectSets, JSON_FLAG, type AddCommand, type CliContext } from './command';
import type { JobHistory } from './recording/job-history';
import { listedJobs } from './recording/listed-jobs';
import { queriedJobs } from './recording/queried-jobs';
import { collectFilter } from './recording/record-filter';
import { openRedaction, type Redacted } from './redaction/open-redaction';
import { openRuleBook } from './replay/rule-book';
import { parseTime } from './time-option';

interface Flags {
  readonly project: string;
  readonly since: Date;
  readonly until?: Date;
  readonly location?: string;
  readonly from: 'jobs.list' | 'information-schema';
  readonly filter?: When;
  readonly redact?: true;
  readonly redactName?: readonly string[];
  readonly config?: string;
  readonly set?: ReadonlyMap<string, string>;
}

/** `bq-dispatch record`: finished jobs of a project as recorded events. */
export const addRecord: AddCommand = (program, context, end) => {
  const time = (text: string): Date => parseTime(text, context.clock.now());
  program
    .command('record')
    .description('write finished jobs of a project as recorded events, one a line, in the order in which they ended')
    .requiredOption('--project <id>', 'the project')
    .requiredOption('--since <time>', 'jobs made since, such as 2024-03-01T10:00:00Z or 24h', time)
    .option('--until <time>', 'jobs made before (default: now)', time)
    .option('--location <location>', 'jobs of this location, such as US or europe-west1', readLocation)
    .option('--from <source>', 'jobs.list, or information-schema, which needs --location', readSource, 'jobs.list')
    .option('--filter <Field=value>', "Type, Source or Dest as in a route's When; may be repeated, and all must hold", collectFilter)
    .option('--redact', 'replace literals of SQL, e-mail addresses, names of people and messages, the same text always by the same')
    .option('--redact-name <text>', 'replace this too, wherever it stands; may be repeated', collectName)
    .option('--config <config>', 'with --redact: what the routes of this configuration say stays, so that they match as before')
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option(...JSON_FLAG)
    .action(async (flags: Flags) => {
      const { recorded, changed } = await record(flags, context);
      context.err(`${recorded} job${recorded === 1 ? '' : 's'} recorded\n`);
      end(changed > 0 ? 1 : 0);
    });
};

async function record(flags: Flags, context: CliContext): Promise<{ recorded: number; changed: number }> {
  const now = context.clock.now();
  const filter = flags.filter && compileFilter(flags.filter);
  const location = flags.location?.toLowerCase();
  const history = await openHistory(flags, context);
  const change = await openChange(flags, history, context);
  const progress = context.progress(`jobs of ${flags.project}`);
  const counts = { recorded: 0, changed: 0 };
  try {
    for await (const job of history.jobs((part) => progress.at(part))) {
      const described = describeJob(job, { location: flags.location ?? 'US', now });
      if ((location !== undefined && described.ref.location.toLowerCase() !== location) || (filter && !filter.matches(described))) continue;
      const { job: written, complaint } = change(job);
      await context.write(new TextEncoder().encode(`${JSON.stringify(written)}\n`));
      counts.recorded++;
      if (complaint === undefined) continue;
      counts.changed++;
      context.err(`${complaint}\n`);
    }
  } finally {
    progress.end();
  }
  return counts;
}

async function openHistory({ project: projectId, since, until, location, from, filter }: Flags, { clock, bigquery }: CliContext): Promise<JobHistory> {
  const search = { projectId, since, until: until ?? clock.now() };
  if (search.until <= since) throw new DispatchError('USAGE', `--since ${since.toISOString()} is not before ${until ? '--until' : 'now,'} ${search.until.toISOString()}`);
  if (from === 'jobs.list') return listedJobs(await bigquery(), search);
  if (location === undefined) throw new DispatchError('USAGE', '--from information-schema needs --location, as each location has a view of its own');
  return queriedJobs(await bigquery(), { ...search, location, type: filter?.Type }, clock);
}

/** What becomes of jobs before they are written. */
async function openChange({ redact, redactName: names = [], config, set: sets }: Flags, history: JobHistory, context: CliContext): Promise<(job: JobResource) => Redacted> {
  if (!redact) {
    if (names.length > 0 || config !== undefined) throw new DispatchError('USAGE', `${config === undefined ? '--redact-name' : '--config'} goes with --redact`);
    return (job) => ({ job });
  }
  const routes = config === undefined ? [] : (await openRuleBook({ config, sets }, context)).config.routes;
  return openRedaction({ users: await history.users(), names, filters: routes.map(({ When }) => When), key: context.environment['BQ_DISPATCH_REDACT_KEY'] });
}

function readSource(text: string): Flags['from'] {
  if (text !== 'jobs.list' && text !== 'information-schema') throw new InvalidArgumentError('Expected jobs.list or information-schema.');
  return text;
}

function readLocation(text: string): string {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(text)) throw new InvalidArgumentError('Expected a location such as US or europe-west1.');
  return text;
}

function collectName(text: string, before?: readonly string[]): readonly string[] {
  if (text.trim().length < 2) throw new InvalidArgumentError('Expected a name of two characters or more.');
  return [...(before ?? []), text];
}
