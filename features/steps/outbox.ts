import { Given, Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import type { FakeAnswer } from '../../emulator/outbox/fake-answer';
import { troubles } from '../../emulator/testing/what-happened';
import type { World } from '../support/world';

Given('calls are answered', function (this: World, text: string) {
  this.services.answerCalls(JSON.parse(text) as FakeAnswer[]);
});

Then('the outbox is empty', function (this: World) {
  if (this.outbox.length > 0) assert.fail(`the outbox holds\n${messagesOf(this)}`);
});

/** Of each message the fields that are given. */
Then('the outbox holds', function (this: World, text: string) {
  const expected = JSON.parse(text) as Record<string, unknown>[];
  const found = this.outbox.map((entry, index) => {
    const fields = Object.keys(expected[index] ?? entry);
    return Object.fromEntries(Object.entries(entry).filter(([field]) => fields.includes(field)));
  });
  assert.deepEqual(found, expected, `the outbox holds\n${messagesOf(this)}${troubles(this)}`);
});

/** The title, the message or the content of a file contains the text. */
Then('the channel {string} is told {string}', function (this: World, channel: string, text: string) {
  const said = this.outbox.some((entry) => entry.kind === 'notify' && entry.channel === channel && [entry.title, entry.message, entry.content].some((part) => part?.includes(text)));
  if (!said) assert.fail(`${channel} is not told ${JSON.stringify(text)}; the outbox holds\n${messagesOf(this)}${troubles(this)}`);
});

Then('the URL {string} is called {int} time(s)', function (this: World, url: string, count: number) {
  const calls = this.outbox.filter((entry) => entry.kind === 'call' && entry.url === url);
  if (calls.length !== count) assert.fail(`${url} is called ${calls.length} times; the outbox holds\n${messagesOf(this)}${troubles(this)}`);
});

/** A topic by its name alone. */
Then('the topic {string} gets {int} message(s)', function (this: World, topic: string, count: number) {
  const messages = this.outbox.filter((entry) => entry.kind === 'push' && entry.topic === topic);
  if (messages.length !== count) assert.fail(`${topic} gets ${messages.length} messages; the outbox holds\n${messagesOf(this)}${troubles(this)}`);
});

function messagesOf({ outbox }: World): string {
  return outbox.map((entry) => JSON.stringify(entry)).join('\n') || 'nothing';
}

Then('the messages of the outbox carry {int} different keys', function (this: World, count: number) {
  const keys = this.services.outbox.entries().map(({ idempotencyKey }) => idempotencyKey);
  assert.ok(keys.every((key) => key !== ''), keys.join());
  assert.equal(new Set(keys).size, count, keys.join('\n'));
});
