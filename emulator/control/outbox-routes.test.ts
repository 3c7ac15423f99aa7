import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmulator } from '../emulator';
import { createManualClock } from '../manual-clock';
import { createServer } from '../server';

async function server() {
  const clock = createManualClock(new Date('2024-03-01T10:00:00Z'));
  const { outgoing, ...emulator } = createEmulator({ clock, newHolder: () => 'holder', onResponse: () => undefined });
  const app = createServer({ emulator: { ...emulator, outgoing }, clock, newId: () => 'id' });
  const deadline = new Date('2024-03-01T10:01:00Z');
  await outgoing.http.call({ method: 'GET', url: 'https://a.example.com/', headers: { 'Idempotency-Key': 'k1' }, deadline });
  await outgoing.publisher.publish({ projectId: 'p', topic: 'loaded', data: Buffer.from('x'), attributes: { idempotencyKey: 'k2' }, deadline });

  async function ask(method: 'GET' | 'DELETE', query = ''): Promise<{ status: number; body: { outbox?: readonly { kind: string }[] } }> {
    const reply = await app.inject({ method, url: `/_emulator/outbox${query}` });
    return { status: reply.statusCode, body: reply.json() };
  }
  const kinds = async (query?: string) => (await ask('GET', query)).body.outbox?.map(({ kind }) => kind);
  return { ask, kinds };
}

test('the outbox is listed, whole or by kind', async () => {
  const { ask, kinds } = await server();
  const { body } = await ask('GET', '?kind=push');
  const push = { kind: 'push', idempotencyKey: 'k2', projectId: 'p', topic: 'loaded', data: 'x', attributes: { idempotencyKey: 'k2' }, time: '2024-03-01T10:00:00.000Z', count: 1 };
  assert.deepEqual(body.outbox, [push]);
  assert.deepEqual(await kinds(), ['call', 'push']);
  assert.deepEqual(await kinds('?kind=notify'), []);
});

test('the outbox can be emptied', async () => {
  const { ask, kinds } = await server();
  assert.equal((await ask('DELETE')).status, 200);
  assert.deepEqual(await kinds(), []);
});

for (const query of ['?kind=mail', '?kind=call&kind=push', '?wonder=1']) {
  test(`${query} is refused`, async () => assert.equal((await (await server()).ask('GET', query)).status, 400));
}

test('what is to be emptied in part is refused, and nothing emptied', async () => {
  const { ask, kinds } = await server();
  assert.equal((await ask('DELETE', '?kind=call')).status, 400);
  assert.equal((await kinds())?.length, 2);
});
