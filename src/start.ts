import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { startTelemetrySdk } from './adapters/telemetry/start-sdk';
import { reportError, toDispatchError } from './core/errors';
import { openProduction } from './production';
import { listen } from './server/http-server';

const { version } = JSON.parse(readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };

async function main(): Promise<number> {
  const stopTelemetry = await startTelemetrySdk(process.env);
  const { service, log, start } = openProduction({ environment: process.env, out: process.stdout, version });
  const stop = stopped();
  try {
    await start();
    const server = await listen(service, { host: '0.0.0.0', port: Number(process.env['PORT'] ?? 8080) });
    log('INFO', `listening on port ${server.port}`, { version });
    log('INFO', `${await stop}: finishing what runs`);
    await server.close();
    await stopTelemetry().catch(() => log('WARNING', 'the last measurements could not be sent'));
    return 0;
  } catch (thrown) {
    const { Code, Message, Hint } = reportError(toDispatchError(thrown));
    log('ERROR', `${Code}: the service cannot start`, { error: { code: Code, message: Message, hint: Hint } });
    return 2;
  }
}

/** Resolves with the first signal; a second one ends the process at once. */
function stopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let stopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(128 + constants.signals[signal]);
        stopping = true;
        resolve(signal);
      });
    }
  });
}

void main().then((code) => {
  process.exitCode = code;
});
