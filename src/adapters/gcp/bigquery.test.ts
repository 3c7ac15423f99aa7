import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DispatchError, type ErrorCode } from '../../core/errors';
import type { BigQuery } from '../../core/ports/bigquery';
import type { Clock } from '../../core/ports/clock';
import { createRetrier } from '../../core/retry';
import { createGcpBigQuery } from './bigquery';
import { openGoogleClients } from './open-clients';
import { errorReply, startReplies, type RepliesTestBed, type Reply } from './replies-test-bed';

const jobReference = { projectId: 'p', jobId: 'j', location: 'US' };
const tableReference = { projectId: 'p', datasetId: 'd', tableId: 't' };
const NOW = new Date('2024-03-01T08:00:00Z');
const waits: number[] = [];
/** Notes for how long it is asked to wait, and does not. */
const clock: Clock = {
  now: () => NOW,
  schedule(delayMs, task) {
    waits.push(delayMs);
    setImmediate(task);
    return () => undefined;
  },
};
const deadline = new Date(NOW.getTime() + 60_000);
let google: RepliesTestBed;
let bigquery: BigQuery;

before(async () => {
  google = await startReplies();
  bigquery = createGcpBigQuery({ ...google.clients, clock });
});

after(() => google.close());

const job = (state: string): Reply => ({ body: { kind: 'bigquery#job', id: 'p:US.j', jobReference, configuration: { jobType: 'COPY' }, status: { state } } });
const table = (more: object): Reply => ({ body: { kind: 'bigquery#table', tableReference, location: 'europe-west3', ...more } });

const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  getJob: () => bigquery.getJob(jobReference),
  insertJob: () => bigquery.insertJob({ jobReference, configuration: {} }),
  waitForJob: () => bigquery.waitForJob(jobReference, { deadline }),
  getTable: () => bigquery.getTable(tableReference),
  createTable: () => bigquery.createTable({ tableReference }),
  deleteTable: () => bigquery.deleteTable(tableReference),
  listPartitions: () => bigquery.listPartitions(tableReference),
};
/** Of which no answer is read. */
const WITHOUT_ANSWER = 'deleteTable';

const NO_JSON = 'an answer that is no JSON';
const QUOTA = 'Quota exceeded: Your project exceeded quota for imports per table. For more information, see https://cloud.google.com/bigquery/docs/troubleshoot-quotas';
const FAILURES: readonly [title: string, reply: Reply, code: ErrorCode][] = [
  ['a refusal', errorReply(400, 'invalid', 'Required parameter is missing'), 'INVALID_REQUEST'],
  ['no right', errorReply(403, 'accessDenied', 'Access Denied: Project p: User does not have bigquery.jobs.create permission in project p.'), 'PERMISSION_DENIED'],
  ['a quota', errorReply(403, 'quotaExceeded', QUOTA), 'PERMISSION_DENIED'],
  ['haste', errorReply(403, 'rateLimitExceeded', 'Exceeded rate limits: too many table update operations for this table.'), 'UNAVAILABLE'],
  ['too many jobs', errorReply(400, 'jobRateLimitExceeded', 'Exceeded rate limits: too many jobs for this project.'), 'UNAVAILABLE'],
  ['too many requests', errorReply(429, 'rateLimitExceeded', 'Quota exceeded for quota metric.'), 'UNAVAILABLE'],
  ['a fault', errorReply(500, 'internalError', 'An internal error occurred and the request could not be completed.'), 'UNAVAILABLE'],
  ['a fault of the backend', errorReply(503, 'backendError', 'Error encountered during execution. Retrying may solve the problem.'), 'UNAVAILABLE'],
  ['a page of the load balancer', { status: 502, body: '<html><title>Error 502 (Server Error)!!1</title></html>' }, 'UNAVAILABLE'],
  [NO_JSON, { body: '<html>Welcome to the hotel</html>' }, 'UNAVAILABLE'],
  ['a broken connection', 'reset', 'UNAVAILABLE'],
];

for (const [title, reply, code] of FAILURES) {
  for (const [name, call] of Object.entries(CALLS)) {
    if (title === NO_JSON && name === WITHOUT_ANSWER) continue;
    test(`BigQuery: ${title} is ${code} for ${name}, after one request`, async () => {
      google.answer(reply);
      await assert.rejects(call(), (error) => {
        assert.ok(error instanceof DispatchError);
        assert.deepEqual([error.code, google.requests.length], [code, 1], error.message);
        return true;
      });
    });
  }
}

const MISSING: readonly [call: string, status: number, expected: ErrorCode | undefined][] = [
  ['getJob', 404, undefined],
  ['getTable', 404, undefined],
  ['insertJob', 404, 'NOT_FOUND'],
  ['waitForJob', 404, 'JOB_NOT_FOUND'],
  ['createTable', 404, 'NOT_FOUND'],
  ['listPartitions', 404, 'NOT_FOUND'],
  ['insertJob', 409, 'JOB_ALREADY_EXISTS'],
  ['createTable', 409, 'ALREADY_EXISTS'],
];

for (const [name, status, expected] of MISSING) {
  test(`BigQuery: ${status} is ${expected ?? 'undefined'} for ${name}`, async () => {
    google.answer(status === 404 ? errorReply(404, 'notFound', 'Not found: Dataset p:d') : errorReply(409, 'duplicate', 'Already Exists: Job p:US.j'));
    const asked = CALLS[name]?.();
    if (expected === undefined) assert.equal(await asked, undefined);
    else await assert.rejects(asked as Promise<unknown>, { code: expected });
  });
}

test('BigQuery: deleteTable tells whether there was a table', async () => {
  google.answer({ status: 204, body: '' }, errorReply(404, 'notFound', 'Not found: Table p:d.t'));
  assert.equal(await bigquery.deleteTable(tableReference), true);
  assert.equal(await bigquery.deleteTable(tableReference), false);
  assert.equal(google.requests[0]?.line, 'DELETE /bigquery/v2/projects/p/datasets/d/tables/t?prettyPrint=false');
});

test('BigQuery: the hint of a quota speaks of no right', async () => {
  google.answer(errorReply(403, 'quotaExceeded', QUOTA));
  await assert.rejects(bigquery.insertJob({ jobReference, configuration: {} }), (error) => {
    assert.match((error as DispatchError).message, /^insert job j: Quota exceeded: /);
    assert.match((error as DispatchError).hint, /^Raise the quota/);
    return true;
  });
});

test('BigQuery: a name that would lead to another resource is not asked for', async () => {
  google.answer();
  for (const odd of ['', '.', '..']) {
    assert.equal(await bigquery.getJob({ projectId: 'p', jobId: odd }), undefined);
    assert.equal(await bigquery.getJob({ projectId: odd, jobId: 'j' }), undefined);
    assert.equal(await bigquery.getTable({ ...tableReference, tableId: odd }), undefined);
    assert.equal(await bigquery.getTable({ ...tableReference, datasetId: odd }), undefined);
    assert.equal(await bigquery.deleteTable({ ...tableReference, tableId: odd }), false);
  }
  assert.deepEqual(google.requests, []);
});

test('BigQuery: every part of a path is encoded', async () => {
  google.answer(job('DONE'), table({}));
  await bigquery.getJob({ projectId: 'example.com:shop', jobId: 'a/b?c', location: 'EU' });
  await bigquery.getTable({ ...tableReference, tableId: 't$20240301' });
  assert.deepEqual(google.requests.map(({ line }) => line), [
    'GET /bigquery/v2/projects/example.com%3Ashop/jobs/a%2Fb%3Fc?location=EU&prettyPrint=false',
    'GET /bigquery/v2/projects/p/datasets/d/tables/t%2420240301?prettyPrint=false',
  ]);
});

test('BigQuery: a job goes as it was given, also where it has a text that the client would replace', async () => {
  const configuration = { query: { query: "SELECT '{{projectId}}'" }, labels: { team: 'x' } };
  google.answer(job('RUNNING'));
  await bigquery.insertJob({ jobReference, configuration });
  assert.deepEqual(JSON.parse(google.requests[0]?.body ?? ''), { jobReference, configuration });
});

test('BigQuery: a job is asked for less and less often, and never beyond the deadline', async () => {
  waits.length = 0;
  google.answer(job('PENDING'), job('RUNNING'), job('DONE'));
  assert.equal((await bigquery.waitForJob(jobReference, { deadline })).status?.state, 'DONE');
  assert.deepEqual(waits, [50, 75]);
  waits.length = 0;
  google.answer(job('RUNNING'), job('DONE'));
  await bigquery.waitForJob(jobReference, { deadline: new Date(NOW.getTime() + 10) });
  assert.deepEqual(waits, [10]);
});

test('BigQuery: partitions are asked for where the table lies, page by page', async () => {
  const jobComplete = true;
  const reference = { projectId: 'p', jobId: 'q', location: 'europe-west3' };
  const rows = (...ids: string[]) => ids.map((v) => ({ f: [{ v }] }));
  google.answer(
    table({ timePartitioning: { type: 'DAY' } }),
    { body: { jobComplete: false, jobReference: reference } },
    { body: { jobComplete, jobReference: reference, rows: rows('__NULL__', '20240302'), pageToken: 'more' } },
    { body: { jobComplete, jobReference: reference, rows: rows('20240301') } },
  );
  assert.deepEqual(await bigquery.listPartitions(tableReference), ['20240301', '20240302', '__NULL__']);
  assert.equal((JSON.parse(google.requests[1]?.body ?? '') as { location: string }).location, 'europe-west3');
  assert.deepEqual(google.requests.slice(2).map(({ line }) => line), [
    'GET /bigquery/v2/projects/p/queries/q?location=europe-west3&prettyPrint=false',
    'GET /bigquery/v2/projects/p/queries/q?location=europe-west3&pageToken=more&prettyPrint=false',
  ]);
});

test('BigQuery: a table without partitions costs no query', async () => {
  google.answer(table({}));
  assert.deepEqual(await bigquery.listPartitions(tableReference), []);
  assert.equal(google.requests.length, 1);
});

const page = (jobId: string, nextPageToken?: string): Reply => ({ body: { jobs: [{ jobReference: { projectId: 'p', jobId }, configuration: {} }], ...(nextPageToken !== undefined && { nextPageToken }) } });

async function listed(asked: BigQuery): Promise<string[]> {
  const ids: string[] = [];
  for await (const { jobReference: { jobId } } of asked.listJobs({ projectId: 'p', since: NOW })) ids.push(jobId);
  return ids;
}

test('BigQuery: a further page of jobs is asked for again, the first one by whoever lists', async () => {
  const busy = errorReply(503, 'backendError', 'Try again');
  const patient = createGcpBigQuery({ ...google.clients, clock, retried: createRetrier({ clock, random: () => 0.5 }) });
  google.answer(page('a', 'more'), busy, 'reset', page('b', 'last'), busy, page('c'));
  assert.deepEqual(await listed(patient), ['a', 'b', 'c']);
  google.answer(page('a', 'more'), errorReply(403, 'accessDenied', 'Access Denied'), page('b'));
  await assert.rejects(listed(patient), { code: 'PERMISSION_DENIED' });
  google.answer(busy, page('a'));
  await assert.rejects(listed(patient), { code: 'UNAVAILABLE' });
});

test('BigQuery: calls name their project, so that the client needs none', async () => {
  const { apiEndpoint } = google.clients.bigquery;
  const clients = await openGoogleClients({ emulators: { bigquery: apiEndpoint, storage: apiEndpoint } });
  google.answer(job('DONE'));
  assert.equal((await createGcpBigQuery({ ...clients, clock }).getJob(jobReference))?.status?.state, 'DONE');
  assert.match(google.requests[0]?.line ?? '', /^GET \/bigquery\/v2\/projects\/p\/jobs\/j\?/);
});
