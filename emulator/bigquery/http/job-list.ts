import type { JobResource } from '../../../src/core/job-resource';
import { invalidParameter, numberOf, textOf, type Call } from './call';
import { toListedJob } from './job-wire';
import { pageOf } from './page';

const STATES = new Set(['DONE', 'PENDING', 'RUNNING']);

/** The page of jobs that a request asks for, newest first. Jobs of a script are listed where its ID is given, and only there. */
export function listJobs(call: Call, jobs: Iterable<JobResource>): object {
  const states = new Set(call.values('stateFilter').map((value) => stateOf(value)));
  const [min, max] = [numberOf(call, 'minCreationTime') ?? -Infinity, numberOf(call, 'maxCreationTime') ?? Infinity];
  const parentJobId = textOf(call, 'parentJobId');
  const full = isFull(textOf(call, 'projection'));
  const wanted = [...jobs].filter(({ statistics, status }) => {
    const created = Number(statistics?.creationTime ?? 0);
    return statistics?.parentJobId === parentJobId && created >= min && created <= max && (states.size === 0 || states.has(status?.state ?? ''));
  });
  const newestFirst = wanted.reverse().sort((a, b) => Number(b.statistics?.creationTime ?? 0) - Number(a.statistics?.creationTime ?? 0));
  const { items, nextPageToken } = pageOf(call, newestFirst, { keyOf: ({ id = '' }) => id, defaultSize: 50, maxSize: 1000 });
  return {
    kind: 'bigquery#jobList',
    etag: Buffer.from(`${items.length}.${items[0]?.id}.${items[0]?.status?.state}`).toString('base64').slice(-44),
    nextPageToken,
    jobs: items.map((job) => toListedJob(job, full)),
  };
}

function stateOf(value: string): string {
  const state = value.toUpperCase();
  if (STATES.has(state)) return state;
  throw invalidParameter('stateFilter', value);
}

function isFull(projection: string | undefined): boolean {
  const value = projection?.toLowerCase() ?? 'minimal';
  if (value === 'full' || value === 'minimal') return value === 'full';
  throw invalidParameter('projection', value);
}
