import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { JobResource } from '../src/core/job-resource';
import { createManualClock } from './manual-clock';
import type { EventRequest } from './events/cloud-event';
import { createSeededRandom } from './events/random';
import { UNDISTURBED, type Disturbance } from './events/transit';
import { openSession } from './session';
import { workspaceProject } from './workspace-project';

const root = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-session-'));
after(() => rmSync(root, { recursive: true }));
mkdirSync(path.join(root, 'datasets', 'shop-project', 'sales'), { recursive: true });
writeFileSync(path.join(root, 'dispatch.json'), '{ "DeferTaskURL": "gs://ops-bucket/tasks/", "Routes": [{ "When": { "Type": "copy" } }] }');
writeFileSync(path.join(root, 'datasets/shop-project/sales/orders.schema.json'), '[{ "name": "id", "type": "INTEGER" }]');
writeFileSync(path.join(root, 'datasets/shop-project/sales/orders.ndjson'), '{"id":1}\n');

async function session(disturbance: Partial<Disturbance> = {}) {
  const clock = createManualClock(new Date('2024-03-01T10:00:00Z'));
  const pushed: EventRequest[] = [];
  let ids = 0;
  const opened = await openSession({
    root,
    given: { sets: new Map(), environment: {} },
    clock,
    newId: () => `id-${++ids}`,
    random: createSeededRandom(1),
    disturbance: { ...UNDISTURBED, ...disturbance },
    push: {
      urls: ['http://sink/'],
      format: 'eventarc',
      post: (_url, request) => {
        pushed.push(request);
        return Promise.resolve(204);
      },
    },
    onResponse: () => undefined,
    say: () => undefined,
  });
  const table = { projectId: 'shop-project', datasetId: 'sales', tableId: 'orders' };
  const copy = (jobId: string): JobResource =>
    opened.emulator.bigquery.insertJob({
      jobReference: { projectId: 'shop-project', jobId, location: 'US' },
      configuration: { copy: { sourceTable: table, destinationTable: { ...table, tableId: `copy_${jobId}` } } },
    });
  const rest = async (): Promise<void> => {
    await clock.settle(opened.emulator.idle());
    await clock.settle(opened.pushes.idle());
  };
  return { ...opened, clock, pushed, copy, rest };
}

test('the end of a job reaches the dispatcher and every target', async () => {
  const { copy, rest, dispatches, pushed, emulator } = await session();
  copy('a');
  assert.equal(emulator.runningJobs(), 1);
  await rest();
  assert.equal(emulator.runningJobs(), 0);
  assert.deepEqual(dispatches.list().map(({ Status, EventID }) => [Status, EventID]), [['ok', 'shop-project:US.a']]);
  assert.deepEqual(pushed.map(({ headers }) => headers['ce-subject']), ['bigquery.googleapis.com/projects/shop-project/jobs/a']);
});

test('events that arrive twice are answered twice', async () => {
  const { copy, rest, dispatches, pushed } = await session({ duplicate: 1 });
  copy('a');
  await rest();
  assert.deepEqual(dispatches.list().map(({ Status }) => Status), ['ok', 'duplicate']);
  assert.equal(pushed.length, 2);
});

test('events that are lost reach nobody', async () => {
  const { copy, rest, dispatches, pushed, emulator } = await session({ drop: 1 });
  const job = copy('a');
  await rest();
  assert.equal(await emulator.deliver({ eventId: 'e', projectId: 'shop-project', jobId: 'a', job }), undefined);
  assert.deepEqual([dispatches.list(), pushed], [[], []]);
});

test('events that overtake each other all arrive', async () => {
  const { copy, rest, dispatches, pushed } = await session({ reorder: true });
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  for (const id of ids) copy(id);
  await rest();
  const arrived = dispatches.list().map(({ JobRef }) => JobRef?.jobId ?? '');
  assert.notDeepEqual(arrived, ids);
  assert.deepEqual([...arrived].sort(), ids);
  assert.equal(pushed.length, 6);
});

test('a closed session does nothing more', async () => {
  const opened = await session();
  opened.copy('a');
  opened.close();
  await opened.clock.advance(60_000);
  assert.deepEqual(opened.dispatches.list(), []);
});

test('clients are told the first project of the workspace', () => {
  assert.equal(workspaceProject(root), 'shop-project');
  assert.equal(workspaceProject(path.join(root, 'nowhere')), 'local-project');
});
