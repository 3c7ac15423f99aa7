/**
 * Runs a pipeline of each official client against a started emulator. What the clients need is installed into
 * `.cache/interop`; a language that is missing on this machine is said to be missing and counts as skipped.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { compareWithGo } from './interop/regexp-verdicts';

const root = path.join(__dirname, '..');
const cache = path.join(root, '.cache', 'interop');
const scripts = path.join(__dirname, 'interop');

interface Language {
  readonly name: string;
  /** Says what is missing, or nothing. */
  readonly install: () => string | undefined;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

function run(command: string, args: readonly string[], cwd = root): boolean {
  return spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

const venv = path.join(cache, 'python');
const python = path.join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const goBinary = path.join(cache, 'go-pipeline');

const LANGUAGES: readonly Language[] = [
  {
    name: 'node',
    install: () => undefined,
    command: [process.execPath, '--require', 'ts-node/register', path.join(scripts, 'node/pipeline.ts')],
    environment: { TS_NODE_TRANSPILE_ONLY: 'true' },
  },
  {
    name: 'python',
    install() {
      if (!existsSync(python) && !run('python3', ['-m', 'venv', venv])) return 'python3 with venv is not on this machine';
      const installed = run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', path.join(scripts, 'python/requirements.txt')]);
      return installed ? undefined : 'its clients could not be installed';
    },
    command: [python, path.join(scripts, 'python/pipeline.py')],
  },
  {
    name: 'go',
    install() {
      if (!run('go', ['version'])) return 'go is not on this machine';
      return run('go', ['build', '-o', goBinary, '.'], path.join(scripts, 'go')) ? undefined : 'its clients could not be built';
    },
    command: [goBinary],
  },
];

/** Go's regexp as the judge of what patterns mean. */
function judgeRegexp(counts: Counts): void {
  const binary = path.join(cache, 'go-regexp');
  if (!run('go', ['build', '-o', binary, 'main.go'], path.join(scripts, 'go-regexp'))) {
    counts.skipped += 1;
    console.log('skipped go-regexp: go is not on this machine');
    return;
  }
  for (let round = 0; round < REGEXP_ROUNDS; round++) {
    const seed = randomInt(2 ** 31);
    const { checks, differences } = compareWithGo(binary, { seed, count: 15_000 });
    console.log(`${differences === 0 ? 'ok' : 'not ok'} go-regexp: ${checks} verdicts of seed ${seed}, ${differences} differences`);
    if (differences === 0) counts.passed += 1;
    else counts.failed += 1;
  }
}

/** Each has some 120,000 verdicts. */
const REGEXP_ROUNDS = 2;

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

function runLanguage({ name, install, command, environment }: Language, counts: Counts): void {
  const missing = install();
  if (missing !== undefined) {
    counts.skipped += 1;
    console.log(`skipped ${name}: ${missing}`);
    return;
  }
  const args = [path.join(root, 'dist/emulate.js'), 'exec', '--workspace', path.join(root, 'fixtures/interop'), '--', ...command];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...environment } });
  process.stdout.write(stdout);
  const lines = stdout.split('\n');
  const failed = lines.filter((line) => line.startsWith('not ok ')).length;
  const passed = lines.filter((line) => line.startsWith('ok ')).length;
  counts.passed += passed;
  // A pipeline that ends before its first check has failed as well.
  counts.failed += failed === 0 && (status !== 0 || passed === 0) ? 1 : failed;
  if (status !== 0) process.stderr.write(stderr);
}

mkdirSync(cache, { recursive: true });
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
const wanted = process.argv.slice(2);
for (const language of LANGUAGES) if (wanted.length === 0 || wanted.includes(language.name)) runLanguage(language, counts);
if (wanted.length === 0 || wanted.includes('go-regexp')) judgeRegexp(counts);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
