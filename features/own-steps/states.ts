import { Then } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { partOf } from '../support/part-of';
import type { World } from '../support/world';

Then('the state of {string} says', function (this: World, jobId: string, text: string) {
  const url = `gs://ops/journal/_state/shop/US/${jobId}.json`;
  const found = JSON.parse(this.read(url)?.toString() ?? assert.fail(`${url} does not exist`)) as Record<string, unknown>;
  for (const [field, expected] of Object.entries(JSON.parse(text) as Record<string, unknown>)) assert.deepEqual(partOf(found[field], expected), expected, field);
});

Then("each of {string}'s action jobs has an ID of BigQuery's form that asks for no task", function (this: World, parent: string) {
  const jobs = [...this.services.bigquery.jobs('shop')].filter(({ jobReference }) => jobReference.jobId.startsWith(`${parent.slice(0, 900)}--`));
  assert.notEqual(jobs.length, 0);
  for (const { jobReference } of jobs) assert.match(jobReference.jobId, /^(?!.*dispatch$)[A-Za-z0-9_-]{1,1024}$/);
});
