import { Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { assertNothingDispatched, assertOutcome, assertRouteMatched } from '../../emulator/testing/assertions';
import type { DispatchResponse } from '../../src/core/response';
import { partOf } from '../support/part-of';
import type { World } from '../support/world';

/** ok, error, noMatch, ignored, duplicate or retry. */
Then('the outcome is {string}', function (this: World, status: DispatchResponse['Status']) {
  assertOutcome(this, status);
});

Then('the outcome is {string} with the code {string}', function (this: World, status: DispatchResponse['Status'], code: string) {
  assertOutcome(this, status, code);
});

/** No event so far was taken by a task or a route. */
Then('nothing was dispatched', function (this: World) {
  assertNothingDispatched(this);
});

Then('the error says {string}', function (this: World, text: string) {
  assert.ok(this.response.Error?.Message.includes(text), this.response.Error?.Message);
});

Then('the reason says {string}', function (this: World, text: string) {
  assert.ok(this.response.Reason?.includes(text), this.response.Reason);
});

/** Routes are counted from 0, as the configuration lists them. */
Then('route {int} matched', function (this: World, index: number) {
  assertRouteMatched(this, index);
});

Then('the route {string} matched', function (this: World, name: string) {
  assertRouteMatched(this, name);
});

Then('the task {string} matched', function (this: World, url: string) {
  assert.deepEqual([this.response.MatchedBy, this.response.MatchedURL], ['task', url]);
});

Then('the actions are', function (this: World, table: { hashes(): Record<string, string>[] }) {
  const columns = Object.keys(table.hashes()[0] ?? {});
  const found = this.response.Actions.map(({ Action, Status, Position }) => ({ action: Action, status: Status, position: Position }));
  assert.deepEqual(found.map((action) => Object.fromEntries(Object.entries(action).filter(([column]) => columns.includes(column)))), table.hashes());
});

Then('action {int} fails with the code {string}', function (this: World, index: number, code: string) {
  assert.equal(this.response.Actions[index]?.Error?.Code, code, JSON.stringify(this.response.Actions));
});

Then('no action ran', function (this: World) {
  assert.ok(this.response.Actions.every(({ Status }) => Status === 'notRun'));
});

Then('the job {string} was answered {string}', function (this: World, jobIdStart: string, status: string) {
  const found = this.dispatches.filter(({ JobRef }) => JobRef?.jobId.startsWith(jobIdStart)).map(({ Status }) => Status);
  assert.ok(found.includes(status as never), `found ${found.join(', ')}`);
});

Then('the record {string} says', function (this: World, url: string, text: string) {
  const record = this.read(url);
  assert.ok(record, `found only ${[...this.snapshot().keys()].join('\n')}`);
  const found = JSON.parse(record.toString()) as Record<string, unknown>;
  for (const [field, expected] of Object.entries(JSON.parse(text) as Record<string, unknown>)) assert.deepEqual(partOf(found[field], expected), expected, field);
});
