import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatGsUrl, parseGsUrl } from './gs-url';
import { otherRecordUrl, recordUrl, stateUrl, taskBesideRecord } from './object-names';

const journal = parseGsUrl('gs://ops/journal');
const ref = { projectId: 'shop', location: 'US', jobId: 'temp--orders--850--dispatch' };
const end = new Date('2024-03-01T23:59:59.999Z');

test('state, record and task have the names of R20 and R21', () => {
  const record = recordUrl(journal, ref, end);
  assert.equal(formatGsUrl(stateUrl(journal, ref)), 'gs://ops/journal/_state/shop/US/temp--orders--850--dispatch.json');
  assert.equal(formatGsUrl(record), 'gs://ops/journal/2024-03-01_23/temp/orders/850/dispatch-job.json');
  assert.equal(formatGsUrl(taskBesideRecord(record)), 'gs://ops/journal/2024-03-01_23/temp/orders/850/dispatch.json');
  assert.equal(formatGsUrl(otherRecordUrl(record, ref)), 'gs://ops/journal/2024-03-01_23/temp/orders/850/dispatch.shop.US-job.json');
});

test('the longest job IDs fit, and stay apart', () => {
  const long = (last: string) => ({ ...ref, projectId: 'p'.repeat(30), jobId: 'j'.repeat(1023) + last });
  for (const url of [stateUrl(journal, long('a')), recordUrl(journal, long('a'), end), otherRecordUrl(recordUrl(journal, long('a'), end), long('a'))]) {
    assert.ok(Buffer.byteLength(url.name) <= 1024, String(url.name.length));
  }
  assert.notEqual(stateUrl(journal, long('a')).name, stateUrl(journal, long('b')).name);
});
