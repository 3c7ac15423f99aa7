import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeHttpCaller } from '../../src/core/ports/http-caller.contract';
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

const ANSWERS: readonly FakeAnswer[] = [
  { URL: 'https://a.example.com/once', Status: 503, Times: 1 },
  { URL: 'https://a.example.com/once', Body: { id: 7 } },
  { Method: 'post', URL: 'https://a.example.com/*', Status: 201, Body: 'made', Headers: { 'X-Own': 'a' } },
  { URL: 'https://b.example.com' },
];
const CALLS: readonly [method: string, url: string, status: number, body: string][] = [
  ['GET', 'https://a.example.com/once', 503, '{}'],
  ['GET', 'https://a.example.com/once', 200, '{"id":7}'],
  ['POST', 'https://a.example.com/x', 201, 'made'],
  ['GET', 'https://a.example.com/x', 200, '{}'],
  ['GET', 'https://b.example.com/', 200, '{}'],
];

test('calls are answered as the list says, the first that fits and is not used up', async () => {
  const { outgoing } = open(ANSWERS);
  for (const [method, url, status, body] of CALLS) {
    const answer = await outgoing.http.call({ method, url, headers: {}, deadline });
    assert.deepEqual([answer.status, Buffer.from(answer.body).toString()], [status, body], url);
  }
});
