import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rejects } from './object-store-workplace.contract';
import type { Slack, SlackMessage } from './slack';

/** A Slack to put to the test, and what arrives at the other end. */
export interface SlackTarget {
  readonly slack: Slack;
  /** What Slack answers from now on in place of a success: one of its words. Missing where it refuses nothing. */
  readonly refuseWith?: (word: string) => void;
  readonly received: () => readonly { readonly kind: 'message' | 'file'; readonly channel: string; readonly text: string; readonly from?: string; readonly idempotencyKey?: string; readonly filename?: string }[];
}

const message: SlackMessage = { token: 'xoxb-1', channel: '#alerts', title: 'Loaded', message: '*2* rows', from: 'dispatch', idempotencyKey: 'key-1', deadline: new Date(Date.now() + 3_600_000) };

/** Registers the contract of Slack as tests. @param open called once a test */
export function describeSlack(name: string, open: () => Promise<SlackTarget>): void {
  test(`${name}: a message arrives with title, text and sender`, async () => {
    const { slack, received } = await open();
    await slack.post(message);
    assert.deepEqual(received(), [{ kind: 'message', channel: '#alerts', text: '*Loaded*\n*2* rows', from: 'dispatch', idempotencyKey: 'key-1' }]);
  });

  test(`${name}: a title alone is a message`, async () => {
    const { slack, received } = await open();
    await slack.post({ ...message, message: undefined, from: undefined });
    assert.deepEqual(received().map(({ text, from }) => [text.trimEnd(), from]), [['*Loaded*', undefined]]);
  });

  test(`${name}: a message that is posted again carries the same key`, async () => {
    const { slack, received } = await open();
    await slack.post(message);
    await slack.post(message);
    assert.ok(received().length > 0);
    assert.deepEqual([...new Set(received().map(({ idempotencyKey }) => idempotencyKey))], ['key-1']);
  });

  test(`${name}: a file arrives in the channel of a message`, async () => {
    const { slack, received } = await open();
    const channel = await slack.post(message);
    await slack.upload({ ...message, channel, filename: 'rows.json', content: Buffer.from('{"a":"ü"}') });
    const file = received().find(({ kind }) => kind === 'file');
    assert.deepEqual([file?.channel, file?.filename, file?.text], [channel, 'rows.json', '{"a":"ü"}']);
  });
}

/** The part of the contract for a Slack that can be made to refuse. */
export function describeSlackRefusals(name: string, open: () => Promise<SlackTarget>): void {
  for (const word of ['channel_not_found', 'invalid_auth', 'not_in_channel', 'msg_too_long']) {
    test(`${name}: ${word} is NOTIFY_FAILED, and told`, async () => {
      const { slack, refuseWith } = await open();
      assert.ok(refuseWith);
      refuseWith(word);
      await assert.rejects(slack.post(message), (error: Error) => error.message.includes(word) && !error.message.includes('xoxb-1'));
      await rejects(slack.post(message), 'NOTIFY_FAILED');
    });
  }

  test(`${name}: what Slack itself has trouble with may pass`, async () => {
    const { slack, refuseWith } = await open();
    assert.ok(refuseWith);
    refuseWith('internal_error');
    await rejects(slack.post(message), 'UNAVAILABLE');
  });
}
