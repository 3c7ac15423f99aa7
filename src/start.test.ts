import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

interface Line {
  readonly severity: string;
  readonly message: string;
  readonly error?: { readonly message: string };
}

/** What `npm start` runs, with this environment. */
function start(environment: Readonly<Record<string, string>>, onLine: (line: Line, stop: () => void) => void = () => undefined): Promise<{ code: number | null; lines: Line[] }> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--require', 'ts-node/register', 'src/start.ts'], { cwd: path.join(__dirname, '..'), env: { PATH, PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    lines.push(line);
    onLine(line, () => child.kill('SIGTERM'));
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, lines })));
}

const CONFIG = { DeferTaskURL: 'gs://ops-bucket/tasks/' };
const OIDC = { Audience: 'https://dispatch.example.com', ServiceAccounts: ['caller@northwind-data.iam.gserviceaccount.com'] };

const BROKEN: readonly [title: string, environment: Readonly<Record<string, string>>, why: RegExp][] = [
  ['no configuration', {}, /there is no configuration/],
  ['a faulty configuration', { CONFIG: JSON.stringify({ ...CONFIG, Rutes: [] }) }, /CONFIG:1:\d+ UNKNOWN_FIELD .*Rutes/],
  ['tokens to check, but not for what', { CONFIG: JSON.stringify(CONFIG) }, /names no Audience/],
];
for (const [title, environment, why] of BROKEN) {
  test(`a start with ${title} says so in one line and ends with 2`, async () => {
    const { code, lines } = await start(environment);
    assert.deepEqual([code, lines.length, lines[0]?.severity], [2, 1, 'ERROR']);
    assert.match(lines[0]?.error?.message ?? '', why);
  });
}

test('the service refuses who has no token, and ends in good order', async () => {
  let status = 0;
  const { code, lines } = await start({ CONFIG: JSON.stringify({ ...CONFIG, Auth: OIDC }) }, ({ message }, stop) => {
    const port = /^listening on port (\d+)/.exec(message)?.[1];
    if (port === undefined) return;
    void fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then((answer) => {
      status = answer.status;
      stop();
    });
  });
  assert.deepEqual([status, code, lines.map(({ severity }) => severity)], [401, 0, ['INFO', 'WARNING', 'INFO']]);
});

test('that callers are not checked is said at the start', async () => {
  const { code, lines } = await start({ CONFIG: JSON.stringify({ ...CONFIG, Auth: { Mode: 'none' } }) }, ({ message }, stop) => {
    if (message.startsWith('listening')) stop();
  });
  assert.equal(code, 0);
  assert.match(lines[0]?.message ?? '', /callers are not checked/);
});
