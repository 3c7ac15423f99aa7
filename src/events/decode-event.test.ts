import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { DispatchError } from '../core/errors';
import { describeJob } from '../core/job';
import type { IgnoredEvent, JobEvent } from '../core/job-event';
import { decodeEvent } from './decode-event';
import { decodeHttpEvent, type EventHeaders } from './http-event';

const folder = path.join(__dirname, '../../fixtures/events');
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

/** A fixture as it came: with headers where it is one of HTTP's binary mode. */
function decodeFixture(file: string): JobEvent | IgnoredEvent {
  const message = read(file);
  return file.includes('binary') ? decodeHttpEvent(...(Object.values(message as object) as [EventHeaders, unknown])) : decodeEvent(message);
}

const ENTRY_ID = '1a2b3c4d5e';
const CLOUD_EVENT_ID = 'projects/northwind-data/logs/cloudaudit.googleapis.com%2Fdata_access1a2b3c4d5e1748837409512000';
const ORDERS = ['LOAD', 'gs://northwind-landing/orders/2025-06-02/part-*.parquet,gs://northwind-landing/orders/late.parquet', 'northwind-data:sales.orders$20250602'] as const;
const BAD_PARQUET = 'Error while reading data, error message: Invalid parquet file';

/** File, event ID, `location.job`, and of the job that it holds type, source, destination and error. */
const JOBS: readonly [file: string, eventId: string, job: string, held?: readonly [type: string, source: string, destination: string, reason?: string, message?: string]][] = [
  ['job-resource.json', 'northwind-data:EU.load_1', 'EU.load_1', ['LOAD', 'gs://northwind-landing/a.csv', 'northwind-data:sales.orders']],
  ['job-reference.json', 'e1', 'undefined.load_1'],
  ['function-event.json', '1144231683168617', 'undefined.load_1'],
  ['function-event.named-resource.json', '1144231683168617', 'undefined.load_1'],
  ['log-entry.load.json', ENTRY_ID, 'EU.load--orders--20250602--dispatch', ORDERS],
  ['log-entry.query.json', ENTRY_ID, 'EU.scheduled_query_684f1a77', ['QUERY', 'SELECT o.id,   o.total FROM `northwind-data.sales.orders` AS o', 'northwind-data:marts.daily_orders']],
  ['log-entry.extract.json', ENTRY_ID, 'EU.extract_orders_1', ['EXTRACT', 'northwind-data:sales.orders', 'gs://northwind-out/orders-*.avro']],
  ['log-entry.copy.json', ENTRY_ID, 'EU.copy_orders_1', ['COPY', 'northwind-data:sales.orders,northwind-data:sales.returns', 'northwind-data:archive.movements']],
  ['log-entry.failed-load.json', ENTRY_ID, 'EU.load_bad_1', [...ORDERS, 'invalid', BAD_PARQUET]],
  ['log-entry.warned-load.json', ENTRY_ID, 'EU.load_warned_1', ORDERS],
  ['log-entry.truncated-query.json', ENTRY_ID, 'europe-west3.long_query_1'],
  ['log-entry.truncated-load.json', ENTRY_ID, 'EU.many_files_1'],
  ['log-entry.without-job.json', ENTRY_ID, 'US.thin_1'],
  ['log-entry.script.json', ENTRY_ID, 'EU.script_1', ['QUERY', 'BEGIN   CREATE TEMP TABLE t AS SELECT 1 AS a;   INSERT INTO marts.runs SELECT * FROM t; END', '']],
  ['log-entry.script-child.json', ENTRY_ID, 'EU.script_job_9f8e_1', ['QUERY', 'INSERT INTO marts.runs SELECT * FROM t', 'northwind-data:marts.runs']],
  ['log-entry.hidden-result.json', ENTRY_ID, 'EU.console_1', ['QUERY', 'SELECT COUNT(*) FROM `northwind-data.sales.orders`', '']],
  ['job-completed.query.json', ENTRY_ID, 'EU.bqjob_r1_1', ['QUERY', 'SELECT 1 AS a', 'northwind-data:marts.ones']],
  ['job-completed.hidden-result.json', ENTRY_ID, 'EU.bqjob_r2_1', ['QUERY', 'SELECT 1 AS a', '']],
  ['job-completed.load.json', ENTRY_ID, 'EU.temp--orders_850--850--dispatch', ['LOAD', 'gs://northwind-landing/orders.json', 'northwind-data:temp.orders_850']],
  ['job-completed.extract.json', ENTRY_ID, 'US.ex_1', ['EXTRACT', 'northwind-data:sales.orders', 'gs://northwind-out/a.csv']],
  ['job-completed.copy.json', ENTRY_ID, 'US.cp_1', ['COPY', 'northwind-data:sales.orders', 'northwind-data:archive.orders']],
  ['job-completed.failed.json', ENTRY_ID, 'US.bad_1', ['QUERY', 'SELECT x FROM sales.orders', '', 'notFound', 'Not found: Table northwind-data:sales.orders']],
  ['cloud-event.structured.json', CLOUD_EVENT_ID, 'EU.load--orders--20250602--dispatch', ORDERS],
  ['cloud-event.binary.json', CLOUD_EVENT_ID, 'EU.load--orders--20250602--dispatch', ORDERS],
  ['cloud-event.pubsub.json', '11987654321', 'EU.load--orders--20250602--dispatch', ORDERS],
  ['pubsub-push.json', '11987654321', 'EU.load--orders--20250602--dispatch', ORDERS],
  ['pubsub-push.reference.json', '5', 'EU.load_1'],
];

for (const [file, eventId, job, held] of JOBS) {
  test(`${file} is an event of ${job}`, () => {
    const event = decodeFixture(file);
    assert.ok('jobId' in event, JSON.stringify(event));
    assert.deepEqual([event.eventId, event.projectId, `${event.location}.${event.jobId}`], [eventId, 'northwind-data', job]);
    const described = event.job && describeJob(event.job, { location: '', now: new Date(0) });
    assert.deepEqual(described && [described.type, described.source, described.destination, described.error?.reason, described.error?.message], held && [...held, ...Array<undefined>(5 - held.length)]);
    if (!event.job || !described) return;
    assert.deepEqual([described.state, described.endTime.toISOString(), event.job.user_email], ['DONE', '2025-06-02T04:10:09.470Z', 'loader@northwind-data.iam.gserviceaccount.com']);
  });
}

const IGNORED: readonly [file: string, why: RegExp][] = [
  ['pubsub-push.other.json', /holds no job event/],
  ['cloud-event.storage.json', /CloudEvent of type google\.cloud\.storage/],
];

for (const [file, why] of IGNORED) {
  test(`${file} is ignored`, () => {
    const event = decodeFixture(file);
    assert.match('ignored' in event ? event.ignored : JSON.stringify(event), why);
  });
}

const PROGRESS = [/^tableDataRead/, /^jobInsertion/, /^jobChange to RUNNING/, /^tableDataChange/, /^tableChange/, /^tableDataRead/, /^jobInsertRequest/, /^jobGetQueryResultsResponse/, /storage\.googleapis\.com/, /^an entry without a payload/];

test('entries of the progress of a job, and of other services, are ignored', () => {
  const lines = readFileSync(path.join(folder, 'progress.ndjson'), 'utf8').trim().split('\n');
  assert.equal(lines.length, PROGRESS.length);
  for (const [index, line] of lines.entries()) {
    const event = decodeEvent(JSON.parse(line));
    assert.match('ignored' in event ? event.ignored : JSON.stringify(event), PROGRESS[index] as RegExp);
  }
});

test('every fixture is among these', () => {
  const known = [...JOBS.map(([file]) => file), ...IGNORED.map(([file]) => file), 'progress.ndjson', 'README.md'];
  assert.deepEqual(readdirSync(folder).sort(), known.sort());
});

const entry = read('log-entry.load.json') as { protoPayload: { metadata: { jobChange: object } } };
const named = (jobName: string): unknown => ({ ...entry, protoPayload: { ...entry.protoPayload, resourceName: '', metadata: { jobChange: { ...entry.protoPayload.metadata.jobChange, job: { jobName } } } } });

const REFUSED: readonly [title: string, message: unknown, why: RegExp][] = [
  ['null', null, /found null/],
  ['a number', 5, /found 5/],
  ['a list', [], /found \[\]/],
  ['some object', { type: 'x', data: {} }, /found an object with "type", "data"/],
  ['a job ID that is a path', { ProjectID: 'shop', JobID: '../x' }, /JobID: expected a job ID/],
  ['a job ID that is too long', { ProjectID: 'shop', JobID: 'j'.repeat(1025) }, /JobID: expected a job ID/],
  ['a reference without a project', { JobID: 'j1' }, /ProjectID/],
  ['a project that is a path', { ProjectID: 'a/b', JobID: 'j' }, /ProjectID: expected a project ID/],
  ['a location that is a path', { ProjectID: 'a', JobID: 'j', Location: '../..' }, /Location: expected a location/],
  ['a job resource with a text as a list', { jobReference: { projectId: 'p', jobId: 'j' }, configuration: { load: { sourceUris: 'gs://b/1' } } }, /configuration\.load\.sourceUris: expected a list/],
  ['a job resource without configuration', { jobReference: { projectId: 'p', jobId: 'j' } }, /configuration: expected an object/],
  ['a job name of something else', named('projects/p/datasets/d'), /EVENT_INVALID|expected/],
  ['a job name with a strange ID', named('projects/p/jobs/a b'), /jobId: expected a job ID/],
  ['a CloudEvent whose data is no JSON', { specversion: '1.0', type: 'google.cloud.audit.log.v1.written', id: '1', data: '{' }, /no JSON/],
  ['a CloudEvent without data', { specversion: '1.0', type: 'google.cloud.audit.log.v1.written', id: '1' }, /names no job/],
  ['a faulty job in a push', { message: { data: Buffer.from('{"ProjectID":"p","JobID":"../x"}').toString('base64') } }, /JobID/],
];

for (const [title, message, why] of REFUSED) {
  test(`${title} is refused with what was found`, () => assert.throws(() => decodeEvent(message), { code: 'EVENT_INVALID', message: why }));
}

test('a CloudEvent without data names its job in the subject', () => {
  const event = { specversion: '1.0', type: 'google.cloud.audit.log.v1.written', id: '1', subject: 'bigquery.googleapis.com/projects/p/jobs/j' };
  assert.deepEqual(decodeEvent(event), { eventId: '1', projectId: 'p', jobId: 'j' });
});

type Parts = { job: Record<string, unknown> };
const loadEntry = read('log-entry.load.json') as { operation?: unknown; resource: object; protoPayload: { metadata?: { jobChange: Parts } } };

/** The entry of a load with something else in place of its job. */
function withJob(change: (job: Record<string, unknown>) => Record<string, unknown>): JobEvent {
  const jobChange = loadEntry.protoPayload.metadata?.jobChange as Parts;
  const event = decodeEvent({ ...loadEntry, protoPayload: { ...loadEntry.protoPayload, metadata: { jobChange: { ...jobChange, job: change(jobChange.job) } } } });
  assert.ok('jobId' in event);
  return event;
}

const without = (part: string) => (job: Record<string, unknown>) => Object.fromEntries(Object.entries(job).filter(([name]) => name !== part));

for (const part of ['jobConfig', 'jobStatus', 'jobStats']) {
  test(`an entry without ${part} names the job alone`, () => assert.equal(withJob(without(part)).job, undefined));
}

test('an entry without a location names the job alone, as it might have another name', () => {
  const event = decodeEvent({ ...loadEntry, resource: { type: 'bigquery_project', labels: {} } });
  assert.deepEqual('jobId' in event && [event.location, event.job], [undefined, undefined]);
});

test('an entry that lost all its parts names the job, unless it was refused', () => {
  const bare = (more: object): unknown => ({ ...loadEntry, protoPayload: { serviceName: 'bigquery.googleapis.com', resourceName: 'projects/p/jobs/j', ...more } });
  const event = decodeEvent(bare({}));
  assert.deepEqual('jobId' in event && [event.jobId, event.location, event.job], ['j', 'EU', undefined]);
  assert.ok('ignored' in decodeEvent(bare({ status: { code: 3 } })));
});

test('a schema that was cut is not missed', () => {
  const { load } = withJob((job) => ({ ...job, jobConfig: { loadConfig: { destinationTable: 'projects/p/datasets/d/tables/t', schemaJson: '{', schemaJsonTruncated: true } } })).job?.configuration ?? {};
  assert.deepEqual(load, { sourceUris: [], destinationTable: { projectId: 'p', datasetId: 'd', tableId: 't' } });
});

test('limits that pass and limits that do not have one code', () => {
  const reasonOf = (message: string): string | undefined => withJob((job) => ({ ...job, jobStatus: { errorResult: { code: 8, message } } })).job?.status?.errorResult?.reason;
  assert.deepEqual(['Resources exceeded during query execution', 'Quota exceeded: jobs', 'Exceeded rate limits: too many'].map(reasonOf), ['resourcesExceeded', 'quotaExceeded', 'rateLimitExceeded']);
});

test('a field that is null counts as absent', () => {
  const job = read('job-resource.json') as object;
  const event = decodeEvent({ ...job, statistics: null, status: { state: 'DONE', errorResult: null } });
  assert.deepEqual('job' in event && [event.job?.status, event.job && 'statistics' in event.job], [{ state: 'DONE' }, false]);
});

test('what is nested beyond reason is refused', () => {
  assert.throws(() => decodeEvent(JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)), { code: 'EVENT_INVALID' });
});

/** Any part of a fixture replaced by anything. */
function* paths(value: unknown, before: readonly string[] = []): Iterable<readonly string[]> {
  yield before;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) yield* paths(item, [...before, key]);
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

test('whatever stands in any place of a message, it is an event, ignored or refused', () => {
  const messages = JOBS.map(([file]) => read(file));
  const cases = messages.flatMap((message) => [...paths(message)].map((place) => [message, place] as const));
  fc.assert(
    fc.property(fc.constantFrom(...cases), fc.oneof(fc.jsonValue(), fc.constantFrom('__proto__', {}, [], '', { toString: 1 })), ([message, place], by) => {
      try {
        const event = decodeEvent(replaced(message, place, by));
        assert.ok('ignored' in event || /^[A-Za-z0-9_-]{1,1024}$/.test(event.jobId));
      } catch (error) {
        assert.ok(error instanceof DispatchError && error.code === 'EVENT_INVALID', String(error));
      }
    }),
    { numRuns: 3000 },
  );
});
