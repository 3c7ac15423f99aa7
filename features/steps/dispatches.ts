import { Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { assertDispatched, assertNothingDispatched, assertOutcome, assertRouteMatched, assertTaskMatched } from '../../emulator/testing/assertions';
import { outcomeOf } from '../../emulator/testing/what-happened';
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

/** So many events so far were taken by a task or a route, those of the jobs of actions included. */
Then('{int} job(s) was/were dispatched', function (this: World, count: number) {
  assertDispatched(this, count);
});

Then('the error says {string}', function (this: World, text: string) {
  if (!this.response.Error?.Message.includes(text)) assert.fail(`expected an error that says ${JSON.stringify(text)}, but ${toldBy(this)}`);
});

Then('the reason says {string}', function (this: World, text: string) {
  if (!this.response.Reason?.includes(text)) assert.fail(`expected a reason that says ${JSON.stringify(text)}, but ${toldBy(this)}`);
});

function toldBy({ response }: World): string {
  const { Status, Error: error, Reason } = response;
  if (error) return `it is ${error.Code}: ${error.Message}`;
  return Reason === undefined ? `the outcome is ${Status} and ${outcomeOf(response)}` : `it is: ${Reason}`;
}

/** Routes are counted from 0, as the configuration lists them. */
Then('route {int} matched', function (this: World, index: number) {
  assertRouteMatched(this, index);
});

Then('the route {string} matched', function (this: World, name: string) {
  assertRouteMatched(this, name);
});

Then('the task {string} matched', function (this: World, url: string) {
  assertTaskMatched(this, url);
});

/** Columns are `action`, `status` and `position`, of which some may be left out. */
Then('the actions are', function (this: World, table: { hashes(): Record<string, string>[] }) {
  const columns = Object.keys(table.hashes()[0] ?? {});
  const found = this.response.Actions.map(({ Action, Status, Position }) => ({ action: Action, status: Status, position: Position }));
  assert.deepEqual(found.map((action) => Object.fromEntries(Object.entries(action).filter(([column]) => columns.includes(column)))), table.hashes(), `the actions are\n${actionsOf(this)}`);
});

/** Actions are counted from 0. */
Then('action {int} fails with the code {string}', function (this: World, index: number, code: string) {
  if (this.response.Actions[index]?.Error?.Code !== code) assert.fail(`expected action ${index} to fail with ${code}; there are\n${actionsOf(this)}`);
});

Then('no action ran', function (this: World) {
  if (!this.response.Actions.every(({ Status }) => Status === 'notRun')) assert.fail(`expected that no action ran; there are\n${actionsOf(this)}`);
});

/** By the name of the action, such as `delete`: its `When` did not hold. */
Then('the action {string} was skipped', function (this: World, name: string) {
  if (!this.response.Actions.some(({ Action, Status }) => Action === name && Status === 'skipped')) assert.fail(`expected that ${name} was skipped; there are\n${actionsOf(this)}`);
});

function actionsOf({ response }: World): string {
  const lines = response.Actions.map(({ Action, Status, Error: error }, index) => `${index} ${Action} ${Status}${error ? ` ${error.Code}: ${error.Message}` : ''}`);
  return lines.join('\n') || `none, as ${outcomeOf(response)}`;
}

/** A job by how its ID begins. */
Then('the job {string} was answered {string}', function (this: World, jobIdStart: string, status: string) {
  const found = this.dispatches.filter(({ JobRef }) => JobRef?.jobId.startsWith(jobIdStart)).map(({ Status }) => Status);
  if (!found.includes(status as never)) assert.fail(`expected ${status}, found ${found.join(', ') || 'no event of such a job'}`);
});

/** Of the record the fields that are given, as JSON. */
Then('the record {string} says', function (this: World, url: string, text: string) {
  const record = this.read(url);
  if (!record) assert.fail(`there is no record ${url}; there are\n${this.objects().join('\n')}`);
  const found = JSON.parse(record.toString()) as Record<string, unknown>;
  for (const [field, expected] of Object.entries(JSON.parse(text) as Record<string, unknown>)) assert.deepEqual(partOf(found[field], expected), expected, field);
});
