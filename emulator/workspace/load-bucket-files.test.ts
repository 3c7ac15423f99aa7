import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { formatFault } from '../../src/core/rules/fault';
import { createManualClock } from '../manual-clock';
import { createStorageState } from '../storage/storage-state';
import { loadBucketFiles } from './load-bucket-files';
import { restoreBuckets } from './restore-buckets';

const index = (...objects: object[]): string => JSON.stringify({ objects });

test('a workspace without buckets has none', (context) => {
  assert.deepEqual(loadBucketFiles(workspace(context, {})), { buckets: [], faults: [] });
});

test('a file without an entry is an object of 1970 with no attributes', (context) => {
  const { buckets, faults } = loadBucketFiles(workspace(context, { 'buckets/data/in/a.csv': 'hello' }));
  assert.deepEqual(faults, []);
  assert.deepEqual(buckets, [{ name: 'data', objects: [{ name: 'in/a.csv', bytes: Buffer.from('hello'), timeCreated: new Date(0) }] }]);
  const state = createStorageState({ clock: createManualClock(new Date('2024-03-01T08:00:00Z')) });
  restoreBuckets(state, buckets);
  const { generation, metageneration, timeCreated, contentType } = state.stat({ bucket: 'data', name: 'in/a.csv' }) ?? {};
  assert.deepEqual({ generation, metageneration, contentType }, { generation: '1709280000000000', metageneration: '1', contentType: undefined });
  assert.equal(timeCreated?.toISOString(), '1970-01-01T00:00:00.000Z');
});

test('an entry may tell as little as a content type', (context) => {
  const entries = index({ name: 'a', contentType: 'text/csv' }, { name: 'b/', file: 'folder' });
  const { buckets, faults } = loadBucketFiles(
    workspace(context, { 'buckets/data/a': 'A', 'buckets/data.objects/folder': '', 'buckets/data.objects/index.json': entries }),
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(buckets[0]?.objects, [
    { name: 'a', bytes: Buffer.from('A'), contentType: 'text/csv', timeCreated: new Date(0) },
    { name: 'b/', bytes: Buffer.alloc(0), timeCreated: new Date(0) },
  ]);
});

test('buckets and objects come in the order of their bytes, wherever they lie', (context) => {
  const { buckets, faults } = loadBucketFiles(
    workspace(context, {
      'buckets/data-2/b': '',
      'buckets/data-2/a': '',
      'buckets/data-2/Thumbs.db/a': '',
      'buckets/data-2.objects/index.json': index({ name: 'b' }, { name: 'A/', file: '1' }),
      'buckets/data-2.objects/1': '',
      'buckets/data.objects/index.json': index(),
    }),
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(
    buckets.map(({ name, objects }) => [name, objects.map((object) => object.name)]),
    [['data', []], ['data-2', ['A/', 'Thumbs.db/a', 'a', 'b']]],
  );
});

test('a bucket exists with either of its folders, be there nothing in it to read', (context) => {
  const { buckets, faults } = loadBucketFiles(
    workspace(context, {
      'buckets/kept/.gitkeep': '',
      'buckets/kept/sub/.DS_Store': '',
      'buckets/.DS_Store': '',
      'buckets/indexed.objects/index.json': '{ "objects": [] }',
      'buckets/indexed.objects/Thumbs.db': '',
    }),
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(buckets, [{ name: 'indexed', objects: [] }, { name: 'kept', objects: [] }]);
});

test('a link to a file of the workspace is the object', (context) => {
  const root = workspace(context, { 'shared/a.csv': 'hello', 'buckets/data/.gitkeep': '' });
  symlinkSync('../../shared/a.csv', path.join(root, 'buckets/data/a.csv'));
  const { buckets, faults } = loadBucketFiles(root);
  assert.deepEqual(faults, []);
  assert.deepEqual(buckets[0]?.objects.map(({ name, bytes }) => [name, String(bytes)]), [['a.csv', 'hello']]);
});

const FAULTS: [title: string, files: Record<string, string>, ...faults: RegExp[]][] = [
  ['an index that is not JSON', { 'data.objects/index.json': '{ "objects": [1 2] }' }, /^data\.objects\/index\.json:1:17 SYNTAX /],
  [
    'an entry with a fault, whose file is then no stranger',
    { 'data.objects/index.json': index({ name: 'a/', file: '0001', more: 1 }), 'data.objects/0001': '' },
    /^data\.objects\/index\.json:1:40 UNKNOWN_FIELD objects\[0\]\.more: /,
  ],
  ['an entry whose file is missing', { 'data.objects/index.json': index({ name: 'a/', file: '0001' }) }, /1:33 INVALID_VALUE objects\[0\]\.file: found no file data\.objects\/0001\. /],
  ['an entry whose own path has no file', { 'data.objects/index.json': index({ name: 'a' }) }, /1:21 INVALID_VALUE objects\[0\]\.name: found no file data\/a\. /],
  [
    'an entry without a file where there is no own path',
    { 'data.objects.objects/index.json': index({ name: 'a' }) },
    /^data\.objects\.objects\/index\.json:1:21 INVALID_VALUE objects\[0\]\.name: found no "file", which every object of this bucket needs\. /,
  ],
  [
    'a name that leads out of its folder',
    { 'data.objects/index.json': index({ name: '../other/a' }), 'other/a': '' },
    /objects\[0\]\.name: found no file other\/a\. /,
  ],
  ['a file outside the folder', { 'data.objects/index.json': index({ name: 'a', file: '../b/c' }), 'bbb/c': '' }, /1:32 INVALID_VALUE objects\[0\]\.file: found "\.\.\/b\/c", expected the name of a file beside/],
  [
    'two entries for a name',
    { 'data.objects/index.json': index({ name: 'a' }, { name: 'a', file: '0001' }), 'data/a': '', 'data.objects/0001': '' },
    /1:34 INVALID_VALUE objects\[1\]\.name: found a second entry for "a"\. /,
  ],
  [
    'an object at its own path and in the index',
    { 'data.objects/index.json': index({ name: 'a', file: '0001' }), 'data/a': '', 'data.objects/0001': '' },
    /1:32 INVALID_VALUE objects\[0\]\.file: found a second place of "a", which lies at data\/a\. /,
  ],
  ['a bucket that cannot be named so', { 'Data/a': '' }, /^Data:1:1 INVALID_VALUE "Data" cannot name a bucket: /],
  ['a file among the buckets', { data: '', 'data.objects/index.json': index() }, /^data:1:1 INVALID_VALUE found a file or a link, expected a folder\. /],
  [
    'files that the index does not name',
    { 'data.objects/index.json': index(), 'data.objects/0001': '', 'data.objects/sub/a': '' },
    /^data\.objects\/0001:1:1 INVALID_VALUE found a file that the index\.json of its folder does not name\. /,
    /^data\.objects\/sub\/a:1:1 INVALID_VALUE found a file that the index\.json/,
  ],
  [
    'a bucket meant to be named .objects',
    { 'my.objects/a.csv': '' },
    /^my\.objects:1:1 INVALID_VALUE "my" cannot name a bucket/,
  ],
  [
    'a folder of listed objects without an index',
    { 'data.objects/a.csv': '', 'data.objects/b.csv': '' },
    /^data\.objects:1:1 INVALID_VALUE found no index\.json .*\(A bucket that is named data\.objects has its objects in data\.objects\.objects\.\)$/,
  ],
  ['a path that is no object name', { 'data/.well-known/acme-challenge/x': '' }, /^data\/\.well-known\/acme-challenge\/x:1:1 INVALID_VALUE its path cannot name an object: /],
];

for (const [title, files, ...expected] of FAULTS) {
  test(`a fault is ${title}`, (context) => {
    const below = Object.fromEntries(Object.entries(files).map(([name, content]) => [`buckets/${name}`, content]));
    assertFaults(workspace(context, below), expected);
  });
}

test('faults are links that lead out, nowhere, or to folders', (context) => {
  const root = workspace(context, { 'workspace/buckets/data/z/a': '', 'secret/file': 'secret', 'workspace/shared/a': '' });
  const folder = path.join(root, 'workspace/buckets/data');
  symlinkSync(path.join(root, 'secret/file'), path.join(folder, 'absolute'));
  symlinkSync('../../../secret/file', path.join(folder, 'relative'));
  symlinkSync('nowhere', path.join(folder, 'broken'));
  symlinkSync('..', path.join(folder, 'z/loop'));
  symlinkSync('../shared', path.join(root, 'workspace/buckets/linked'));
  assertFaults(path.join(root, 'workspace'), [
    /^linked:1:1 INVALID_VALUE found a file or a link, expected a folder/,
    /^data\/absolute:1:1 INVALID_VALUE found a symbolic link that leads out of the workspace, expected a file/,
    /^data\/broken:1:1 INVALID_VALUE found a symbolic link that leads nowhere/,
    /^data\/relative:1:1 INVALID_VALUE found a symbolic link that leads out of the workspace/,
    /^data\/z\/loop:1:1 INVALID_VALUE found a symbolic link to a folder/,
  ]);
});

test('the faults of all buckets are reported at once', (context) => {
  const files = { 'buckets/one.objects/index.json': '{}', 'buckets/two.objects/index.json': '[1 2]', 'buckets/No/a': '' };
  assertFaults(workspace(context, files), [/^No:/, /^one\.objects\/index\.json:1:1 MISSING_FIELD/, /^two\.objects\/index\.json:1:\d SYNTAX/]);
});

function workspace(context: TestContext, files: Record<string, string>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-load-'));
  context.after(() => rmSync(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  return root;
}

function assertFaults(root: string, expected: readonly RegExp[]): void {
  const prefix = path.join(root, 'buckets') + path.sep;
  const faults = loadBucketFiles(root).faults.map((fault) => formatFault(fault).replaceAll(prefix, ''));
  assert.equal(faults.length, expected.length, faults.join('\n'));
  expected.forEach((pattern, index) => assert.match(faults[index] ?? '', pattern));
}
