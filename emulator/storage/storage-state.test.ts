import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock, type ManualClock } from '../manual-clock';
import { createStorageState, type StorageState } from './storage-state';

const at = (name: string, bucket = 'data'): { bucket: string; name: string } => ({ bucket, name });
const text = (content: string): Buffer => Buffer.from(content);

function stateWithBucket(): { state: StorageState; clock: ManualClock } {
  const clock = createManualClock(new Date('2024-03-01T08:00:00Z'));
  const state = createStorageState({ clock });
  state.createBucket('data');
  return { state, clock };
}

test('generations are microseconds of the clock, and grow while it stands still', async () => {
  const { state, clock } = stateWithBucket();
  assert.equal(state.write(at('a'), text('1')).generation, '1709280000000000');
  assert.equal(state.write(at('a'), text('2')).generation, '1709280000000001');
  assert.equal(state.write(at('b'), text('1')).generation, '1709280000000002');
  await clock.advance(5);
  const { generation, metageneration, timeCreated } = state.write(at('a'), text('3'));
  assert.deepEqual({ generation, metageneration }, { generation: '1709280000005000', metageneration: '1' });
  assert.equal(timeCreated.toISOString(), '2024-03-01T08:00:00.005Z');
});

test('a restored object is as it was recorded, and later generations are larger', () => {
  const { state } = stateWithBucket();
  const timeCreated = new Date('2031-01-01T00:00:00Z');
  const recorded = { generation: '1924992000000000', metageneration: '3', timeCreated, contentType: 'text/csv', metadata: { owner: 'reports' } };
  const { generation, metageneration, contentType, metadata, ...restored } = state.restore(at('a'), text('a'), recorded);
  assert.deepEqual({ generation, metageneration, contentType, metadata, timeCreated: restored.timeCreated }, recorded);
  assert.equal(restored.sizeBytes, 1);
  assert.equal(state.write(at('b'), text('b')).generation, '1924992000000001');
  state.restore(at('c'), text('c'), { generation: '5' });
  assert.equal(state.stat(at('c'))?.generation, '5');
  assert.equal(state.write(at('c'), text('c')).generation, '1924992000000002');
});

test('an object restored without a generation gets a new one', () => {
  const { state } = stateWithBucket();
  const { generation, timeCreated } = state.restore(at('a'), text('a'), { timeCreated: new Date(0) });
  assert.deepEqual({ generation, timeCreated }, { generation: '1709280000000000', timeCreated: new Date(0) });
});

test('buckets are made once and by name, and listed in order', () => {
  const { state } = stateWithBucket();
  state.createBucket('backup');
  assert.deepEqual(state.bucketNames(), ['backup', 'data']);
  assert.throws(() => state.createBucket('data'), { code: 'ALREADY_EXISTS', message: 'the bucket data exists already' });
});

test('a bucket that was never made is NOT_FOUND by its name', () => {
  const { state } = stateWithBucket();
  const expected = { code: 'NOT_FOUND', message: 'the bucket missing does not exist (asked for gs://missing/a)' };
  assert.throws(() => state.read(at('a', 'missing')), expected);
  assert.throws(() => state.write(at('a', 'missing'), text('')), expected);
  assert.throws(() => state.list(at('a', 'missing')), expected);
  assert.deepEqual(state.bucketNames(), ['data']);
});

for (const name of ['', 'ab', 'Data', '-data', 'data-', 'my bucket', '10.0.0.1', 'a..b', 'googbucket', 'mygoogle', 'x'.repeat(64), '../data']) {
  test(`a bucket cannot be named ${JSON.stringify(name)}`, () => {
    assert.throws(() => stateWithBucket().state.createBucket(name), { code: 'INVALID_REQUEST' });
  });
}

for (const name of ['abc', 'my_bucket', '1-2', 'x'.repeat(63), 'project.appspot.com', 'data.objects']) {
  test(`a bucket can be named ${name}`, () => {
    const { state } = stateWithBucket();
    state.createBucket(name);
    state.write(at('a', name), text('hello'));
    assert.equal(state.read(at('a', name))?.sizeBytes, 5);
  });
}

for (const name of ['', '.', '..', 'a\nb', 'a\rb', 'x'.repeat(1025), 'é'.repeat(513), '.well-known/acme-challenge/x', 'half \ud83d']) {
  test(`an object cannot be named ${JSON.stringify(name.slice(0, 30))}, and nothing is found there`, () => {
    const { state } = stateWithBucket();
    state.write(at('a'), text('hello'));
    assert.throws(() => state.write(at(name), text('hello')), { code: 'INVALID_REQUEST' });
    assert.throws(() => state.copy(at('a'), at(name)), { code: 'INVALID_REQUEST' });
    assert.equal(state.read(at(name)), undefined);
    assert.equal(state.remove(at(name)), false);
  });
}

test('names that no file system would take are kept apart', () => {
  const { state } = stateWithBucket();
  const names = ['../data/o_a', '/', '//', '...', 'a', 'a\0', 'a*', 'a.', 'o_a', '%2E', 'é'.repeat(512), 'x'.repeat(1024)];
  for (const name of names) state.write(at(name), text(name));
  for (const name of names) assert.deepEqual(state.read(at(name))?.bytes, text(name), name);
});

test('a copy may go to another bucket, under conditions on both sides', () => {
  const { state } = stateWithBucket();
  state.createBucket('backup');
  state.write(at('a'), text('hello'), { contentType: 'text/plain' });
  const absent = { destination: { ifGeneration: '0' } };
  assert.equal(state.copy(at('a'), at('a', 'backup'), absent).contentType, 'text/plain');
  assert.throws(() => state.copy(at('a'), at('a', 'backup'), absent), { code: 'PRECONDITION_FAILED' });
  assert.deepEqual(state.read(at('a', 'backup'))?.bytes, text('hello'));
});

test('reading is bound by conditions where an object stands', () => {
  const { state } = stateWithBucket();
  const { generation } = state.write(at('a'), text('hello'));
  assert.equal(state.read(at('a'), { ifGeneration: generation })?.sizeBytes, 5);
  assert.throws(() => state.stat(at('a'), { ifGenerationNot: generation }), { code: 'PRECONDITION_FAILED' });
  assert.equal(state.stat(at('b'), { ifGeneration: generation }), undefined);
});

test('a list may begin at a name, and goes on rightly when objects come and go', () => {
  const { state } = stateWithBucket();
  for (const name of ['a/1', 'a/2', 'a/4', 'b']) state.write(at(name), text(name));
  assert.deepEqual([...state.list(at('a/'), 'a/2')].map(({ url }) => url.name), ['a/2', 'a/4']);
  assert.deepEqual([...state.list(at('b'), 'a/2')].map(({ url }) => url.name), ['b']);
  const seen: string[] = [];
  for (const { url } of state.list(at('a/'))) {
    seen.push(url.name);
    if (url.name === 'a/1') state.remove(at('a/2'));
    if (url.name === 'a/1') state.write(at('a/3'), text(''));
  }
  assert.deepEqual(seen, ['a/1', 'a/3', 'a/4']);
});

test('two states share nothing', () => {
  const [one, two] = [stateWithBucket().state, stateWithBucket().state];
  one.write(at('a'), text('hello'));
  assert.equal(two.read(at('a')), undefined);
});
