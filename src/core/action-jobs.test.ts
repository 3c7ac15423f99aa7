import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../emulator/manual-clock';
import { createActionJobs } from './action-jobs';
import type { ChainTasks } from './chain-task';
import { DispatchError } from './errors';
import { createJobSlots } from './job-slots';
import type { ErrorProto, JobResource } from './job-resource';
import type { BigQuery } from './ports/bigquery';

const parent = { projectId: 'shop', location: 'US', jobId: 'root' };
const configuration = { copy: {} };

/** A BigQuery whose jobs end one after the other as told, and whose starts are refused where told so. */
function setUp({ ends = [], refusal, asynchronous = false }: { ends?: readonly (ErrorProto | undefined)[]; refusal?: DispatchError; asynchronous?: boolean }) {
  const clock = createManualClock(new Date('2024-03-01T10:00:00Z'));
  const jobs = new Map<string, JobResource>();
  const log: string[] = [];
  const bigquery: Pick<BigQuery, 'getJob' | 'insertJob' | 'waitForJob'> = {
    getJob: ({ jobId }) => Promise.resolve(jobs.get(jobId)),
    insertJob(job) {
      const { jobId } = job.jobReference;
      log.push(`insert ${jobId.replace(/[0-9a-f]{12}/, '#')}`);
      if (refusal) return Promise.reject(refusal);
      if (jobs.has(jobId)) return Promise.reject(new DispatchError('JOB_ALREADY_EXISTS', jobId));
      const errorResult = ends[jobs.size];
      const made: JobResource = { ...job, status: { state: 'DONE', ...(errorResult && { errorResult }) } };
      jobs.set(jobId, made);
      return Promise.resolve(made);
    },
    waitForJob: ({ jobId }) => Promise.resolve(jobs.get(jobId) as JobResource),
  };
  const tasks: ChainTasks = {
    write: ({ jobId }) => Promise.resolve(void log.push(`write the task of ${jobId.replace(/[0-9a-f]{12}/, '#')}`)),
    giveUp: () => Promise.resolve(void log.push('give up')),
  };
  const link = { Parent: parent, Position: '0', Redrive: 0, Variables: {}, DefaultProject: 'shop', Objects: [] };
  const actionJobs = createActionJobs({
    bigquery: bigquery as BigQuery,
    clock,
    slots: createJobSlots({ most: 1, clock }),
    deadline: clock.now(),
    parent,
    parts: { position: '0', action: 'copy', redrive: 0 },
    ...(asynchronous && { chain: { tasks, rule: { Action: 'copy', Request: {} }, link } }),
    onJob: () => undefined,
  });
  return { actionJobs, log };
}

const backendError = { reason: 'backendError', message: 'try again' };

test('a job that fails with an error that may pass is begun again under the next ID', async () => {
  const { actionJobs, log } = setUp({ ends: [backendError, undefined] });
  const job = await actionJobs.run(configuration);
  assert.match(job?.jobReference.jobId ?? '', /^root--0-copy-[0-9a-f]{12}-2$/);
  assert.deepEqual(log, ['insert root--0-copy-#', 'insert root--0-copy-#-2']);
});

test('a second run meets the jobs of the first', async () => {
  const { actionJobs } = setUp({ ends: [backendError, undefined] });
  assert.deepEqual(await actionJobs.run(configuration), await actionJobs.run(configuration));
});

test('attempts come to an end, and other errors are final at once', async () => {
  const passing = setUp({ ends: [backendError, backendError, backendError, undefined] });
  await assert.rejects(passing.actionJobs.run(configuration), { code: 'JOB_FAILED' });
  assert.equal(passing.log.length, 3);
  const final = setUp({ ends: [{ reason: 'invalidQuery' }, undefined] });
  await assert.rejects(final.actionJobs.run(configuration), { code: 'JOB_FAILED' });
  assert.equal(final.log.length, 1);
});

test('an asynchronous action writes its task first and does not wait', async () => {
  const { actionJobs, log } = setUp({ asynchronous: true });
  assert.equal(await actionJobs.run(configuration), undefined);
  assert.deepEqual(log, ['write the task of root--0-copy-#--dispatch', 'insert root--0-copy-#--dispatch']);
});

test('a second run writes no task for a job that was started: it may be done with', async () => {
  const { actionJobs, log } = setUp({ asynchronous: true });
  await actionJobs.run(configuration);
  await actionJobs.run(configuration);
  assert.equal(log.length, 2);
});

test('a start that is refused for good gives the task up; one that may pass keeps it', async () => {
  const refused = setUp({ asynchronous: true, refusal: new DispatchError('INVALID_REQUEST', 'no') });
  await assert.rejects(refused.actionJobs.run(configuration), { code: 'INVALID_REQUEST' });
  assert.equal(refused.log.at(-1), 'give up');
  const passing = setUp({ asynchronous: true, refusal: new DispatchError('UNAVAILABLE', 'later') });
  await assert.rejects(passing.actionJobs.run(configuration), { code: 'UNAVAILABLE' });
  assert.notEqual(passing.log.at(-1), 'give up');
});

test('several jobs of one action are waited for, also where it is asynchronous', async () => {
  const { actionJobs, log } = setUp({ asynchronous: true });
  assert.ok(await actionJobs.run(configuration, { part: 'a' }));
  assert.deepEqual(log, ['insert root--0-copy-#']);
});
