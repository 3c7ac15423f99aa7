import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { createGcpBigQuery } from './adapters/gcp/bigquery';
import { createGcsObjectStore } from './adapters/gcp/object-store';
import { openGoogleClients } from './adapters/gcp/open-clients';
import { openOutgoing } from './adapters/open-outgoing';
import { systemClock as clock } from './adapters/system-clock';
import type { Backend } from './cli/command';
import { runProgram } from './cli/program';
import { readConfigText } from './config/config-text';
import { loadConfig } from './config/load-config';
import { createDispatcher } from './core/dispatcher';
import { toDispatchError } from './core/errors';
import { withRetries } from './core/retry';
import { FaultsError } from './core/rules/fault';
import { emulatorsOf } from './emulator-hosts';

/** The package's own folder, from `src/` or, bundled, from `dist/`. */
const { version } = JSON.parse(readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };
const environment = process.env;
/** npm runs scripts in the package's folder and tells where it was called from. */
const folder = environment['INIT_CWD'] ?? process.cwd();

async function open(given: string | undefined): Promise<Backend> {
  const own = environment['GOOGLE_CLOUD_PROJECT'] ?? environment['GCLOUD_PROJECT'];
  const emulators = emulatorsOf(environment);
  const clients = await openGoogleClients({ projectId: own, emulators });
  const retries = { clock, random: Math.random };
  const objects = withRetries(createGcsObjectStore(clients), retries);
  const bigquery = withRetries(createGcpBigQuery({ ...clients, clock }), retries);
  const text = await readConfigText(given ?? environment['CONFIG'] ?? '', { objects, readFile: (file) => readFileSync(path.resolve(folder, file), 'utf8') });
  const config = await loadConfig({ ...text, given: { environment }, objects });
  const outgoing = openOutgoing({ clock, userAgent: `bq-dispatch/${version}`, allowInside: false, pubsubUrl: emulators.pubsub });
  const dispatcher = createDispatcher({ config, objects, bigquery, outgoing, clock, newHolder: randomUUID });
  return { config, objects, bigquery, dispatcher, clock, projectId: config.projectId ?? own };
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [...args], { cwd: folder });
  return stdout;
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  try {
    return await runProgram(args, { clock, open, run, out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }, version);
  } catch (thrown) {
    const error = toDispatchError(thrown);
    writeSync(2, error instanceof FaultsError ? `${error.message}\n` : `${error.code}: ${error.message}. ${error.hint}\n`);
    return 2;
  }
}

// A reader that has seen enough (head, less) is no fault.
process.stdout.on('error', () => process.exit());

void main().then((code) => {
  process.exitCode = code;
});
