import path from 'node:path';
import { Readable } from 'node:stream';
import { createBigQuery } from '../../emulator/bigquery/bigquery';
import { createBigQueryState } from '../../emulator/bigquery/bigquery-state';
import { createObjectStore } from '../../emulator/storage/object-store';
import { createStorageState } from '../../emulator/storage/storage-state';
import { loadConfig } from '../config/load-config';
import { DispatchError } from '../core/errors';
import type { JobState } from '../core/job-state';
import { stateMetadata } from '../core/listed-state';
import type { Backend, CliContext } from './command';
import { runProgram } from './program';
import { openTask } from './replay/chunk-tasks';

const NOW = new Date('2024-03-02T10:00:00Z');
const clock = { now: () => NOW, schedule: () => () => undefined };

export const state = (jobId: string, State: JobState['State'], more: Partial<JobState> = {}): JobState => ({
  ...{ State, Holder: 'h', ExpiresAt: '2024-03-02T09:00:00.000Z', JobRef: { projectId: 'shop', jobId, location: 'US' }, Redrive: 0, Progress: { Actions: [], Wrote: [] } },
  Plan: { EventID: 'e', Started: '2024-03-02T08:00:00.000Z', Actions: [], Objects: [], Job: { Type: 'LOAD', EndTime: '2024-03-02T08:00:00.000Z', Source: '', Destination: '' }, MatchedBy: 'route', Variables: {}, DefaultProject: 'shop', DefaultSource: { Missing: '' }, DefaultURLs: [] },
  ...more,
});

export const FAILED = { Error: { Code: 'JOB_FAILED' as const, Message: 'it failed', Hint: 'mend it' }, RecordURL: 'gs://ops/errors/r-job.json', Ended: '2024-03-02T08:30:00.000Z' };

function fail(error: Error): never {
  throw error;
}

/** A command line over these states and files; those named gs://ops/… are objects. @param more instead of what it has */
export async function bed(states: readonly JobState[], files: Readonly<Record<string, string>> = {}, more: Partial<CliContext> = {}) {
  const storage = createStorageState({ clock });
  storage.createBucket('ops');
  const objects = createObjectStore(storage);
  for (const one of states) {
    await objects.write({ bucket: 'ops', name: `journal/_state/shop/US/${one.JobRef.jobId}.json` }, Buffer.from(JSON.stringify(one)), { metadata: stateMetadata(one) });
  }
  storage.write({ bucket: 'ops', name: 'tasks/later-dispatch.json' }, Buffer.from('{}'));
  for (const [file, text] of Object.entries(files)) if (file.startsWith('gs://ops/')) storage.write({ bucket: 'ops', name: file.slice('gs://ops/'.length) }, Buffer.from(text));
  const dispatched: string[] = [];
  const ran: string[][] = [];
  const printed: string[] = [];
  const told: string[] = [];
  const context: CliContext = {
    clock,
    environment: {},
    readText: (file = '') => (files[file] === undefined ? Promise.reject(new DispatchError('CONFIG_INVALID', `there is no ${file}`)) : Promise.resolve({ text: files[file], file })),
    load: (text, { objects: given = objects, onRoute, ...values }) => loadConfig({ ...text, given: values, objects: given, ...(onRoute && { onRoute }) }),
    bigquery: () => Promise.resolve(createBigQuery(createBigQueryState({ clock, objects }))),
    progress: () => ({ at: () => Promise.resolve(), end: () => undefined }),
    folder: path.join(__dirname, '../..'),
    packageFolder: '/',
    version: '1.2.3',
    stepLibrary: '',
    stdout: process.stdout,
    stderr: process.stderr,
    readFile: (file) => (files[file] === undefined ? Promise.reject(new DispatchError('USAGE', `there is no ${file}`)) : Promise.resolve(files[file])),
    openInput: (file) => [{ file, bytes: Readable.from(files[file] === undefined ? fail(new Error(`there is no ${file}`)) : [Buffer.from(files[file])]) }],
    openPool: (task) => {
      const work = openTask(task, context);
      return { size: 2, run: async (chunk) => (await work)(chunk), close: () => undefined };
    },
    write: (bytes) => Promise.resolve(void printed.push(new TextDecoder().decode(bytes))),
    out: (text) => void printed.push(text),
    err: (text) => void told.push(text),
    run: (program, args) => {
      ran.push([program, ...args]);
      if (args.includes('create')) return Promise.reject(new Error('Resource already exists'));
      return Promise.resolve(args.includes('describe') ? 'described\n' : '');
    },
    open: async (): Promise<Backend> => ({
      config: await loadConfig({ text: '{"DeferTaskURL":"gs://ops/tasks/","ProjectID":"shop"}', file: 'dispatch.json', given: {}, objects }),
      objects,
      bigquery: await context.bigquery(),
      clock,
      dispatcher: {
        dispatch: ({ jobId, eventId }) => {
          dispatched.push(jobId);
          return Promise.resolve({ Status: jobId === 'bad' ? 'error' : 'ok', EventID: eventId, Matched: true, Actions: [], Started: '', TimeTakenMs: 0 });
        },
      },
    }),
    ...more,
  };
  const run = (line: string): Promise<number> => runProgram(line.split(' ').filter((word) => word !== ''), context);
  return { run, printed: () => printed.join(''), told: () => told.join(''), dispatched, ran };
}
