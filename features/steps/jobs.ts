import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import type { JobResource } from '../../src/core/job-resource';
import { decodeEvent } from '../../src/events/decode-event';
import { copy, extract, failed, load, query, recordedJob } from '../support/recorded-job';
import type { World } from '../support/world';

When('the load job {string} of {string} into {string} completes', async function (this: World, id: string, uris: string, table: string) {
  await this.complete(recordedJob(id, load(uris, table)));
});

When('the load job {string} of {string} into {string} fails with {string}', async function (this: World, id: string, uris: string, table: string, message: string) {
  await this.complete(recordedJob(id, load(uris, table), { status: failed(message) }));
});

When('the load job {string} of {string} into {string} completes in {string}', async function (this: World, id: string, uris: string, table: string, location: string) {
  await this.complete(recordedJob(id, load(uris, table), { location }));
});

When('the query job {string} into {string} completes', async function (this: World, id: string, table: string) {
  await this.complete(recordedJob(id, query('SELECT 1', table)));
});

When('the query job {string} with the SQL completes', async function (this: World, id: string, sql: string) {
  await this.complete(recordedJob(id, query(sql)));
});

When('the copy job {string} of {string} into {string} completes', async function (this: World, id: string, sources: string, table: string) {
  await this.complete(recordedJob(id, copy(sources, table)));
});

When('the extract job {string} of {string} to {string} completes', async function (this: World, id: string, table: string, uris: string) {
  await this.complete(recordedJob(id, extract(table, uris)));
});

When('an event of the load job {string} of {string} into {string} arrives in state {string}', async function (this: World, id: string, uris: string, table: string, state: string) {
  await this.complete(recordedJob(id, load(uris, table), { status: { state } }));
});

Given('BigQuery knows the finished load job {string} of {string} into {string}', function (this: World, id: string, uris: string, table: string) {
  this.emulator.bigquery.recordJob(recordedJob(id, load(uris, table)));
});

Given('BigQuery knows the finished load job {string} of {string} into {string} in {string}', function (this: World, id: string, uris: string, table: string, location: string) {
  this.emulator.bigquery.recordJob(recordedJob(id, load(uris, table), { location }));
});

When('the event arrives', async function (this: World, text: string) {
  await this.deliver(decodeEvent(JSON.parse(text)));
});

When('the event arrives again', async function (this: World) {
  assert.ok(this.lastEvent);
  await this.deliver(this.lastEvent);
});

/** Jobs that the emulator ran, by how their ID begins. */
function started(world: World, prefix: string): JobResource[] {
  return [...world.emulator.bigquery.jobs('shop')].filter(({ jobReference }) => jobReference.jobId.startsWith(`${prefix}--`));
}

Then('the actions of {string} started {int} job(s)', function (this: World, parent: string, count: number) {
  assert.equal(started(this, parent).length, count);
});

Then("each of {string}'s action jobs has an ID of BigQuery's form that asks for no task", function (this: World, parent: string) {
  const jobs = started(this, parent.slice(0, 900));
  assert.notEqual(jobs.length, 0);
  for (const { jobReference } of jobs) assert.match(jobReference.jobId, /^(?!.*dispatch$)[A-Za-z0-9_-]{1,1024}$/);
});
