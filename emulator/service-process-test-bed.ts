import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A line of the log. */
export interface Line {
  readonly severity: string;
  readonly message: string;
  readonly outcome?: string;
  readonly job?: string;
}

/** `npm start`, which knows of the emulator by its environment alone. */
export function startServiceProcess(environment: Readonly<Record<string, string>>): { child: ChildProcess; lines: Line[]; line: (form: RegExp) => Promise<Line>; ended: Promise<number | null> } {
  const root = path.join(__dirname, '..');
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--require', 'ts-node/register', 'src/start.ts'], { cwd: root, env: { PATH, PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text) as Line);
    for (const look of waiting) look();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    child,
    lines,
    ended,
    line: (form) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find(({ message }) => form.test(message));
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`it ended without a line of ${String(form)}: ${JSON.stringify(lines)}`)));
      }),
  };
}
