import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { afterEach, test } from 'node:test';
import fastify, { type FastifyInstance } from 'fastify';
import { createFrontDoor, type FrontDoor, type Place } from './front-door';

const open: FrontDoor[] = [];
afterEach(async () => {
  for (const door of open.splice(0)) await door.close();
});

async function doorTo(app?: FastifyInstance): Promise<{ door: FrontDoor; place: Place; url: string }> {
  const door = createFrontDoor();
  open.push(door);
  if (app) await door.leadTo(app);
  const place = await door.listen({ host: '127.0.0.1', port: 0 });
  return { door, place, url: `http://127.0.0.1:${place.port}` };
}

function appThatSays(text: string): FastifyInstance {
  const app = fastify();
  app.get('/', (_request, reply) => reply.send(text));
  app.get('/never', () => new Promise(() => undefined));
  return app;
}

const ask = async (url: string): Promise<string> => (await fetch(url)).text();

test('it leads to one application after the other, on the same port', async () => {
  const { door, url } = await doorTo(appThatSays('first'));
  assert.equal(await ask(url), 'first');
  await door.leadTo(appThatSays('second'));
  assert.equal(await ask(url), 'second');
});

test('what comes before there is an application waits for it', async () => {
  const { door, place, url } = await doorTo();
  const answer = ask(url);
  const other = net.connect(place.port, place.host);
  await once(other, 'connect');
  other.destroy();
  await door.leadTo(appThatSays('at last'));
  assert.equal(await answer, 'at last');
});

test('what the application before has not answered is cut off', async () => {
  const first = appThatSays('first');
  const arrived = new Promise<void>((resolve) => {
    first.addHook('onRequest', (_request, _reply, done) => {
      resolve();
      done();
    });
  });
  const { door, url } = await doorTo(first);
  const refused = assert.rejects(ask(`${url}/never`));
  await arrived;
  await door.leadTo(appThatSays('second'));
  await refused;
});

test('a port that is taken, and a place where nothing can listen', async () => {
  const { place } = await doorTo();
  await assert.rejects(createFrontDoor().listen(place), { code: 'PORT_TAKEN', message: `port ${place.port} of 127.0.0.1 is taken by another program` });
  await assert.rejects(createFrontDoor().listen({ host: '203.0.113.1', port: 0 }), { code: 'USAGE', message: /203\.0\.113\.1/ });
});

test('what is no HTTP gets an answer in the shape of all others', async () => {
  const { place } = await doorTo(appThatSays('x'));
  const socket = net.connect(place.port, place.host);
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  socket.write('WHAT IS THIS\r\n\r\n');
  await once(socket, 'close');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  assert.match(head, /^HTTP\/1\.1 400 /);
  assert.equal((JSON.parse(body) as { error: { code: number } }).error.code, 400);
});
