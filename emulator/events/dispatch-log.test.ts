import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DispatchResponse } from '../../src/core/response';
import { createDispatchLog } from './dispatch-log';

const response = (jobId: string, Status: DispatchResponse['Status'] = 'ok'): DispatchResponse => ({
  Status,
  EventID: jobId,
  JobRef: { projectId: 'shop', jobId },
  Matched: true,
  Actions: [],
  Started: '',
  TimeTakenMs: 0,
});

test('the newest is last, and those of one job can be had alone', () => {
  const log = createDispatchLog();
  for (const [id, status] of [['a', 'ok'], ['b', 'error'], ['a', 'duplicate']] as const) log.note(response(id, status));
  assert.deepEqual(log.list().map(({ Status }) => Status), ['ok', 'error', 'duplicate']);
  assert.deepEqual(log.list('a').map(({ Status }) => Status), ['ok', 'duplicate']);
  assert.deepEqual(log.list('c'), []);
  assert.equal(log.counts().get('error'), 1);
});

test('the oldest go first, but are counted', () => {
  const log = createDispatchLog(2);
  for (const id of ['a', 'b', 'c', 'd', 'e']) log.note(response(id));
  assert.deepEqual(log.list().map(({ EventID }) => EventID), ['d', 'e']);
  assert.equal(log.counts().get('ok'), 5);
});
