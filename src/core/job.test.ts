import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeJob } from './job';
import type { JobConfiguration, JobResource } from './job-resource';

const now = new Date('2030-01-01T00:00:00Z');
const orders = { projectId: 'shop', datasetId: 'sales', tableId: 'orders' };
const returns = { projectId: 'shop', datasetId: 'sales', tableId: 'returns' };

function resource(configuration: JobConfiguration, more: Partial<JobResource> = {}): JobResource {
  return { jobReference: { projectId: 'shop', jobId: 'j1', location: 'EU' }, configuration, status: { state: 'DONE' }, ...more };
}

const describe = (job: JobResource) => describeJob(job, { location: 'US', now });

test('source and destination by the table of R5', () => {
  const cases: [JobConfiguration, { type: string; source: string; destination: string }][] = [
    [{ query: { query: 'SELECT 1\r\nFROM\nx', destinationTable: orders } }, { type: 'QUERY', source: 'SELECT 1 FROM x', destination: 'shop:sales.orders' }],
    [{ query: { query: 'SELECT 1' } }, { type: 'QUERY', source: 'SELECT 1', destination: '' }],
    [{ load: { sourceUris: ['gs://b/1', 'gs://b/2'], destinationTable: orders } }, { type: 'LOAD', source: 'gs://b/1,gs://b/2', destination: 'shop:sales.orders' }],
    [{ extract: { sourceTable: orders, destinationUris: ['gs://b/1', 'gs://b/2'] } }, { type: 'EXTRACT', source: 'shop:sales.orders', destination: 'gs://b/1,gs://b/2' }],
    [{ extract: { sourceTable: orders, destinationUri: 'gs://b/1' } }, { type: 'EXTRACT', source: 'shop:sales.orders', destination: 'gs://b/1' }],
    [{ extract: { sourceModel: { projectId: 'shop', datasetId: 'ml', modelId: 'm' }, destinationUris: [] } }, { type: 'EXTRACT', source: 'shop:ml.m', destination: '' }],
    [{ copy: { sourceTables: [orders, returns], destinationTable: orders } }, { type: 'COPY', source: 'shop:sales.orders,shop:sales.returns', destination: 'shop:sales.orders' }],
    [{ copy: { sourceTable: returns, destinationTable: orders } }, { type: 'COPY', source: 'shop:sales.returns', destination: 'shop:sales.orders' }],
    [{ jobType: 'UNKNOWN' }, { type: 'UNKNOWN', source: '', destination: '' }],
  ];
  for (const [configuration, expected] of cases) {
    const { type, source, destination } = describe(resource(configuration));
    assert.deepEqual({ type, source, destination }, expected);
  }
});

test('a copy of several tables has no single source table', () => {
  assert.equal(describe(resource({ copy: { sourceTables: [orders, returns], destinationTable: orders } })).sourceTable, undefined);
  assert.deepEqual(describe(resource({ copy: { sourceTables: [returns], destinationTable: orders } })).sourceTable, returns);
});

test('the location is found in the reference, the id, the selfLink, else it is the default', () => {
  const jobReference = { projectId: 'shop', jobId: 'j1' };
  const at = (more: Partial<JobResource>) => describe(resource({}, more)).ref.location;
  assert.equal(at({ jobReference: { ...jobReference, location: 'us' } }), 'US');
  assert.equal(at({ jobReference: { ...jobReference, location: 'Europe-West1' } }), 'europe-west1');
  assert.equal(at({ jobReference, id: 'shop:EU.j1' }), 'EU');
  assert.equal(at({ jobReference, selfLink: 'https://x/jobs/j1?location=asia-east1' }), 'asia-east1');
  assert.equal(at({ jobReference, id: 'j1' }), 'US');
});

test('times are texts or numbers; a missing end falls back', () => {
  const end = (statistics: JobResource['statistics']) => describe(resource({}, { statistics })).endTime.toISOString();
  assert.equal(end({ endTime: '1709280000000' }), '2024-03-01T08:00:00.000Z');
  assert.equal(end({ endTime: 1709280000000 }), '2024-03-01T08:00:00.000Z');
  assert.equal(end({ creationTime: '1709280000000' }), '2024-03-01T08:00:00.000Z');
  assert.equal(end({ endTime: 'soon' }), now.toISOString());
});

test('only errorResult makes a job a failed one', () => {
  assert.equal(describe(resource({}, { status: { state: 'DONE', errors: [{ reason: 'invalid' }] } })).error, undefined);
  assert.deepEqual(describe(resource({}, { status: { state: 'DONE', errorResult: { reason: 'invalid' } } })).error, { reason: 'invalid' });
});
