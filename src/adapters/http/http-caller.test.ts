import assert from 'node:assert/strict';
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

before(async () => {
  server = http.createServer((request, response) => {
    void note(request).then(() => {
      if (request.url === '/reset') return void request.socket.resetAndDestroy();
      if (request.url === '/silent') return;
      if (request.url === '/half') return void response.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy());
      if (request.url === '/large') return void response.end(Buffer.alloc(1024 * 1024 + 1));
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

const REFUSED: readonly [url: string, addresses: readonly string[]][] = [
  ['http://127.0.0.1/', []],
  ['http://0x7f.1/', []],
  ['http://2130706433/', []],
  ['http://017700000001/', []],
  ['http://127.1/', []],
  ['http://[::1]/', []],
  ['http://[::ffff:127.0.0.1]/', []],
  ['http://[fd00:ec2::254]/', []],
  ['http://169.254.169.254/computeMetadata/v1/', []],
  ['http://metadata.google.internal/computeMetadata/v1/', ['169.254.169.254']],
  ['http://localhost/', ['127.0.0.1']],
  ['http://rebound.example.com/', ['10.0.0.1']],
  ['http://rebound.example.com/', ['8.8.8.8', '10.0.0.1']],
  ['http://rebound.example.com/', ['2606:4700::1111', 'fe80::1']],
  ['http://nothing.example.com/', ['0.0.0.0']],
];

for (const [url, addresses] of REFUSED) {
  test(`in production ${url} at ${addresses.join(', ') || 'that address'} is not called`, async () => {
    clear();
    const caller = createHttpCaller({ ...options, allowInside: false, lookup: inside(addresses) });
    await assert.rejects(caller.call(request(url)), { code: 'ADDRESS_REFUSED' });
  });
}

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

const BROKEN: readonly [path: string, code: ErrorCode][] = [['/reset', 'UNAVAILABLE'], ['/half', 'UNAVAILABLE'], ['/large', 'CALL_FAILED']];

for (const [path, code] of BROKEN) {
  test(`${path} is ${code}`, async () => {
    clear();
    await assert.rejects(createHttpCaller(options).call(request(origin + path)), { code });
  });
}

test('an answer may have a mebibyte', async () => {
  assert.equal((await createHttpCaller(options).call(request(`${origin}/limit`))).body.length, 1024 * 1024);
});

test('a service that does not answer is given up at the deadline', async () => {
  let callOff = (): void => undefined;
  const arrived = new Promise<void>((resolve) => server.once('request', () => resolve()));
  const standing = { now: () => new Date(0), schedule: (delayMs: number, task: () => void) => (assert.equal(delayMs, 5000), (callOff = task), () => undefined) };
  const calling = createHttpCaller({ ...options, clock: standing }).call(request(`${origin}/silent`, { deadline: new Date(5000) }));
  await arrived;
  callOff();
  await assert.rejects(calling, { code: 'UNAVAILABLE', message: /no answer within 5000 ms/ });
});

test('nobody listens, or the name is none', async () => {
  await assert.rejects(createHttpCaller(options).call(request('http://127.0.0.1:1/')), { code: 'UNAVAILABLE' });
  const failing = (code: string) => createHttpCaller({ ...options, lookup: () => Promise.reject(Object.assign(new Error(code), { code })) });
  await assert.rejects(failing('ENOTFOUND').call(request('http://none.example.com/')), { code: 'CALL_FAILED' });
  await assert.rejects(failing('EAI_AGAIN').call(request('http://none.example.com/')), { code: 'UNAVAILABLE' });
});
