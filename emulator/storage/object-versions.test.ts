import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../manual-clock';
import type { ObjectChange } from './object-changes';
import { createStorageState, type StorageState } from './storage-state';

const url = { bucket: 'data', name: 'a' };
const text = (content: string): Buffer => Buffer.from(content);

function stateOf(versioned: boolean): { state: StorageState; told: string[]; changes: ObjectChange[] } {
  const state = createStorageState({ clock: createManualClock(new Date('2024-03-01T08:00:00Z')) });
  state.createBucket('data', { settings: { versioning: { enabled: versioned } } });
  const changes: ObjectChange[] = [];
  const told: string[] = [];
  state.onObjectChange((change) => {
    changes.push(change);
    told.push(`${change.eventType} ${String(change.object.sizeBytes)}`);
  });
  return { state, told, changes };
}

const sizesOf = (state: StorageState): number[] => [...state.listVersions({ bucket: 'data', name: '' })].map(({ sizeBytes }) => sizeBytes);

test('a versioned bucket keeps what is replaced and removed, until a generation is named', () => {
  const { state, told } = stateOf(true);
  const first = state.write(url, text('1'));
  const second = state.write(url, text('22'));
  assert.equal(state.version(url, first.generation)?.bytes.toString(), '1');
  assert.ok(state.version(url, first.generation)?.object.timeDeleted);
  assert.equal(state.remove(url), true);
  assert.equal(state.stat(url), undefined);
  assert.equal(state.remove(url), false);
  assert.deepEqual(sizesOf(state), [1, 2]);
  assert.equal(state.removeBucket('data'), false);
  assert.equal(state.remove(url, { generation: second.generation }), true);
  assert.equal(state.remove(url, { generation: first.generation }), true);
  assert.deepEqual(sizesOf(state), []);
  assert.equal(state.removeBucket('data'), true);
  assert.deepEqual(told, ['OBJECT_FINALIZE 1', 'OBJECT_FINALIZE 2', 'OBJECT_ARCHIVE 1', 'OBJECT_ARCHIVE 2', 'OBJECT_DELETE 2', 'OBJECT_DELETE 1']);
});

test('without versions the old generation is gone, and listeners hear which took whose place', () => {
  const { state, changes } = stateOf(false);
  const first = state.write(url, text('1'));
  const second = state.write(url, text('22'));
  assert.equal(state.version(url, first.generation), undefined);
  state.update(url, { contentType: 'text/csv' });
  state.remove(url);
  assert.deepEqual(
    changes.map(({ eventType, overwroteGeneration, overwrittenByGeneration }) => [eventType, overwroteGeneration, overwrittenByGeneration]),
    [
      ['OBJECT_FINALIZE', undefined, undefined],
      ['OBJECT_FINALIZE', first.generation, undefined],
      ['OBJECT_DELETE', undefined, second.generation],
      ['OBJECT_METADATA_UPDATE', undefined, undefined],
      ['OBJECT_DELETE', undefined, undefined],
    ],
  );
});

test('an update counts the metageneration and keeps generation and bytes', () => {
  const { state } = stateOf(false);
  const { generation } = state.write(url, text('1'), { contentType: 'text/csv', cacheControl: 'no-cache' });
  const updated = state.update(url, { contentLanguage: 'en' }, { ifMetageneration: '1' });
  assert.deepEqual([updated?.generation, updated?.metageneration, updated?.cacheControl, updated?.contentLanguage], [generation, '2', undefined, 'en']);
  assert.equal(state.read(url)?.bytes.toString(), '1');
  assert.throws(() => state.update(url, {}, { ifMetageneration: '1' }), { code: 'PRECONDITION_FAILED' });
  assert.equal(state.update({ ...url, name: 'absent' }, {}), undefined);
});

test('what is held is neither removed, replaced nor moved', () => {
  const { state } = stateOf(false);
  for (const hold of ['temporaryHold', 'eventBasedHold'] as const) {
    state.write(url, text('1'));
    state.update(url, { [hold]: true });
    for (const attempt of [() => state.remove(url), () => state.write(url, text('2')), () => state.move(url, 'b')]) {
      assert.throws(attempt, /is under active (Temporary|Event-Based) hold/);
    }
    assert.equal(state.stat({ ...url, name: 'b' }), undefined);
    state.update(url, {});
  }
  assert.equal(state.remove(url), true);
});

test('a retention policy keeps objects until its time has passed', async () => {
  const clock = createManualClock(new Date('2024-03-01T08:00:00Z'));
  const state = createStorageState({ clock });
  state.createBucket('data', { settings: { retentionPolicy: { retentionPeriod: '60' } } });
  state.write(url, text('1'));
  assert.throws(() => state.remove(url), /cannot be deleted or overwritten until 2024-03-01T08:01:00.000Z/);
  await clock.advance(60_000);
  assert.equal(state.remove(url), true);
});

test('a copy of an older generation becomes the live one, and a move takes the attributes along', () => {
  const { state } = stateOf(true);
  const first = state.write(url, text('1'), { contentType: 'text/csv' });
  state.write(url, text('22'));
  assert.equal(state.copy(url, url, { generation: first.generation }).contentType, 'text/csv');
  const moved = state.move(url, 'b', { destination: { ifGeneration: '0' } });
  assert.deepEqual([moved.url.name, moved.contentType, state.read(moved.url)?.bytes.toString()], ['b', 'text/csv', '1']);
  assert.equal(state.stat(url), undefined);
});

test('clear empties everything, and generations go on growing', () => {
  const { state } = stateOf(false);
  const { generation } = state.write(url, text('1'));
  state.clear();
  assert.deepEqual(state.bucketNames(), []);
  state.createBucket('data');
  assert.ok(BigInt(state.write(url, text('1')).generation) > BigInt(generation));
});
