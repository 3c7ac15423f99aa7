import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { loadConfig } from '../src/config/load-config';
import { actionNames } from '../src/core/actions';
import type { JobResource } from '../src/core/job-resource';
import type { DispatchResponse } from '../src/core/response';
import { decodeJobResource } from '../src/events/job-resource-event';
import { createEmulator } from './emulator';
import { createManualClock } from './manual-clock';

/** The sections of docs/actions.md with the JSON in them. */
const SECTIONS = readFileSync(path.join(__dirname, '../docs/actions.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section) => ({ title: section.split('\n')[0] as string, examples: [...section.matchAll(/```json\n([^]*?)```/g)].map(([, json]) => json as string) }));

const JOB: JobResource = {
  jobReference: { projectId: 'shop', jobId: 'orders-dispatch', location: 'US' },
  configuration: { load: { sourceUris: ['gs://landing/orders.json'], destinationTable: { projectId: 'shop', datasetId: 'sales', tableId: 'orders' } } },
  statistics: { endTime: '1709287202500' },
  status: { state: 'DONE' },
};

/** Handles the event of the job with that task, and all that follows it. */
async function run(task: string): Promise<readonly DispatchResponse[]> {
  const clock = createManualClock(new Date('2024-03-01T10:00:05Z'));
  const responses: DispatchResponse[] = [];
  const emulator = createEmulator({ clock, newHolder: randomUUID, onResponse: (response) => responses.push(response) });
  const { storage, bigquery, objects } = emulator;
  for (const bucket of ['landing', 'ops']) storage.createBucket(bucket);
  storage.write({ bucket: 'landing', name: 'orders.json' }, Buffer.from('{"name":"a","price":2}\n'));
  storage.write({ bucket: 'landing', name: 'group.json' }, Buffer.from('1'));
  storage.write({ bucket: 'ops', name: 'tasks/orders-dispatch.json' }, Buffer.from(task));
  bigquery.createDataset({ projectId: 'shop', datasetId: 'sales', location: 'US' });
  bigquery.addTable({ tableReference: { projectId: 'shop', datasetId: 'sales', tableId: 'orders' }, schema: { fields: [{ name: 'name', type: 'STRING' }, { name: 'price', type: 'INTEGER' }] } }, [['a', '2']]);
  emulator.configure(await loadConfig({ text: '{"DeferTaskURL": "gs://ops/tasks/"}', file: 'dispatch.json', given: {}, objects }));
  void emulator.deliver(decodeJobResource(JOB));
  await clock.settle(emulator.idle(), () => emulator.runningJobs() > 0);
  emulator.close();
  return responses;
}

describe('docs/actions.md', () => {
  it('has a section with an example for each action', () => {
    const documented = SECTIONS.filter(({ examples }) => examples.length > 0).map(({ title }) => title);
    assert.deepEqual(actionNames.filter((name) => !documented.includes(name)), []);
  });

  for (const { title, examples } of SECTIONS) {
    for (const [index, example] of examples.entries()) {
      it(`example ${index + 1} of ${title} runs`, async () => {
        const responses = await run(example);
        const faults = responses.filter(({ Status, JobRef }) => Status === 'error' || (JobRef?.jobId === 'orders-dispatch' && Status !== 'ok'));
        assert.deepEqual(faults, []);
      });
    }
  }
});
