import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
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
      const { event_payload: payload } = JSON.parse(form.get('metadata') ?? '{}') as { event_payload: { idempotency_key: string } };
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

  for (const [title, answer] of [
    ['429', () => HttpResponse.json({ ok: false, error: 'ratelimited' }, { status: 429, headers: { 'Retry-After': '30' } })],
    ['503', () => HttpResponse.text('upstream connect error', { status: 503 })],
    ['a broken connection', () => HttpResponse.error()],
  ] as const) {
    test(`Slack: ${title} may pass, and is not tried again here`, async () => {
      let asked = 0;
      server.use(http.post('https://slack.com/api/chat.postMessage', () => (asked++, answer())));
      await assert.rejects(createSlack({ clock }).post(message), { code: 'UNAVAILABLE' });
      assert.equal(asked, 1);
    });
  }

  test('Slack: without a token nothing is posted', async () => {
    await assert.rejects(createSlack({ clock }).post({ ...message, token: undefined }), { code: 'NOTIFY_FAILED' });
  });
});
