import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export interface CommandToRun {
  /** The program and its arguments, which no shell reads again. */
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Resolves when the command shall stop; it gets the signal. */
  readonly stopped: () => Promise<NodeJS.Signals>;
  /** Whether a terminal sends its Ctrl-C to the command too. */
  readonly onTerminal: boolean;
}

/**
 * Runs a command on the terminal of this process.
 * @returns its exit code; 128 and the signal's number where one ended it; 127 where there is no such program
 */
export function runCommand({ command, folder, environment, stopped, onTerminal }: CommandToRun, say: (line: string) => void): Promise<number> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder, env: { ...environment }, stdio: 'inherit' });
    void stopped().then((signal) => signal === 'SIGINT' && onTerminal ? false : child.kill(signal));
    child.on('error', (error: NodeJS.ErrnoException) => {
      say(`${program}: ${error.code === 'ENOENT' ? 'there is no such program' : error.message}`);
      resolve(error.code === 'ENOENT' ? 127 : 126);
    });
    child.on('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 0)));
  });
}
