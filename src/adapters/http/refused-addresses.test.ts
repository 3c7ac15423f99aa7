import assert from 'node:assert/strict';
import http from 'node:http';
import { test, type TestContext } from 'node:test';
import type { ErrorCode } from '../../core/errors';
import { systemClock as clock } from '../system-clock';
import { createHttpCaller } from './http-caller';

/** In production; what is written as an address is not looked up, and nothing is sent. */
function call(context: TestContext, host: string, found?: readonly string[]) {
  context.mock.method(http, 'request', () => assert.fail(`called ${host}`));
  return createHttpCaller({
    ...{ clock, userAgent: 'bq-dispatch/test', allowInside: false },
    tokenFor: () => assert.fail('asked for a token'),
    lookup: (name) => (found ? Promise.resolve(found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))) : assert.fail(`looked ${name} up`)),
  }).call({ method: 'GET', url: `http://${host}/computeMetadata/v1/`, headers: {}, deadline: new Date(Date.now() + 60_000) });
}

/** Addresses inside, in every spelling that a URL may have. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  '127.0.0.1': [
    ...['127.0.0.1', '127.0.0.1.', '127.0.0.1:8080', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7F000001', '017700000001', '0x7f.1', '0x7f.0x0.0x0.0x1', '0177.0.0.1', '0177.0000.00.01', '00000177.1'],
    ...['%31%32%37.0.0.1', '127%2e0%2e0%2e1', '１２７.0.0.1', '127。0。0。1', '①②⑦.⓪.⓪.①', '127．0．0．1', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::FFFF:7F00:0001]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::127.0.0.1]', '[::7f00:1]', '[64:ff9b::127.0.0.1]', '[64:ff9b::7f00:1]'],
  ],
  'another of the loopback': ['127.255.255.254', '127.0.0.2', '0x7f.0xffffff', '[::1]', '[0:0:0:0:0:0:0:1]', '[0000:0000:0000:0000:0000:0000:0000:0001]', '[::0.0.0.1]'],
  unspecified: ['0', '0.0.0.0', '0x0', '00.0', '0.0.0.1', '[::]', '[::0.0.0.0]', '[::ffff:0.0.0.0]'],
  'the metadata server': [
    ...['169.254.169.254', '169.254.169.254.', '169.254.43518', '169.16689662', '2852039166', '0xa9fea9fe', '0xa9.0xfe.0xa9.0xfe', '0251.0376.0251.0376', '025177524776', '0xA9.0376.43518'],
    ...['[::ffff:169.254.169.254]', '[::ffff:a9fe:a9fe]', '[::a9fe:a9fe]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b::169.254.169.254]', '[2002:a9fe:a9fe::]', '[fd00:ec2::254]', '[fd20:ce::254]'],
  ],
  private: ['10.0.0.1', '10.1', '0xa.1', '167772161', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.1', '3232235521', '0xc0a80001', '[::ffff:10.0.0.1]', '[::ffff:c0a8:1]', '[fc00::1]', '[fdff::1]', '[fec0::1]'],
  'link-local': ['169.254.0.1', '[fe80::1]', '[febf::1]', '[::ffff:169.254.0.1]'],
  'shared, multicast, reserved': ['100.64.0.1', '100.127.255.255', '192.0.0.192', '198.18.0.1', '203.0.113.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', '[ff02::1]', '[100::1]', '[2001:db8::1]', '[3fff::1]', '[5f00::1]', '[4000::1]', '[200::1]'],
  'carried over': ['[2002:7f00:1::]', '[2002:a00:1::1]', '[2001::1]', '[2001:0:4136:e378:8000:63bf:3fff:fdd2]', '[::ffff:0:7f00:1]', '[::ffff:0:127.0.0.1]', '[64:ff9b:1::7f00:1]', '[64:ff9b:1:7f00:0:100:808:808]', '[64:ff9b:1::808:808]'],
};

for (const [kind, hosts] of Object.entries(SPELLINGS)) {
  for (const host of hosts) test(`in production http://${host}/ (${kind}) is not called`, (context) => assert.rejects(call(context, host), { code: 'ADDRESS_REFUSED' }));
}

/** What a URL cannot have is refused for that. */
const NO_URLS = ['256.0.0.1', '127.0.0.1.5', '0x100000000', '1.2.3.4.5', '127.0.0.08', '[::1%25lo]', '[::ffff:127.0.0.256]', '[1::2::3]', '127.0.0.1 ', 'exa mple.com'];

for (const host of NO_URLS) test(`http://${host}/ is no URL`, (context) => assert.rejects(call(context, host), { code: 'INVALID_REQUEST' }));

const NAMES: readonly [host: string, found: readonly string[], code: ErrorCode][] = [
  ['localhost', ['127.0.0.1'], 'ADDRESS_REFUSED'],
  ['localhost.', ['::1'], 'ADDRESS_REFUSED'],
  ['LOCALHOST', ['::1', '127.0.0.1'], 'ADDRESS_REFUSED'],
  ['metadata', ['169.254.169.254'], 'ADDRESS_REFUSED'],
  ['metadata.google.internal', ['169.254.169.254'], 'ADDRESS_REFUSED'],
  ['metadata.google.internal.', ['fd20:ce::254'], 'ADDRESS_REFUSED'],
  ['127.0.0.1.nip.io', ['127.0.0.1'], 'ADDRESS_REFUSED'],
  ['first.example.com', ['10.0.0.1', '8.8.8.8'], 'ADDRESS_REFUSED'],
  ['last.example.com', ['8.8.8.8', '10.0.0.1'], 'ADDRESS_REFUSED'],
  ['mapped.example.com', ['2606:4700::1111', '::ffff:10.0.0.1'], 'ADDRESS_REFUSED'],
  ['zone.example.com', ['2606:4700::1111', 'fe80::1%eth0'], 'ADDRESS_REFUSED'],
  ['odd.example.com', ['not an address'], 'ADDRESS_REFUSED'],
  ['none.example.com', [], 'CALL_FAILED'],
];

for (const [host, found, code] of NAMES) test(`in production ${host}, found at ${found.join(', ') || 'no address'}, is ${code}`, (context) => assert.rejects(call(context, host, found), { code }));
