import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rejects } from './object-store-workplace.contract';
import type { HttpCaller, HttpRequest } from './http-caller';

/** A caller to put to the test, and the service at the other end. */
export interface HttpCallerTarget {
  readonly http: HttpCaller;
  /** Where the service is, without a slash at its end. */
  readonly origin: string;
  /** What the service answers at a path from now on. */
  readonly answerWith: (path: string, answer: { status: number; headers?: Readonly<Record<string, string>>; body: string }) => void;
  /** What reached it, header names in lower case. */
  readonly received: () => readonly { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }[];
}

/** Registers the contract of HttpCaller as tests. @param open called once a test */
export function describeHttpCaller(name: string, open: () => Promise<HttpCallerTarget>): void {
  const deadline = new Date(Date.now() + 3_600_000);
  const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, headers: {}, deadline, ...more });

  test(`${name}: a request arrives as it was given`, async () => {
    const { http, origin, received } = await open();
    const url = `${origin}/a%20b?x=1&y=%26`;
    await http.call(request(url, { method: 'PUT', headers: { 'X-Own': 'ü is \u00fc', 'Content-Type': 'text/plain' }, body: Buffer.from('häppchen') }));
    const [only, ...more] = received();
    assert.deepEqual([only?.method, only?.url, only?.body, only?.headers['x-own'], only?.headers['content-type'], more.length], ['PUT', url, 'häppchen', 'ü is \u00fc', 'text/plain', 0]);
  });

  test(`${name}: whatever is answered is returned`, async () => {
    const { http, origin, answerWith } = await open();
    for (const status of [200, 201, 204, 302, 404, 429, 500, 503]) {
      answerWith('/a', { status, headers: { location: 'http://169.254.169.254/', 'X-Own': 'a' }, body: status === 204 ? '' : `{"status":${status}}` });
      const answer = await http.call(request(`${origin}/a`));
      assert.deepEqual([answer.status, answer.headers['x-own'], Buffer.from(answer.body).toString()], [status, 'a', status === 204 ? '' : `{"status":${status}}`]);
    }
  });

  test(`${name}: a request that is sent again carries the same key`, async () => {
    const { http, origin, received } = await open();
    const again = request(`${origin}/a`, { method: 'POST', headers: { 'Idempotency-Key': 'key-1' }, body: Buffer.from('{}') });
    await http.call(again);
    await http.call(again);
    const arrived = received();
    assert.ok(arrived.length > 0);
    assert.deepEqual([...new Set(arrived.map(({ headers }) => headers['idempotency-key']))], ['key-1']);
  });

  const UNSENDABLE: readonly [title: string, more: Partial<HttpRequest>][] = [
    ['a URL of another kind', { url: 'file:///etc/passwd' }],
    ['what is no URL', { url: 'nothing' }],
    ['an address that is none', { url: 'http://256.1.1.1/' }],
    ['a URL with a password', { url: 'http://user:pass@example.com/' }],
    ['a method with a line break', { method: 'GET\r\nX: y' }],
    ['CONNECT', { method: 'CONNECT' }],
    ['a header with a line break', { headers: { 'X-A': 'a\r\nX-B: b' } }],
    ['a header name with a colon', { headers: { 'X:A': 'a' } }],
    ['another host', { headers: { host: 'example.com' } }],
    ['a length of its own', { headers: { 'Content-Length': '5' } }],
    ['chunks', { headers: { 'transfer-encoding': 'chunked' } }],
  ];
  for (const [title, more] of UNSENDABLE) {
    test(`${name}: ${title} is INVALID_REQUEST, and nothing is sent`, async () => {
      const { http, origin, received } = await open();
      await rejects(http.call(request(`${origin}/a`, more)), 'INVALID_REQUEST');
      assert.equal(received().length, 0);
    });
  }
}
