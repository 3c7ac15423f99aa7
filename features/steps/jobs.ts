import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import type { JobResource } from '../../src/core/job-resource';
import { decodeEvent } from '../../src/events/decode-event';
import { copyOf, extractOf, failedWith, loadOf, queryOf } from '../../emulator/testing/finished-job';
import type { World } from '../support/world';

/** A file of the workspace with the event of a finished job, in any form; with several, all of them. */
When('the recorded job {string} completes', async function (this: World, file: string) {
  await this.complete(file);
});

/** BigQuery runs it, in the emulator. */
When('the query job {string} runs', async function (this: World, id: string, sql: string) {
  await this.runJob(id, { query: { query: sql, useLegacySql: false } });
});

/** BigQuery runs it, in the emulator; the format is told by the name. */
When('the load job {string} of {string} into {string} runs', async function (this: World, id: string, uris: string, table: string) {
  await this.runJob(id, loadOf(uris, table, this.projectId));
});

/** A job that is said to be done; nothing is loaded. */
When('the load job {string} of {string} into {string} completes', async function (this: World, id: string, uris: string, table: string) {
  await this.completeJob(id, loadOf(uris, table, this.projectId));
});

When('the load job {string} of {string} into {string} fails with {string}', async function (this: World, id: string, uris: string, table: string, message: string) {
  await this.completeJob(id, loadOf(uris, table, this.projectId), { status: failedWith(message) });
});

When('the load job {string} of {string} into {string} completes in {string}', async function (this: World, id: string, uris: string, table: string, location: string) {
  await this.completeJob(id, loadOf(uris, table, this.projectId), { location });
});

When('the query job {string} into {string} completes', async function (this: World, id: string, table: string) {
  await this.completeJob(id, queryOf('SELECT 1', this.projectId, table));
});

When('the query job {string} with the SQL completes', async function (this: World, id: string, sql: string) {
  await this.completeJob(id, queryOf(sql, this.projectId));
});

When('the copy job {string} of {string} into {string} completes', async function (this: World, id: string, sources: string, table: string) {
  await this.completeJob(id, copyOf(sources, table, this.projectId));
});

When('the extract job {string} of {string} to {string} completes', async function (this: World, id: string, table: string, uris: string) {
  await this.completeJob(id, extractOf(table, uris, this.projectId));
});

When('an event of the load job {string} of {string} into {string} arrives in state {string}', async function (this: World, id: string, uris: string, table: string, state: string) {
  await this.completeJob(id, loadOf(uris, table, this.projectId), { status: { state } });
});

Given('BigQuery knows the finished load job {string} of {string} into {string}', function (this: World, id: string, uris: string, table: string) {
  this.services.bigquery.recordJob(this.finishedJob(id, loadOf(uris, table, this.projectId)));
});

Given('BigQuery knows the finished load job {string} of {string} into {string} in {string}', function (this: World, id: string, uris: string, table: string, location: string) {
  this.services.bigquery.recordJob(this.finishedJob(id, loadOf(uris, table, this.projectId), { location }));
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
  return [...world.services.bigquery.jobs(world.projectId)].filter(({ jobReference }) => jobReference.jobId.startsWith(`${prefix}--`));
}

Then('the actions of {string} started {int} job(s)', function (this: World, parent: string, count: number) {
  assert.equal(started(this, parent).length, count);
});
