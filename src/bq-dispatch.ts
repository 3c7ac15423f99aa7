#!/usr/bin/env node
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isMainThread, workerData } from 'node:worker_threads';
import { createGcpBigQuery } from './adapters/gcp/bigquery';
import { createLateObjectStore } from './adapters/gcp/late-object-store';
import { createGcsObjectStore } from './adapters/gcp/object-store';
import { openGoogleClients } from './adapters/gcp/open-clients';
import { openOutgoing } from './adapters/open-outgoing';
import { systemClock as clock } from './adapters/system-clock';
import { createRecordingsOpener } from './adapters/terminal/open-recordings';
import { createProgressBar } from './adapters/terminal/progress-bar';
import { serveThread } from './adapters/threads/serve-thread';
import { createThreadPool } from './adapters/threads/thread-pool';
import type { Backend, CliContext } from './cli/command';
import type { ConfigGiven } from './cli/replay/rule-book';
import { runProgram } from './cli/program';
import { variablesBeside } from './cli/variables-beside';
import type { EventChunk } from './cli/events/event-chunks';
import { openTask, type ChunkTask } from './cli/replay/chunk-tasks';
import { readConfigText, type ConfigText } from './config/config-text';
import { loadConfig } from './config/load-config';
import type { DispatchConfig } from './core/dispatch-config';
import { createDispatcher } from './core/dispatcher';
import { DispatchError, toDispatchError } from './core/errors';
import type { BigQuery } from './core/ports/bigquery';
import { createRetrier, withRetries } from './core/retry';
import { FaultsError } from './core/rules/fault';
import { emulatorsOf } from './emulator-hosts';

/** The package's own folder, from `src/` or, bundled, from `dist/`. */
const packageFolder = path.join(__dirname, '..');
const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
const environment = process.env;
/** npm runs this package's own scripts in its folder, and tells where it was called from. */
const folder = process.cwd() === packageFolder ? (environment['INIT_CWD'] ?? packageFolder) : process.cwd();

const own = environment['GOOGLE_CLOUD_PROJECT'] ?? environment['GCLOUD_PROJECT'];
const emulators = emulatorsOf(environment);
const retries = { clock, random: Math.random };
const clients = once(() => openGoogleClients({ projectId: own, emulators }));
const objects = withRetries(createLateObjectStore(async () => createGcsObjectStore(await clients())), retries);

const readText = (config = environment['CONFIG'] ?? ''): Promise<ConfigText> => readConfigText(config, { objects, readFile: (file) => readFileSync(path.resolve(folder, file), 'utf8') });
const load = (text: ConfigText, { objects: given = objects, onRoute, ...values }: ConfigGiven): Promise<DispatchConfig> => loadConfig({ ...text, given: { ...values, environment }, objects: given, ...(onRoute && { onRoute }) });

async function openBigQuery(): Promise<BigQuery> {
  return withRetries(createGcpBigQuery({ ...(await clients()), clock, retried: createRetrier(retries) }), retries);
}

async function open(given: string | undefined, sets?: ReadonlyMap<string, string>): Promise<Backend> {
  const text = await readText(given);
  const config = await load(text, { ...(sets && { sets }), variables: await variablesBeside(text.file, folder) });
  const bigquery = await openBigQuery();
  const outgoing = openOutgoing({ clock, userAgent: `bq-dispatch/${version}`, allowInside: false, pubsubUrl: emulators.pubsub });
  const dispatcher = createDispatcher({ config, objects, bigquery, outgoing, clock, newHolder: randomUUID });
  return { config, objects, bigquery, dispatcher, clock, projectId: config.projectId ?? own };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [...args], { cwd: folder });
  return stdout;
}

function progress(name: string): ReturnType<CliContext['progress']> {
  if (!process.stderr.isTTY) return { at: () => Promise.resolve(), end: () => undefined };
  return createProgressBar({ name, total: 1, clock, stream: process.stderr });
}

const context: CliContext = {
  clock,
  version,
  folder,
  packageFolder,
  stepLibrary: path.join(__dirname, 'cucumber.js'),
  environment,
  open,
  bigquery: openBigQuery,
  progress,
  readText,
  load,
  run,
  readFile: (file) => readFile(path.resolve(folder, file), 'utf8').catch((cause: unknown) => Promise.reject(new DispatchError('USAGE', `${file} cannot be read: ${(cause as Error).message}`, { cause }))),
  openInput: createRecordingsOpener({ folder, stdin: process.stdin, stderr: process.stderr, clock }),
  openPool: (task) => createThreadPool({ file: __filename, size: availableParallelism(), task }),
  out: (text) => process.stdout.write(text),
  write: (bytes) => new Promise((resolve) => (process.stdout.write(bytes) ? resolve() : process.stdout.once('drain', resolve))),
  err: (text) => process.stderr.write(text),
  stdout: process.stdout,
  stderr: process.stderr,
};

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  try {
    return await runProgram(args, context);
  } catch (thrown) {
    const error = toDispatchError(thrown);
    writeSync(2, error instanceof FaultsError ? `${error.message}\n` : `${error.code}: ${error.message}. ${error.hint}\n`);
    return 2;
  }
}

if (isMainThread) {
  // A reader that has seen enough (head, less) is no fault.
  process.stdout.on('error', () => process.exit());
  void main().then((code) => {
    process.exitCode = code;
  });
} else {
  const task = openTask(workerData as ChunkTask, context);
  // Its requests tell what is wrong with the task.
  task.catch(() => undefined);
  serveThread(async (chunk) => (await task)(chunk as EventChunk));
}
