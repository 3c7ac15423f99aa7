import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobConfiguration, JobResource } from '../../src/core/job-resource';
import { createTestBed, SCHEMA, table } from './test-bed';

const ref = { projectId: 'p', jobId: 'j', location: 'US' };
const far = { deadline: new Date('2030-01-01') };

function withTable(options: Parameters<typeof createTestBed>[0] = {}) {
  const bed = createTestBed(options);
  bed.state.addTable({ tableReference: table('a'), schema: SCHEMA }, [['1', 'one']]);
  return { ...bed, copy: { copy: { sourceTable: table('a'), destinationTable: table('b') } } };
}

test('a job passes through PENDING and RUNNING to DONE on the clock', async () => {
  const { state, clock, copy } = withTable({ pendingMs: 100, runningMs: 1000 });
  state.insertJob({ jobReference: ref, configuration: copy });
  const states: (string | undefined)[] = [];
  for (const ms of [0, 99, 1, 999, 1]) {
    await clock.advance(ms);
    states.push(state.getJob(ref)?.status?.state);
  }
  assert.deepEqual(states, ['PENDING', 'PENDING', 'RUNNING', 'RUNNING', 'DONE']);
  const start = Date.parse('2024-03-01T08:00:00Z');
  assert.deepEqual(state.getJob(ref)?.statistics, {
    creationTime: String(start),
    startTime: String(start + 100),
    endTime: String(start + 1100),
    finalExecutionDurationMs: '1000',
    totalSlotMs: '1000',
    completionRatio: 1,
    copy: { copiedRows: '1', copiedLogicalBytes: '13' },
  });
});

test('nothing changes before the job is done', async () => {
  const { state, clock, copy } = withTable({ runningMs: 1000 });
  state.insertJob({ jobReference: ref, configuration: copy });
  await clock.advance(999);
  assert.equal(state.findTable(table('b')), undefined);
  await clock.advance(1);
  assert.ok(state.findTable(table('b')));
});

test('the resource has the form of the REST API', () => {
  const { state, copy } = withTable();
  const { id, kind, selfLink, jobReference, configuration } = state.insertJob({ jobReference: { ...ref, location: 'us' }, configuration: copy });
  assert.deepEqual(
    { id, kind, selfLink, jobReference, jobType: configuration.jobType },
    { id: 'p:US.j', kind: 'bigquery#job', selfLink: 'https://bigquery.googleapis.com/bigquery/v2/projects/p/jobs/j?location=US', jobReference: ref, jobType: 'COPY' },
  );
});

test('a job that was read is a snapshot, and the configuration is a copy', async () => {
  const { state, clock } = withTable();
  const configuration = JSON.parse('{"labels":{"__proto__":"plain"},"copy":{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"a"}}}') as { copy: { destinationTable?: object } } & JobConfiguration;
  configuration.copy.destinationTable = table('b');
  const begun = state.insertJob({ jobReference: ref, configuration });
  configuration.copy.destinationTable = table('c');
  await clock.settle(state.waitForJob(ref, far));
  assert.equal(begun.status?.state, 'PENDING');
  assert.deepEqual(state.getJob(ref)?.configuration.copy?.destinationTable, table('b'));
  assert.deepEqual(Object.entries(state.getJob(ref)?.configuration.labels ?? {}), [['__proto__', 'plain']]);
});

test('listeners hear of each job once, failed or not, when it is DONE to all', async () => {
  const { state, run, copy } = withTable();
  const heard: (string | undefined)[] = [];
  const listener = (job: JobResource): void => void heard.push(job.jobReference.jobId, state.getJob(job.jobReference)?.status?.state);
  const callOff = state.onJobDone(listener);
  await run(copy, 'first');
  await run({ copy: { ...copy.copy, sourceTable: table('absent') } }, 'second');
  callOff();
  await run(copy, 'third');
  assert.deepEqual(heard, ['first', 'DONE', 'second', 'DONE']);
});

test('a missing table or dataset fails the job', async () => {
  const { run, copy } = withTable();
  const cases: [object, string][] = [
    [{ sourceTable: table('absent') }, 'Not found: Table p:d.absent was not found in location US'],
    [{ sourceTable: table('a', 'none') }, 'Not found: Dataset p:none was not found in location US'],
    [{ destinationTable: table('b', 'eu') }, 'Not found: Dataset p:eu was not found in location US'],
    [{ createDisposition: 'CREATE_NEVER' }, 'Not found: Table p:d.b was not found in location US'],
  ];
  for (const [change, message] of cases) {
    const { status } = await run({ copy: { ...copy.copy, ...change } });
    assert.deepEqual(status, { state: 'DONE', errorResult: { reason: 'notFound', message }, errors: [{ reason: 'notFound', message }] });
  }
});

test('what is refused names the field', () => {
  const { state, copy } = withTable();
  const cases: [object, string, RegExp][] = [
    [{}, 'INVALID_REQUEST', /^configuration: exactly one of load, copy, extract, query is required, found none/],
    [{ copy: { ...copy.copy, writeDisposition: 'x' } }, 'INVALID_REQUEST', /configuration\.copy\.writeDisposition/],
    [{ copy: { ...copy.copy, sourceTable: { ...table('a'), tableId: 'a/b' } } }, 'INVALID_REQUEST', /configuration\.copy\.sourceTable: "a\/b" is no table ID/],
    [{ copy: { destinationTable: table('b') } }, 'INVALID_REQUEST', /configuration\.copy\.sourceTable is required/],
    [{ copy: { ...copy.copy, operationType: 'MOVE' } }, 'INVALID_REQUEST', /operationType/],
    [{ copy: { ...copy.copy, destinationEncryptionConfiguration: { kmsKeyName: 'k' } } }, 'UNSUPPORTED', /configuration\.copy\.destinationEncryptionConfiguration/],
    [{ query: { query: 'SELECT 1' } }, 'UNSUPPORTED', /configuration\.query/],
    [{ extract: { sourceModel: {} } }, 'UNSUPPORTED', /sourceModel/],
    [{ extract: { sourceTable: table('a'), destinationUris: ['gs://bkt/x'], destinationFormat: 'ML_TF_SAVED_MODEL' } }, 'UNSUPPORTED', /destinationFormat ML_TF_SAVED_MODEL/],
    [{ extract: { sourceTable: table('a'), destinationUris: ['gs://bkt/x', 'gs://bkt/y*'] } }, 'INVALID_REQUEST', /destinationUris\.0/],
    [{ extract: { sourceTable: table('a'), destinationUris: [`gs://bkt/${'x'.repeat(1013)}*`] } }, 'INVALID_REQUEST', /destinationUris\.0: .* this one 1025/],
    [{ load: { sourceUris: ['gs://bkt/*/*'], destinationTable: table('b') } }, 'INVALID_REQUEST', /sourceUris\.0: gs:\/\/bkt\/\*\/\* has more than one \*/],
    [{ load: { sourceUris: ['gs://bkt/x'], destinationTable: table('b'), sourceFormat: 'ORC' } }, 'UNSUPPORTED', /sourceFormat ORC/],
    [{ load: { sourceUris: ['gs://bkt/x'], destinationTable: table('b'), jsonExtension: 'GEOJSON' } }, 'UNSUPPORTED', /jsonExtension/],
    [{ load: { sourceUris: ['gs://bkt/x'], destinationTable: table('b'), hivePartitioningOptions: { mode: 'AUTO' } } }, 'UNSUPPORTED', /hivePartitioningOptions/],
    [{ load: { sourceUris: ['gs://bkt/x'], destinationTable: table('b'), schema: { fields: [{ name: 'a', type: 'X' }] } } }, 'INVALID_REQUEST', /configuration\.load\.schema\.fields\.0\.type/],
  ];
  for (const [configuration, code, message] of cases) {
    assert.throws(() => state.insertJob({ jobReference: ref, configuration }), { code, message }, JSON.stringify(configuration));
  }
  assert.throws(() => state.insertJob({ jobReference: { ...ref, jobId: 'a.b' }, configuration: copy }), { code: 'INVALID_REQUEST', message: /jobReference\.jobId/ });
});

test('one ID in two locations is two jobs', () => {
  const { state, copy } = withTable();
  state.insertJob({ jobReference: ref, configuration: copy });
  state.insertJob({ jobReference: { ...ref, location: 'EU' }, configuration: copy });
  assert.throws(() => state.insertJob({ jobReference: ref, configuration: copy }), { code: 'JOB_ALREADY_EXISTS', message: 'Already Exists: Job p:US.j' });
  assert.deepEqual([...state.jobs('p')].map(({ id }) => id), ['p:US.j', 'p:EU.j']);
});

test('a recorded job is found, with its location and without, and is no event', async () => {
  const { state, clock } = withTable();
  state.onJobDone(() => assert.fail('a recorded job was not run here'));
  const { projectId, jobId } = ref;
  state.recordJob({ id: 'p:US.j', jobReference: { projectId, jobId }, configuration: { query: {} }, status: { state: 'DONE' } });
  assert.equal(state.getJob(ref)?.status?.state, 'DONE');
  assert.equal(state.getJob({ projectId, jobId })?.id, 'p:US.j');
  await clock.settle(state.waitForJob(ref, far));
});

test('an inserted job takes the place of a recorded one, and never the other way', async () => {
  const { state, clock, copy } = withTable({ runningMs: 10 });
  const recorded = { jobReference: ref, configuration: { query: {} }, status: { state: 'DONE' } };
  state.recordJob(recorded);
  state.insertJob({ jobReference: ref, configuration: copy });
  assert.equal(state.recordJob(recorded).configuration.jobType, 'COPY');
  const job = await clock.settle(state.waitForJob(ref, far));
  assert.equal(job.statistics?.copy?.['copiedRows'], '1');
});

test('a recorded job counts as finished, whatever it says', async () => {
  const { state, clock } = withTable();
  state.recordJob({ jobReference: ref, configuration: { query: {} } });
  assert.equal((await clock.settle(state.waitForJob(ref, far))).jobReference.jobId, 'j');
});

test('waiting ends at the deadline by the clock, and the job goes on', async () => {
  const { state, clock, copy } = withTable({ runningMs: 1000 });
  state.insertJob({ jobReference: ref, configuration: copy });
  const early = state.waitForJob(ref, { deadline: new Date('2024-03-01T08:00:00.500Z') });
  const late = state.waitForJob(ref, far);
  await assert.rejects(clock.settle(early), { code: 'DEADLINE_EXCEEDED', message: 'job p:US.j is not done by 2024-03-01T08:00:00.500Z; it goes on' });
  assert.equal(clock.now().toISOString(), '2024-03-01T08:00:00.500Z');
  assert.equal((await clock.settle(late)).status?.state, 'DONE');
  assert.equal(clock.now().toISOString(), '2024-03-01T08:00:01.000Z');
});

test('a job that is done leaves no timer behind', async () => {
  const { state, clock, copy } = withTable();
  const timers = new Set<object>();
  const schedule = clock.schedule.bind(clock);
  clock.schedule = (delayMs, task) => {
    const timer = {};
    timers.add(timer);
    const callOff = schedule(delayMs, () => {
      timers.delete(timer);
      task();
    });
    return () => {
      timers.delete(timer);
      callOff();
    };
  };
  state.insertJob({ jobReference: ref, configuration: copy });
  await clock.settle(Promise.all([state.waitForJob(ref, far), state.waitForJob(ref, far)]));
  assert.equal(timers.size, 0);
});

test('the oldest jobs that are DONE make room for more, with the results of their queries', async () => {
  const { state, run } = createTestBed({ sql: true, maxJobs: 3 });
  for (const jobId of ['a', 'b']) await run({ query: { query: `SELECT "${jobId}"` } }, jobId);
  const result = state.getJob({ projectId: 'p', jobId: 'a' })?.configuration.query?.destinationTable;
  assert.ok(result && state.findTable(result));
  for (const jobId of ['c', 'd', 'e']) await run({ query: { query: `SELECT "${jobId}"` } }, jobId);
  assert.deepEqual(Array.from(state.jobs('p'), ({ jobReference }) => jobReference.jobId), ['c', 'd', 'e']);
  assert.equal(state.findTable(result), undefined);
});

test('a job that is not DONE is kept', async () => {
  const { state, clock, copy } = withTable({ maxJobs: 1, runningMs: 1000 });
  for (const jobId of ['a', 'b']) state.insertJob({ jobReference: { ...ref, jobId }, configuration: copy });
  assert.equal(state.unfinishedJobs(), 2);
  assert.equal([...state.jobs('p')].length, 2);
  await clock.advance(1000);
  state.insertJob({ jobReference: { ...ref, jobId: 'c' }, configuration: copy });
  assert.deepEqual(Array.from(state.jobs('p'), ({ jobReference }) => jobReference.jobId), ['c']);
});

const SELECTED: [given: object, told: object][] = [
  [{}, { priority: 'INTERACTIVE', useLegacySql: false, createDisposition: 'CREATE_IF_NEEDED', writeDisposition: 'WRITE_TRUNCATE' }],
  [{ priority: 'BATCH' }, { priority: 'BATCH', useLegacySql: false, createDisposition: 'CREATE_IF_NEEDED', writeDisposition: 'WRITE_TRUNCATE' }],
  [{ destinationTable: table('t') }, { priority: 'INTERACTIVE', useLegacySql: false, createDisposition: 'CREATE_IF_NEEDED', writeDisposition: 'WRITE_EMPTY' }],
];
for (const [given, told] of SELECTED) {
  test(`a query with ${JSON.stringify(given)} tells how it was run`, async () => {
    const { configuration } = await createTestBed({ sql: true }).run({ query: { query: 'SELECT 1 AS x', ...given } });
    const { priority, useLegacySql, createDisposition, writeDisposition } = configuration.query as Readonly<Record<string, unknown>>;
    assert.deepEqual({ priority, useLegacySql, createDisposition, writeDisposition }, told);
  });
}
