import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { loadConfig } from '../../src/config/load-config';
import type { JobResource } from '../../src/core/job-resource';
import { createControlClock } from '../control-clock';
import { createEmulator } from '../emulator';
import { createDispatchLog } from '../events/dispatch-log';
import { systemClock } from '../../src/adapters/system-clock';
import { createServer, type ServerOptions } from '../server';

const config = '{ "DeferTaskURL": "gs://ops-bucket/tasks/", "Routes": [{ "When": { "Type": "load" } }] }';
const open: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

async function server(more: Partial<ServerOptions> = {}) {
  const clock = createControlClock(systemClock);
  const dispatches = createDispatchLog();
  let ids = 0;
  const newId = (): string => `id-${++ids}`;
  const emulator = createEmulator({ clock, newHolder: newId, onResponse: (response) => dispatches.note(response) });
  emulator.configure(await loadConfig({ text: config, file: 'dispatch.json', given: { variables: new Map() }, objects: emulator.objects }));
  const app = createServer({ emulator, clock, controlClock: clock, wall: systemClock, newId, random: () => 0.5, dispatches, version: '1.2.3', ...more });
  open.push(app);

  async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
    const isText = typeof body === 'string';
    const reply = await app.inject({ method, url, ...(body !== undefined && { payload: isText ? body : JSON.stringify(body), headers: { 'content-type': isText ? 'application/x-ndjson' : 'application/json' } }) });
    return { status: reply.statusCode, body: reply.json() };
  }
  return { app, emulator, clock, ask };
}

const job = (jobId: string, more: Partial<JobResource> = {}): JobResource => ({
  jobReference: { projectId: 'shop', jobId, location: 'US' },
  configuration: { load: { sourceUris: ['gs://b/x'] } },
  status: { state: 'DONE' },
  ...more,
});

test('health tells that it runs, and what is under way', async () => {
  const { ask } = await server();
  const { status, body } = await ask('GET', '/_emulator/health');
  assert.deepEqual([status, body], [200, { status: 'ok', version: '1.2.3', runningJobs: 0, waitingEvents: 0, waitingPushes: 0, dispatches: {} }]);
});

test('recorded events are dispatched, one, several or one a line, and their answers listed', async () => {
  const { ask } = await server();
  const one = await ask('POST', '/_emulator/events', job('a'));
  const list = await ask('POST', '/_emulator/events', [job('b'), job('a')]);
  const lines = await ask('POST', '/_emulator/events', `${JSON.stringify(job('c'))}\n\n${JSON.stringify({ ProjectID: 'shop', JobID: 'c', Location: 'US' })}\n`);
  const statuses = [one, list, lines].map(({ body }) => (body['responses'] as { Status: string }[]).map(({ Status }) => Status));
  assert.deepEqual(statuses, [['ok'], ['ok', 'duplicate'], ['ok', 'duplicate']]);
  const listed = async (query: string): Promise<string[]> => ((await ask('GET', `/_emulator/dispatches${query}`)).body['dispatches'] as { EventID: string }[]).map(({ EventID }) => EventID);
  assert.deepEqual(await listed('?jobId=a'), ['shop:US.a', 'shop:US.a']);
  assert.deepEqual(await listed('?limit=2'), ['shop:US.c', 'shop:US.c']);
});

for (const [what, body, message] of [
  ['a message that is no event', { hello: 1 }, /EVENT_INVALID: found an object with "hello"/],
  ['one of a list', [job('a'), 7], /EVENT_INVALID: \[1\]: found 7/],
  ['a line that is no JSON', `${JSON.stringify(job('a'))}\n{`, /EVENT_INVALID: line 2: not JSON/],
  ['nothing', [], /EVENT_INVALID: found no event/],
] as const) {
  test(`${what} is refused, and nothing of it dispatched`, async () => {
    const { ask } = await server();
    const refused = await ask('POST', '/_emulator/events', body);
    assert.equal(refused.status, 400);
    assert.match((refused.body['error'] as { message: string }).message, message);
    assert.deepEqual((await ask('GET', '/_emulator/dispatches')).body, { dispatches: [] });
  });
}

test('a job fed back as it was answered is matched as the one that ran', async () => {
  const first = await server();
  first.emulator.storage.createBucket('data-bucket');
  first.emulator.storage.write({ bucket: 'data-bucket', name: 'x.json' }, Buffer.from('{"id":1}\n'));
  first.emulator.bigquery.createDataset({ projectId: 'shop', datasetId: 'sales' });
  const destinationTable = { projectId: 'shop', datasetId: 'sales', tableId: 'orders' };
  const schema = { fields: [{ name: 'id', type: 'INTEGER' }] };
  const load = { sourceUris: ['gs://data-bucket/x.json'], sourceFormat: 'NEWLINE_DELIMITED_JSON', destinationTable, schema };
  const ref = { projectId: 'shop', jobId: 'load-1', location: 'US' };
  first.emulator.bigquery.insertJob({ jobReference: ref, configuration: { load } });
  assert.equal((await first.ask('GET', '/_emulator/idle')).body['idle'], true);
  const [ran] = (await first.ask('GET', '/_emulator/dispatches')).body['dispatches'] as Record<string, unknown>[];
  const resource = (await first.ask('GET', '/bigquery/v2/projects/shop/jobs/load-1?location=US')).body;

  const second = await server();
  const [fedBack] = (await second.ask('POST', '/_emulator/events', resource)).body['responses'] as Record<string, unknown>[];
  const lasting = ({ Status, EventID, JobRef, JobError, Matched, MatchedBy, Route, Actions }: Record<string, unknown>) => ({ Status, EventID, JobRef, JobError, Matched, MatchedBy, Route, Actions });
  assert.deepEqual(lasting(fedBack!), lasting(ran!));
  assert.equal(ran!['Status'], 'ok');
});

test('the clock can be stopped, set, moved on and let go', async () => {
  const { ask, clock } = await server();
  assert.deepEqual((await ask('POST', '/_emulator/clock', { freeze: '2024-03-01T10:00:00Z' })).body, { now: '2024-03-01T10:00:00.000Z', frozen: true });
  let ran = false;
  clock.schedule(60_000, () => (ran = true));
  assert.deepEqual((await ask('POST', '/_emulator/clock', { advanceMs: 60_000 })).body, { now: '2024-03-01T10:01:00.000Z', frozen: true });
  assert.equal(ran, true);
  assert.equal((await ask('POST', '/_emulator/clock', { resume: true })).body['frozen'], false);
  for (const wrong of [{}, { freeze: false }, { freeze: 'noon' }, { advanceMs: -1 }, { resume: true, advanceMs: 1 }, []]) {
    assert.equal((await ask('POST', '/_emulator/clock', wrong)).status, 400, JSON.stringify(wrong));
  }
});

test('waiting for rest ends with 504 when there is none in time', async () => {
  const { ask, emulator } = await server();
  emulator.idle = () => new Promise(() => undefined);
  const { status, body } = await ask('GET', '/_emulator/idle?timeoutMs=5');
  assert.deepEqual([status, (body['error'] as { status: string }).status], [504, 'DEADLINE_EXCEEDED']);
});

test('requests fail as was asked for, and those of the control never', async () => {
  const { ask } = await server();
  const { body: rule } = await ask('POST', '/_emulator/faults', { method: 'GET', path: '*', status: 503, reason: 'backendError', count: 2 });
  assert.equal(rule['hits'], 0);
  const { status, body } = await ask('GET', '/storage/v1/b?project=p');
  assert.deepEqual([status, (body['error'] as { errors: { reason: string }[] }).errors[0]!.reason], [503, 'backendError']);
  assert.equal((await ask('GET', '/_emulator/health')).status, 200);
  assert.equal(((await ask('GET', '/_emulator/faults')).body['faults'] as unknown[]).length, 1);
  assert.equal((await ask('DELETE', `/_emulator/faults/${rule['id'] as string}`)).status, 200);
  assert.equal((await ask('GET', '/storage/v1/b?project=p')).status, 200);
  assert.equal((await ask('POST', '/_emulator/faults', { path: '*', status: 200 })).status, 400);
});

test('what clients asked for in vain is counted', async () => {
  const { app, ask } = await server();
  for (const url of ['/storage/v1/nothing', '/storage/v1/nothing?a=b']) assert.equal((await app.inject({ method: 'PATCH', url })).statusCode, 501);
  const { unsupported } = (await ask('GET', '/_emulator/unsupported')).body as { unsupported: { what: string; count: number }[] };
  assert.equal(unsupported.length, 1);
  assert.match(unsupported[0]!.what, /PATCH \/storage\/v1\/nothing/);
  assert.equal(unsupported[0]!.count, 2);
});

test('reset and export are refused where there is no workspace', async () => {
  const { ask } = await server();
  assert.equal((await ask('POST', '/_emulator/reset')).status, 400);
  assert.equal((await ask('POST', '/_emulator/export')).status, 400);
});

test('an export goes to the folder that was given, and nowhere else', async () => {
  const written: string[] = [];
  const { ask } = await server({ export: { folder: '/tmp/x', write: () => written.push('/tmp/x') } });
  assert.deepEqual((await ask('POST', '/_emulator/export')).body, { folder: '/tmp/x' });
  assert.deepEqual((await ask('POST', '/_emulator/export', { folder: '/tmp/../tmp/x' })).body, { folder: '/tmp/x' });
  assert.equal((await ask('POST', '/_emulator/export', { folder: '/etc' })).status, 400);
  assert.deepEqual(written, ['/tmp/x', '/tmp/x']);
});

for (const [method, url, status] of [
  ['GET', '/_emulator/nothing', 404],
  ['GET', '/_emulator/dispatches?limit=-1', 400],
  ['GET', '/_emulator/dispatches?wonder=1', 400],
  ['POST', '/_emulator/reset?replay=maybe', 400],
  ['GET', '/_emulator/idle?timeoutMs=x', 400],
  ['DELETE', '/_emulator/faults/none', 404],
] as const) {
  test(`${method} ${url} is ${status}`, async () => {
    const { ask } = await server();
    const reply = await ask(method, url);
    assert.deepEqual([reply.status, (reply.body['error'] as { code: number }).code], [status, status]);
  });
}

test('clients that look for credentials get a token', async () => {
  const { app } = await server({ projectId: 'shop' });
  const token = await app.inject({ url: '/computeMetadata/v1/instance/service-accounts/default/token?scopes=x', headers: { 'metadata-flavor': 'Google' } });
  assert.deepEqual([token.statusCode, token.headers['metadata-flavor'], token.json<{ token_type: string }>().token_type], [200, 'Google', 'Bearer']);
  assert.equal((await app.inject({ url: '/', headers: { 'metadata-flavor': 'Google' } })).statusCode, 200);
  assert.equal((await app.inject({ url: '/computeMetadata/v1/project/project-id' })).body, 'shop');
  assert.equal((await app.inject({ url: '/computeMetadata/v1/instance/disks' })).statusCode, 404);
});
