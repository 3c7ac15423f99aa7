import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutgoingTestBed } from './outgoing-test-bed';
import { pushAction } from './push';

const MESSAGES: readonly [request: object, projectId: string, topic: string, data: string][] = [
  [{ Topic: 'loaded', Message: 'plain $JobID' }, 'shop', 'loaded', 'plain j"1'],
  [{ Topic: 'loaded', Data: '{"job":"$JobID"}', ProjectID: 'other' }, 'other', 'loaded', '{"job":"j\\"1"}'],
  [{ Topic: 'projects/third/topics/loaded', Data: { a: [1] } }, 'third', 'loaded', '{"a":[1]}'],
  [{ Topic: 'loaded', Data: 5 }, 'shop', 'loaded', '5'],
];

for (const [request, projectId, topic, data] of MESSAGES) {
  test(`push: ${JSON.stringify(request)}`, async () => {
    const bed = createOutgoingTestBed();
    const { response } = await bed.run(pushAction, { ...request, Attributes: { team: 'x' } }, { variables: { JobID: 'j"1' } });
    assert.deepEqual(response, { MessageID: '17' });
    const [message] = bed.messages;
    assert.deepEqual([message?.projectId, message?.topic, new TextDecoder().decode(message?.data)], [projectId, topic, data]);
    assert.deepEqual(message?.attributes, { idempotencyKey: 'job--0-call-0123456789ab', team: 'x' });
  });
}

test('push: what is no topic, and both or none of Message and Data, are refused', async () => {
  const bed = createOutgoingTestBed();
  for (const request of [{ Topic: '1x', Data: 'a' }, { Topic: 'projects/p/topics/', Data: 'a' }, { Topic: 'loaded' }, { Topic: 'loaded', Data: 'a', Message: 'b' }]) {
    await assert.rejects(bed.run(pushAction, request), { code: 'INVALID_VALUE' });
  }
});
