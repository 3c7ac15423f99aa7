import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import type { JobResource } from '../../src/core/job-resource';
import { DispatchError } from '../../src/core/errors';
import { parseTable } from '../../src/core/table-ref';
import { decodeEvent } from '../../src/events/decode-event';
import { copyOf, extractOf, failedWith, loadOf, queryOf } from '../../emulator/testing/finished-job';
import { troubles } from '../../emulator/testing/what-happened';
import { loadInto } from '../support/load-into';
import type { World } from '../support/world';

/** A file of the workspace with the event of a finished job, in any form; with several, all of them. */
When('the recorded job {string} completes', async function (this: World, file: string) {
  await this.complete(file);
});

/** As if it had failed with this message. */
When('the recorded job {string} fails with {string}', async function (this: World, file: string, message: string) {
  for (const event of this.recorded(file)) {
    if (!('job' in event) || !event.job) throw new DispatchError('USAGE', `${file} has an event that does not hold its job`, { hint: 'Record the job itself, as bq-dispatch record does.' });
    await this.deliver({ ...event, job: { ...event.job, status: failedWith(message) } });
  }
});

/** BigQuery runs it, in the emulator. */
When('the query job {string} runs', async function (this: World, id: string, sql: string) {
  await this.runJob(id, { query: { query: sql, useLegacySql: false } });
});

When('the query job {string} into {string} runs', async function (this: World, id: string, table: string, sql: string) {
  await this.runJob(id, { query: { query: sql, useLegacySql: false, destinationTable: parseTable(table, this.projectId), writeDisposition: 'WRITE_TRUNCATE' } });
});

/** BigQuery runs it, in the emulator; the format is told by the name, the columns by the table where it is there. */
When('the load job {string} of {string} into {string} runs', async function (this: World, id: string, uris: string, table: string) {
  await this.runJob(id, loadInto(this, uris, table));
});

When('the copy job {string} of {string} into {string} runs', async function (this: World, id: string, sources: string, table: string) {
  await this.runJob(id, copyOf(sources, table, this.projectId));
});

When('the extract job {string} of {string} to {string} runs', async function (this: World, id: string, table: string, uris: string) {
  await this.runJob(id, extractOf(table, uris, this.projectId));
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

When('the query job {string} into {string} fails with {string}', async function (this: World, id: string, table: string, message: string) {
  await this.completeJob(id, queryOf('SELECT 1', this.projectId, table), { status: failedWith(message) });
});

When('the query job {string} with the SQL completes', async function (this: World, id: string, sql: string) {
  await this.completeJob(id, queryOf(sql, this.projectId));
});

When('the copy job {string} of {string} into {string} completes', async function (this: World, id: string, sources: string, table: string) {
  await this.completeJob(id, copyOf(sources, table, this.projectId));
});

When('the copy job {string} of {string} into {string} fails with {string}', async function (this: World, id: string, sources: string, table: string, message: string) {
  await this.completeJob(id, copyOf(sources, table, this.projectId), { status: failedWith(message) });
});

When('the extract job {string} of {string} to {string} completes', async function (this: World, id: string, table: string, uris: string) {
  await this.completeJob(id, extractOf(table, uris, this.projectId));
});

When('the extract job {string} of {string} to {string} fails with {string}', async function (this: World, id: string, table: string, uris: string, message: string) {
  await this.completeJob(id, extractOf(table, uris, this.projectId), { status: failedWith(message) });
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
  if (!this.lastEvent) throw new DispatchError('USAGE', 'no event has arrived yet', { hint: 'Let a job complete first.' });
  await this.deliver(this.lastEvent);
});

/** The clock stands still; this lets time pass, and what waits for it happens. */
When('{int} hour(s) pass(es)', async function (this: World, hours: number) {
  await this.pass(hours * HOUR_MS);
});

When('{int} day(s) pass(es)', async function (this: World, days: number) {
  await this.pass(days * 24 * HOUR_MS);
});

/** Such as 2024-03-05T10:00:00Z; the clock goes on only. */
Given('it is {string}', async function (this: World, time: string) {
  const ms = new Date(time).getTime() - this.clock.now().getTime();
  if (!(ms >= 0)) throw new DispatchError('USAGE', `found the time ${JSON.stringify(time)}, expected one after ${this.clock.now().toISOString()}`, { hint: 'The clock goes on only; a scenario begins at 2024-03-01T10:00:00Z, and a recorded job brings it to its end.' });
  await this.pass(ms);
});

const HOUR_MS = 60 * 60 * 1000;

/** Jobs that the emulator ran, by how their ID begins. */
function started(world: World, prefix: string): JobResource[] {
  return [...world.services.bigquery.jobs(world.projectId)].filter(({ jobReference }) => jobReference.jobId.startsWith(`${prefix}--`));
}

Then('the actions of {string} started {int} job(s)', function (this: World, parent: string, count: number) {
  const found = started(this, parent).map(({ jobReference }) => jobReference.jobId);
  if (found.length !== count) assert.fail(`the actions of ${parent} started ${found.length} jobs, expected ${count}\n${found.join('\n')}${troubles(this)}`);
});
