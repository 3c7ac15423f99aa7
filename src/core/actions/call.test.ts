import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callAction } from './call';
import { createOutgoingTestBed } from './outgoing-test-bed';

const HOSTILE = 'it\'s "bad"\n& <b> ../?x=$JobID#';

const URLS: readonly [template: string, sent: string][] = [
  ['https://example.com/a?b=$Error', `https://example.com/a?b=${encodeURIComponent(HOSTILE).replaceAll("'", '%27')}`],
  ['https://example.com/$JobID/${JobID}', 'https://example.com/j1/j1'],
  ['https://example.com/$Dest', 'https://example.com/p%3Ad.t'],
  ['$Data.next', 'https://other.example.com/x?page=2'],
  ['$Data.next&more=$Dest', 'https://other.example.com/x?page=2&more=p%3Ad.t'],
];
const VARIABLES = { Error: HOSTILE, JobID: 'j1', Dest: 'p:d.t', 'Data.next': 'https://other.example.com/x?page=2', LoadURIs: ['gs://b/1', 'gs://b/2'] };

for (const [URL, sent] of URLS) {
  test(`call: ${URL} is sent to ${sent}`, async () => {
    const bed = createOutgoingTestBed();
    await bed.run(callAction, { URL }, { variables: VARIABLES });
    assert.equal(bed.requests[0]?.url, sent);
  });
}

test('call: a value that is no URL is refused where the URL begins with it', async () => {
  const bed = createOutgoingTestBed();
  for (const value of ['file:///etc/passwd', 'gs://b/o', 'nothing', '']) {
    await assert.rejects(bed.run(callAction, { URL: '$Error' }, { variables: { Error: value } }), { code: 'INVALID_VALUE' });
  }
  assert.equal(bed.requests.length, 0);
});

const BODIES: readonly [body: unknown, sent: string, type: string][] = [
  ['{"e":"$Error","n":12345678901234567890}', `{"e":${JSON.stringify(HOSTILE)},"n":12345678901234567890}`, 'application/json'],
  [{ e: 'x', list: ['1'] }, '{"e":"x","list":["1"]}', 'application/json'],
  ['plain $JobID', 'plain j1', 'text/plain; charset=utf-8'],
];

for (const [Body, sent, type] of BODIES) {
  test(`call: the body ${JSON.stringify(Body)} is posted as ${type}`, async () => {
    const bed = createOutgoingTestBed();
    await bed.run(callAction, { URL: 'https://example.com/', Body }, { variables: VARIABLES });
    const [request] = bed.requests;
    assert.deepEqual([request?.method, request?.headers['Content-Type'], new TextDecoder().decode(request?.body)], ['POST', type, sent]);
  });
}

test('call: a body may come from a file, and is expanded like one that stands in the request', async () => {
  const bed = createOutgoingTestBed();
  bed.storage.write({ bucket: 'bkt', name: 'body.json' }, Buffer.from('{"job":"$JobID"}'));
  await bed.run(callAction, { URL: 'https://example.com/', Method: 'put', BodyURL: 'gs://bkt/body.json' }, { variables: VARIABLES });
  assert.deepEqual([bed.requests[0]?.method, new TextDecoder().decode(bed.requests[0]?.body)], ['PUT', '{"job":"j1"}']);
  await assert.rejects(bed.run(callAction, { URL: 'https://example.com/', BodyURL: 'gs://bkt/absent' }), { code: 'SOURCE_MISSING' });
});

test('call: the key of the action goes with it, unless the request has one of its own', async () => {
  const bed = createOutgoingTestBed();
  await bed.run(callAction, { URL: 'https://example.com/' });
  await bed.run(callAction, { URL: 'https://example.com/', Headers: { 'idempotency-key': 'own', 'X-A': 'a' } });
  assert.deepEqual(bed.requests.map(({ headers }) => headers), [{ 'Idempotency-Key': 'job--0-call-0123456789ab' }, { 'idempotency-key': 'own', 'X-A': 'a' }]);
});

const IDENTITIES: readonly [request: object, identity: unknown][] = [
  [{ URL: 'https://svc-1.run.app/a/b', Auth: true }, { audience: 'https://svc-1.run.app' }],
  [{ URL: 'https://us-central1-p.cloudfunctions.net/fn/a?b', Auth: true }, { audience: 'https://us-central1-p.cloudfunctions.net/fn' }],
  [{ URL: 'https://example.com/', Auth: 'my-audience' }, { audience: 'my-audience' }],
  [{ URL: 'https://example.com/', Auth: true, Scopes: ['s'] }, { scopes: ['s'] }],
  [{ URL: 'https://example.com/', Auth: false, Scopes: ['s'] }, undefined],
  [{ URL: 'https://example.com/' }, undefined],
];

for (const [request, identity] of IDENTITIES) {
  test(`call: the identity of ${JSON.stringify(request)}`, async () => {
    const bed = createOutgoingTestBed();
    await bed.run(callAction, request);
    assert.deepEqual(bed.requests[0]?.identity, identity);
  });
}

test('call: the answer is there for the next action, JSON as Data', async () => {
  const bed = createOutgoingTestBed();
  bed.answerWith(201, '{"id":7}');
  assert.deepEqual((await bed.run(callAction, { URL: 'https://example.com/' })).response, { StatusCode: 201, Body: '{"id":7}', Data: { id: 7 } });
  bed.answerWith(204, '');
  assert.deepEqual((await bed.run(callAction, { URL: 'https://example.com/' })).response, { StatusCode: 204, Body: '' });
});

for (const [status, code] of [[400, 'CALL_FAILED'], [404, 'CALL_FAILED'], [408, 'UNAVAILABLE'], [429, 'UNAVAILABLE'], [500, 'UNAVAILABLE'], [503, 'UNAVAILABLE']] as const) {
  test(`call: ${status} is ${code}`, async () => {
    const bed = createOutgoingTestBed();
    bed.answerWith(status, 'no');
    await assert.rejects(bed.run(callAction, { URL: 'https://user.example.com/a?token=secret' }), { code, message: `GET https://user.example.com/a answered ${status}: "no"` });
  });
}

test('call: secrets of headers stand in no record', () => {
  const shown = callAction.shown({ URL: 'u', Headers: { Authorization: 'Bearer x', 'X-Api-Key': 'y', 'X-Team': 'z' } });
  assert.deepEqual(shown, { URL: 'u', Headers: { Authorization: '***', 'X-Api-Key': '***', 'X-Team': 'z' } });
});

test('call: a host that is not allowed is not called', async () => {
  const bed = createOutgoingTestBed();
  const allowedHosts = ['api.example.com', '*.example.org'];
  await bed.run(callAction, { URL: 'https://api.example.com/a' }, { allowedHosts });
  for (const URL of ['https://example.com/', 'https://$Error/']) {
    await assert.rejects(bed.run(callAction, { URL }, { allowedHosts, variables: { Error: 'evil.example.net' } }), { code: 'ADDRESS_REFUSED' });
  }
  assert.deepEqual(bed.requests.map(({ url }) => url), ['https://api.example.com/a']);
});
