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

test('without a command the commands are told', async () => {
  const { run, printed } = await bed([]);
  assert.equal(await run(''), 0);
  assert.match(printed(), /validate[^]*replay[^]*record/s);
});
