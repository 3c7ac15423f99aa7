import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { listen } from './http-server';
import { SWEPT, createServiceBed, type ServiceBedOptions } from './service-test-bed';

async function open(options?: ServiceBedOptions) {
  const bed = createServiceBed(options);
  const server = await listen(bed.service, { host: '127.0.0.1', port: 0 });
  return { ...bed, server, url: `http://127.0.0.1:${server.port}` };
}

const EVENT = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"ProjectID":"shop","JobID":"j1"}' };

test('requests are answered with JSON', async () => {
  const { url, server, dispatched } = await open();
  const response = await fetch(`${url}/?from=test`, EVENT);
  assert.deepEqual([response.status, response.headers.get('content-type'), ((await response.json()) as { Status: string }).Status, dispatched.length], [200, 'application/json; charset=utf-8', 'ok', 1]);
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  assert.deepEqual([(await fetch(url)).status, (await fetch(url)).headers.get('allow')], [405, 'POST']);
  await server.close();
});

test('a body that is too large is not kept', async () => {
  const { url, server, dispatched } = await open();
  const response = await fetch(url, { ...EVENT, body: 'x'.repeat(21 * 2 ** 20) }).catch(() => undefined);
  // The client may see its connection closed before it has sent everything.
  assert.ok(response === undefined || response.status === 413);
  assert.equal(dispatched.length, 0);
  await server.close();
});

test('a caller who goes away in the middle harms nobody', async () => {
  const { url, server } = await open();
  await new Promise<void>((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"Pro', () => socket.destroy()));
    socket.on('close', () => resolve());
  });
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  await server.close();
});

test('closing waits for what runs, and keeps no connection', async () => {
  const { promise: sweeping, resolve: begin } = withResolvers();
  const { promise: over, resolve: finish } = withResolvers();
  const { url, server } = await open({
    sweep: async () => {
      begin();
      await over;
      return SWEPT;
    },
  });
  const answer = fetch(`${url}/sweep`, { method: 'POST' });
  await sweeping;
  const closed = server.close().then(() => 'closed');
  assert.equal(await Promise.race([closed, Promise.resolve('open')]), 'open');
  finish();
  const { status, headers } = await answer;
  assert.deepEqual([status, headers.get('connection'), await closed], [200, 'close', 'closed']);
});

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
