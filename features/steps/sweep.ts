import { Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { createRedrive } from '../../src/core/redrive';
import { listRuns } from '../../src/core/run-status';
import { createSweep, type SweepReport } from '../../src/core/sweep';
import type { World } from '../support/world';

interface SweepWorld extends World {
  report?: SweepReport;
}

When('the sweep runs', async function (this: SweepWorld) {
  const { objects } = this.services;
  const config = this.requireConfig();
  const sweep = createSweep({ config, objects, bigquery: this.bigquery, clock: this.clock, dispatcher: this.dispatcher(), projectId: this.projectId });
  this.report = await this.clock.settle(sweep(), () => this.services.runningJobs() > 0);
});

Then('the sweep found {int} states, {int} tasks and {int} jobs', function (this: SweepWorld, states: number, tasks: number, jobs: number) {
  assert.deepEqual([this.report?.States, this.report?.Tasks, this.report?.Jobs], [states, tasks, jobs], JSON.stringify(this.report));
});

Then('the sweep was answered', function (this: SweepWorld, text: string) {
  assert.deepEqual(this.report?.Answers, JSON.parse(text));
});

Then('the sweep waits for the job of {string}', function (this: SweepWorld, url: string) {
  assert.deepEqual(this.report?.WaitingTasks.map(({ URL }) => URL), [url]);
});

When('the job {string} is redriven', async function (this: World, jobId: string) {
  const redrive = createRedrive({ config: this.requireConfig(), objects: this.services.objects, clock: this.clock, dispatcher: this.dispatcher() });
  this.lastEvent = { eventId: 'redrive', projectId: this.projectId, jobId };
  try {
    this.dispatches.push(await this.clock.settle(redrive({ projectId: this.projectId, jobId, location: 'US' }), () => this.services.runningJobs() > 0));
  } catch (error) {
    this.error = error;
  }
});

Then('it is refused with the code {string}', function (this: World, code: string) {
  assert.equal((this.error as { code?: string } | undefined)?.code, code);
});

Then('the runs are', async function (this: World, table: { hashes(): Record<string, string>[] }) {
  const found: Record<string, string>[] = [];
  for await (const { Status, JobID } of listRuns({ config: this.requireConfig(), objects: this.services.objects, clock: this.clock })) found.push({ status: Status, job: JobID });
  assert.deepEqual(found, table.hashes());
});
