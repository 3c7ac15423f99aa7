import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRounds, millisOf, summarise, type Measurement } from './measurement';

const root = path.join(__dirname, '..', '..');
const ROUNDS = 5;
const EVENTS = 10_000;
const ROUTES = 100;

/** Whole commands, from the start of the process to its end. */
export async function benchCommands(folder: string): Promise<readonly Measurement[]> {
  const workspace = writeWorkspace(folder);
  const events = JSON.stringify(path.join(workspace, 'events/all.ndjson'));
  const plain = `require('node:fs').readFileSync(${events}, 'utf8').trim().split('\\n').forEach((line) => JSON.parse(line))`;
  const emulate = (...args: string[]) => run('npm', ['run', '--silent', 'emulate', '--', '--once', '--json', ...args]);
  const demo = await inRounds(ROUNDS, async () => ({ own: await emulate(), other: await run('npm', ['run', '--silent', 'nothing']) }));
  const many = await inRounds(ROUNDS, async () => ({ own: await emulate('--workspace', workspace), other: await run(process.execPath, ['-e', plain]) }));
  return [
    summarise({ bench: 'commands', case: 'emulate --once, the demo', unit: 'ms', besideName: 'an empty npm script' }, demo),
    summarise({ bench: 'commands', case: `emulate --once, ${EVENTS} events that all match one of ${ROUTES} routes`, unit: 'ms', besideName: 'node, JSON.parse of each line' }, many),
  ];
}

function run(command: string, args: readonly string[]): Promise<number> {
  return millisOf(() => {
    const { status, stderr } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} exited with ${status}: ${stderr}`);
    return Promise.resolve();
  });
}

function writeWorkspace(folder: string): string {
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
