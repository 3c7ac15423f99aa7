import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { refusal, REFUSALS, startResetting, UNREADABLE } from './google-replies-test-bed';
import { createSecretStore } from './secret-store';

const server = setupServer();

const name = 'projects/p/secrets/s';
const access = 'https://secrets.example/v1/*';

describe('Secret Manager', () => {
  before(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  after(() => server.close());

  const secrets = createSecretStore({ endpoint: 'https://secrets.example', withoutCredentials: true });
  const answer = (payload: object) => server.use(http.get(access, () => HttpResponse.json({ name: `${name}/versions/3`, payload })));

  test('Secret Manager: the latest version unless one is named; a name is checked before it is asked for', async () => {
    const asked: string[] = [];
    server.use(
      http.get(access, ({ request }) => {
        asked.push(new URL(request.url).pathname);
        return HttpResponse.json({ name: `${name}/versions/3`, payload: { data: Buffer.from('xoxb-ü').toString('base64') } });
      }),
    );
    assert.equal(await secrets.read(name), 'xoxb-ü');
    assert.equal(await secrets.read(`${name}/versions/3`), 'xoxb-ü');
    assert.deepEqual(asked, ['/v1/projects/p/secrets/s/versions/latest:access', '/v1/projects/p/secrets/s/versions/3:access']);
    for (const odd of ['', 's', 'projects/p/secrets/../x', 'projects/p/secrets/s/versions/', 'projects/p/secrets/s?x=y', 'projects/p/secrets/s\n', 'projects/p/secrets/s:access', `${name}/versions/3:destroy`, `/${name}`]) {
      await assert.rejects(secrets.read(odd), { code: 'NOT_FOUND' });
    }
    assert.equal(asked.length, 2);
  });

  test('Secret Manager: a text that its checksum confirms is given, also an empty one', async () => {
    answer({ data: Buffer.from('123456789').toString('base64'), dataCrc32c: '3808858755' });
    assert.equal(await secrets.read(name), '123456789');
    answer({ dataCrc32c: '0' });
    assert.equal(await secrets.read(name), '');
  });

  test('Secret Manager: a text that its checksum belies is not given', async () => {
    answer({ data: Buffer.from('123456780').toString('base64'), dataCrc32c: '3808858755' });
    await assert.rejects(secrets.read(name), (error: Error & { code: string }) => error.code === 'UNAVAILABLE' && /checksum/.test(error.message) && !error.message.includes('123456780'));
  });

  for (const [status, word, told, code] of REFUSALS) {
    test(`Secret Manager: ${status} ${word} is ${code}, after one request`, async () => {
      let asked = 0;
      server.use(http.get(access, () => (asked++, refusal(status, word, told))));
      await assert.rejects(secrets.read(name), (error: Error & { code: string }) => {
        assert.equal(error.code, code);
        assert.ok(error.message.includes(told), error.message);
        return true;
      });
      assert.equal(asked, 1);
    });
  }

  for (const [title, unreadable, code] of UNREADABLE) {
    test(`Secret Manager: ${title} is ${code}, after one request`, async () => {
      let asked = 0;
      server.use(http.get(access, () => (asked++, unreadable())));
      await assert.rejects(secrets.read(name), { name: 'DispatchError', code });
      assert.equal(asked, 1);
    });
  }

  test('Secret Manager: no answer within a minute is UNAVAILABLE', async (context) => {
    const waits: number[] = [];
    context.mock.method(AbortSignal, 'timeout', (delayMs: number) => (waits.push(delayMs), AbortSignal.abort()));
    server.use(http.get(access, () => new Promise<never>(() => undefined)));
    await assert.rejects(secrets.read(name), { code: 'UNAVAILABLE' });
    assert.deepEqual(waits, [60_000]);
  });
});

test('Secret Manager: a broken connection is UNAVAILABLE, after one request', async (context) => {
  const { url, connections, close } = await startResetting();
  context.after(close);
  await assert.rejects(createSecretStore({ endpoint: url, withoutCredentials: true }).read(name), { code: 'UNAVAILABLE' });
  assert.equal(connections(), 1);
});
