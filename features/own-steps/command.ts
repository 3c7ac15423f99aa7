import { After, Before, Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DispatchResponse } from '../../src/core/response';
import type { World } from '../support/world';

/** The real command needs some time where a machine is busy. */
const PATIENCE = { timeout: 60_000 };
const root = path.join(__dirname, '../..');

interface CommandWorld extends World {
  folder: string;
  child?: ChildProcess;
  stdout: string;
  stderr: string;
  code: number | null;
  /** A program that has the port which the emulator is to have. */
  other?: Server;
}

Before({ tags: '@command' }, function (this: CommandWorld) {
  this.folder = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-'));
});

After({ tags: '@command' }, function (this: CommandWorld) {
  this.child?.kill('SIGKILL');
  this.other?.close();
  rmSync(this.folder, { recursive: true });
});

function start(world: CommandWorld, args: readonly string[]): Promise<unknown> {
  const child = spawn('npm', ['run', '--silent', ...args], { cwd: root, env: { ...process.env, INIT_CWD: root }, stdio: ['ignore', 'pipe', 'pipe'] });
  Object.assign(world, { child, stdout: '', stderr: '', code: null });
  child.stdout.setEncoding('utf8').on('data', (text: string) => (world.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (world.stderr += text));
  return once(child, 'close').then(([code]) => (world.code = code as number | null));
}

function responses(world: CommandWorld): DispatchResponse[] {
  return world.stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as DispatchResponse);
}

function write(world: CommandWorld, file: string, text: string): void {
  const target = path.join(world.folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

Given('the workspace file {string} with', function (this: CommandWorld, file: string, text: string) {
  write(this, file, text);
});

When('the workspace file {string} is changed to', function (this: CommandWorld, file: string, text: string) {
  write(this, file, text);
});

When('{string} is run', PATIENCE, async function (this: CommandWorld, command: string) {
  const port = (this.other?.address() as AddressInfo | undefined)?.port;
  await start(this, command.replaceAll('<folder>', this.folder).replaceAll('<port>', String(port)).split(' '));
});

let ended: Promise<unknown>;

When('it is started on the workspace with {string}', PATIENCE, async function (this: CommandWorld, flag: string) {
  ended = start(this, ['emulate', '--', '--workspace', this.folder, '--port', '0', flag]);
  await comesToSay(this, 'stderr', 'ready');
});

When('{word} comes to say {string}', PATIENCE, async function (this: CommandWorld, stream: 'stdout' | 'stderr', text: string) {
  await comesToSay(this, stream, text);
});

async function comesToSay(world: CommandWorld, stream: 'stdout' | 'stderr', text: string): Promise<void> {
  while (!world[stream].includes(text)) {
    assert.ok(world.child && world.child.exitCode === null, world.stderr);
    await once(world.child[stream]!, 'data');
  }
}

Given('another program listens on a port', async function (this: CommandWorld) {
  this.other = createServer();
  this.other.listen(0, '127.0.0.1');
  await once(this.other, 'listening');
});

When('it is told to stop', PATIENCE, async function (this: CommandWorld) {
  this.child?.kill('SIGTERM');
  await ended;
});

Then('it exits with {int}', function (this: CommandWorld, code: number) {
  assert.equal(this.code, code, this.stderr);
});

Then('stdout has one response a line', function (this: CommandWorld) {
  for (const { Status, Started, Actions } of responses(this)) assert.deepEqual([typeof Status, typeof Started, Array.isArray(Actions)], ['string', 'string', true]);
});

Then('stdout is', function (this: CommandWorld, text: string) {
  assert.equal(this.stdout, text);
});

Then('stdout is empty', function (this: CommandWorld) {
  assert.equal(this.stdout, '');
});

Then('the actions {string} were {string} in this order', function (this: CommandWorld, names: string, status: string) {
  const actions = responses(this).flatMap(({ Actions }) => Actions);
  assert.deepEqual(actions.map(({ Action }) => Action), names.split(' '));
  assert.ok(actions.every(({ Status }) => Status === status));
});

Then('every response that matched is {string}', function (this: CommandWorld, status: string) {
  const matched = responses(this).filter(({ Matched }) => Matched);
  assert.notEqual(matched.length, 0);
  assert.ok(matched.every(({ Status }) => Status === status));
});

Then('the responses are', function (this: CommandWorld, table: { hashes(): Record<string, string>[] }) {
  assert.deepEqual(responses(this).map(({ Status, Error: error }) => ({ status: Status, code: error?.Code ?? '' })), table.hashes());
});

Then('stderr names', function (this: CommandWorld, table: { raw(): string[][] }) {
  for (const text of table.raw().flat()) assert.ok(this.stderr.includes(text), `${text} in\n${this.stderr}`);
});

Then('stderr shows no stack trace', function (this: CommandWorld) {
  assert.doesNotMatch(this.stderr, /^\s+at .+:\d+:\d+/m);
});

Then('the folders {string} and {string} are the same', function (this: CommandWorld, first: string, second: string) {
  assert.deepEqual(contents(path.join(this.folder, second)), contents(path.join(this.folder, first)));
});

function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ parentPath, name }) => path.join(parentPath, name)).sort().map((file) => [path.relative(folder, file), readFileSync(file, 'base64')]));
}

Then('the file {string} unzipped is {string}', function (this: CommandWorld, zipped: string, plain: string) {
  assert.equal(gunzipSync(readFileSync(path.join(this.folder, zipped))).toString(), readFileSync(path.join(this.folder, plain), 'utf8'));
});

Then('the file {string} is {string}', function (this: CommandWorld, one: string, other: string) {
  assert.equal(readFileSync(path.join(this.folder, one), 'utf8'), readFileSync(path.join(this.folder, other), 'utf8'));
});
