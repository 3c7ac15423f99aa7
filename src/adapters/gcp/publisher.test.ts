import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { OutgoingMessage } from '../../core/ports/publisher';
import { describePublisher } from '../../core/ports/publisher.contract';
import { systemClock as clock } from '../system-clock';
import { refusal, REFUSALS, startResetting, UNREADABLE } from './google-replies-test-bed';
import { createPublisher } from './publisher';

const server = setupServer();

const emulatorUrl = 'https://pubsub.example';
/** msw reads a colon in a path as a parameter. */
const publish = /^https:\/\/pubsub\.example\/v1\/projects\/p\/topics\/loaded:publish$/;

interface PublishBody {
  readonly messages: readonly { readonly data: string; readonly attributes: Record<string, string> }[];
}

/** What Pub/Sub takes, and why not (https://cloud.google.com/pubsub/quotas#resource_limits). */
function faultOf({ messages }: PublishBody): string | undefined {
  if (messages.some(({ data, attributes }) => data === '' && Object.keys(attributes).length === 0)) return 'One or more messages in the publish request is empty. Each message must contain either non-empty data, or at least one attribute.';
  return messages.some(({ data }) => Buffer.from(data, 'base64').length > 10_000_000) ? 'The value for message_size is too large. You passed 10000001 in the request, but the maximum value is 10000000.' : undefined;
}

describe('Pub/Sub', () => {
  before(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  after(() => server.close());

  const publisher = createPublisher({ clock, emulatorUrl });
  const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({ projectId: 'p', topic: 'loaded', data: Buffer.from('a'), attributes: {}, deadline: new Date(Date.now() + 60_000), ...more });

  describePublisher('Pub/Sub by its REST API', () => {
    const received: { data: string; attributes: Record<string, string> }[] = [];
    server.use(
      http.post(publish, async ({ request }) => {
        const body = (await request.json()) as PublishBody;
        const fault = faultOf(body);
        if (fault !== undefined) return refusal(400, 'INVALID_ARGUMENT', fault);
        received.push(...body.messages.map(({ data, attributes }) => ({ data: Buffer.from(data, 'base64').toString(), attributes })));
        return HttpResponse.json({ messageIds: body.messages.map((_, index) => String(19_916_711_285_000 + index)) });
      }),
    );
    return Promise.resolve({ publisher, projectId: 'p', topic: 'loaded', received: () => received });
  });

  for (const [status, word, told, code] of REFUSALS) {
    test(`Pub/Sub: ${status} ${word} is ${code}, after one request`, async () => {
      let asked = 0;
      server.use(http.post(publish, () => (asked++, refusal(status, word, told))));
      await assert.rejects(publisher.publish(message()), (error: Error & { code: string }) => {
        assert.equal(error.code, code);
        assert.ok(error.message.includes(told), error.message);
        return true;
      });
      assert.equal(asked, 1);
    });
  }

  for (const [title, answer, code] of UNREADABLE) {
    test(`Pub/Sub: ${title} is ${code}, after one request`, async () => {
      let asked = 0;
      server.use(http.post(publish, () => (asked++, answer())));
      await assert.rejects(publisher.publish(message()), { name: 'DispatchError', code });
      assert.equal(asked, 1);
    });
  }

  test('Pub/Sub: no answer by the deadline is UNAVAILABLE', async () => {
    server.use(http.post(publish, () => new Promise<never>(() => undefined)));
    await assert.rejects(publisher.publish(message({ deadline: new Date(0) })), { code: 'UNAVAILABLE' });
  });

  test('Pub/Sub: a name that would lead elsewhere is not asked for, and every other is one part of the path', async () => {
    const asked: string[] = [];
    server.use(http.all('https://pubsub.example/*', ({ request }) => (asked.push(new URL(request.url).pathname), HttpResponse.json({ messageIds: ['1'] }))));
    for (const odd of ['', '.', '..']) {
      await assert.rejects(publisher.publish(message({ projectId: odd })), { code: 'NOT_FOUND' });
      await assert.rejects(publisher.publish(message({ topic: odd })), { code: 'NOT_FOUND' });
    }
    await publisher.publish(message({ projectId: 'example.com:p', topic: 'a/../b?c#d' }));
    assert.deepEqual(asked, ['/v1/projects/example.com%3Ap/topics/a%2F..%2Fb%3Fc%23d:publish']);
  });
});

test('Pub/Sub: a broken connection is UNAVAILABLE, after one request', async (context) => {
  const { url, connections, close } = await startResetting();
  context.after(close);
  const broken = createPublisher({ clock, emulatorUrl: url });
  await assert.rejects(broken.publish({ projectId: 'p', topic: 'loaded', data: Buffer.from('a'), attributes: {}, deadline: new Date(Date.now() + 60_000) }), { code: 'UNAVAILABLE' });
  assert.equal(connections(), 1);
});
