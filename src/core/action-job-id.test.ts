import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { actionJobId } from './action-job-id';

const parent = { projectId: 'shop', location: 'US', jobId: 'load--850--dispatch' };
const parts = { position: '1', action: 'copy', redrive: 0 };

test('the same action of the same job has the same ID, readable from the left', () => {
  assert.equal(actionJobId(parent, parts), actionJobId({ ...parent }, { ...parts }));
  assert.match(actionJobId(parent, parts), /^load--850--dispatch--1-copy-[0-9a-f]{12}$/);
});

test('whatever tells two actions apart tells their IDs apart', () => {
  const ids = [
    actionJobId(parent, parts),
    actionJobId({ ...parent, projectId: 'shop2' }, parts),
    actionJobId({ ...parent, location: 'EU' }, parts),
    actionJobId({ ...parent, jobId: 'load--851--dispatch' }, parts),
    actionJobId(parent, { ...parts, position: '2' }),
    actionJobId(parent, { ...parts, position: '1.OnSuccess.0' }),
    actionJobId(parent, { ...parts, attempt: 1 }),
    actionJobId(parent, { ...parts, action: 'export' }),
    actionJobId(parent, { ...parts, redrive: 1 }),
    actionJobId(parent, { ...parts, part: '20240301' }),
  ];
  assert.equal(new Set(ids).size, ids.length);
});

test('an asynchronous action asks for its task', () => {
  assert.match(actionJobId(parent, { ...parts, position: '0.OnSuccess.1', attempt: 1, asynchronous: true }), /^load--850--dispatch--0-OnSuccess-1-copy-[0-9a-f]{12}-2--dispatch$/);
});

test('every ID has the form that BigQuery takes and asks for no task', () => {
  const jobId = fc.stringMatching(/^[A-Za-z0-9_-]{1,1024}$/);
  fc.assert(fc.property(jobId, (id) => /^(?!.*dispatch$)[A-Za-z0-9_-]{1,1024}$/.test(actionJobId({ ...parent, jobId: id }, parts))));
});
