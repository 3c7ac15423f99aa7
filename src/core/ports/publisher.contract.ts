import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rejects } from './object-store-workplace.contract';
import type { OutgoingMessage, Publisher } from './publisher';

/** A publisher to put to the test, with a topic that exists, and what arrives there. */
export interface PublisherTarget {
  readonly publisher: Publisher;
  readonly projectId: string;
  readonly topic: string;
  readonly received: () => readonly { readonly data: string; readonly attributes: Readonly<Record<string, string>> }[];
}

/** Registers the contract of Publisher as tests. @param open called once a test */
export function describePublisher(name: string, open: () => Promise<PublisherTarget>): void {
  const message = ({ projectId, topic }: PublisherTarget): OutgoingMessage => ({
    ...{ projectId, topic, deadline: new Date(Date.now() + 3_600_000) },
    ...{ data: Buffer.from('{"a":"ü"}'), attributes: { idempotencyKey: 'key-1', type: 'LOAD' } },
  });

  test(`${name}: a message arrives with its attributes, and has an ID`, async () => {
    const target = await open();
    assert.match(await target.publisher.publish(message(target)), /./);
    assert.deepEqual(target.received(), [{ data: '{"a":"ü"}', attributes: { idempotencyKey: 'key-1', type: 'LOAD' } }]);
  });

  test(`${name}: a message that is published again carries the same key`, async () => {
    const target = await open();
    await target.publisher.publish(message(target));
    await target.publisher.publish(message(target));
    assert.ok(target.received().length > 0);
    assert.deepEqual([...new Set(target.received().map(({ attributes }) => attributes['idempotencyKey']))], ['key-1']);
  });

  for (const [title, data] of [['an empty message', new Uint8Array()], ['a message of more than 10 MB', new Uint8Array(10_000_001)]] as const) {
    test(`${name}: ${title} is INVALID_REQUEST`, async () => {
      const target = await open();
      await rejects(target.publisher.publish({ ...message(target), data, attributes: {} }), 'INVALID_REQUEST');
    });
  }
}
