import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpClient } from './http-client';

const root = path.join(__dirname, '..', '..');

/** A process of its own that answers on a port. */
export interface Running {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The emulator on a workspace, by the command that users type or, so that the process is its own, without npm. */
export async function startEmulator({ workspace, npm = false }: { workspace: string; npm?: boolean }): Promise<Running> {
  const port = await freePort();
  const options = ['--port', String(port), '--workspace', workspace];
  const [command, args] = npm ? ['npm', ['run', '--silent', 'emulate', '--', ...options]] : [process.execPath, ['scripts/emulate.cjs', ...options]];
  return start(spawn(command, args, { cwd: root, stdio: 'ignore' }), { port, path: '/_emulator/health' });
}

/** Resolves with the first answer. */
export async function start(child: ChildProcess, { port, path: asked }: { port: number; path: string }): Promise<Running> {
  const client = createHttpClient({ port });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} exited with ${child.exitCode}`);
    const answered = await client.send('GET', asked).then(() => true, () => false);
    if (answered) break;
    await sleep(2);
  }
  client.close();
  return {
    port,
    pid: child.pid as number,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
