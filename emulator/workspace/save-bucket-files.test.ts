import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { createManualClock } from '../manual-clock';
import { createStorageState, type StorageState } from '../storage/storage-state';
import { saveBucketFiles } from './save-bucket-files';

test('objects lie at their own paths, odd ones beside the index that tells of all', (context) => {
  const { root, state } = setUp(context, { data: ['in/a.csv', 'in/'] });
  state.write({ bucket: 'data', name: 'in/b.csv' }, Buffer.from('b'), { contentType: 'text/csv', metadata: { owner: 'reports' } });
  saveBucketFiles(root, state);
  assert.deepEqual(filesIn(root), ['buckets/data.objects/0001', 'buckets/data.objects/index.json', 'buckets/data/in/a.csv', 'buckets/data/in/b.csv']);
  assert.equal(readFileSync(path.join(root, 'buckets/data/in/a.csv'), 'utf8'), 'bytes of in/a.csv');
  assert.equal(readFileSync(path.join(root, 'buckets/data.objects/0001'), 'utf8'), 'bytes of in/');
  assert.deepEqual(JSON.parse(readFileSync(path.join(root, 'buckets/data.objects/index.json'), 'utf8')), {
    bucket: { metageneration: '1', timeCreated: '2024-03-01T08:00:00.000Z', updated: '2024-03-01T08:00:00.000Z' },
    objects: [
      { name: 'in/', file: '0001', generation: '1709280000000001', metageneration: '1', timeCreated: '2024-03-01T08:00:00.000Z' },
      { name: 'in/a.csv', generation: '1709280000000000', metageneration: '1', timeCreated: '2024-03-01T08:00:00.000Z' },
      {
        name: 'in/b.csv',
        contentType: 'text/csv',
        metadata: { owner: 'reports' },
        generation: '1709280000000002',
        metageneration: '1',
        timeCreated: '2024-03-01T08:00:00.000Z',
      },
    ],
  });
});

test('a bucket x and a bucket x.objects keep apart', (context) => {
  const { root, state } = setUp(context, { 'xyz': ['a', '.'.repeat(3)], 'xyz.objects': ['a', '0001', 'index.json'] });
  saveBucketFiles(root, state);
  assert.deepEqual(filesIn(root), [
    'buckets/xyz.objects.objects/0001',
    'buckets/xyz.objects.objects/0002',
    'buckets/xyz.objects.objects/0003',
    'buckets/xyz.objects.objects/index.json',
    'buckets/xyz.objects/0001',
    'buckets/xyz.objects/index.json',
    'buckets/xyz/a',
  ]);
});

test('an empty bucket has an empty folder, and an index that git keeps', (context) => {
  const { root, state } = setUp(context, { data: [] });
  saveBucketFiles(root, state);
  assert.deepEqual(readdirSync(path.join(root, 'buckets/data')), []);
  const bucket = { metageneration: '1', timeCreated: '2024-03-01T08:00:00.000Z', updated: '2024-03-01T08:00:00.000Z' };
  assert.equal(readFileSync(path.join(root, 'buckets/data.objects/index.json'), 'utf8'), `${JSON.stringify({ bucket, objects: [] }, null, 2)}\n`);
});

test('what the state no longer holds goes, what a workspace passes over stays, what is outside is left alone', (context) => {
  const { root, state } = setUp(context, { data: ['a/b', 'B'] });
  const before = {
    'buckets/data/a/b': 'old bytes',
    'buckets/data/a/gone': 'x',
    'buckets/data/gone/.gitkeep': 'x',
    'buckets/data/b': 'spelt otherwise',
    'buckets/data/.DS_Store': 'x',
    'buckets/data/B/was a folder': 'x',
    'buckets/data.objects/0007': 'x',
    'buckets/other/.gitkeep': 'x',
    'workspace.json': '{}',
  };
  for (const [name, content] of Object.entries(before)) put(root, name, content);
  saveBucketFiles(root, state);
  const after = ['buckets/data.objects/index.json', 'buckets/data/.DS_Store', 'buckets/data/B', 'buckets/data/a/b', 'workspace.json'];
  assert.deepEqual(filesIn(root), after);
  assert.equal(existsSync(path.join(root, 'buckets/other')), false);
  assert.equal(readFileSync(path.join(root, 'buckets/data/a/b'), 'utf8'), 'bytes of a/b');
});

test('a file that is right already is not written again', (context) => {
  const { root, state } = setUp(context, { data: ['a', '?'] });
  saveBucketFiles(root, state);
  const files = filesIn(root).map((name) => path.join(root, name));
  for (const file of files) utimesSync(file, 1, 1);
  saveBucketFiles(root, state);
  assert.deepEqual(files.map((file) => statSync(file).mtimeMs), files.map(() => 1000));
});

test('links are replaced, never written through', (context) => {
  const { root, state } = setUp(context, { data: ['file', 'folder/a'] });
  put(root, 'outside/file', 'untouched');
  mkdirSync(path.join(root, 'buckets/data'), { recursive: true });
  symlinkSync(path.join(root, 'outside/file'), path.join(root, 'buckets/data/file'));
  symlinkSync(path.join(root, 'outside'), path.join(root, 'buckets/data/folder'));
  saveBucketFiles(root, state);
  assert.deepEqual(readdirSync(path.join(root, 'outside')), ['file']);
  assert.equal(readFileSync(path.join(root, 'outside/file'), 'utf8'), 'untouched');
  assert.equal(readFileSync(path.join(root, 'buckets/data/folder/a'), 'utf8'), 'bytes of folder/a');

  rmSync(path.join(root, 'buckets'), { recursive: true });
  symlinkSync(path.join(root, 'outside'), path.join(root, 'buckets'));
  saveBucketFiles(root, state);
  assert.deepEqual(readdirSync(path.join(root, 'outside')), ['file']);
});

function setUp(context: TestContext, buckets: Record<string, readonly string[]>): { root: string; state: StorageState } {
  const root = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-save-'));
  context.after(() => rmSync(root, { recursive: true }));
  const state = createStorageState({ clock: createManualClock(new Date('2024-03-01T08:00:00Z')) });
  for (const [bucket, names] of Object.entries(buckets)) {
    state.createBucket(bucket);
    for (const name of names) state.write({ bucket, name }, Buffer.from(`bytes of ${name}`));
  }
  return { root, state };
}

function put(root: string, name: string, content: string): void {
  mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(root, name), content);
}

function filesIn(root: string): string[] {
  const all = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => name.split(path.sep).join('/'));
  return all.filter((name) => statSync(path.join(root, name)).isFile()).sort();
}
