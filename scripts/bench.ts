/**
 * Times whole commands side by side, in turn, and prints medians and ratios; `--write` puts them into docs/benchmarks.md.
 * A baseline runs beside each command in the same round, so that the ratio holds where the machine's speed does not.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

const ROUNDS = 5;
const EVENTS = 10_000;
const ROUTES = 100;
const root = path.join(__dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));

function makeWorkspace(): string {
  const workspace = path.join(folder, 'workspace');
  const sales = path.join(workspace, 'datasets/shop/sales');
  for (const part of ['events', 'buckets/landing']) mkdirSync(path.join(workspace, part), { recursive: true });
  mkdirSync(sales, { recursive: true });
  const routes = Array.from({ length: ROUTES }, (_, index) => ({
    When: { Dest: `.+:sales\\.t_${index}$`, Type: 'LOAD' },
    OnSuccess: [index % 2 ? { Action: 'delete' } : { Action: 'copy', Request: { Dest: `sales.copy_${index}` } }],
  }));
  writeFileSync(path.join(workspace, 'dispatch.json'), JSON.stringify({ DeferTaskURL: 'gs://landing/tasks/', Routes: routes }));
  for (let index = 0; index < ROUTES; index++) {
    writeFileSync(path.join(sales, `t_${index}.schema.json`), '[{"name":"id","type":"INTEGER"}]');
    writeFileSync(path.join(sales, `t_${index}.ndjson`), '{"id":"1"}\n');
  }
  const lines = Array.from({ length: EVENTS }, (_, index) => {
    const jobReference = { projectId: 'shop', jobId: `job_${index}`, location: 'US' };
    const destinationTable = { projectId: 'shop', datasetId: 'sales', tableId: `t_${index % ROUTES}` };
    const configuration = { jobType: 'LOAD', load: { sourceUris: [`gs://landing/data/${index}.json`], destinationTable } };
    return JSON.stringify({ jobReference, configuration, statistics: { endTime: String(1_709_280_000_000 + index) }, status: { state: 'DONE' } });
  });
  writeFileSync(path.join(workspace, 'events/all.ndjson'), `${lines.join('\n')}\n`);
  return workspace;
}

function secondsOf(command: string, args: readonly string[]): number {
  const began = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} exited with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - began) / 1e9;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

interface Contest {
  readonly name: string;
  readonly command: () => number;
  readonly baselineName: string;
  readonly baseline: () => number;
}

function main(): void {
  const workspace = makeWorkspace();
  const emulate = (...args: string[]) => secondsOf('npm', ['run', '--silent', 'emulate', '--', '--once', '--json', ...args]);
  const plain = `require('node:fs').readFileSync(${JSON.stringify(path.join(workspace, 'events/all.ndjson'))}, 'utf8').trim().split('\\n').forEach((line) => JSON.parse(line))`;
  const contests: Contest[] = [
    { name: 'emulate --once, the demo', command: () => emulate(), baselineName: 'an empty npm script', baseline: () => secondsOf('npm', ['run', '--silent', 'nothing']) },
    {
      name: `emulate --once, ${EVENTS} events that all match one of ${ROUTES} routes`,
      command: () => emulate('--workspace', workspace),
      baselineName: 'node, JSON.parse of each line',
      baseline: () => secondsOf(process.execPath, ['-e', plain]),
    },
  ];
  const rows = contests.map(({ name, command, baselineName, baseline }) => {
    command();
    const rounds = Array.from({ length: ROUNDS }, () => ({ own: command(), other: baseline() }));
    const own = median(rounds.map((round) => round.own));
    const ratio = median(rounds.map((round) => round.own / round.other));
    return `| ${name} | ${own.toFixed(2)} s | ${baselineName} | ${median(rounds.map((round) => round.other)).toFixed(2)} s | ${ratio.toFixed(1)} |`;
  });
  const table = ['| command | median | beside it | median | ratio |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
  console.log(table);
  if (process.argv.includes('--write')) {
    const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
    const text = `# Benchmarks\n\n\`npm run bench -- --write\` on ${machine}; medians of ${ROUNDS} rounds, whole processes, each with its baseline in turn.\n\n${table}\n`;
    writeFileSync(path.join(root, 'docs/benchmarks.md'), text);
  }
}

try {
  main();
} finally {
  rmSync(folder, { recursive: true });
}
