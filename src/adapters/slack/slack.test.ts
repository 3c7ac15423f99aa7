import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ErrorCode } from '../../core/errors';
import { describeSlack, describeSlackRefusals, type SlackTarget } from '../../core/ports/slack.contract';
import { systemClock as clock } from '../system-clock';
import { createSlack } from './slack';

const server = setupServer();

type Received = ReturnType<SlackTarget['received']>[number];

/** Slack's answers as https://docs.slack.dev/reference/methods has them. */
function standIn() {
  const received: Received[] = [];
  const uploads = new Map<string, string>();
  let refusal: string | undefined;
  let filename = '';
  const method = (name: string, answer: (form: URLSearchParams) => object) =>
    http.post(`https://slack.com/api/${name}`, async ({ request }) => {
      assert.equal(request.headers.get('authorization'), 'Bearer xoxb-1');
      const form = new URLSearchParams(await request.text());
      return HttpResponse.json(refusal === undefined ? { ok: true, ...answer(form) } : { ok: false, error: refusal });
    });
  server.use(
    method('chat.postMessage', (form) => {
      const { event_type: type, event_payload: payload } = JSON.parse(form.get('metadata') ?? '{}') as { event_type: string; event_payload: { idempotency_key: string } };
      assert.equal(type, 'bq_dispatch');
      received.push({ kind: 'message', channel: form.get('channel') ?? '', text: form.get('text') ?? '', from: form.get('username') ?? undefined, idempotencyKey: payload.idempotency_key });
      return { channel: 'C024BE91L', ts: '1503435956.000247' };
    }),
    method('files.getUploadURLExternal', (form) => {
      filename = form.get('filename') ?? '';
      return { upload_url: 'https://files.slack.com/upload/v1/ABC', file_id: 'F123' };
    }),
    http.post('https://files.slack.com/upload/v1/ABC', async ({ request }) => {
      const [, content = ''] = /\r\n\r\n([^]*?)\r\n--/.exec(await request.text()) ?? [];
      uploads.set('F123', content);
      return HttpResponse.text('OK - 9');
    }),
    method('files.completeUploadExternal', (form) => {
      received.push({ kind: 'file', channel: form.get('channel_id') ?? '', text: uploads.get('F123') ?? '', filename });
      return { files: [{ id: 'F123', title: 'Loaded' }] };
    }),
  );
  return { slack: createSlack({ clock }), received: () => received, refuseWith: (word: string) => void (refusal = word) };
}

describe('Slack', () => {
  before(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  after(() => server.close());

  describeSlack('Slack by its client', () => Promise.resolve(standIn()));
  describeSlackRefusals('Slack by its client', () => Promise.resolve(standIn()));

  const message = { token: 'xoxb-1', channel: '#a', title: 't', idempotencyKey: 'k', deadline: new Date(Date.now() + 60_000) };
  const file = { ...message, channel: 'C024BE91L', filename: 'rows.json', content: Buffer.from('{}') };
  const POST = 'https://slack.com/api/chat.postMessage';
  const ok = (more: object = {}) => HttpResponse.json({ ok: true, ...more });
  const no = (error: string, more: object = {}) => HttpResponse.json({ ok: false, error, ...more });

  /** Half an answer, and then the connection breaks. */
  const cut = () =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('{"ok":tr'));
        controller.error(new TypeError('terminated'));
      },
    });

  const ANSWERS: readonly [title: string, answer: () => Response, code: ErrorCode, told: RegExp][] = [
    ['200 invalid_auth', () => no('invalid_auth'), 'NOTIFY_FAILED', /invalid_auth$/],
    ['200 ratelimited', () => no('ratelimited'), 'UNAVAILABLE', /ratelimited$/],
    ['200 service_unavailable', () => no('service_unavailable'), 'UNAVAILABLE', /service_unavailable$/],
    ['200 fatal_error', () => no('fatal_error'), 'UNAVAILABLE', /fatal_error$/],
    ['200 with a page', () => HttpResponse.html(`<html>${'welcome '.repeat(1000)}</html>`), 'UNAVAILABLE', /not Slack$/],
    ['200 without a word', () => HttpResponse.json({}), 'UNAVAILABLE', /not Slack$/],
    ['200 cut off', () => new HttpResponse(cut()), 'UNAVAILABLE', /post to #a: /],
    ['302', () => new HttpResponse(null, { status: 302, headers: { Location: 'http://169.254.169.254/' } }), 'UNAVAILABLE', /post to #a: /],
    ...[400, 401, 403, 404, 409, 413].map((status): [string, () => Response, ErrorCode, RegExp] => [String(status), () => HttpResponse.text('no', { status }), 'NOTIFY_FAILED', new RegExp(`${status}$`)]),
    ...[408, 500, 502, 503, 504].map((status): [string, () => Response, ErrorCode, RegExp] => [String(status), () => HttpResponse.text('upstream connect error', { status }), 'UNAVAILABLE', new RegExp(`${status}$`)]),
    ['429 with Retry-After', () => HttpResponse.json({ ok: false, error: 'ratelimited' }, { status: 429, headers: { 'Retry-After': '30' } }), 'UNAVAILABLE', /30 seconds$/],
    ['429 without', () => HttpResponse.text('', { status: 429 }), 'UNAVAILABLE', /post to #a: /],
    ['a broken connection', () => HttpResponse.error(), 'UNAVAILABLE', /post to #a: /],
  ];

  for (const [title, answer, code, told] of ANSWERS) {
    test(`Slack: ${title} is ${code}, after one request`, async () => {
      let asked = 0;
      server.use(http.post(POST, () => (asked++, answer())));
      await assert.rejects(createSlack({ clock }).post(message), (error: Error & { code: string }) => {
        assert.equal(error.code, code);
        assert.match(error.message, told);
        assert.ok(error.message.length < 300);
        return true;
      });
      assert.equal(asked, 1);
    });
  }

  test('Slack: no answer by the deadline is UNAVAILABLE', async () => {
    server.use(http.post(POST, () => new Promise<never>(() => undefined)));
    await assert.rejects(createSlack({ clock }).post({ ...message, deadline: new Date(0) }), { code: 'UNAVAILABLE' });
  });

  const HINTS: readonly [word: string, more: object, hint: RegExp][] = [
    ['missing_scope', { needed: 'chat:write', provided: 'incoming-webhook' }, /the scope chat:write /],
    ['not_in_channel', {}, /Invite the app/],
    ['channel_not_found', {}, /as its member/],
    ['msg_too_long', {}, /chat\.postMessage/],
  ];

  for (const [word, more, hint] of HINTS) {
    test(`Slack: ${word} says what to do`, async () => {
      server.use(http.post(POST, () => no(word, more)));
      await assert.rejects(createSlack({ clock }).post(message), { code: 'NOTIFY_FAILED', hint });
    });
  }

  const STEPS = ['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'] as const;
  const UPLOAD: readonly [failing: (typeof STEPS)[number], answer: () => Response, code: ErrorCode][] = [
    ['files.getUploadURLExternal', () => no('missing_scope', { needed: 'files:write' }), 'NOTIFY_FAILED'],
    ['files.getUploadURLExternal', () => HttpResponse.text('', { status: 503 }), 'UNAVAILABLE'],
    ['files.getUploadURLExternal', () => ok(), 'UNAVAILABLE'],
    ['upload', () => HttpResponse.text('too large', { status: 413 }), 'NOTIFY_FAILED'],
    ['upload', () => HttpResponse.error(), 'UNAVAILABLE'],
    ['files.completeUploadExternal', () => no('channel_not_found'), 'NOTIFY_FAILED'],
    ['files.completeUploadExternal', () => new HttpResponse(cut()), 'UNAVAILABLE'],
  ];

  for (const [failing, answer, code] of UPLOAD) {
    test(`Slack: a file of which ${failing} fails is ${code}, and nothing follows`, async () => {
      const asked: string[] = [];
      const step = (name: (typeof STEPS)[number], url: string, good: () => Response) => http.post(url, () => (asked.push(name), name === failing ? answer() : good()));
      server.use(
        step('files.getUploadURLExternal', 'https://slack.com/api/files.getUploadURLExternal', () => ok({ upload_url: 'https://files.slack.com/upload/v1/ABC', file_id: 'F123' })),
        step('upload', 'https://files.slack.com/upload/v1/ABC', () => HttpResponse.text('OK - 2')),
        step('files.completeUploadExternal', 'https://slack.com/api/files.completeUploadExternal', () => ok({ files: [] })),
      );
      await assert.rejects(createSlack({ clock }).upload(file), { code, message: /^upload rows\.json to C024BE91L: / });
      assert.deepEqual(asked, STEPS.slice(0, STEPS.indexOf(failing) + 1));
    });
  }

  test('Slack: without a token nothing is posted', async () => {
    await assert.rejects(createSlack({ clock }).post({ ...message, token: undefined }), { code: 'NOTIFY_FAILED' });
  });

  for (const token of ['', ' ', 'xoxb-1\nxoxb-2', 'xoxb-1\n', 'xoxb-\u20ac', 'xoxb 1']) {
    test(`Slack: ${JSON.stringify(token)} is no token; nothing is posted, and it is not told`, async () => {
      await assert.rejects(createSlack({ clock }).post({ ...message, token }), (error: Error & { code: string }) => error.code === 'NOTIFY_FAILED' && !error.message.includes('xoxb'));
    });
  }
});
