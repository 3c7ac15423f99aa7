import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { jobTerm } from './job-resource-event';
import { isPlainJobResource } from './plain-job-resource';

type Json = Record<string, unknown>;

const recorded = JSON.parse(readFileSync(path.join(__dirname, '../../fixtures/events/job-resource.json'), 'utf8')) as Json;
const table = { projectId: 'p', datasetId: 'd', tableId: 't' };
/** Every field that the term knows. */
const whole: Json = {
  ...{ id: 'p:US.j', selfLink: 's', user_email: 'u', jobReference: { projectId: 'p', jobId: 'j', location: 'US' } },
  configuration: {
    ...{ jobType: 'QUERY', query: { query: 'SELECT 1', destinationTable: table }, load: { sourceUris: ['gs://b/o'], destinationTable: table } },
    ...{ extract: { sourceTable: table, destinationUri: 'gs://b/o', destinationUris: ['gs://b/o'] }, copy: { sourceTable: table, sourceTables: [table], destinationTable: table } },
  },
  statistics: { creationTime: '1', startTime: '2', endTime: '3' },
  status: { state: 'DONE', errorResult: { reason: 'r', message: 'm' } },
};

/** Every document that differs in one place: a value of another kind stands there, or none. */
function* spoilt(value: unknown): Iterable<unknown> {
  yield* [7, 'a b', [7], {}, undefined];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) for (const other of spoilt(item)) yield Array.isArray(value) ? [other] : { ...value, [key]: other };
}

test('a recorded job, and one with every field, is plain', () => {
  assert.ok(isPlainJobResource(recorded));
  assert.ok(isPlainJobResource(whole));
});

test('what is plain, the term takes as it is', () => {
  let refused = 0;
  for (const message of spoilt(whole)) {
    const read = jobTerm.safeParse(message);
    if (!read.success) refused++;
    if (isPlainJobResource(message)) assert.deepEqual(read.data, message, JSON.stringify(message));
  }
  assert.ok(refused > 100);
});
