import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobResource } from '../../core/job-resource';
import type { BigQuery, JobSearch } from '../../core/ports/bigquery';
import { listedJobs } from './listed-jobs';

const HOUR_MS = 3_600_000;
const SINCE = Date.parse('2024-03-01T00:00:00Z');
const search = { projectId: 'p', since: new Date(SINCE), until: new Date(SINCE + 72 * HOUR_MS) };

/** @param made and @param ended in milliseconds since the beginning */
function job(jobId: string, made: number, ended: number, more: Partial<JobResource['statistics']> = {}): JobResource {
  const statistics = { creationTime: String(SINCE + made), endTime: String(SINCE + ended), ...more };
  return { jobReference: { projectId: 'p', jobId, location: 'us' }, user_email: `${jobId}@example.com`, configuration: { jobType: 'QUERY', query: { query: 'SELECT 1' } }, statistics, status: { state: 'DONE' } };
}

function listing(jobs: readonly JobResource[]) {
  const asked: JobSearch[] = [];
  const got: unknown[] = [];
  const made = ({ statistics }: JobResource): number => Number(statistics?.creationTime);
  const bigquery = {
    async *listJobs(asks: JobSearch) {
      asked.push(asks);
      const { since, until, parentJobId } = asks;
      yield* await Promise.resolve(jobs.filter((one) => made(one) >= since.getTime() && (!until || made(one) < until.getTime()) && one.statistics?.parentJobId === parentJobId).sort((a, b) => made(b) - made(a)));
    },
    async getJob(ref: unknown) {
      got.push(await Promise.resolve(ref));
    },
  } as unknown as BigQuery;
  return { bigquery, asked, got };
}

async function idsOf(jobs: readonly JobResource[], onProgress: (part: number) => void = () => undefined) {
  const { bigquery, asked, got } = listing(jobs);
  const ids: string[] = [];
  for await (const { jobReference } of listedJobs(bigquery, search).jobs(async (part) => onProgress(await Promise.resolve(part)))) ids.push(jobReference.jobId);
  return { ids, asked, got };
}

test('jobs come in the order in which they ended, however long they ran', async () => {
  const jobs = [job('b', 2 * HOUR_MS, 3 * HOUR_MS), job('long', 0, 60 * HOUR_MS), job('c', 70 * HOUR_MS, 80 * HOUR_MS), job('a', HOUR_MS, 2 * HOUR_MS), job('later', 71 * HOUR_MS, 72 * HOUR_MS)];
  assert.deepEqual((await idsOf(jobs)).ids, ['a', 'b', 'long', 'later', 'c']);
});

test('many jobs of a short time are taken in parts, each once', async () => {
  const jobs = Array.from({ length: 60_000 }, (_, number) => job(`j${number}`, 10 * HOUR_MS + number * 10, 10 * HOUR_MS + number * 10 + 5));
  const { ids, asked } = await idsOf(jobs);
  assert.deepEqual(ids, jobs.map(({ jobReference }) => jobReference.jobId));
  assert.ok(asked.some(({ since, until }) => (until?.getTime() ?? 0) - since.getTime() <= HOUR_MS / 4));
});

test('where there is little, few calls are made, and progress reaches the end', async () => {
  const parts: number[] = [];
  const { asked } = await idsOf([], (part) => void parts.push(part));
  assert.ok(asked.length < 10, `${asked.length} calls`);
  assert.deepEqual(parts, [...parts].sort((a, b) => a - b));
  assert.equal(parts.at(-1), 1);
});

test('the statements of a script come before it', async () => {
  const { ids, asked } = await idsOf([job('script', 0, 9000, { numChildJobs: '2' }), job('one', 10, 20, { parentJobId: 'script' }), job('two', 30, 40, { parentJobId: 'script' })]);
  assert.deepEqual(ids, ['one', 'two', 'script']);
  assert.equal(asked.filter(({ parentJobId }) => parentJobId !== undefined).length, 1);
});

test('a job that is listed without its parts is asked for, and left out where it is gone', async () => {
  const { ids, got } = await idsOf([{ ...job('bare', 0, 1), configuration: { jobType: 'LOAD' } }, job('whole', 2, 3)]);
  assert.deepEqual(ids, ['whole']);
  assert.deepEqual(got, [{ projectId: 'p', jobId: 'bare', location: 'US' }]);
});

test('who ran them is told', async () => {
  const { bigquery } = listing([job('a', 0, 1), job('b', 50 * HOUR_MS, 51 * HOUR_MS)]);
  assert.deepEqual(await listedJobs(bigquery, search).users(), new Set(['a@example.com', 'b@example.com']));
});
