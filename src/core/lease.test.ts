import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../emulator/manual-clock';
import { createObjectStore } from '../../emulator/storage/object-store';
import { createStorageState } from '../../emulator/storage/storage-state';
import { formatGsUrl, parseGsUrl } from './gs-url';
import type { Plan, Progress } from './job-state';
import { createJobStates, type Lease } from './lease';

const ref = { projectId: 'shop', location: 'US', jobId: 'j1' };
const plan = { EventID: 'e1', Started: '', Actions: [], Objects: [] } as unknown as Plan;
const done = (count: number): Progress => ({ Actions: Array.from({ length: count }, (_, index) => ({ Action: 'delete', Position: String(index), Status: 'ok', Request: {}, TimeTakenMs: 0 })), Wrote: [] });

function setUp() {
  const clock = createManualClock(new Date('2024-03-01T10:00:00Z'));
  const storage = createStorageState({ clock });
  storage.createBucket('ops');
  const objects = createObjectStore(storage);
  const writes: string[] = [];
  const counted = {
    ...objects,
    write: (...args: Parameters<typeof objects.write>) => {
      writes.push(`${(clock.now().getTime() % 100_000) / 1000}s ${formatGsUrl(args[0])}`);
      return objects.write(...args);
    },
  };
  let holders = 0;
  const states = createJobStates({ objects: counted, clock, journalUrl: parseGsUrl('gs://ops/journal/'), leaseSeconds: 60, newHolder: () => `run-${++holders}` });
  return { clock, states, writes };
}

async function claimed(states: ReturnType<typeof setUp>['states']): Promise<Lease> {
  const lease = await states.claim(ref, plan);
  assert.ok(lease);
  return lease;
}

test('a job is claimed once', async () => {
  const { states } = setUp();
  const lease = await claimed(states);
  assert.equal(await states.claim(ref, plan), undefined);
  assert.equal((await states.read(ref))?.state.Holder, 'run-1');
  lease.abandon();
});

test('a lease is renewed while its run lives, and no longer', async () => {
  const { clock, states, writes } = setUp();
  const lease = await claimed(states);
  await clock.advance(61_000);
  assert.deepEqual(writes.length, 4, writes.join('\n'));
  assert.equal((await states.read(ref))?.state.ExpiresAt, '2024-03-01T10:02:00.000Z');
  lease.abandon();
  await clock.advance(600_000);
  assert.equal(writes.length, 4);
});

test('progress is saved no oftener than once a second, and with the next save in any case', async () => {
  const { clock, states, writes } = setUp();
  const lease = await claimed(states);
  await lease.progress(done(1));
  await clock.advance(999);
  await lease.progress(done(2));
  assert.equal(writes.length, 1);
  await clock.advance(1);
  await lease.progress(done(3));
  assert.equal(writes.length, 2);
  assert.equal((await states.read(ref))?.state.Progress.Actions.length, 3);
  await lease.progress(done(4));
  await lease.end({ State: 'done' });
  assert.equal((await states.read(ref))?.state.Progress.Actions.length, 4);
});

test('a run that was taken over finds out before its next action, and stays out', async () => {
  const { clock, states } = setUp();
  const lease = await claimed(states);
  const standing = await states.read(ref);
  const other = await states.takeOver(standing!);
  assert.equal(other?.state.Holder, 'run-2');
  await clock.advance(20_000);
  await assert.rejects(lease.hold(), { code: 'LEASE_LOST' });
  await assert.rejects(lease.end({ State: 'done' }), { code: 'LEASE_LOST' });
  assert.equal((await states.read(ref))?.state.State, 'running');
  other.abandon();
});

test('a change whose reply was lost does not cost the lease', async () => {
  const { clock, states } = setUp();
  const lease = await claimed(states);
  const { state } = (await states.read(ref))!;
  // As a write of this run that took effect, of which it was told that it failed.
  assert.ok(await states.amend((await states.read(ref))!, { ExpiresAt: state.ExpiresAt }));
  await clock.advance(1000);
  await lease.progress(done(1));
  await lease.end({ State: 'done' });
  assert.equal((await states.read(ref))?.state.State, 'done');
});

test('of two that take over one wins', async () => {
  const { states } = setUp();
  (await claimed(states)).abandon();
  const standing = await states.read(ref);
  const [first, second] = await Promise.all([states.takeOver(standing!), states.takeOver(standing!)]);
  assert.deepEqual([first?.state.Holder, second], ['run-2', undefined]);
  first!.abandon();
});

test('a state that cannot be read is an error that names the object', async () => {
  const { clock, states } = setUp();
  const storage = createStorageState({ clock });
  storage.createBucket('ops');
  const broken = createJobStates({ objects: createObjectStore(storage), clock, journalUrl: parseGsUrl('gs://ops/journal/'), leaseSeconds: 60, newHolder: () => 'x' });
  for (const text of ['', '{}', '[]', '{"State":"resting"}']) {
    storage.write(parseGsUrl('gs://ops/journal/_state/shop/US/j1.json'), Buffer.from(text));
    await assert.rejects(broken.read(ref), { code: 'STATE_INVALID', message: /gs:\/\/ops\/journal\/_state\/shop\/US\/j1\.json/ });
  }
  assert.equal(await states.read(ref), undefined);
});
