import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobResource } from '../../../src/core/job-resource';
import { JobError } from '../job-error';
import { createHttpTestBed, list, type HttpTestBed } from './http-test-bed';

const JOBS = '/projects/p/jobs';
const ref = (tableId: string): object => ({ projectId: 'p', datasetId: 'd', tableId });
const COPY = { copy: { sourceTable: ref('a'), destinationTable: ref('b') } };

function withTable(options: Parameters<typeof createHttpTestBed>[0] = {}): HttpTestBed {
  const bed = createHttpTestBed(options);
  bed.state.addTable({ tableReference: { projectId: 'p', datasetId: 'd', tableId: 'a' }, schema: { fields: [{ name: 'x', type: 'INTEGER' }] } }, [['1']]);
  return bed;
}

test('a job is begun, and done when it is asked for', async () => {
  const { post, get, clock } = withTable();
  const begun = await post(JOBS, { configuration: { ...COPY, labels: { a: 'b' } }, jobReference: { projectId: 'p', jobId: 'j' } });
  assert.deepEqual([begun.status, begun.body.id, begun.body.jobReference, begun.body.user_email], [200, 'p:US.j', { projectId: 'p', jobId: 'j', location: 'US' }, 'emulator@example.com']);
  await clock.advance(0);
  const { body } = await get(`${JOBS}/j?location=US`);
  assert.deepEqual(body.status, { state: 'DONE' });
  assert.deepEqual(body.configuration, { copy: COPY.copy, labels: { a: 'b' }, jobType: 'COPY' });
  assert.equal(body.statistics.copy.copiedRows, '1');
});

test('a job without an ID gets one, and lies where its dataset does', async () => {
  const { post, state } = createHttpTestBed();
  state.createDataset({ projectId: 'p', datasetId: 'eu', location: 'EU' });
  const { body } = await post(JOBS, { configuration: { copy: { sourceTable: ref('a'), destinationTable: { ...ref('b'), datasetId: 'eu' } } } });
  assert.deepEqual(body.jobReference, { projectId: 'p', jobId: 'job_id-0', location: 'EU' });
});

test('a dry run is done at once, not kept, and no event', async () => {
  const { post, get, state, clock } = withTable();
  state.onJobDone(() => assert.fail('a dry run is no job'));
  const { body } = await post(JOBS, { configuration: { ...COPY, dryRun: true } });
  await clock.advance(1000);
  assert.deepEqual([body.status, body.jobReference, body.configuration.jobType, body.statistics.totalBytesProcessed], [{ state: 'DONE' }, { projectId: 'p', location: 'US' }, 'COPY', '0']);
  assert.deepEqual((await get(JOBS)).body.jobs, []);
  assert.equal((await get('/projects/p/datasets/d/tables/b')).status, 404);
});

test('a job is cancelled while it waits or runs, and nothing of it takes effect', async () => {
  for (const [pendingMs, runningMs] of [[1000, 0], [0, 1000]]) {
    const { post, get, clock, state } = withTable({ pendingMs, runningMs });
    const heard: (string | undefined)[] = [];
    state.onJobDone((job) => heard.push(job.status?.errorResult?.reason));
    await post(JOBS, { configuration: COPY, jobReference: { jobId: 'j' } });
    await clock.advance(10);
    const { body } = await post(`${JOBS}/j/cancel`, {});
    assert.equal(body.kind, 'bigquery#jobCancelResponse');
    const errorResult = { reason: 'stopped', message: 'Job execution was cancelled: User requested cancellation' };
    assert.deepEqual(body.job.status, { state: 'DONE', errorResult, errors: [errorResult] });
    await clock.advance(5000);
    assert.deepEqual((await get(`${JOBS}/j`)).body, body.job);
    assert.equal((await get('/projects/p/datasets/d/tables/b')).status, 404);
    assert.deepEqual(heard, ['stopped']);
  }
});

test('a job in the middle of its work is told when it is cancelled', async () => {
  let aborted = false;
  const { post, clock } = withTable({
    planQuery: () => ({
      jobType: 'QUERY',
      prepare: ({ signal }) => new Promise(() => signal.addEventListener('abort', () => (aborted = true))),
    }),
  });
  await post(JOBS, { configuration: { query: { query: 'SELECT 1' } }, jobReference: { jobId: 'j' } });
  await clock.advance(100);
  const { body } = await post(`${JOBS}/j/cancel`, {});
  assert.deepEqual([aborted, body.job.status.errorResult.reason], [true, 'stopped']);
});

test('a job that takes longer than jobTimeoutMs is stopped', async () => {
  const { post, get, clock } = withTable({ runningMs: 5000 });
  await post(JOBS, { configuration: { ...COPY, jobTimeoutMs: '2000' }, jobReference: { jobId: 'j' } });
  await clock.advance(1999);
  assert.equal((await get(`${JOBS}/j`)).body.status.state, 'RUNNING');
  await clock.advance(1);
  assert.equal((await get(`${JOBS}/j`)).body.status.errorResult.message, 'Job execution was cancelled: Job timed out after 2s');
});

test('a job is deleted with its children when it is done', async () => {
  const { post, send, get, clock, state } = withTable({ runningMs: 10 });
  await post(JOBS, { configuration: COPY, jobReference: { jobId: 'j' } });
  assert.equal((await send('DELETE', `${JOBS}/j/delete`)).status, 400);
  await clock.advance(10);
  state.recordChild(childOf('j', 'c'));
  assert.equal((await send('DELETE', `${JOBS}/c/delete`)).status, 400);
  assert.equal((await send('DELETE', `${JOBS}/j/delete`)).status, 204);
  assert.deepEqual([(await get(`${JOBS}/j`)).status, (await get(`${JOBS}/c`)).status], [404, 404]);
});

function childOf(parentJobId: string, jobId: string): JobResource {
  return { id: `p:US.${jobId}`, jobReference: { projectId: 'p', jobId, location: 'US' }, configuration: { query: {} }, statistics: { parentJobId, creationTime: '1709280000000' }, status: { state: 'DONE' } };
}

test('a child job is an event like others', async () => {
  const { state } = createHttpTestBed();
  const heard: string[] = [];
  state.onJobDone((job) => heard.push(job.jobReference.jobId));
  state.recordChild(childOf('j', 'c'));
  await Promise.resolve();
  assert.deepEqual(heard, ['c']);
});

test('jobs are listed newest first, by state, time, parent and page', async () => {
  const { post, get, clock, state } = withTable({ runningMs: 1000 });
  for (const jobId of ['a', 'b', 'c']) {
    await post(JOBS, { configuration: COPY, jobReference: { jobId } });
    await clock.advance(600);
  }
  state.recordChild(childOf('a', 'child'));
  const listed = async (query: string): Promise<unknown> => list((await get(`${JOBS}?${query}`)).body.jobs).map(({ jobReference }) => jobReference.jobId);
  const start = Date.parse('2024-03-01T08:00:00Z');
  assert.deepEqual(await listed(''), ['c', 'b', 'a']);
  assert.deepEqual(await listed('stateFilter=done'), ['b', 'a']);
  assert.deepEqual(await listed('stateFilter=running'), ['c']);
  assert.deepEqual(await listed('stateFilter=pending'), []);
  assert.deepEqual(await listed('stateFilter=pending&stateFilter=RUNNING'), ['c']);
  assert.deepEqual(await listed(`minCreationTime=${start + 600}`), ['c', 'b']);
  assert.deepEqual(await listed(`maxCreationTime=${start + 600}`), ['b', 'a']);
  assert.deepEqual(await listed('parentJobId=a'), ['child']);
  const { body } = await get(`${JOBS}?maxResults=2`);
  await post(JOBS, { configuration: COPY, jobReference: { jobId: 'late' } });
  assert.deepEqual(await listed(`maxResults=2&pageToken=${body.nextPageToken}`), ['a']);
});

test('only a full list has configurations', async () => {
  const { post, get } = withTable();
  await post(JOBS, { configuration: COPY, jobReference: { jobId: 'a' } });
  assert.equal((await get(JOBS)).body.jobs[0].configuration, undefined);
  assert.deepEqual((await get(`${JOBS}?projection=full`)).body.jobs[0].configuration.copy, COPY.copy);
});

test('SQL that is refused refuses the request, and the job is known as failed', async () => {
  const error = { reason: 'invalidQuery', location: 'query', message: 'Unrecognized name: x at [1:8]' };
  const { post, get } = createHttpTestBed({
    planQuery: () => ({
      jobType: 'QUERY',
      check: () => Promise.reject(new JobError(error)),
      prepare: () => assert.fail('a job that failed its check does not run'),
    }),
  });
  const { status, body } = await post(JOBS, { configuration: { query: { query: 'SELECT x' } }, jobReference: { jobId: 'j' } });
  assert.deepEqual([status, body.error.message, body.error.errors[0].reason], [400, error.message, 'invalidQuery']);
  assert.deepEqual((await get(`${JOBS}/j`)).body.status.errorResult, error);
});

const REFUSED: [method: string, path: string, body: unknown, status: number, message: RegExp][] = [
  ['POST', JOBS, {}, 400, /configuration/],
  ['POST', JOBS, { configuration: {} }, 400, /exactly one of load, copy, extract, query/],
  ['POST', JOBS, { configuration: { copy: { ...COPY.copy, destinationTable: { projectId: 'p', datasetId: 'none', tableId: 'b' } } } }, 404, /^Not found: Dataset p:none$/],
  ['POST', JOBS, { configuration: COPY, jobReference: { projectId: 'q', jobId: 'j' } }, 400, /does not agree/],
  ['POST', JOBS, { configuration: COPY, jobReference: { jobId: 'a b' } }, 400, /Invalid job ID/],
  ['POST', JOBS, { configuration: COPY, jobReference: { location: 'a/b' } }, 400, /location/],
  ['POST', JOBS, { configuration: { ...COPY, labels: { 'a b': '' } } }, 400, /Invalid label key/],
  ['POST', JOBS, { configuration: { copy: { ...COPY.copy, none: 1 } } }, 400, /Unknown name "none" at 'job\.configuration\.copy'/],
  ['POST', JOBS, { configuration: { query: { query: 'SELECT 1' } } }, 501, /query/],
  ['GET', `${JOBS}/none`, undefined, 404, /^Not found: Job p:none$/],
  ['GET', `${JOBS}/none?location=EU`, undefined, 404, /^Not found: Job p:EU\.none$/],
  ['POST', `${JOBS}/none/cancel`, undefined, 404, /^Not found: Job p:none$/],
  ['DELETE', `${JOBS}/none/delete`, undefined, 404, /^Not found: Job p:none$/],
  ['GET', `${JOBS}?stateFilter=x`, undefined, 400, /stateFilter/],
  ['GET', `${JOBS}?projection=x`, undefined, 400, /projection/],
  ['GET', `${JOBS}?minCreationTime=x`, undefined, 400, /minCreationTime/],
];
for (const [method, path, body, status, message] of REFUSED) {
  test(`refused: ${method} ${path} ${JSON.stringify(body)}`, async () => {
    const answer = await withTable().send(method, path, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(answer.body.error.message, message);
  });
}

test('a location of None is none', async () => {
  const { post, get, send } = createHttpTestBed();
  await post(JOBS, { configuration: COPY, jobReference: { jobId: 'j' } });
  assert.equal((await get(`${JOBS}/j?location=None`)).status, 200);
  assert.equal((await send('DELETE', `${JOBS}/none/delete?location=None`)).status, 404);
});

test('a job ID is used once in a location', async () => {
  const { post, get } = withTable();
  const job = { configuration: COPY, jobReference: { jobId: 'j' } };
  await post(JOBS, job);
  const again = await post(JOBS, job);
  assert.deepEqual([again.status, again.body.error.message, again.body.error.errors[0].reason], [409, 'Already Exists: Job p:US.j', 'duplicate']);
  assert.equal((await get(`${JOBS}/j?location=EU`)).status, 404);
});
