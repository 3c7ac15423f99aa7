import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCliOptions } from './cli-options';

const nothing = (): void => undefined;

test('flags are read, and values may hold an equals sign', () => {
  const options = parseCliOptions(['--workspace', 'w', '--once', '--json', '--export', 'x', '--set', 'A=1=2', '--set', 'B='], nothing);
  assert.deepEqual(options, { workspace: 'w', once: true, json: true, export: 'x', debug: false, sets: new Map([['A', '1=2'], ['B', '']]) });
});

test('each reading starts anew', () => {
  parseCliOptions(['--set', 'A=1'], nothing);
  assert.equal(parseCliOptions([], nothing)?.sets.size, 0);
});

test('what cannot be understood is a USAGE error that names it', () => {
  for (const args of [['--wonce'], ['--set', 'A'], ['--set', '=1'], ['--workspace'], ['extra']]) {
    assert.throws(() => parseCliOptions(args, nothing), { code: 'USAGE', message: new RegExp(args.at(-1)!) });
  }
});

test('help is printed and nothing else asked for', () => {
  let text = '';
  assert.equal(parseCliOptions(['--help'], (part) => (text += part)), undefined);
  assert.match(text, /--workspace <dir>/);
});
