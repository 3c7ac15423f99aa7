import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DispatchError } from '../../src/core/errors';
import { describeHttpCaller } from '../../src/core/ports/http-caller.contract';
import type { Outgoing } from '../../src/core/ports/outgoing';
import { describePublisher } from '../../src/core/ports/publisher.contract';
import { describeSlack } from '../../src/core/ports/slack.contract';
import { createFakeAnswers, type FakeAnswer } from './fake-answer';
import { createFakeOutgoing } from './fake-outgoing';
import { createOutbox, type OutboxEntry } from './outbox';
import { recordOutgoing } from './recorded-outgoing';

const clock = { now: () => new Date('2024-03-01T10:00:00Z'), schedule: () => () => undefined };
const deadline = new Date('2024-03-01T10:01:00Z');

function open(answers: readonly FakeAnswer[] = []) {
  let current = createFakeAnswers(answers);
  const outbox = createOutbox({ clock });
  const outgoing = recordOutgoing(outbox, createFakeOutgoing(() => current));
  const ofKind = <Kind extends OutboxEntry['kind']>(kind: Kind) => outbox.entries().filter((entry): entry is Extract<OutboxEntry, { kind: Kind }> => entry.kind === kind);
  return { outbox, outgoing, ofKind, answer: (list: readonly FakeAnswer[]) => void (current = createFakeAnswers(list)) };
}

describeHttpCaller('HTTP in the outbox', () => {
  const { outgoing, ofKind, answer } = open();
  const origin = 'https://service.example.com';
  return Promise.resolve({
    http: outgoing.http,
    origin,
    answerWith: (path, { status, headers, body }) => answer([{ URL: origin + path, Status: status, Headers: headers, Body: body }]),
    received: () => ofKind('call').map(({ method, url, headers, body = '' }) => ({ method, url, body, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])) })),
  });
});

describePublisher('Pub/Sub in the outbox', () => {
  const { outgoing, ofKind } = open();
  return Promise.resolve({ publisher: outgoing.publisher, projectId: 'p', topic: 'loaded', received: () => ofKind('push').map(({ data, attributes }) => ({ data, attributes })) });
});

describeSlack('Slack in the outbox', () => {
  const { outgoing, ofKind } = open();
  return Promise.resolve({
    slack: outgoing.slack,
    received: () =>
      ofKind('notify').map(({ channel, title, message = '', from, filename, content, idempotencyKey }) =>
        filename === undefined ? { kind: 'message', channel, text: `*${title}*\n${message}`, from, idempotencyKey } : { kind: 'file', channel, text: content ?? '', filename },
      ),
  });
});

test('what is sent again is kept once, and counted', async () => {
  const { outbox, outgoing } = open();
  const message = { token: 'xoxb-secret', channel: '#a', title: 't', idempotencyKey: 'k', deadline };
  for (const channel of ['#a', '#b', '#a']) await outgoing.slack.post({ ...message, channel });
  await outgoing.slack.upload({ ...message, filename: 'f', content: Buffer.from('c') });
  const told = outbox.entries().map((entry) => entry.kind === 'notify' && [entry.channel, entry.filename, entry.count, entry.hasToken]);
  assert.deepEqual(told, [['#a', undefined, 2, true], ['#b', undefined, 1, true], ['#a', 'f', 1, true]]);
  assert.doesNotMatch(JSON.stringify(outbox.entries()), /xoxb-secret/);
  outbox.clear();
  assert.deepEqual(outbox.entries(), []);
});

test('secret headers are not kept', async () => {
  const { outbox, outgoing } = open();
  await outgoing.http.call({ method: 'GET', url: 'https://a.example.com/', headers: { Authorization: 'Bearer x', 'X-Api-Key': 'y', 'Idempotency-Key': 'k' }, deadline });
  const [entry] = outbox.entries();
  assert.deepEqual(entry?.kind === 'call' && entry.headers, { Authorization: '***', 'X-Api-Key': '***', 'Idempotency-Key': 'k' });
});

test('the same key at two places is two messages', async () => {
  const { outbox, outgoing } = open();
  for (const url of ['https://a.example.com/', 'https://b.example.com/', 'https://a.example.com/']) await outgoing.http.call({ method: 'GET', url, headers: { 'idempotency-key': 'own' }, deadline });
  for (const topic of ['one', 'two']) await outgoing.publisher.publish({ projectId: 'p', topic, data: Buffer.from('x'), attributes: { idempotencyKey: 'own' }, deadline });
  assert.deepEqual(outbox.entries().map(({ kind, count }) => [kind, count]), [['call', 2], ['call', 1], ['push', 1], ['push', 1]]);
});

test('an identity is noted by its audience', async () => {
  const { ofKind, outgoing } = open();
  await outgoing.http.call({ method: 'GET', url: 'https://a.example.com/', headers: {}, identity: { audience: 'https://a.example.com' }, deadline });
  assert.deepEqual(ofKind('call').map(({ identity }) => identity), [{ audience: 'https://a.example.com' }]);
});

test('what is really sent is noted too, with the answers and refusals of the world', async () => {
  const outbox = createOutbox({ clock });
  const refusal = new DispatchError('NOTIFY_FAILED', 'channel_not_found');
  const world: Outgoing = {
    ...createFakeOutgoing(() => createFakeAnswers([])),
    http: { call: () => Promise.resolve({ status: 201, headers: {}, body: new Uint8Array() }) },
    slack: { post: () => Promise.reject(refusal), upload: () => Promise.reject(refusal) },
  };
  const { http, slack } = recordOutgoing(outbox, world);
  assert.equal((await http.call({ method: 'GET', url: 'https://a.example.com/', headers: {}, deadline })).status, 201);
  await assert.rejects(slack.post({ channel: '#a', title: 't', idempotencyKey: 'k', deadline }), refusal);
  assert.deepEqual(outbox.entries().map(({ kind }) => kind), ['call', 'notify']);
});

test('what Pub/Sub and Secret Manager would refuse is refused', async () => {
  const { publisher, secrets } = open().outgoing;
  const message = { projectId: 'p', topic: 'loaded', attributes: {}, deadline };
  for (const data of [new Uint8Array(), new Uint8Array(10_000_001)]) await assert.rejects(publisher.publish({ ...message, data }), { code: 'INVALID_REQUEST' });
  assert.match(await secrets.read('projects/p/secrets/slack/versions/2'), /emulated/);
  for (const name of ['slack', 'projects/p/secrets/', 'projects/p/secrets/a/../b', 'gs://b/o']) await assert.rejects(secrets.read(name), { code: 'NOT_FOUND' });
});

const ANSWERS: readonly FakeAnswer[] = [
  { URL: 'https://a.example.com/once', Status: 503, Times: 1 },
  { URL: 'https://a.example.com/once', Body: { id: 7 } },
  { Method: 'post', URL: 'https://a.example.com/*', Status: 201, Body: 'made', Headers: { 'X-Own': 'a' } },
  { URL: 'HTTPS://B.example.com:443', Status: 202 },
  { URL: 'https://B.example.com/Big*', Status: 203 },
  { URL: 'https://b.example.com/gone', Status: 204 },
];
const CALLS: readonly [method: string, url: string, status: number, body: string][] = [
  ['GET', 'https://a.example.com/once', 503, '{}'],
  ['GET', 'https://a.example.com/once', 200, '{"id":7}'],
  ['POST', 'https://a.example.com/x', 201, 'made'],
  ['GET', 'https://a.example.com/x', 200, '{}'],
  ['GET', 'https://b.example.com/', 202, '{}'],
  ['GET', 'https://b.example.com/Bigger', 203, '{}'],
  ['GET', 'https://b.example.com/big', 200, '{}'],
  ['GET', 'https://b.example.com/gone', 204, ''],
];

test('calls are answered as the list says, the first that fits and is not used up', async () => {
  const { outgoing } = open(ANSWERS);
  for (const [method, url, status, body] of CALLS) {
    const answer = await outgoing.http.call({ method, url, headers: {}, deadline });
    assert.deepEqual([answer.status, Buffer.from(answer.body).toString()], [status, body], url);
  }
});
