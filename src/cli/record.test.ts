import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBigQuery } from '../../emulator/bigquery/bigquery';
import { createTestBed } from '../../emulator/bigquery/test-bed';
import { DispatchError } from '../core/errors';
import type { JobResource } from '../core/job-resource';
import { decodeLine } from '../events/decode-line';
import { bed } from './cli-test-bed';

const RULES = JSON.stringify({
  DeferTaskURL: 'gs://ops/tasks/',
  Routes: [
    { When: { Type: 'QUERY', Dest: '^p:d\\.orders_2024$' }, OnSuccess: [{ Action: 'delete', Request: { URLs: 'gs://ops/a' } }] },
    { When: { Source: "country = 'DE'" }, OnSuccess: [{ Action: 'delete', Request: { URLs: 'gs://ops/b' } }] },
  ],
});

/** An emulated BigQuery in which some jobs have ended, and a command line on it. */
async function history(more: Parameters<typeof bed>[2] = {}) {
  const { clock, state, put, run } = createTestBed({ sql: true });
  put('orders/alice@corp.example.ndjson', '{"id":1}\n');
  await run({ load: { sourceUris: ['gs://bkt/orders/alice@corp.example.ndjson'], destinationTable: { projectId: 'p', datasetId: 'd', tableId: 'orders' }, sourceFormat: 'NEWLINE_DELIMITED_JSON', autodetect: true } }, 'loaded');
  await clock.advance(60_000);
  await run({ query: { query: "SELECT 'secret' AS s", destinationTable: { projectId: 'p', datasetId: 'd', tableId: 'orders_2024' } }, labels: { owner: 'alice' } }, 'queried');
  await clock.advance(1000);
  await run({ query: { query: "SELECT id FROM (SELECT id, 'FR' AS country FROM d.orders) WHERE country = 'DE' OR country = 'secret'" } }, 'other');
  await clock.advance(1000);
  await run({ query: { query: "SELECT 1; SELECT ERROR('secret');" } }, 'script');
  await clock.advance(1000);
  await run({ query: { query: 'SELECT 2' } }, 'temp--1--dispatch');
  const { run: command, ...told } = await bed([], { 'rules.json': RULES }, { bigquery: () => Promise.resolve(createBigQuery(state)), ...more });
  const isBusy = (): boolean => [...state.jobs('p')].some(({ status }) => status?.state === 'RUNNING');
  const record = (line: string) => clock.settle(command(`record --project p --since 2024-03-01T00:00:00Z ${line}`.trim()), isBusy);
  const jobs = (): JobResource[] => told.printed().split('\n').flatMap((line) => (line === '' ? [] : (JSON.parse(line) as JobResource)));
  const ids = (): string[] => jobs().map(({ jobReference, statistics }) => (statistics?.parentJobId === undefined ? jobReference.jobId : `${statistics.parentJobId}'s`));
  return { ...told, record, jobs, ids };
}

const ALL = ['loaded', 'queried', 'other', "script's", "script's", 'script', 'temp--1--dispatch'];

test('record writes every job, of scripts too, as an event that can be read', async () => {
  const { record, ids, printed, told } = await history();
  assert.equal(await record('--json'), 0);
  assert.deepEqual(ids(), ALL);
  for (const line of printed().trimEnd().split('\n')) assert.ok('job' in decodeLine(line));
  assert.equal(told(), '7 jobs recorded\n');
});

test('INFORMATION_SCHEMA.JOBS has the same jobs', async () => {
  const [listed, queried] = [await history(), await history()];
  await listed.record('');
  assert.equal(await queried.record('--from information-schema --location us'), 0);
  assert.deepEqual(queried.jobs().map(({ configuration }) => configuration), listed.jobs().map(({ configuration }) => configuration));
});

const NARROWED: readonly [flags: string, ids: readonly string[]][] = [
  ['--filter Type=load', ['loaded']],
  ['--filter type=QUERY --filter Dest=orders', ['queried']],
  ['--filter Source=secret', ['queried', 'other', "script's", 'script']],
  ['--filter Type=QUERY --from information-schema --location US --filter Dest=orders', ['queried']],
  ['--until 2024-03-01T08:00:30Z', ['loaded']],
  ['--location us', ALL],
  ['--location EU', []],
];

for (const [flags, expected] of NARROWED) {
  test(`record ${flags}`, async () => {
    const { record, ids } = await history();
    assert.equal(await record(flags), 0);
    assert.deepEqual(ids(), expected);
  });
}

for (const from of ['', '--from information-schema --location US']) {
  test(`a redacted recording tells no secrets, and its jobs match as before ${from}`, async () => {
    const { record, printed, ids, told } = await history();
    assert.equal(await record(`--redact --redact-name alice --config rules.json ${from}`), 0);
    assert.deepEqual(ids(), ALL);
    assert.doesNotMatch(printed(), /secret|alice|corp|'FR'|emulator@/i);
    assert.match(printed(), /country = 'DE' OR country = 'x[0-9a-f]{11}'/);
    assert.equal(told(), '7 jobs recorded\n');
  });
}

test('a redaction that changes what a route takes is a finding', async () => {
  const { record, told } = await history();
  assert.equal(await record('--redact --redact-name orders --config rules.json'), 1);
  assert.match(told(), /p:queried: route 0 takes the job, and no route once it is redacted/);
});

test('a dispatch job whose ID says a name is a finding, as its task would not be found', async () => {
  const { record, told } = await history();
  assert.equal(await record('--redact --redact-name temp --config rules.json'), 1);
  assert.match(told(), /^p:x[0-9a-f]{11}--1--dispatch: the ID has changed, so that a task of the job is not found\n7 jobs recorded\n$/);
});

test('recordings of one key agree, others do not', async () => {
  const text = async (key?: string) => {
    const { record, jobs } = await history({ environment: { ...(key !== undefined && { BQ_DISPATCH_REDACT_KEY: key }) } });
    await record('--redact --filter Type=QUERY');
    return jobs().map(({ configuration }) => configuration.query?.query);
  };
  assert.deepEqual(await text('k'), await text('k'));
  assert.notDeepEqual(await text(), await text());
});

const UNUSABLE: readonly [flags: string, message: RegExp][] = [
  ['--from information-schema', /needs --location/],
  ['--from elsewhere', /Expected jobs\.list or information-schema/],
  ['--until 2024-02-01', /is not before --until/],
  ['--filter Type', /Expected one of Type=value/],
  ['--filter User=x', /Expected one of Type=value/],
  ['--filter Type=LAOD', /Expected a Type of QUERY, LOAD/],
  ['--filter Dest=', /Expected one of Type=value/],
  ['--filter Type=LOAD --filter type=COPY', /Type is given twice/],
  ['--redact-name alice', /--redact-name goes with --redact/],
  ['--config rules.json', /--config goes with --redact/],
  ['--redact --redact-name x', /two characters/],
  ['--location U`S', /Expected a location/],
];

for (const [flags, message] of UNUSABLE) {
  test(`record ${flags} cannot be used`, async () => {
    const { record, printed } = await history();
    await assert.rejects(record(flags), (error) => error instanceof DispatchError && error.code === 'USAGE' && message.test(error.message));
    assert.equal(printed(), '');
  });
}

test('a filter that is no pattern is told as such', async () => {
  const { record } = await history();
  await assert.rejects(record('--filter Dest=['), (error) => error instanceof DispatchError && error.code === 'INVALID_PATTERN');
});
