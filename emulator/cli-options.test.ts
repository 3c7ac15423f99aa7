import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCliOptions, type CliOptions } from './cli-options';

const nothing = (): void => undefined;
const parse = (text: string): CliOptions => parseCliOptions(text.split(' '), nothing) as CliOptions;

test('flags are read, and values may hold an equals sign', () => {
  const options = parseCliOptions(['--workspace', 'w', '--once', '--json', '--export', 'x', '--set', 'A=1=2', '--set', 'B='], nothing);
  assert.deepEqual(options, {
    mode: 'up',
    command: [],
    workspace: 'w',
    once: true,
    json: true,
    export: 'x',
    debug: false,
    allowOutbound: false,
    host: '127.0.0.1',
    sets: new Map([['A', '1=2'], ['B', '']]),
    pushUrls: [],
    pushFormat: 'eventarc',
    disturbance: { duplicate: 0, drop: 0, reorder: false },
  });
});

test('how events go out', () => {
  const { pushUrls, pushFormat, disturbance, seed } = parse('--push http://a --push https://b/c?d=e --push-format pubsub --duplicate 0.1 --drop .5 --reorder --seed 7');
  assert.deepEqual([pushUrls, pushFormat, disturbance, seed], [['http://a/', 'https://b/c?d=e'], 'pubsub', { duplicate: 0.1, drop: 0.5, reorder: true }, 7]);
});

test('where it listens', () => {
  const { port, host, project } = parse('--port 0 --host 0.0.0.0 --project shop');
  assert.deepEqual([port, host, project], [0, '0.0.0.0', 'shop']);
  assert.equal(parse('--once').port, undefined);
});

const execs: readonly [args: string, command: string, workspace: string | undefined][] = [
  ['exec -- python x.py --workspace mine', 'python x.py --workspace mine', undefined],
  ['exec python x.py --workspace mine -- y', 'python x.py --workspace mine -- y', undefined],
  ['--workspace w exec -- ls -l', 'ls -l', 'w'],
  ['exec --workspace w -- ls -l', 'ls -l', 'w'],
  ['--workspace v exec --workspace w ls', 'ls', 'w'],
];
for (const [args, command, workspace] of execs) {
  test(`${args} runs ${command}`, () => {
    const options = parse(args);
    assert.deepEqual([options.mode, options.command.join(' '), options.workspace], ['exec', command, workspace]);
  });
}

test('flags on both sides of a command are put together', () => {
  const { sets, pushUrls, json } = parse('--json --set A=1 --push http://a exec --set B=2 --push http://b -- true');
  assert.deepEqual([sets, pushUrls, json], [new Map([['A', '1'], ['B', '2']]), ['http://a/', 'http://b/'], true]);
});

test('env takes flags too', () => {
  const { mode, port } = parse('env --port 9999');
  assert.deepEqual([mode, port], ['env', 9999]);
});

test('each reading starts anew', () => {
  parse('--set A=1 --push http://a');
  const options = parseCliOptions([], nothing);
  assert.deepEqual([options?.sets.size, options?.pushUrls], [0, []]);
});

test('what cannot be understood is a USAGE error that names it', () => {
  const wrong = ['--wonce', '--set A', '--set =1', '--workspace', 'extra', 'env extra', '--port 65536', '--port x', '--push ftp://a', '--push-format xml', '--duplicate 2', '--drop -1', '--seed 1.5'];
  for (const args of wrong.map((text) => text.split(' '))) {
    assert.throws(() => parseCliOptions(args, nothing), { code: 'USAGE', message: new RegExp(args.at(-1)!) });
  }
  assert.throws(() => parseCliOptions(['exec'], nothing), { code: 'USAGE', message: /command/ });
});

test('help is printed and nothing else asked for', () => {
  let text = '';
  assert.equal(parseCliOptions(['--help'], (part) => (text += part)), undefined);
  assert.match(text, /--workspace <dir>/);
});
