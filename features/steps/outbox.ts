import { Given, Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import type { FakeAnswer } from '../../emulator/outbox/fake-answer';
import type { World } from '../support/world';

Given('calls are answered', function (this: World, text: string) {
  this.services.answerCalls(JSON.parse(text) as FakeAnswer[]);
});

Then('the outbox is empty', function (this: World) {
  assert.deepEqual(this.services.outbox.entries(), []);
});

/** Of each message the fields that are given. */
Then('the outbox holds', function (this: World, text: string) {
  const expected = JSON.parse(text) as Record<string, unknown>[];
  const found = this.services.outbox.entries().map((entry, index) => {
    const fields = Object.keys(expected[index] ?? entry);
    return Object.fromEntries(Object.entries(entry).filter(([field]) => fields.includes(field)));
  });
  assert.deepEqual(found, expected);
});

Then('the messages of the outbox carry {int} different keys', function (this: World, count: number) {
  const keys = this.services.outbox.entries().map(({ idempotencyKey }) => idempotencyKey);
  assert.ok(keys.every((key) => key !== ''), keys.join());
  assert.equal(new Set(keys).size, count, keys.join('\n'));
});
