import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DispatchError } from '../core/errors';
import { bed, FAILED, state } from './cli-test-bed';

test('status tells what is not done, and ends with 1 where something failed or is stuck', async () => {
  const { run, printed } = await bed([state('a', 'failed', FAILED), state('b', 'done'), state('c', 'running', { ExpiresAt: '2024-03-02T11:00:00.000Z' }), state('d', 'running'), state('e', 'retry')]);
  assert.equal(await run('status'), 1);
  const lines = printed().split('\n').filter((line) => /^\w/.test(line));
  assert.deepEqual(lines.map((line) => line.split(/\s+/).slice(0, 2).join(' ')), ['failed shop:US.a', 'running shop:US.c', 'stuck shop:US.d', 'stuck shop:US.e', 'waiting later-dispatch', '1 failed,']);
});

test('status ends with 0 where all is well, and prints JSON lines', async () => {
  const { run, printed } = await bed([state('b', 'done')]);
  assert.equal(await run('status --json --all'), 0);
  assert.deepEqual(printed().trim().split('\n').map((line) => (JSON.parse(line) as { Status: string }).Status), ['done', 'waiting']);
});

test('redrive runs the jobs that are named', async () => {
  const { run, dispatched, printed } = await bed([state('a', 'failed', FAILED), state('b', 'done')]);
  assert.equal(await run('redrive a'), 0);
  assert.deepEqual(dispatched, ['a']);
  assert.equal(await run('redrive shop:US.b shop:absent'), 1);
  assert.match(printed(), /NOT_FAILED[^]*NOT_FOUND/);
  assert.deepEqual(dispatched, ['a']);
});

test('redrive runs all that failed since a time', async () => {
  const states = [state('a', 'failed', FAILED), state('bad', 'failed', FAILED), state('old', 'failed', { ...FAILED, Ended: '2024-02-01T00:00:00.000Z' })];
  const { run, dispatched } = await bed(states);
  assert.equal(await run('redrive --failed --since 24h'), 1);
  assert.deepEqual(dispatched, ['a', 'bad']);
});

test('sweep tells what it found', async () => {
  const { run, printed } = await bed([state('e', 'retry')]);
  assert.equal(await run('sweep --json'), 0);
  const report = JSON.parse(printed()) as { States: number; WaitingTasks: unknown[] };
  assert.deepEqual([report.States, report.WaitingTasks.length], [1, 1]);
});

const DEPLOY = "deploy --project my-project --region europe-west1 --config gs://ops/dispatch.json --bucket ops --dataset sales";

test('deploy --dry-run prints a script and runs nothing', async () => {
  const { run, printed, ran } = await bed([]);
  assert.equal(await run(`${DEPLOY} --dry-run`), 0);
  assert.deepEqual(ran, []);
  for (const part of ['gcloud run deploy bq-dispatch', 'PROJECT_NUMBER=$(gcloud projects describe my-project', 'gcloud eventarc triggers create', '--uri="$URL"/sweep', '--dead-letter-topic=bq-dispatch-given-up', 'my-project:sales', "'--set-env-vars=^|^CONFIG=gs://ops/dispatch.json|GOOGLE_CLOUD_PROJECT=my-project'"]) {
    assert.ok(printed().includes(part), part);
  }
});

test('deploy --json tells the commands, or where the service is reached', async () => {
  const { run, printed } = await bed([]);
  assert.equal(await run(`${DEPLOY} --dry-run --json`), 0);
  const { Steps } = JSON.parse(printed()) as { Steps: { Program: string; Args: string[]; Captures?: string }[] };
  assert.ok(Steps.some(({ Program, Args, Captures }) => Program === 'gcloud' && Args.includes('describe') && Captures === 'URL'));
  const real = await bed([]);
  assert.equal(await real.run(`${DEPLOY} --json`), 0);
  assert.deepEqual(JSON.parse(real.printed()), { URL: 'described' });
});

test('deploy runs the steps, passes on what they print, and lets stand what is there', async () => {
  const { run, ran } = await bed([]);
  assert.equal(await run(DEPLOY), 0);
  assert.ok(ran.some((args) => args.includes('--uri=described/sweep')));
  assert.ok(ran.every((args) => args.every((arg) => !/\$(?:URL|PROJECT_NUMBER|SUBSCRIPTION)/.test(arg))));
});

const UNUSABLE: readonly [line: string, message: RegExp][] = [
  ['statis', /unknown command/],
  ['status --jsn', /unknown option '--jsn'/],
  ['redrive', /either jobs or --failed/],
  ['redrive a --failed', /either jobs or --failed/],
  ['redrive a --since 24h', /--since goes with --failed/],
  ['redrive --failed --since yesterday', /Expected a time/],
  ['redrive ../x', /expected project:location\.job/],
  ['deploy --project my-project', /required option '--region/],
  ['deploy --project my-project;id --region europe-west1 --config {}', /can be no project/],
];

for (const [line, message] of UNUSABLE) {
  test(`${line} cannot be used`, async () => {
    const { run } = await bed([]);
    await assert.rejects(run(line), (error) => error instanceof DispatchError && error.code === 'USAGE' && message.test(error.message));
  });
}

test('help and version end with 0', async () => {
  const { run, printed } = await bed([]);
  for (const line of ['--help', 'status --help', '--version']) assert.equal(await run(line), 0, line);
  assert.match(printed(), /redrive[^]*1\.2\.3/);
});

/** The two documents of the service's own introduction. */
const TASK = '{"DeferTaskURL":"gs://${config.Bucket}/tasks/","Async":true,"JobID":"~/\\\\d+/","OnSuccess":[{"Action":"delete","Request":{"SourceURL":"gs://${config.Bucket}/data/dataset/table.json"}}],"OnFailure":[{"Action":"move","Request":{"SourceURL":"gs://${config.Bucket}/data/dataset/table.json","DestURL":"gs://${config.Bucket}/errors"}}]}';
const ROUTES =
  '{"DeferTaskURL":"gs://${config.Bucket}/tasks/","Routes":[{"When":{"Dest":".+:mydataset\\\\.my_table_v2","Type":"QUERY"},"OnSuccess":[{"Action":"export","Request":{"DestURL":"gs://${config.Bucket}/export/my_table.json.gz"}}]},{"When":{"Dest":".+:mydataset\\\\.my_table_v3","Type":"LOAD"},"OnSuccess":[{"Action":"copy","Request":{"Dest":"mydataset.my_table_v4"}}]}]}';

const configOf = (routes: readonly object[]): string => JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', ProjectID: 'shop', Routes: routes });
const DELETE = { OnSuccess: [{ Action: 'delete', Request: { SourceURL: 'gs://bkt/o' } }], OnFailure: [{ Action: 'delete', Request: { SourceURL: 'gs://bkt/o' } }] };

test('validate has neither errors nor warnings for the two examples', async () => {
  const { run, printed } = await bed([], { task: TASK, routes: ROUTES });
  assert.equal(await run('validate task routes --set Bucket=demo --json'), 0);
  const { Findings } = JSON.parse(printed()) as { Findings: { Code: string; Level: string }[] };
  assert.deepEqual(Findings.filter(({ Level }) => Level !== 'info'), []);
  assert.deepEqual([...new Set(Findings.map(({ Code }) => Code))].sort(), ['NO_ON_FAILURE', 'UNANCHORED']);
});

const LINTED: readonly [title: string, routes: readonly object[], codes: readonly string[]][] = [
  ['nothing', [{ When: { Dest: 'sales\\.orders$' }, ...DELETE }], []],
  ['an empty When', [{ When: {}, ...DELETE }], ['EMPTY_WHEN Routes[0].When']],
  ['the same pattern again', [{ When: { Dest: 'orders$' }, ...DELETE }, { When: { Dest: 'orders$', Type: 'LOAD' }, ...DELETE }], ['ROUTE_SHADOWED Routes[1].When']],
  ['a plain text that a later pattern contains', [{ When: { Dest: 'sales' }, ...DELETE }, { When: { Dest: ':sales\\.orders$' }, ...DELETE }], ['UNANCHORED Routes[0].When.Dest', 'ROUTE_SHADOWED Routes[1].When']],
  ['a type alone before', [{ When: { Type: 'load' }, ...DELETE }, { When: { Type: 'LOAD', Dest: 'orders$' }, ...DELETE }], ['ROUTE_SHADOWED Routes[1].When']],
  ['another type before', [{ When: { Type: 'COPY' }, ...DELETE }, { When: { Type: 'LOAD', Dest: 'orders$' }, ...DELETE }], []],
  ['a case-sensitive text before', [{ When: { Dest: 'SALES$' }, ...DELETE }, { When: { Dest: 'sales$' }, ...DELETE }], []],
  ['a pattern that takes everything', [{ When: { Dest: '.*' }, ...DELETE }], ['MATCHES_EVERYTHING Routes[0].When.Dest']],
  ['a large pattern', [{ When: { Source: '(?:[a-c]x){900}' }, ...DELETE }], ['SLOW_PATTERN Routes[0].When.Source']],
  ['a loop', [{ When: { Dest: 'sales\\..*$' }, OnSuccess: [{ Action: 'copy', Request: { Dest: 'sales.again' } }], OnFailure: DELETE.OnFailure }], ['ROUTE_LOOP Routes[0].OnSuccess[0]']],
  ['no loop by type', [{ When: { Dest: 'sales\\..*$', Type: 'LOAD' }, OnSuccess: [{ Action: 'copy', Request: { Dest: 'sales.again' } }], OnFailure: DELETE.OnFailure }], []],
  ['a source that is never a table', [{ When: { Source: 'gs://', Type: 'LOAD' }, OnSuccess: [{ Action: 'export', Request: { DestURL: 'gs://bkt/o.json' } }], OnFailure: DELETE.OnFailure }], ['SOURCE_NEVER_A_TABLE Routes[0].OnSuccess[0]']],
];

for (const [title, routes, codes] of LINTED) {
  test(`validate finds ${title}`, async () => {
    const { run, printed } = await bed([], { config: configOf(routes) });
    const code = await run('validate config --json');
    const { Findings } = JSON.parse(printed()) as { Findings: { Code: string; Path: string; Line: number; Hint: string; Level: string }[] };
    assert.deepEqual(Findings.map(({ Code, Path }) => `${Code} ${Path}`), codes);
    assert.equal(code, Findings.some(({ Level }) => Level !== 'info') ? 1 : 0);
    assert.ok(Findings.every(({ Line, Hint }) => Line >= 1 && Hint !== ''));
  });
}

test('validate finds by recorded events what the patterns do not tell', async () => {
  const events = ['p:sales.orders_2024', 'p:sales.orders_2025'].map((name, index) => {
    const [projectId, datasetId, tableId] = name.split(/[:.]/);
    return JSON.stringify({ jobReference: { projectId: 'p', jobId: `j${index}`, location: 'US' }, configuration: { load: { sourceUris: ['gs://bkt/o'], destinationTable: { projectId, datasetId, tableId } } }, status: { state: 'DONE' } });
  });
  const config = configOf([{ When: { Dest: 'orders_\\d+$' }, ...DELETE }, { When: { Dest: 'sales\\.orders_20' }, ...DELETE }]);
  const { run, printed } = await bed([], { config, 'events.ndjson': events.join('\n') });
  assert.equal(await run('validate config'), 0);
  assert.equal(await run('validate config --events events.ndjson'), 1);
  assert.match(printed(), /config:1:\d+ warning ROUTE_SHADOWED Routes\[1\]\.When: it holds for 2 of the recorded jobs, and each was taken by route 0 before it\. Move/);
});

test('validate tells faults with their places', async () => {
  const { run, printed } = await bed([], { config: '{ "DeferTaskURL": "gs://ops/tasks/",\n  "Routs": [] }' });
  assert.equal(await run('validate config'), 1);
  assert.match(printed(), /^config:2:3 error UNKNOWN_FIELD Routs: .*Did you mean "Routes"\?/);
});

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
