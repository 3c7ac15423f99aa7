import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStorageState } from '../../emulator/storage/storage-state';
import { createObjectStore } from '../../emulator/storage/object-store';
import { loadConfig } from '../config/load-config';
import type { JobEvent } from './job-event';
import type { JobResource } from './job-resource';
import type { BigQuery } from './ports/bigquery';
import { createSweep } from './sweep';

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2024-03-01T10:00:00Z');

/** A sweep over jobs that ended so many minutes before the start, with a dispatcher that only notes. */
async function bed(endedMinutesAgo: readonly number[]) {
  let nowMs = START_MS;
  const clock = { now: () => new Date(nowMs), schedule: () => () => undefined };
  const storage = createStorageState({ clock });
  storage.createBucket('ops');
  const objects = createObjectStore(storage);
  const config = await loadConfig({ text: '{"DeferTaskURL":"gs://ops/tasks/","ProjectID":"shop"}', file: 'dispatch.json', given: {}, objects });
  const jobs: JobResource[] = endedMinutesAgo.map((minutes, index) => ({
    jobReference: { projectId: 'shop', jobId: `j${index}`, location: 'US' },
    configuration: { load: {} },
    statistics: { creationTime: String(START_MS - (minutes + 1) * MINUTE_MS), endTime: String(START_MS - minutes * MINUTE_MS) },
    status: { state: 'DONE' },
  }));
  const asked: Date[] = [];
  const bigquery = {
    async *listJobs({ since }: { since: Date }) {
      asked.push(since);
      yield* await Promise.resolve(jobs);
    },
  } as unknown as BigQuery;
  const dispatched: JobEvent[] = [];
  const dispatcher = {
    dispatch: (event: JobEvent) => {
      dispatched.push(event);
      return Promise.resolve({ Status: 'noMatch' as const, EventID: event.eventId, Matched: false, Actions: [], Started: '', TimeTakenMs: 0 });
    },
  };
  const sweep = createSweep({ config, objects, bigquery, clock, dispatcher });
  return {
    objects,
    asked,
    run: async (atMinutes: number) => {
      nowMs = START_MS + atMinutes * MINUTE_MS;
      dispatched.length = 0;
      const report = await sweep();
      return { report, jobs: dispatched.map(({ jobId }) => jobId) };
    },
  };
}

test('the first sweep looks an hour back, each later one to that before it, less ten minutes', async () => {
  const { run, asked } = await bed([61, 59, 11, 9, -5]);
  assert.deepEqual((await run(0)).jobs, ['j1', 'j2', 'j3', 'j4']);
  assert.deepEqual((await run(10)).jobs, ['j3', 'j4']);
  assert.deepEqual((await run(30)).jobs, ['j4']);
  assert.ok(asked.every((since) => since.getTime() <= START_MS - 6 * 60 * MINUTE_MS), 'a job may have run for six hours');
});

test('a sweep that has too much to do goes on where it stopped', async () => {
  const { run } = await bed(Array.from({ length: 2500 }, (_, index) => 50 - index / 100));
  const seen = new Set<string>();
  const complete: boolean[] = [];
  for (const at of [0, 1, 2]) {
    const { report, jobs } = await run(at);
    assert.ok(jobs.length <= 1000);
    complete.push(report.Complete);
    for (const job of jobs) seen.add(job);
  }
  assert.deepEqual([seen.size, complete], [2500, [false, false, true]]);
});

test('a memory that cannot be read is told', async () => {
  const { run, objects } = await bed([]);
  await objects.write({ bucket: 'ops', name: 'journal/_sweep.json' }, Buffer.from('{"Watermark":5}'));
  await assert.rejects(run(0), { code: 'STATE_INVALID' });
});
