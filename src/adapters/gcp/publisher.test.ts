import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ErrorCode } from '../../core/errors';
import { describePublisher } from '../../core/ports/publisher.contract';
import { systemClock as clock } from '../system-clock';
import { createPublisher } from './publisher';
import { createSecretStore } from './secret-store';

const server = setupServer();

const emulatorUrl = 'https://pubsub.example';
/** msw reads a colon in a path as a parameter. */
const publish = /^https:\/\/pubsub\.example\/v1\/projects\/p\/topics\/loaded:publish$/;

interface PublishBody {
  readonly messages: readonly { readonly data: string; readonly attributes: Record<string, string> }[];
}

describe('Pub/Sub and Secret Manager', () => {
  before(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  after(() => server.close());

  describePublisher('Pub/Sub by its REST API', () => {
    const received: { data: string; attributes: Record<string, string> }[] = [];
    server.use(
      http.post(publish, async ({ request }) => {
        const { messages } = (await request.json()) as PublishBody;
        received.push(...messages.map(({ data, attributes }) => ({ data: Buffer.from(data, 'base64').toString(), attributes })));
        return HttpResponse.json({ messageIds: messages.map((_, index) => String(19_916_711_285_000 + index)) });
      }),
    );
    return Promise.resolve({ publisher: createPublisher({ clock, emulatorUrl }), projectId: 'p', topic: 'loaded', received: () => received });
  });

  /** Google's error bodies, https://cloud.google.com/apis/design/errors. */
  const REFUSALS: readonly [status: number, word: string, message: string, code: ErrorCode][] = [
    [400, 'INVALID_ARGUMENT', 'Some messages in the batch are too large', 'INVALID_REQUEST'],
    [401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.', 'PERMISSION_DENIED'],
    [403, 'PERMISSION_DENIED', 'User not authorized to perform this action.', 'PERMISSION_DENIED'],
    [404, 'NOT_FOUND', 'Resource not found (resource=loaded).', 'NOT_FOUND'],
    [429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for quota metric', 'UNAVAILABLE'],
    [500, 'INTERNAL', 'Internal error encountered.', 'UNAVAILABLE'],
    [503, 'UNAVAILABLE', 'The service was unable to fulfill your request.', 'UNAVAILABLE'],
  ];

  for (const [status, word, message, code] of REFUSALS) {
    test(`Pub/Sub: ${status} ${word} is ${code}, after one request`, async () => {
      let asked = 0;
      server.use(http.post(publish, () => (asked++, HttpResponse.json({ error: { code: status, message, status: word } }, { status }))));
      const publisher = createPublisher({ clock, emulatorUrl });
      await assert.rejects(publisher.publish({ projectId: 'p', topic: 'loaded', data: Buffer.from('a'), attributes: {}, deadline: new Date(Date.now() + 60_000) }), (error: Error & { code: string }) => {
        assert.equal(error.code, code);
        assert.ok(error.message.includes(message), error.message);
        return true;
      });
      assert.equal(asked, 1);
    });
  }

  test('Secret Manager: the latest version unless one is named; a name is checked before it is asked for', async () => {
    const asked: string[] = [];
    server.use(
      http.get('https://secrets.example/v1/*', ({ request }) => {
        asked.push(new URL(request.url).pathname);
        return HttpResponse.json({ name: 'projects/1/secrets/s/versions/3', payload: { data: Buffer.from('xoxb-ü').toString('base64'), dataCrc32c: '1' } });
      }),
    );
    const secrets = createSecretStore({ endpoint: 'https://secrets.example', withoutCredentials: true });
    assert.equal(await secrets.read('projects/p/secrets/s'), 'xoxb-ü');
    assert.equal(await secrets.read('projects/p/secrets/s/versions/3'), 'xoxb-ü');
    assert.deepEqual(asked, ['/v1/projects/p/secrets/s/versions/latest:access', '/v1/projects/p/secrets/s/versions/3:access']);
    for (const name of ['', 's', 'projects/p/secrets/../x', 'projects/p/secrets/s/versions/', 'projects/p/secrets/s?x=y']) {
      await assert.rejects(secrets.read(name), { code: 'NOT_FOUND' });
    }
    assert.equal(asked.length, 2);
  });
});
