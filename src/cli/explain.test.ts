import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { JobReference } from '../core/job';
import type { BigQuery } from '../core/ports/bigquery';
import { bed } from './cli-test-bed';

const configOf = (routes: readonly object[]): string => JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', ProjectID: 'shop', Routes: routes });
const DELETE = { OnSuccess: [{ Action: 'delete', Request: { SourceURL: 'gs://bkt/o' } }], OnFailure: [{ Action: 'delete', Request: { SourceURL: 'gs://bkt/o' } }] };

const JOB = JSON.stringify({ jobReference: { projectId: 'p', jobId: 'a--dispatch', location: 'EU' }, configuration: { load: { sourceUris: ['gs://bkt/o'], destinationTable: { projectId: 'p', datasetId: 'sales', tableId: 'orders' } } }, status: { state: 'DONE' } });

test('explain says why each route holds or not, and what would be run', async () => {
  const config = configOf([
    { When: { Type: 'COPY' }, ...DELETE },
    { When: { Dest: 'sales\\.returns' }, ...DELETE },
    { Name: 'orders', When: { Dest: 'orders$' }, OnSuccess: [{ Action: 'move', Request: { DestURL: 'gs://bkt/$JobID/' } }] },
    { When: { Type: 'LOAD' }, ...DELETE },
  ]);
  const { run, printed } = await bed([], { config, job: JOB });
  assert.equal(await run('explain --config config --job job --json'), 0);
  const told = JSON.parse(printed()) as { Route: number; Tasks: string[]; Routes: { Holds: boolean; Reasons: string[]; ShadowedBy?: string }[]; Actions: object[] };
  assert.deepEqual([told.Route, told.Tasks], [2, ['gs://ops/tasks/a--dispatch.json', 'gs://ops/tasks/a/dispatch.json']]);
  assert.deepEqual(told.Routes.map(({ Holds, ShadowedBy }) => [Holds, ShadowedBy]), [[false, undefined], [false, undefined], [true, undefined], [true, 'route 2']]);
  assert.match(told.Routes[0]?.Reasons.join() ?? '', /the type is LOAD, not COPY/);
  assert.match(told.Routes[1]?.Reasons.join() ?? '', /it lacks "sales\.returns"/);
  assert.deepEqual(told.Actions, [{ Action: 'move', Request: { DestURL: 'gs://bkt/a--dispatch/' } }]);
  assert.equal(await run('explain --config config --job job'), 0);
  assert.match(printed(), /✓ route 2 \(orders\)[^]*· route 3, but route 2 comes first/);
});

interface Told {
  readonly Job: { readonly Ref: object };
  readonly MatchedBy?: string;
  readonly Task?: string;
  readonly Error?: { readonly Code: string };
  readonly Reason?: string;
  readonly Shadowed: readonly number[];
  readonly Routes: readonly { readonly Fields: readonly object[] }[];
  readonly Actions: readonly object[];
}

async function explained(files: Readonly<Record<string, string>>, line = 'explain --config config --job job'): Promise<Told> {
  const { run, printed } = await bed([], files);
  assert.equal(await run(`${line} --json`), 0);
  return JSON.parse(printed()) as Told;
}

const PROGRESS: readonly [pattern: string, progress: readonly [part: string, reached: string, missing: string, next: string]][] = [
  ['sales\\.returns', ['sales\\.', 'sales.', 'returns', 'orders']],
  ['sales\\.orders_\\d+$', ['sales\\.orders', 'sales.orders', '_\\d+$', '']],
  ['^sales', ['^', '', 'sales', 'p:sales.orders']],
  ['sales$', ['sales', 'sales', '$', '.orders']],
  ['(?i)SALES\\.(returns|items)', ['(?i)SALES\\.', 'sales.', '(returns|items)', 'orders']],
  ['q:|p:sales\\.x', ['p:sales\\.', 'p:sales.', 'x', 'orders']],
  ['[[:alpha:]]+:[^]x]{5}\\pN', ['[[:alpha:]]+:[^]x]{5}', 'p:sales', '\\pN', '.orders']],
  ['\\Qsales.\\Ex', ['\\Qsales.\\E', 'sales.', 'x', 'orders']],
  ['zebra', ['', '', 'zebra', 'p:sales.orders']],
];

for (const [pattern, [Part, Reached, Missing, Next]] of PROGRESS) {
  test(`explain says how far ${pattern} is found`, async () => {
    const { Routes } = await explained({ config: configOf([{ When: { Dest: pattern } }]), job: JOB });
    assert.deepEqual(Routes[0]?.Fields, [{ Field: 'Dest', Wanted: pattern, Holds: false, Progress: { Part, Reached, At: Reached === '' ? 0 : 'p:sales.orders'.indexOf(Reached), Missing, Next } }]);
  });
}

test('explain says which stretch of the text a pattern matches, and what is shadowed', async () => {
  const { Routes, Shadowed } = await explained({ config: configOf([{ When: { Dest: 's\\.o', Type: 'load' } }, { When: { Source: 'bkt' } }]), job: JOB });
  assert.deepEqual(Routes[0]?.Fields, [{ Field: 'Type', Wanted: 'LOAD', Holds: true, Found: 'LOAD' }, { Field: 'Dest', Wanted: 's\\.o', Holds: true, Found: 's.o', At: 6 }]);
  assert.deepEqual(Shadowed, [1]);
});

test('explain shows what follows each action, expanded as far as can be known', async () => {
  const follow = { Action: 'copy', Request: { Dest: 'x.y' }, OnSuccess: [{ Action: 'call', Request: { URL: 'https://example.com/$JobID' }, OnSuccess: [{ Action: 'push', Request: { Topic: 'orders', Message: '$Data.id' } }] }] };
  const { Actions } = await explained({ config: configOf([{ When: { Type: 'LOAD' }, OnSuccess: [follow] }]), job: JOB });
  assert.deepEqual(Actions, [{ Action: 'copy', Request: { Dest: 'x.y' }, OnSuccess: [{ Action: 'call', Request: { URL: 'https://example.com/a--dispatch' }, OnSuccess: [{ Action: 'push', Request: { Topic: 'orders', Message: '$Data.id' } }] }] }]);
});

test('explain passes over events that hold no job, and says of a file without one what it holds', async () => {
  const reference = '{"EventID":"e","ProjectID":"example.com:p","JobID":"j"}';
  assert.deepEqual((await explained({ config: configOf([]), job: `${reference}\n${JSON.stringify(JSON.parse(JOB))}` })).Job.Ref, { projectId: 'p', jobId: 'a--dispatch', location: 'EU' });
  const { run } = await bed([], { config: configOf([]), job: reference });
  await assert.rejects(run('explain --config config --job job'), { code: 'USAGE', hint: 'Ask BigQuery for it: --job-id example.com:p:j' });
});

test('explain says of a job that runs that it is not dispatched', async () => {
  const { Reason, Actions } = await explained({ config: configOf([{ When: { Type: 'LOAD' }, ...DELETE }]), job: JOB.replace('DONE', 'RUNNING') });
  assert.deepEqual([Reason, Actions], ['the job is RUNNING, not DONE', []]);
});

test('texts of jobs cannot move the terminal', async () => {
  const { run, printed } = await bed([], { config: configOf([{ When: { Dest: 'x' } }]), job: JOB.replace('gs://bkt/o', 'gs://bkt/\\u001b[2J\\u009b\\u202e') });
  assert.equal(await run('explain --config config --job job'), 0);
  assert.match(printed(), /bkt\/\\u001b\[2J\\u009b\\u202e/);
  assert.doesNotMatch(printed(), /[\u001b\u009b\u202e]/);
});

const PLACES: readonly [asked: string, places: readonly string[]][] = [
  ['p:j', ['p US j', 'p EU j']],
  ['example.com:p:j', ['example.com:p US j', 'example.com:p EU j']],
  ['example.com:p:EU.j', ['example.com:p EU j']],
  ['p:europe-west1.j', ['p europe-west1 j']],
];

for (const [asked, places] of PLACES) {
  test(`explain looks for ${asked} in ${places.join(', ')}`, async () => {
    const looked: string[] = [];
    const bigquery = { getJob: ({ projectId, location, jobId }: JobReference) => Promise.resolve(void looked.push(`${projectId} ${location} ${jobId}`)) };
    const { run } = await bed([], {}, { bigquery: () => Promise.resolve(bigquery as unknown as BigQuery) });
    await assert.rejects(run(`explain --job-id ${asked}`), { code: 'JOB_NOT_FOUND' });
    assert.deepEqual(looked, places);
  });
}

test('explain cuts long stretches of SQL, for each of many routes', async () => {
  const query = `SELECT ${'a, '.repeat(100_000)} FROM x.y`;
  const job = JSON.stringify({ jobReference: { projectId: 'p', jobId: 'j', location: 'EU' }, configuration: { query: { query } }, status: { state: 'DONE' } });
  const { Routes } = await explained({ config: configOf([{ When: { Source: 'SELECT .*x\\.y' } }, { When: { Source: 'SELECT .*x\\.z' } }]), job });
  assert.ok(JSON.stringify(Routes).length < 5000);
});

test('explain says that a task of the workspace comes before every route', async () => {
  const { MatchedBy, Task, Shadowed, Error: error } = await explained({ config: configOf([{ When: { Type: 'LOAD' }, ...DELETE }]), job: JOB.replace('a--dispatch', 'x--absent--dispatch') });
  assert.deepEqual([MatchedBy, Task, Shadowed, error], ['route', undefined, [], undefined]);
  const folder = await mkdtemp(path.join(tmpdir(), 'explain-'));
  await mkdir(path.join(folder, 'buckets/ops/tasks/a'), { recursive: true });
  await writeFile(path.join(folder, 'dispatch.json'), configOf([{ When: { Type: 'LOAD' }, ...DELETE }]));
  await writeFile(path.join(folder, 'buckets/ops/tasks/a/dispatch.json'), JSON.stringify({ OnSuccess: [{ Action: 'delete', Request: { SourceURL: 'gs://bkt/$JobType' } }] }));
  const told = await explained({ job: JOB }, `explain --workspace ${folder} --job job`);
  assert.deepEqual([told.MatchedBy, told.Task, told.Shadowed, told.Actions], ['task', 'gs://ops/tasks/a/dispatch.json', [0], [{ Action: 'delete', Request: { SourceURL: 'gs://bkt/LOAD' } }]]);
  await writeFile(path.join(folder, 'buckets/ops/tasks/a/dispatch.json'), '{"OnSucess": []}');
  const broken = await explained({ job: JOB }, `explain --workspace ${folder} --job job`);
  assert.deepEqual([broken.MatchedBy, broken.Shadowed, broken.Error?.Code], ['task', [0], 'TASK_INVALID']);
  await rm(folder, { recursive: true });
});
