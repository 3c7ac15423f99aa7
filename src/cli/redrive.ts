import { DispatchError, hasCode, reportError, type ErrorReport } from '../core/errors';
import { isJobId, normalizeLocation, type JobReference } from '../core/job';
import { createRedrive } from '../core/redrive';
import type { DispatchResponse } from '../core/response';
import { listRuns } from '../core/run-status';
import { collectSets, CONFIG_FLAG, JSON_FLAG, type AddCommand, type Backend } from './command';
import { parseTime } from './time-option';

interface Flags {
  readonly config?: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly failed?: true;
  readonly since?: Date;
  readonly json?: true;
}

/** `bq-dispatch redrive`: runs failed runs again. */
export const addRedrive: AddCommand = (program, { open, out, clock }, end) => {
  program
    .command('redrive')
    .description('run failed runs again: the jobs named, or all that have failed; ends with 1 where one is not ok')
    .argument('[job...]', 'project:location.job, project:job or job')
    .option(...CONFIG_FLAG)
    .option('--set <Name=value>', 'give ${config.Name} a value; may be repeated', collectSets)
    .option('--failed', 'all runs that have failed')
    .option('--since <time>', 'with --failed: that have failed since, such as 2024-03-01T10:00:00Z or 24h', (text: string) => parseTime(text, clock.now()))
    .option(...JSON_FLAG)
    .action(async (jobs: string[], { config, set, failed, since, json }: Flags) => {
      if (failed ? jobs.length > 0 : jobs.length === 0) throw new DispatchError('USAGE', 'expected either jobs or --failed');
      if (since && !failed) throw new DispatchError('USAGE', '--since goes with --failed');
      const backend = await open(config, set);
      const refs = failed ? await failedRuns(backend, since) : jobs.map((job) => parseJob(job, backend));
      const redrive = createRedrive(backend);
      let code = 0;
      for (const ref of refs) {
        const answer = await redrive(ref).catch(refusalOf);
        if (!('Status' in answer) || answer.Status !== 'ok') code = 1;
        out(json ? `${JSON.stringify({ JobRef: ref, ...answer })}\n` : `${formatAnswer(ref, answer)}\n`);
      }
      if (refs.length === 0 && !json) out('nothing has failed\n');
      end(code);
    });
};

/** What is wrong with one job keeps nothing from the others. */
function refusalOf(thrown: unknown): { Error: ErrorReport } {
  if (hasCode(thrown, 'NOT_FOUND', 'NOT_FAILED', 'LEASE_HELD', 'UNAVAILABLE', 'STATE_INVALID')) return { Error: reportError(thrown) };
  throw thrown;
}

async function failedRuns(backend: Backend, since = new Date(0)): Promise<JobReference[]> {
  const found: JobReference[] = [];
  for await (const { Status, JobRef, Ended, Since } of listRuns(backend)) {
    if (Status === 'failed' && JobRef && Date.parse(Ended ?? Since) >= since.getTime()) found.push(JobRef);
  }
  return found;
}

/** @throws DispatchError USAGE */
export function parseJob(text: string, { config, projectId = config.projectId }: Pick<Backend, 'config' | 'projectId'>): JobReference {
  const [, project, place, jobId = ''] = /^(?:(.+):)?(?:([A-Za-z0-9-]+)\.)?([^.:]+)$/.exec(text) ?? [];
  const found = project ?? projectId;
  if (!isJobId(jobId)) throw new DispatchError('USAGE', `found ${JSON.stringify(text)}, expected project:location.job, project:job or job`);
  if (found === undefined) throw new DispatchError('USAGE', `${JSON.stringify(text)} names no project, and neither does the configuration`);
  return { projectId: found, jobId, location: normalizeLocation(place ?? config.location ?? 'US') };
}

function formatAnswer({ projectId, location, jobId }: JobReference, answer: DispatchResponse | { Error: ErrorReport }): string {
  const status = 'Status' in answer ? answer.Status : 'refused';
  const lines = [`${status.padEnd(9)} ${projectId}:${location}.${jobId}`];
  if (answer.Error) lines.push(`${answer.Error.Code}: ${answer.Error.Message}`, `→ ${answer.Error.Hint}`);
  if ('RecordURL' in answer && answer.RecordURL !== undefined) lines.push(`record ${answer.RecordURL}`);
  return lines.join('\n          ');
}
