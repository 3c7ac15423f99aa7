import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { ErrorCode } from '../../core/errors';
import type { HttpRequest } from '../../core/ports/http-caller';
import { describeHttpCaller } from '../../core/ports/http-caller.contract';
import { systemClock as clock } from '../system-clock';
import { createHttpCaller, type Address, type HttpCallerOptions } from './http-caller';

type Answer = Parameters<Awaited<ReturnType<Parameters<typeof describeHttpCaller>[1]>>['answerWith']>[1];
type Received = { method: string; url: string; headers: Record<string, string>; body: string };

let server: http.Server;
let origin: string;
const answers = new Map<string, Answer>();
const received: Received[] = [];

async function note(request: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  received.push({ method: request.method ?? '', url: origin + (request.url ?? ''), headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() });
}

/** An answer that does not end by itself. */
function endless(response: http.ServerResponse): boolean {
  return !response.destroyed && response.write(Buffer.alloc(64 * 1024), () => endless(response));
}

before(async () => {
  server = http.createServer((request, response) => {
    void note(request).then(() => {
      if (request.url === '/reset') return void request.socket.resetAndDestroy();
      if (request.url === '/silent') return;
      if (request.url === '/half') return void response.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy());
      if (request.url === '/large') return void response.end(Buffer.alloc(1024 * 1024 + 1));
      if (request.url === '/large-in-chunks') return void endless(response);
      if (request.url === '/other-protocol') return void request.socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      if (request.url === '/no-http') return void request.socket.end('SSH-2.0-OpenSSH_9.2\r\n');
      if (request.url === '/limit') return void response.end(Buffer.alloc(1024 * 1024));
      const { status, headers, body } = answers.get(request.url ?? '') ?? { status: 200, body: '{}' };
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.close();
  server.closeAllConnections();
});

const options: HttpCallerOptions = { clock, userAgent: 'bq-dispatch/test', allowInside: true, tokenFor: (identity) => Promise.resolve(JSON.stringify(identity)) };

function clear(): void {
  received.length = 0;
  answers.clear();
}

const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, headers: {}, deadline: new Date(Date.now() + 3_600_000), ...more });

describeHttpCaller("HTTP by Node's client", () => {
  clear();
  return Promise.resolve({
    http: createHttpCaller(options),
    origin,
    answerWith: (path, answer) => void answers.set(path, answer),
    received: () => received.map((one) => ({ ...one, headers: { ...one.headers, 'x-own': Buffer.from(one.headers['x-own'] ?? '', 'latin1').toString('latin1') } })),
  });
});

const inside = (addresses: readonly string[]): ((host: string) => Promise<Address[]>) => () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

test('where one of the addresses found is public and another was found for the same name later, the first is called', async (context) => {
  clear();
  const start = http.request;
  const called: unknown[] = [];
  // In place of the net: notes which address is asked for, and leads to the server here.
  context.mock.method(http, 'request', (url: URL, { lookup, ...more }: http.RequestOptions) => {
    lookup?.(url.hostname, { all: true }, (_error, addresses) => void called.push(addresses));
    lookup?.(url.hostname, {}, (_error, address, family) => void called.push([{ address, family }]));
    return start(origin, more);
  });
  const answers = [['8.8.8.8'], ['127.0.0.1']];
  let lookups = 0;
  const caller = createHttpCaller({ ...options, allowInside: false, lookup: (host) => inside(answers[lookups++] ?? [])(host) });
  assert.equal((await caller.call(request('http://rebound.example.com/'))).status, 200);
  assert.deepEqual([lookups, ...called], [1, [{ address: '8.8.8.8', family: 4 }], [{ address: '8.8.8.8', family: 4 }]]);
  await assert.rejects(caller.call(request('http://rebound.example.com/')), { code: 'ADDRESS_REFUSED' });
  assert.deepEqual([lookups, received.length], [2, 1]);
});

test('a host is looked up once, and what was found is called', async () => {
  clear();
  let lookups = 0;
  const caller = createHttpCaller({
    ...options,
    lookup: () => Promise.resolve([{ address: ++lookups === 1 ? '127.0.0.1' : '10.255.255.1', family: 4 }]),
  });
  const { port } = new URL(origin);
  assert.equal((await caller.call(request(`http://somewhere.example.com:${port}/a`))).status, 200);
  assert.deepEqual([lookups, received[0]?.headers['host']], [1, `somewhere.example.com:${port}`]);
});

test('a redirect to an address inside is an answer, and not followed', async () => {
  clear();
  answers.set('/away', { status: 302, headers: { location: `${origin}/inside` }, body: '' });
  assert.equal((await createHttpCaller(options).call(request(`${origin}/away`))).status, 302);
  assert.deepEqual(received.map(({ url }) => url), [`${origin}/away`]);
});

test('the identity goes as a bearer token, and in production by https: alone', async () => {
  clear();
  await createHttpCaller(options).call(request(`${origin}/a`, { identity: { audience: 'x' } }));
  assert.equal(received[0]?.headers['authorization'], 'Bearer {"audience":"x"}');
  const caller = createHttpCaller({ ...options, allowInside: false, lookup: inside(['8.8.8.8']) });
  await assert.rejects(caller.call(request('http://example.com/', { identity: { audience: 'x' } })), { code: 'ADDRESS_REFUSED' });
});

test('the identity stands in place of a header of the same name', async () => {
  clear();
  await createHttpCaller(options).call(request(`${origin}/a`, { headers: { authorization: 'Basic eDp5' }, identity: { scopes: ['s'] } }));
  assert.equal(received[0]?.headers['authorization'], 'Bearer {"scopes":["s"]}');
});

test('nobody gets a token of whom the address is refused', async () => {
  const tokenFor = () => assert.fail('asked for a token');
  await assert.rejects(createHttpCaller({ ...options, allowInside: false, tokenFor }).call(request('https://10.0.0.1/', { identity: { audience: 'x' } })), { code: 'ADDRESS_REFUSED' });
});

test('a body has its length, whatever the method; without one nothing is said', async () => {
  clear();
  for (const [method, body] of [['GET', undefined], ['GET', 'ü'], ['DELETE', 'ü'], ['POST', undefined], ['POST', '']] as const) {
    await createHttpCaller(options).call(request(`${origin}/a`, { method, ...(body !== undefined && { body: Buffer.from(body) }) }));
  }
  assert.deepEqual(received.map(({ headers, body }) => [headers['content-length'], headers['transfer-encoding'], body]), [
    [undefined, undefined, ''],
    ['2', undefined, 'ü'],
    ['2', undefined, 'ü'],
    ['0', undefined, ''],
    ['0', undefined, ''],
  ]);
});

const BROKEN: readonly [path: string, code: ErrorCode][] = [
  ['/reset', 'UNAVAILABLE'],
  ['/half', 'UNAVAILABLE'],
  ['/large', 'CALL_FAILED'],
  ['/large-in-chunks', 'CALL_FAILED'],
  ['/other-protocol', 'CALL_FAILED'],
  ['/no-http', 'CALL_FAILED'],
];

for (const [path, code] of BROKEN) {
  test(`${path} is ${code}`, async () => {
    clear();
    await assert.rejects(createHttpCaller(options).call(request(origin + path)), { code });
  });
}

test('an answer may have a mebibyte', async () => {
  assert.equal((await createHttpCaller(options).call(request(`${origin}/limit`))).body.length, 1024 * 1024);
});

/** A clock that stands, and what was to be done at the deadline. */
function standing() {
  let expire = (): void => assert.fail('nothing is scheduled');
  const waits: number[] = [];
  const schedule = (delayMs: number, task: () => void) => (waits.push(delayMs), (expire = task), () => undefined);
  return { clock: { now: () => new Date(0), schedule }, waits, expire: () => expire() };
}

test('a service that does not answer is given up at the deadline', async () => {
  clear();
  const { clock, waits, expire } = standing();
  const arrived = once(server, 'request') as Promise<[IncomingMessage]>;
  const calling = createHttpCaller({ ...options, clock }).call(request(`${origin}/silent`, { deadline: new Date(5000) }));
  const [{ socket }] = await arrived;
  const closed = once(socket, 'close');
  expire();
  await assert.rejects(calling, { code: 'UNAVAILABLE', message: /no answer within 5000 ms/ });
  assert.deepEqual(waits, [5000]);
  await closed;
});

const never = () => new Promise<never>(() => undefined);
const SLOW: readonly [title: string, more: Partial<HttpCallerOptions>][] = [['a look-up', { lookup: never }], ['a token', { tokenFor: never, lookup: inside(['127.0.0.1']) }]];

for (const [title, more] of SLOW) {
  test(`${title} that takes too long is given up like an answer, after a minute at most`, async () => {
    const { clock, waits, expire } = standing();
    const calling = createHttpCaller({ ...options, ...more, clock }).call(request('http://slow.example.com/', { identity: { audience: 'x' }, deadline: new Date(3_600_000) }));
    expire();
    await assert.rejects(calling, { code: 'UNAVAILABLE', message: /no answer within 60000 ms/ });
    assert.deepEqual(waits, [60_000]);
  });
}

test('a token that comes too late is not sent', async (context) => {
  const { clock, expire } = standing();
  let give: (token: string) => void = () => undefined;
  const tokenFor = () => new Promise<string>((resolve) => (give = resolve));
  const calling = createHttpCaller({ ...options, clock, tokenFor }).call(request(`${origin}/a`, { identity: { audience: 'x' } }));
  await new Promise(setImmediate);
  expire();
  await assert.rejects(calling, { code: 'UNAVAILABLE' });
  const start = context.mock.method(http, 'request');
  give('late');
  await new Promise(setImmediate);
  assert.deepEqual(start.mock.calls.filter(({ result }) => !result?.destroyed), []);
});

test('nobody listens, or the name is none', async () => {
  await assert.rejects(createHttpCaller(options).call(request('http://127.0.0.1:1/')), { code: 'UNAVAILABLE' });
  const failing = (code: string) => createHttpCaller({ ...options, lookup: () => Promise.reject(Object.assign(new Error(code), { code })) });
  await assert.rejects(failing('ENOTFOUND').call(request('http://none.example.com/')), { code: 'CALL_FAILED' });
  await assert.rejects(createHttpCaller({ ...options, lookup: inside([]) }).call(request('http://none.example.com/')), { code: 'CALL_FAILED', message: /no address/ });
  await assert.rejects(failing('EAI_AGAIN').call(request('http://none.example.com/')), { code: 'UNAVAILABLE' });
});
