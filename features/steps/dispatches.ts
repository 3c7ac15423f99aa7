import { Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import type { World } from '../support/world';

Then('the outcome is {string}', function (this: World, status: string) {
  assert.equal(this.response.Status, status, JSON.stringify(this.response, null, 2));
});

Then('the outcome is {string} with the code {string}', function (this: World, status: string, code: string) {
  assert.deepEqual([this.response.Status, this.response.Error?.Code], [status, code], JSON.stringify(this.response, null, 2));
});

Then('the error says {string}', function (this: World, text: string) {
  assert.ok(this.response.Error?.Message.includes(text), this.response.Error?.Message);
});

Then('the reason says {string}', function (this: World, text: string) {
  assert.ok(this.response.Reason?.includes(text), this.response.Reason);
});

Then('route {int} matched', function (this: World, index: number) {
  assert.deepEqual([this.response.MatchedBy, this.response.Route?.Index], ['route', index]);
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
  const found = this.responses.filter(({ JobRef }) => JobRef?.jobId.startsWith(jobIdStart)).map(({ Status }) => Status);
  assert.ok(found.includes(status as never), `found ${found.join(', ')}`);
});

Then('the record {string} says', function (this: World, url: string, text: string) {
  const record = this.read(url);
  assert.ok(record, `found only ${[...this.snapshot().keys()].join('\n')}`);
  const found = JSON.parse(record.toString()) as Record<string, unknown>;
  for (const [field, expected] of Object.entries(JSON.parse(text) as Record<string, unknown>)) assert.deepEqual(pick(found[field], expected), expected, field);
});

Then('the state of {string} says', function (this: World, jobId: string, text: string) {
  const url = `gs://ops/journal/_state/shop/US/${jobId}.json`;
  const found = JSON.parse(this.read(url)?.toString() ?? assert.fail(`${url} does not exist`)) as Record<string, unknown>;
  for (const [field, expected] of Object.entries(JSON.parse(text) as Record<string, unknown>)) assert.deepEqual(pick(found[field], expected), expected, field);
});

/** Of an object, only the fields that are expected; so a scenario names what it is about. */
function pick(found: unknown, expected: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(found)) return found.map((item: unknown, index) => pick(item, expected[index]));
  if (typeof expected !== 'object' || expected === null || typeof found !== 'object' || found === null) return found;
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, pick((found as Record<string, unknown>)[key], value)]));
}
