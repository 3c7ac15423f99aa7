import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DispatchError, reportError } from '../core/errors';
import type { DispatchResponse } from '../core/response';
import { SWEPT, createServiceBed, LINKED } from './service-test-bed';

const fixture = (name: string): unknown => JSON.parse(readFileSync(path.join(__dirname, '../../fixtures/events', name), 'utf8'));
const JSON_TYPE = { 'content-type': 'application/json' };
const REFERENCE = { EventID: 'e1', ProjectID: 'shop', JobID: 'j1', Location: 'EU' };

test('an event is dispatched, answered and told in one line', async () => {
  const bed = createServiceBed();
  const { status, body } = await bed.post({ ...JSON_TYPE, ...LINKED }, REFERENCE);
  assert.equal(status, 200);
  assert.deepEqual(bed.dispatched, [{ eventId: 'e1', projectId: 'shop', jobId: 'j1', location: 'EU' }]);
  assert.equal((body as DispatchResponse).EventID, 'e1');
  assert.deepEqual(bed.lines.map(({ severity, message, outcome, job, eventId, ...rest }) => [severity, message, outcome, job, eventId, rest['logging.googleapis.com/trace']]), [
    ['INFO', 'ok shop:EU.j1', 'ok', 'shop:EU.j1', 'e1', 'projects/shop/traces/0af7651916cd43dd8448eb211c80319c'],
  ]);
});

test('every envelope may come over HTTP', async () => {
  const { headers, body } = fixture('cloud-event.binary.json') as { headers: Record<string, string>; body: unknown };
  const cases: [Record<string, string>, unknown, string][] = [
    [headers, body, 'load--orders--20250602--dispatch'],
    [{ 'content-type': 'application/cloudevents+json; charset=utf-8' }, fixture('cloud-event.structured.json'), 'load--orders--20250602--dispatch'],
    [JSON_TYPE, fixture('pubsub-push.json'), 'load--orders--20250602--dispatch'],
    [{}, fixture('log-entry.query.json'), 'scheduled_query_684f1a77'],
  ];
  for (const [given, message, jobId] of cases) {
    const bed = createServiceBed();
    assert.equal((await bed.post(given, message)).status, 200);
    assert.deepEqual(bed.dispatched.map((event) => event.jobId), [jobId]);
  }
});

const STATUSES: readonly [DispatchResponse['Status'], number, string][] = [
  ['ok', 200, 'INFO'],
  ['noMatch', 200, 'INFO'],
  ['duplicate', 200, 'INFO'],
  ['ignored', 200, 'INFO'],
  ['error', 200, 'ERROR'],
  ['retry', 503, 'WARNING'],
];
for (const [Status, expected, severity] of STATUSES) {
  test(`${Status} is answered with ${expected}`, async () => {
    const bed = createServiceBed({ answers: { Status } });
    assert.deepEqual([(await bed.post(JSON_TYPE, REFERENCE)).status, bed.lines[0]?.severity], [expected, severity]);
  });
}

test('what is no end of a job is ignored', async () => {
  const bed = createServiceBed();
  const { status, body } = await bed.post(JSON_TYPE, fixture('cloud-event.storage.json'));
  assert.deepEqual([status, (body as DispatchResponse).Status, bed.dispatched, bed.lines.length], [200, 'ignored', [], 1]);
});

for (const [title, body] of [['no JSON', '{"half'], ['no event', { hello: 'world' }], ['nothing', ''], ['a job ID that is a path', { ProjectID: 'p', JobID: '../x' }]] as const) {
  test(`${title} is an error that is not asked for again`, async () => {
    const bed = createServiceBed();
    const { status, body: answer } = await bed.post(JSON_TYPE, body);
    const { Status, Error: error } = answer as DispatchResponse;
    assert.deepEqual([status, Status, error?.Code, bed.dispatched, bed.lines[0]?.severity], [200, 'error', 'EVENT_INVALID', [], 'ERROR']);
  });
}

test('a caller who is refused gets 401 and leaves a line, nothing else', async () => {
  for (const page of ['/', '/sweep']) {
    let read = false;
    const bed = createServiceBed({ checkCaller: (authorization) => Promise.resolve(authorization === 'Bearer good' ? undefined : 'the token has expired'), sweep: () => Promise.reject(new Error('swept')) });
    const answer = await bed.service.answer({ method: 'POST', path: page, headers: { ...JSON_TYPE, authorization: 'Bearer secret' }, readBody: () => ((read = true), Promise.resolve(new Uint8Array())) });
    assert.deepEqual(answer, { status: 401, headers: { 'www-authenticate': 'Bearer' } });
    assert.deepEqual([bed.dispatched, read], [[], false]);
    assert.deepEqual(bed.lines, [{ severity: 'WARNING', message: 'caller refused: the token has expired', path: page }]);
  }
});

test('where callers cannot be checked now, the event is to come again', async () => {
  const bed = createServiceBed({ checkCaller: () => Promise.reject(new DispatchError('UNAVAILABLE', 'no keys')) });
  assert.deepEqual([(await bed.post(JSON_TYPE, REFERENCE)).status, bed.dispatched], [503, []]);
});

const REFUSALS: readonly [title: string, method: string, path: string, headers: Record<string, string>, status: number][] = [
  ['another page', 'POST', '/else', JSON_TYPE, 404],
  ['another method', 'GET', '/', {}, 405],
  ['another type', 'POST', '/', { 'content-type': 'application/protobuf' }, 415],
  ['a body that is packed', 'POST', '/', { ...JSON_TYPE, 'content-encoding': 'gzip' }, 415],
  ['a body that is too large', 'POST', '/', JSON_TYPE, 413],
  ['a question after its health', 'GET', '/healthz', {}, 200],
];
for (const [title, method, page, headers, status] of REFUSALS) {
  test(`${title} is answered with ${status}`, async () => {
    const { service } = createServiceBed();
    assert.equal((await service.answer({ method, path: page, headers, readBody: () => Promise.resolve(undefined) })).status, status);
  });
}

test('a sweep is answered with its report', async () => {
  const bed = createServiceBed();
  assert.deepEqual(await bed.post({}, '', '/sweep'), { status: 200, body: SWEPT });
  assert.deepEqual(bed.lines, [{ severity: 'INFO', message: 'swept', sweep: SWEPT }]);
});

test('a service without a good configuration loses no event, and tells what is wrong to the log alone', async () => {
  for (const [code, status] of [['CONFIG_INVALID', 500], ['UNAVAILABLE', 503]] as const) {
    const bed = createServiceBed({ broken: new DispatchError(code, 'found the unknown field Rutes') });
    assert.deepEqual(await bed.post(JSON_TYPE, REFERENCE), { status, body: { Error: { Code: code } } });
    assert.match(JSON.stringify(bed.lines), /ERROR.*Rutes/);
    await assert.rejects(bed.service.takeCloudEvent({}), { code });
  }
});

test('a CloudEvent of a platform is taken, and comes again where it should', async () => {
  const event = { ...(fixture('cloud-event.structured.json') as object), ...LINKED };
  const bed = createServiceBed();
  await bed.service.takeCloudEvent(event);
  assert.deepEqual([bed.dispatched.length, bed.lines[0]?.['logging.googleapis.com/spanId']], [1, 'b7ad6b7169203331']);
  const retry = createServiceBed({ answers: { Status: 'retry', Error: reportError(new DispatchError('LEASE_HELD', 'x')) } });
  await assert.rejects(retry.service.takeCloudEvent(event), { code: 'UNAVAILABLE', message: /LEASE_HELD/ });
});

test('a CloudEvent is refused where tokens are to be checked', async () => {
  const bed = createServiceBed({ trustsPlatform: false });
  await assert.rejects(bed.service.takeCloudEvent(fixture('cloud-event.structured.json')), { code: 'CONFIG_INVALID' });
  assert.deepEqual([bed.dispatched, bed.lines[0]?.severity], [[], 'ERROR']);
});

test('a log holds neither literals of SQL nor tokens', async () => {
  const Message = `Syntax error at 'secret one' and "secret \\" two", Bearer abc.def then 'secret three`;
  const bed = createServiceBed({ answers: { Status: 'error', Error: { Code: 'INVALID_REQUEST', Message, Hint: 'h' }, JobError: { reason: 'invalidQuery', message: Message } } });
  await bed.post(JSON_TYPE, { jobReference: { projectId: 'p', jobId: 'j', location: 'US' }, configuration: { query: { query: `SELECT 'secret four'` } }, status: { state: 'DONE' } });
  const text = JSON.stringify(bed.lines);
  assert.match(text, /Syntax error at/);
  assert.doesNotMatch(text, /secret|abc\.def/);
});
