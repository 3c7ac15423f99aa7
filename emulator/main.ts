import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../src/adapters/system-clock';
import { toDispatchError } from '../src/core/errors';
import { FaultsError } from '../src/core/rules/fault';
import { parseCliOptions } from './cli-options';
import { emulate } from './emulate';

/** The package's own folder, from `dist/emulator` or from the source. */
const packageFolder = path.join(__dirname, __dirname.includes(`${path.sep}dist${path.sep}`) ? '../..' : '..');

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  try {
    const options = parseCliOptions(args, (text) => process.stdout.write(text));
    if (!options) return 0;
    const fine = await emulate(options, {
      clock: systemClock,
      environment: process.env,
      // npm runs scripts in the package's folder and tells where it was called from.
      folder: process.env['INIT_CWD'] ?? process.cwd(),
      demo: path.join(packageFolder, 'fixtures', 'demo'),
      newHolder: randomUUID,
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
      stopped: () =>
        new Promise((resolve) => {
          process.once('SIGINT', () => resolve());
          process.once('SIGTERM', () => resolve());
        }),
    });
    return fine ? 0 : 1;
  } catch (thrown) {
    const error = toDispatchError(thrown);
    const lines = error instanceof FaultsError ? [error.message] : [`${error.code}: ${error.message}`, error.hint];
    writeSync(2, `${lines.join('\n')}\n`);
    if (args.includes('--debug')) writeSync(2, `${String((error.cause as Error | undefined)?.stack ?? error.stack)}\n`);
    return 2;
  }
}

// A reader that has seen enough (head, less) is no fault.
process.stdout.on('error', () => process.exit());

void main().then((code) => {
  process.exitCode = code;
});
