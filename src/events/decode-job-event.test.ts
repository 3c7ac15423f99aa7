import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJobEvent } from './decode-job-event';

const job = {
  id: 'shop:US.j1',
  jobReference: { projectId: 'shop', jobId: 'j1', location: 'US' },
  configuration: { load: { sourceUris: ['gs://b/1'], destinationTable: { projectId: 'shop', datasetId: 'd', tableId: 't' } } },
  statistics: { endTime: '1709280000000' },
  status: { state: 'DONE' },
};

test('a Job resource is an event, and is kept whole', () => {
  const more = { ...job, statistics: { ...job.statistics, load: { outputRows: '5' } }, jobCreationReason: { code: 'REQUESTED' } };
  assert.deepEqual(decodeJobEvent(more), { eventId: 'shop:US.j1', projectId: 'shop', jobId: 'j1', location: 'US', job: more });
  assert.equal(decodeJobEvent({ ...job, id: undefined }).eventId, 'shop:US.j1');
  assert.equal(decodeJobEvent({ ...job, jobReference: { projectId: 'example.com:shop', jobId: 'j1' } }).projectId, 'example.com:shop');
});

test('a field that is null counts as absent', () => {
  const nulls = { ...job, statistics: null, status: { state: 'DONE', errorResult: null, errors: null } };
  assert.deepEqual(decodeJobEvent(nulls).job?.status, { state: 'DONE' });
  assert.equal('statistics' in decodeJobEvent(nulls).job!, false);
});

test('a reference is an event', () => {
  assert.deepEqual(decodeJobEvent({ EventID: 'e1', ProjectID: 'shop', JobID: 'j1' }), { eventId: 'e1', projectId: 'shop', jobId: 'j1', location: undefined });
  assert.equal(decodeJobEvent({ ProjectID: 'shop', JobID: 'j1', Location: 'EU' }).eventId, 'shop:EU.j1');
});

test('anything else is refused with what was found', () => {
  const cases: [unknown, RegExp][] = [
    [null, /found null/],
    [5, /found 5/],
    [[], /found \[\]/],
    [{ type: 'x', data: {} }, /found an object with "type", "data"/],
    [{ ...job, jobReference: { projectId: 'shop', jobId: '../x' } }, /jobReference\.jobId: expected a job ID/],
    [{ ...job, jobReference: { projectId: 'a/b', jobId: 'j' } }, /jobReference\.projectId: expected a project ID/],
    [{ ...job, jobReference: { projectId: 'shop', jobId: 'j', location: '../..' } }, /jobReference\.location: expected a location/],
    [{ ...job, configuration: { load: { sourceUris: 'gs://b/1' } } }, /configuration\.load\.sourceUris: expected a list/],
    [{ ...job, configuration: undefined }, /configuration: expected an object/],
    [{ JobID: 'j1' }, /ProjectID/],
    [{ ProjectID: 'shop', JobID: 'j'.repeat(1025) }, /JobID: expected a job ID/],
  ];
  for (const [message, expected] of cases) assert.throws(() => decodeJobEvent(message), { code: 'EVENT_INVALID', message: expected });
});
