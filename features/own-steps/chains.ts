import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { createSeededRandom } from '../../emulator/events/random';
import { createTransit } from '../../emulator/events/transit';
import { loadOf } from '../../emulator/testing/finished-job';
import type { World } from '../support/world';

Given('every event is delivered twice and in any order', function (this: World) {
  this.setTransit(createTransit({ duplicate: 1, drop: 0, reorder: true }, { clock: this.clock, random: createSeededRandom(7) }));
});

Then('{int} jobs were dispatched with {string}, each once', function (this: World, count: number, status: string) {
  const jobs = this.dispatches.filter(({ Status }) => Status === status).map(({ JobRef }) => JobRef?.jobId);
  assert.equal(new Set(jobs).size, jobs.length, jobs.join('\n'));
  assert.equal(jobs.length, count, jobs.join('\n'));
});

Then('each job that was dispatched has its record', function (this: World) {
  for (const { Status, RecordURL } of this.dispatches.filter(({ Matched }) => Matched)) {
    if (Status !== 'retry') assert.ok(RecordURL !== undefined && this.read(RecordURL), RecordURL);
  }
});

Then('no task is left in {string}', function (this: World, folder: string) {
  const left = [...this.snapshot().keys()].filter((url) => url.startsWith(folder));
  assert.deepEqual(left, []);
});

When('the load job {string} of {string} into {string} completes and {string} is uploaded anew before its first action job ends', async function (this: World, id: string, uris: string, table: string, url: string) {
  const { bigquery } = this.services;
  const told = bigquery.onJobDone(({ jobReference }) => {
    if (jobReference.jobId.startsWith(`${id}--0-`)) this.write(url, 'anew');
  });
  await this.completeJob(id, loadOf(uris, table, this.projectId));
  told();
});
