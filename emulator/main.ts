#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { openOutgoing } from '../src/adapters/open-outgoing';
import { systemClock } from '../src/adapters/system-clock';
import { toDispatchError } from '../src/core/errors';
import { FaultsError } from '../src/core/rules/fault';
import { parseCliOptions } from './cli-options';
import { emulate } from './emulate';
import { postEvent } from './events/post-event';
import { runCommand } from './run-command';

/** The package's own folder, from `emulator/` or, bundled, from `dist/`. */
const packageFolder = path.join(__dirname, '..');

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  try {
    const options = parseCliOptions(args, (text) => process.stdout.write(text));
    if (!options) return 0;
    const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
    return await emulate(options, {
      clock: systemClock,
      environment: process.env,
      // npm runs this package's own scripts in its folder, and tells where it was called from.
      folder: process.cwd() === packageFolder ? (process.env['INIT_CWD'] ?? packageFolder) : process.cwd(),
      demo: path.join(packageFolder, 'fixtures', 'demo'),
      version,
      newHolder: randomUUID,
      random: Math.random,
      post: postEvent,
      // A developer's own services are inside.
      openOutgoing: (clock) => openOutgoing({ clock, userAgent: `bq-dispatch/${version}`, allowInside: true }),
      runCommand: (command, say) => runCommand({ ...command, onTerminal: process.stdin.isTTY }, say),
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
      stopped: () =>
        new Promise((resolve) => {
          for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopOrForce(signal, resolve));
        }),
    });
  } catch (thrown) {
    const error = toDispatchError(thrown);
    const lines = error instanceof FaultsError ? [error.message] : [`${error.code}: ${error.message}. ${error.hint}`];
    writeSync(2, `${lines.join('\n')}\n`);
    if (args.includes('--debug')) writeSync(2, `${String((error.cause as Error | undefined)?.stack ?? error.stack)}\n`);
    return 2;
  }
}

let stopping = false;

/** The first signal stops what runs in good order, a second one at once. */
function stopOrForce(signal: NodeJS.Signals, stop: (signal: NodeJS.Signals) => void): void {
  if (stopping) process.exit(128 + constants.signals[signal]);
  stopping = true;
  stop(signal);
}

// A reader that has seen enough (head, less) is no fault.
process.stdout.on('error', () => process.exit());

void main().then((code) => {
  process.exitCode = code;
});
