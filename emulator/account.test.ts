import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DispatchResponse } from '../src/core/response';
import { decodeJobResource } from '../src/events/job-resource-event';
import { formatAccount } from './account';

const base: DispatchResponse = {
  Status: 'ok',
  EventID: 'e1',
  JobRef: { projectId: 'shop', jobId: 'j1', location: 'US' },
  Matched: true,
  Actions: [],
  Started: '2024-03-01T08:00:00.000Z',
  TimeTakenMs: 1,
};

test('an account tells job, match, actions and record', () => {
  const event = decodeJobResource({
    jobReference: base.JobRef,
    configuration: { query: { query: 'SELECT 1', destinationTable: { projectId: 'shop', datasetId: 'd', tableId: 't' } } },
  });
  const response: DispatchResponse = {
    ...base,
    Status: 'error',
    MatchedBy: 'route',
    Route: { Index: 0, Name: 'all' },
    Actions: [
      { Action: 'delete', Position: '0', Status: 'ok', Request: {}, Effect: 'gs://b/1 deleted', TimeTakenMs: 1 },
      { Action: 'move', Position: '1', Status: 'error', Request: {}, Error: { Code: 'NOT_FOUND', Message: 'gone', Hint: 'look' }, TimeTakenMs: 1 },
      { Action: 'copy', Position: '2', Status: 'notRun', Request: {}, TimeTakenMs: 0 },
    ],
    Error: { Code: 'NOT_FOUND', Message: 'move: gone', Hint: 'look' },
    RecordURL: 'gs://ops/errors/x-job.json',
  };
  const routes = [{ When: { Dest: 'd\\.t', Type: 'query' }, OnSuccess: [], OnFailure: [], Async: false }];
  assert.deepEqual(formatAccount(response, event, routes).split('\n').map((line) => line.trim()), [
    'error     QUERY shop:US.j1  SELECT 1 → shop:d.t',
    'route 0 "all", because the type is QUERY and the destination contains d\\.t',
    '✓ delete   gs://b/1 deleted',
    '✗ move     NOT_FOUND: gone',
    '· copy     not run',
    'NOT_FOUND',
    'move: gone',
    '→ look',
    'record gs://ops/errors/x-job.json',
  ]);
});

test('texts of jobs cannot move the cursor or pass for lines of their own', () => {
  const account = formatAccount({ ...base, JobError: { message: '\u001b[2J\r\nok        LOAD\u202e' } }, undefined, []);
  assert.equal(account.split('\n').length, 2);
  assert.match(account, /\\u001b\[2J\\u000d\\u000aok.*\\u202e/);
});
