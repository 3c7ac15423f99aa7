import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../emulator/manual-clock';
import { createObjectStore } from '../../emulator/storage/object-store';
import { createStorageState } from '../../emulator/storage/storage-state';
import type { DispatchConfig } from './dispatch-config';
import { parseGsUrl } from './gs-url';
import { createJournal } from './journal';
import { createJobStates } from './lease';
import type { DispatchResponse } from './response';

const ref = { projectId: 'shop', location: 'US', jobId: 'j1' };
const end = new Date('2024-03-01T09:30:00Z');
const RECORD = parseGsUrl('gs://ops/errors/2024-03-01_09/j1-job.json');

function setUp(standing?: object) {
  const clock = createManualClock(end);
  const storage = createStorageState({ clock });
  storage.createBucket('ops');
  if (standing) storage.write(RECORD, Buffer.from(JSON.stringify(standing)));
  const objects = createObjectStore(storage);
  const config = { journalUrl: parseGsUrl('gs://ops/journal/'), errorUrl: parseGsUrl('gs://ops/errors/') } as DispatchConfig;
  const states = createJobStates({ objects, clock, journalUrl: config.journalUrl, leaseSeconds: 60, newHolder: () => 'x' });
  const journal = createJournal({ config, objects, states });
  const response = (Code: string) => ({ Status: 'error', Error: { Code, Message: 'm', Hint: 'h' }, JobRef: ref, Matched: false, Actions: [] }) as unknown as DispatchResponse;
  return {
    record: (code: string) => journal.recordUnmatched(response(code), ref, end),
    code: () => (JSON.parse(Buffer.from(storage.read(RECORD)!.bytes).toString()) as { Error: { Code: string } }).Error.Code,
    generation: () => storage.stat(RECORD)?.generation,
  };
}

test('a failure that is no verdict is recorded, once for each code', async () => {
  const { record, code, generation } = setUp();
  assert.deepEqual(await record('TASK_NOT_FOUND'), RECORD);
  const first = generation();
  await record('TASK_NOT_FOUND');
  assert.equal(generation(), first);
  await record('STATE_INVALID');
  assert.equal(code(), 'STATE_INVALID');
});

test('it never takes the place of a verdict', async () => {
  const { record, code } = setUp({ Status: 'error', JobRef: ref, Matched: true, Error: { Code: 'JOB_FAILED' } });
  await record('STATE_INVALID');
  assert.equal(code(), 'JOB_FAILED');
});

test('a record of another job of the same ID stays, and this one takes a longer name', async () => {
  const { record, code } = setUp({ Status: 'error', JobRef: { ...ref, location: 'EU' }, Matched: false, Error: { Code: 'TASK_NOT_FOUND' } });
  assert.deepEqual(await record('JOB_NOT_FOUND'), parseGsUrl('gs://ops/errors/2024-03-01_09/j1.shop.US-job.json'));
  assert.equal(code(), 'TASK_NOT_FOUND');
});
