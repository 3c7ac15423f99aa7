import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { JobEvent } from '../../src/core/job-event';
import { inOrderOfEnd, loadEventFiles, type RecordedEvent } from './event-files';

function load(files: Readonly<Record<string, string>>): readonly RecordedEvent[] {
  const root = mkdtempSync(path.join(tmpdir(), 'events-'));
  try {
    mkdirSync(path.join(root, 'events'));
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(root, 'events', file), text);
    return loadEventFiles(root).events;
  } finally {
    rmSync(root, { recursive: true });
  }
}

const describe = (item: RecordedEvent): string => ('event' in item ? `${item.file}:${item.line} ${'jobId' in item.event ? item.event.jobId : item.event.ignored}` : `${item.fault.file}:${item.fault.line}:${item.fault.column} ${item.fault.code}`);
const ref = (JobID: string): string => JSON.stringify({ ProjectID: 'shop', JobID });

test('events come from objects, lists and lines', () => {
  const files = { 'a.json': `\n${ref('a1')}`, 'b.json': `[${ref('b1')},\n${ref('b2')}]`, 'c.ndjson': `${ref('c1')}\r\n\n${ref('c2')}`, 'readme.md': 'no' };
  assert.deepEqual(load(files).map(describe), ['events/a.json:2 a1', 'events/b.json:1 b1', 'events/b.json:2 b2', 'events/c.ndjson:1 c1', 'events/c.ndjson:3 c2']);
});

test('a line that cannot be read keeps nothing from the others', () => {
  const files = { 'a.json': '{"ProjectID": }', 'c.ndjson': `${ref('c1')}\n{"ProjectID": "shop",}\n{"x":1}\n${ref('c2')}` };
  assert.deepEqual(load(files).map(describe), ['events/a.json:1:15 EVENT_INVALID', 'events/c.ndjson:1 c1', 'events/c.ndjson:2:22 EVENT_INVALID', 'events/c.ndjson:3:1 EVENT_INVALID', 'events/c.ndjson:4 c2']);
});

const ended = (jobId: string, endTime: string, state = 'DONE'): JobEvent => {
  const jobReference = { projectId: 'shop', jobId, location: 'US' };
  return { eventId: jobId, ...jobReference, job: { jobReference, configuration: {}, statistics: { endTime }, status: { state } } };
};

test('events stand in the order of their ends; a bare reference takes its job, an unknown one the end', () => {
  const bare = (jobId: string): JobEvent => ({ eventId: `bare ${jobId}`, projectId: 'shop', jobId });
  const order = inOrderOfEnd([bare('unknown'), ended('late', '3000'), bare('early'), ended('early', '1000'), ended('middle', '2000'), ended('same', '2000')]);
  assert.deepEqual(order.map(({ eventId }) => eventId), ['bare early', 'early', 'middle', 'same', 'late', 'bare unknown']);
});
