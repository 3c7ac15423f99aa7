import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostIsAllowed } from './allowed-hosts';

const cases: readonly [url: string, allowedHosts: readonly string[] | undefined, allowed: boolean][] = [
  ['https://example.com/', undefined, true],
  ['https://example.com/', [], false],
  ['https://example.com/', ['other.com', 'example.com'], true],
  ['https://EXAMPLE.com./path', ['Example.COM'], true],
  ['https://example.com/', ['example.com.'], true],
  ['https://www.example.com/', ['example.com'], false],
  ['https://example.com.evil.net/', ['example.com'], false],
  ['https://example.com@evil.net/', ['example.com'], false],
  ['https://www.example.com/', ['*.example.com'], true],
  ['https://a.b.example.com/', ['*.example.com'], true],
  ['https://example.com/', ['*.example.com'], false],
  ['https://.example.com/', ['*.example.com'], false],
  ['https://notexample.com/', ['*.example.com'], false],
  ['https://examplexcom/', ['example.com'], false],
  ['https://example.com/', ['example.com:443'], true],
  ['https://example.com:8443/', ['example.com:443'], false],
  ['https://example.com:8443/', ['example.com'], true],
  ['http://api.example.com:8080/', ['*.example.com:8080'], true],
  ['http://api.example.com/', ['*.example.com:8080'], false],
  ['http://api.example.com/', ['*.example.com:80'], true],
  ['http://127.0.0.1:9000/', ['127.0.0.1:9000'], true],
];

for (const [url, allowedHosts, allowed] of cases) {
  test(`${url} is ${allowed ? '' : 'not '}allowed by ${JSON.stringify(allowedHosts)}`, () => assert.equal(hostIsAllowed(new URL(url), allowedHosts), allowed));
}
