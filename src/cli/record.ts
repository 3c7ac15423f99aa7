import { randomUUID } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import { DispatchError } from '../core/errors';
import { compileFilter, type When } from '../core/filter';
import { describeJob } from '../core/job';
import type { JobResource } from '../core/job-resource';
import type { BigQuery } from '../core/ports/bigquery';
import { JSON_FLAG, type AddCommand, type CliContext } from './command';
import { listedJobs } from './recording/listed-jobs';
import { queriedJobs } from './recording/queried-jobs';
import { createPseudonyms } from './redaction/pseudonyms';
import { redactJob } from './redaction/redact-job';
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
  readonly limit?: number;
}

/** Where jobs are found. */
export interface Sought {
  readonly project: string;
  readonly since: Date;
  readonly location?: string;
  readonly deadline: Date;
}

/** How long a query for jobs may take. */
const QUERY_MS = 10 * 60 * 1000;

/** `bq-dispatch record`: finished jobs of a project as recorded events. */
export const addRecord: AddCommand = (program, context, end) => {
  const time = (text: string): Date => parseTime(text, context.clock.now());
  program
    .command('record')
    .description('write finished jobs of a project as recorded events, one a line, the newest first')
    .requiredOption('--project <id>', 'the project')
    .requiredOption('--since <time>', 'jobs made since, such as 2024-03-01T10:00:00Z or 24h', time)
    .option('--until <time>', 'jobs made before', time)
    .option('--location <location>', 'jobs of this location, such as US or europe-west1', readLocation)
    .option('--from <source>', 'jobs.list, or information-schema with --location, which reaches 180 days back', readSource, 'jobs.list')
    .option('--filter <Field=value>', "Type, Source or Dest as in a route's When; may be repeated, and all must hold", collectFilter)
    .option('--redact', 'replace SQL literals, e-mail addresses and names, the same text always by the same')
    .option('--redact-name <text>', 'replace this too, wherever it stands; may be repeated', (text: string, before: readonly string[] = []) => [...before, readName(text)])
    .option('--limit <number>', 'at most so many', readLimit)
    .option(...JSON_FLAG)
    .action(async (flags: Flags) => {
      const count = await record(flags, context);
      context.err(`${count} job${count === 1 ? '' : 's'} recorded\n`);
      end(0);
    });
};

async function record(flags: Flags, context: CliContext): Promise<number> {
  const { project, since, until, location, filter, limit = Infinity } = flags;
  if (flags.from === 'information-schema' && location === undefined) throw new DispatchError('USAGE', '--from information-schema needs --location, as each location has a view of its own');
  const now = context.clock.now();
  const holds = filter && compileFilter(filter);
  const change = redactionOf(flags, context);
  const bigquery = await context.bigquery();
  let count = 0;
  for await (const job of jobsOf(bigquery, flags.from, { project, since, ...(location !== undefined && { location }), deadline: new Date(now.getTime() + QUERY_MS) })) {
    const made = new Date(Number(job.statistics?.creationTime ?? 0));
    if (until && made >= until) continue;
    const described = describeJob(job, { location: location ?? 'US', now });
    if (location !== undefined && described.ref.location.toLowerCase() !== location.toLowerCase()) continue;
    if (holds && !holds.matches(described)) continue;
    if (count >= limit) break;
    count++;
    await context.write(new TextEncoder().encode(`${JSON.stringify(change(job))}\n`));
  }
  return count;
}

function jobsOf(bigquery: BigQuery, from: Flags['from'], sought: Sought): AsyncIterable<JobResource> {
  return from === 'jobs.list' ? listedJobs(bigquery, sought) : queriedJobs(bigquery, sought);
}

/** A key of its own for each run, unless several recordings are to agree. */
function redactionOf({ redact, redactName: names = [] }: Flags, { environment }: CliContext): (job: JobResource) => JobResource {
  if (!redact && names.length === 0) return (job) => job;
  const pseudonyms = createPseudonyms(environment['BQ_DISPATCH_REDACT_KEY'] || randomUUID());
  return (job) => redactJob(job, { pseudonyms, names });
}

const FIELDS: readonly (keyof When)[] = ['Type', 'Source', 'Dest'];

function collectFilter(text: string, before: When = {}): When {
  const equals = text.indexOf('=');
  const field = FIELDS.find((name) => name.toLowerCase() === text.slice(0, Math.max(0, equals)).toLowerCase());
  if (!field) throw new InvalidArgumentError(`Expected one of ${FIELDS.map((name) => `${name}=value`).join(', ')}.`);
  if (before[field] !== undefined) throw new InvalidArgumentError(`${field} is given twice.`);
  return { ...before, [field]: text.slice(equals + 1) };
}

function readSource(text: string): Flags['from'] {
  if (text !== 'jobs.list' && text !== 'information-schema') throw new InvalidArgumentError('Expected jobs.list or information-schema.');
  return text;
}

function readLocation(text: string): string {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(text)) throw new InvalidArgumentError('Expected a location such as US or europe-west1.');
  return text;
}

function readName(text: string): string {
  if (text.trim().length < 2) throw new InvalidArgumentError('Expected a name of two characters or more.');
  return text;
}

function readLimit(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Expected a number of jobs.');
  return Number(text);
}
