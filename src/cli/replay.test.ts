import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { DispatchResponse } from '../core/response';
import { bed } from './cli-test-bed';

const job = (jobId: string, table: string, more: object = {}): string =>
  JSON.stringify({
    jobReference: { projectId: 'shop', jobId, location: 'US' },
    configuration: { load: { sourceUris: ['gs://landing/a.json'], destinationTable: { projectId: 'shop', datasetId: 'raw', tableId: table } } },
    statistics: { endTime: '1709285400000' },
    status: { state: 'DONE' },
    ...more,
  });

const RULES = JSON.stringify({
  DeferTaskURL: 'gs://ops/tasks/',
  Routes: [
    { Name: 'orders', When: { Dest: 'raw\\.orders$' }, OnSuccess: [{ Action: 'delete', Request: { URLs: '$LoadURIs' } }] },
    { When: { Dest: 'raw\\.sql$' }, OnSuccess: [{ Action: 'query', Request: { SQL: "SELECT '$JobID'", Dest: '${DestTable}_x' } }] },
    { When: { Dest: 'raw\\.bad$' }, OnSuccess: [{ Action: 'query', Request: { SQL: 'SELECT $JobID', Dest: 'raw.y' } }] },
  ],
});

const EVENTS = [job('a', 'orders'), job('b', 'other'), 'nope', job('c', 'sql'), job('d', 'bad'), job('e', 'orders', { status: { state: 'RUNNING' } }), job('f-dispatch', 'other')].join('\n');

test('replay gives one response an event, in their order, with expanded requests and without effect', async () => {
  const { run, printed } = await bed([], { 'rules.json': RULES, 'events.ndjson': EVENTS });
  assert.equal(await run('replay events.ndjson --config rules.json --json'), 1);
  const found = printed().trimEnd().split('\n').map((line) => JSON.parse(line) as DispatchResponse);
  assert.deepEqual(
    found.map(({ Status, JobRef, Route, Error: error }) => [JobRef?.jobId, Status, Route?.Index, error?.Code]),
    [
      ['a', 'ok', 0, undefined],
      ['b', 'noMatch', undefined, undefined],
      [undefined, 'error', undefined, 'EVENT_INVALID'],
      ['c', 'ok', 1, undefined],
      ['d', 'error', 2, 'INVALID_VALUE'],
      ['e', 'ignored', undefined, undefined],
      ['f-dispatch', 'error', undefined, 'TASK_NOT_FOUND'],
    ],
  );
  const [a, , , c] = found;
  assert.deepEqual(a?.Actions, [{ Action: 'delete', Position: '0', Status: 'notRun', Request: { URLs: ['gs://landing/a.json'] }, TimeTakenMs: 0 }]);
  assert.deepEqual(c?.Actions[0]?.Request, { SQL: "SELECT 'c'", Dest: 'raw.sql_x' });
  assert.ok(found.every(({ Mode, EventID }) => Mode === 'plan' || EventID === 'events.ndjson:3'));
});

test('replay counts by route, type and outcome, as the responses say', async () => {
  const { run, printed, told } = await bed([], { 'rules.json': RULES, 'events.ndjson': EVENTS });
  assert.equal(await run('replay events.ndjson --config rules.json'), 1);
  assert.match(told(), /^EVENT_INVALID events\.ndjson:3: not JSON at column 1/m);
  assert.match(told(), /^INVALID_VALUE shop:US\.d: SQL at \[1:8\]: \$JobID cannot be put here/m);
  const rows = printed().trimEnd().split('\n').map((line) => line.split(/ {2,}/).map((cell) => cell.trim()));
  assert.deepEqual(rows, [
    ['route 0 (orders)', 'LOAD', 'ok', '1'],
    ['route 1', 'LOAD', 'ok', '1'],
    ['route 2', 'LOAD', 'error INVALID_VALUE', '1'],
    ['-', 'LOAD', 'noMatch', '1'],
    ['-', '-', 'error EVENT_INVALID', '1'],
    ['-', 'LOAD', 'ignored', '1'],
    ['-', 'LOAD', 'error TASK_NOT_FOUND', '1'],
    ['7 events'],
  ]);
});

const loadOf = (name: string): string => readFileSync(path.join(__dirname, '../../fixtures/starter/events', name), 'utf8');

test('replay --run does in an emulator what replay plans', async () => {
  const files = { 'events.json': `[${loadOf('load-orders.json')},${loadOf('load-customers.json')},${loadOf('load-orders.json')}]` };
  const planned = await bed([], files);
  assert.equal(await planned.run('replay events.json --workspace fixtures/starter --json'), 0);
  const ran = await bed([], files);
  assert.equal(await ran.run('replay events.json --workspace fixtures/starter --json --run'), 0);
  const [plan, done] = [planned, ran].map(({ printed }) => printed().trimEnd().split('\n').map((line) => JSON.parse(line) as DispatchResponse)) as [DispatchResponse[], DispatchResponse[]];
  const [planOfFirst, first] = [plan[0], done[0]] as [DispatchResponse | undefined, DispatchResponse | undefined];
  assert.deepEqual(done.map(({ Status }) => Status), ['ok', 'noMatch', 'duplicate']);
  assert.deepEqual(plan.map(({ Status }) => Status), ['ok', 'noMatch', 'ok']);
  assert.equal(first?.Actions[0]?.Status, 'ok');
  assert.deepEqual(first.Actions[0].Request, planOfFirst?.Actions[0]?.Request);
  assert.deepEqual(first.Route, planOfFirst?.Route);
});

test('replay names routes that took nothing, and tells some errors of a kind', async () => {
  const { run, printed, told } = await bed([], { 'rules.json': RULES, 'events.ndjson': `${job('a', 'orders')}\n${'nope\n'.repeat(9)}` });
  assert.equal(await run('replay events.ndjson --config rules.json'), 1);
  assert.equal(printed().trimEnd().split('\n').at(-1), 'none for route 1, route 2');
  assert.equal(told().trimEnd().split('\n').length, 4);
  assert.match(told(), /^EVENT_INVALID 6 more; --json tells all$/m);
});

test('replay ends with 0 where no outcome is an error', async () => {
  const { run } = await bed([], { 'rules.json': RULES, 'events.ndjson': job('a', 'orders') });
  assert.equal(await run('replay events.ndjson --config rules.json'), 0);
});

test('a workspace that is not there is told', async () => {
  const { run } = await bed([], { 'events.ndjson': '' });
  await assert.rejects(run('replay events.ndjson --workspace fixtures/absent'), { message: /fixtures\/absent:1:1 .*there is no such folder/ });
});

test('--run finds the variables beside the configuration, and --set comes first', async () => {
  const file = 'fixtures/starter/dispatch.yaml';
  const text = readFileSync(path.join(__dirname, '../..', file), 'utf8');
  const events = readFileSync(path.join(__dirname, '../../fixtures/starter/events/load-failed.json'), 'utf8');
  for (const [more, bucket] of [['', 'shop-data'], ['--set Bucket=other', 'other']] as const) {
    const { run, printed } = await bed([], { [file]: text, 'events.json': events });
    assert.equal(await run(`replay events.json --config ${file} --run --json ${more}`), 0);
    assert.match((JSON.parse(printed()) as { RecordURL: string }).RecordURL, new RegExp(`^gs://${bucket}/journal/`));
  }
});
