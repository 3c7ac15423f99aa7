import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DispatchError, reportError } from '../core/errors';
import { registerFunctions } from './functions';
import { SWEPT, createServiceBed, type ServiceBed } from './service-test-bed';

const fixture = (name: string): unknown => JSON.parse(readFileSync(path.join(__dirname, '../../fixtures/events', name), 'utf8'));
const JSON_TYPE = { 'content-type': 'application/json' };
const { headers, body } = fixture('cloud-event.binary.json') as { headers: Record<string, string>; body: unknown };
const BINARY = [{ ...JSON_TYPE, ...headers }, body] as const;
const STRUCTURED = [{ 'content-type': 'application/cloudevents+json' }, fixture('cloud-event.structured.json')] as const;
const PUSH = [JSON_TYPE, fixture('pubsub-push.json')] as const;
const JOB = 'load--orders--20250602--dispatch';

describe('functions started by the framework', () => {
  let bed: ServiceBed;
  const servers = new Map<string, Server>();
  const said: unknown[][] = [];
  const { error } = console;

  before(async () => {
    const service = { answer: (...args: Parameters<ServiceBed['service']['answer']>) => bed.service.answer(...args), takeCloudEvent: (event: unknown) => bed.service.takeCloudEvent(event) };
    registerFunctions(() => service);
    const { getTestServer } = await import('@google-cloud/functions-framework/testing');
    for (const name of ['dispatch', 'dispatchHttp', 'sweep']) {
      const server = getTestServer(name);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      servers.set(name, server);
    }
    // The framework prints what a function throws.
    console.error = (...args: unknown[]) => void said.push(args);
  });

  after(() => {
    console.error = error;
    for (const server of servers.values()) server.close();
  });

  async function post(name: string, [given, message]: readonly [Record<string, string>, unknown]): Promise<Response> {
    const { port } = servers.get(name)?.address() as AddressInfo;
    return fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: given, body: JSON.stringify(message) });
  }

  const cases = [
    ['dispatch', 'a CloudEvent in binary mode', BINARY],
    ['dispatch', 'a CloudEvent in structured mode', STRUCTURED],
    ['dispatch', 'a push body', PUSH],
    ['dispatchHttp', 'a CloudEvent in binary mode', BINARY],
    ['dispatchHttp', 'a CloudEvent in structured mode', STRUCTURED],
    ['dispatchHttp', 'a push body', PUSH],
  ] as const;
  for (const [name, title, message] of cases) {
    it(`${name} takes ${title}`, async () => {
      bed = createServiceBed();
      const response = await post(name, message);
      assert.ok(response.ok, await response.text());
      assert.deepEqual(bed.dispatched.map(({ jobId, job }) => [jobId, job?.status?.state]), [[JOB, 'DONE']]);
      assert.equal(bed.lines.length, 1);
    });
  }

  it('dispatchHttp answers with the response', async () => {
    bed = createServiceBed();
    const answer = (await (await post('dispatchHttp', PUSH)).json()) as { Status: string };
    assert.equal(answer.Status, 'ok');
  });

  it('an event that is to come again is answered so', async () => {
    bed = createServiceBed({ answers: { Status: 'retry', Error: reportError(new DispatchError('LEASE_HELD', 'x')) } });
    assert.equal((await post('dispatchHttp', PUSH)).status, 503);
    assert.equal((await post('dispatch', BINARY)).status, 500);
    assert.equal(said.length, 1);
  });

  it('sweep sweeps, whoever may', async () => {
    bed = createServiceBed();
    assert.deepEqual(await (await post('sweep', [JSON_TYPE, {}])).json(), SWEPT);
    bed = createServiceBed({ checkCaller: () => Promise.resolve('there is no token') });
    const refused = await post('sweep', [JSON_TYPE, {}]);
    assert.deepEqual([refused.status, await refused.text()], [401, '']);
  });
});
