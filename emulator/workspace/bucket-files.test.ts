import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createManualClock } from '../manual-clock';
import { objectNameProblem } from '../storage/object-name';
import { createStorageState, type StorageState } from '../storage/storage-state';
import { loadBucketFiles } from './load-bucket-files';
import { restoreBuckets } from './restore-buckets';
import { saveBucketFiles } from './save-bucket-files';

const PARTS = ['a', 'A', 'b', '/', '/', '//', '.', '..', ' ', '*', '%', '"', '\\', ':', '\0', '\t', 'é', 'e\u0301', 'ß', '日', '\u{1f600}', 'con', '.git', '.gitkeep', 'x'.repeat(120)];
const oddName = fc.string({ unit: fc.constantFrom(...PARTS), minLength: 1, maxLength: 6 });
const anyName = fc.oneof(oddName, oddName, fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })).filter((name) => objectNameProblem(name) === undefined);

const anyObject = fc.record({
  name: anyName,
  bytes: fc.uint8Array({ maxLength: 20 }),
  contentType: fc.option(fc.string(), { nil: undefined }),
  contentEncoding: fc.option(fc.constantFrom('', 'gzip'), { nil: undefined }),
  metadata: fc.option(fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('k', 'K', '__proto__')), fc.string()), { nil: undefined }),
  generation: fc.option(fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }).map(String), { nil: undefined }),
  metageneration: fc.option(fc.constantFrom('1', '7'), { nil: undefined }),
  timeCreated: fc.date({ noInvalidDate: true }),
});

const anyBuckets = fc.uniqueArray(
  fc.record({
    bucket: fc.constantFrom('data', 'data.objects', 'data.objects.objects', 'other'),
    objects: fc.uniqueArray(anyObject, { selector: ({ name }) => name, maxLength: 12 }),
  }),
  { selector: ({ bucket }) => bucket },
);

test('what is saved is loaded as it was, and saved again as the same files', () => {
  fc.assert(
    fc.property(anyBuckets, (buckets) => {
      const original = emptyState();
      for (const { bucket, objects } of buckets) {
        original.createBucket(bucket);
        for (const { name, bytes, ...recorded } of objects) original.restore({ bucket, name }, bytes, recorded);
      }
      const loaded = emptyState();
      const [first, second] = [withFolder((root) => saveAndLoad(root, original, loaded)), withFolder((root) => save(root, loaded))];
      assert.deepEqual(contentOf(loaded), contentOf(original));
      assert.deepEqual(second, first);
    }),
    { numRuns: 50 },
  );
});

test('thousands of objects at their own paths and beside them come back', () => {
  const original = emptyState();
  original.createBucket('data');
  for (let number = 0; number < 2000; number++) {
    const name = number % 10 === 0 ? `odd/${number}/` : `plain/${number % 100}/${number}`;
    original.write({ bucket: 'data', name }, Buffer.from(String(number)));
  }
  const loaded = emptyState();
  withFolder((root) => saveAndLoad(root, original, loaded));
  assert.deepEqual(contentOf(loaded), contentOf(original));
});

test('settings of a bucket, attributes and generations that are no longer live come back', () => {
  const original = emptyState();
  const settings = { versioning: { enabled: true }, labels: { env: 'test' }, lifecycle: { rule: [] } };
  original.createBucket('data', { project: 'demo', settings });
  original.updateBucket('data', { settings, iamPolicy: { bindings: [] } });
  original.addNotificationConfig('data', { topic: '//pubsub.googleapis.com/projects/p/topics/t', payload_format: 'NONE', event_types: [], custom_attributes: { a: 'b' }, object_name_prefix: 'x/' });
  const url = { bucket: 'data', name: 'plain.csv' };
  original.write(url, Buffer.from('1'), { cacheControl: 'no-cache', storageClass: 'NEARLINE', customTime: '2024-01-01T00:00:00.000Z' });
  original.write(url, Buffer.from('22'), { contentDisposition: 'inline', contentLanguage: 'en', acl: [{ entity: 'allUsers', role: 'READER' }] });
  original.update(url, { temporaryHold: true, eventBasedHold: false, retention: { mode: 'Unlocked', retainUntilTime: '2030-01-01T00:00:00.000Z' } });
  original.write({ bucket: 'data', name: 'gone.csv' }, Buffer.from('333'), { componentCount: 3 });
  original.remove({ bucket: 'data', name: 'gone.csv' });
  const loaded = emptyState();
  withFolder((root) => saveAndLoad(root, original, loaded));
  assert.deepEqual(everythingOf(loaded), everythingOf(original));
  assert.equal(loaded.version(url, [...loaded.listVersions({ bucket: 'data', name: 'plain' })][0]?.generation)?.bytes.toString(), '1');
  assert.equal(loaded.stat({ bucket: 'data', name: 'gone.csv' }), undefined);
});

function everythingOf(state: StorageState): unknown {
  return state.bucketNames().map((bucket) => ({
    bucket: state.bucket(bucket),
    notificationConfigs: state.notificationConfigs(bucket),
    versions: [...state.listVersions({ bucket, name: '' })].map((object) => ({ ...object, bytes: state.version(object.url, object.generation)?.bytes })),
  }));
}

function emptyState(): StorageState {
  return createStorageState({ clock: createManualClock(new Date('2024-03-01T08:00:00Z')) });
}

function contentOf(state: StorageState): unknown {
  return state.bucketNames().map((bucket) => {
    const objects = [...state.list({ bucket, name: '' })].map((object) => ({ ...object, bytes: state.read(object.url)?.bytes }));
    return { bucket, objects: objects.map(({ metadata, ...object }) => ({ ...object, metadata: metadata && Object.entries(metadata).sort() })) };
  });
}

function saveAndLoad(root: string, original: StorageState, loaded: StorageState): Map<string, string> {
  const files = save(root, original);
  const { buckets, faults } = loadBucketFiles(root);
  assert.deepEqual(faults, []);
  restoreBuckets(loaded, buckets);
  return files;
}

/** Every path below the workspace with its bytes, `/` for a folder. */
function save(root: string, state: StorageState): Map<string, string> {
  saveBucketFiles(root, state);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(names.map((name) => [name, statSync(path.join(root, name)).isFile() ? readFileSync(path.join(root, name), 'base64') : '/']));
}

function withFolder<T>(use: (root: string) => T): T {
  const root = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-buckets-'));
  try {
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}
