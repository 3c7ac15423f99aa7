import { execFileSync, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createHttpClient, type HttpClient } from './http-client';
import { inRounds, millisOf, summarise, type Measurement } from './measurement';
import { freePort, start, startEmulator, type Running } from './running-emulator';
import { writeEmulatorWorkspace } from './workspace';

const root = path.join(__dirname, '..', '..');
const ROWS = 100_000;
const GROUP_BY = 'SELECT k, COUNT(*) AS n, SUM(v) AS total FROM sales.many GROUP BY k';

/** What a user waits for with the emulator. */
export async function benchEmulator(folder: string): Promise<readonly Measurement[]> {
  const workspace = writeEmulatorWorkspace(folder);
  const started = await benchStart(workspace);
  const emulator = await startEmulator({ workspace });
  try {
    const memory = await benchMemory(emulator.pid);
    const copied = await benchCopy(emulator.port);
    const objects = await benchObjects(emulator.port);
    return [started, memory, copied, objects, await benchGroupBy(emulator.port)];
  } finally {
    await emulator.stop();
  }
}

async function benchStart(workspace: string): Promise<Measurement> {
  const rounds = await inRounds(9, async () => {
    let running: Running | undefined;
    const own = await millisOf(async () => {
      running = await startEmulator({ workspace, npm: true });
    });
    await running?.stop();
    const other = await millisOf(() => Promise.resolve(spawnSync('npm', ['run', '--silent', 'nothing'], { cwd: root, stdio: 'ignore' })));
    return { own, other };
  });
  return summarise({ bench: 'emulator', case: 'npm run -s emulate to the first answer', unit: 'ms', bound: '< 600', besideName: 'an empty npm script' }, rounds);
}

/** Resident memory before the first SQL statement. */
async function benchMemory(pid: number): Promise<Measurement> {
  const plain = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000); console.log()'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => plain.stdout.once('data', resolve));
  const rounds = [{ own: residentMb(pid), other: residentMb(plain.pid as number) }];
  plain.kill();
  return summarise({ bench: 'emulator', case: 'idle memory', unit: 'MB', bound: '< 150', besideName: 'node that waits' }, rounds);
}

function residentMb(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

async function benchCopy(port: number): Promise<Measurement> {
  const client = createHttpClient({ port });
  const table = (tableId: string) => ({ projectId: 'shop', datasetId: 'sales', tableId });
  const copy = { sourceTable: table('orders'), destinationTable: table('copied'), writeDisposition: 'WRITE_TRUNCATE' };
  const rounds = await inRounds(101, async () => ({
    own: await millisOf(async () => {
      await client.send('POST', '/bigquery/v2/projects/shop/jobs', { configuration: { copy } });
      await client.send('GET', '/_emulator/idle');
    }),
    other: await millisOf(() => client.send('GET', '/bigquery/v2/projects/shop/datasets/sales/tables/orders')),
  }));
  client.close();
  return summarise({ bench: 'emulator', case: 'jobs.insert of a copy to the end of its action', unit: 'ms', bound: '< 30', besideName: 'tables.get' }, rounds);
}

const PLAIN_SERVER = `
const kept = new Map();
require('node:http').createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    if (request.method === 'POST') kept.set('o', Buffer.concat(parts));
    response.end(request.method === 'POST' ? '{}' : kept.get('o'));
  });
}).listen(Number(process.argv[1]), '127.0.0.1');
`;

async function benchObjects(port: number): Promise<Measurement> {
  const plainPort = await freePort();
  const plain = await start(spawn(process.execPath, ['-e', PLAIN_SERVER, String(plainPort)], { stdio: 'ignore' }), { port: plainPort, path: '/' });
  const [own, other] = [port, plainPort].map((at) => createHttpClient({ port: at, connections: 8 })) as [HttpClient, HttpClient];
  const rounds = await inRounds(7, async () => ({ own: await perSecond(own), other: await perSecond(other) }));
  own.close();
  other.close();
  await plain.stop();
  return summarise({ bench: 'emulator', case: 'objects of 1 KB put and got, 8 connections', unit: 'requests/s', bound: '>= 2000', besideName: 'a plain node:http server' }, rounds);
}

async function perSecond(client: HttpClient): Promise<number> {
  const bytes = Buffer.alloc(1024, 'x');
  const pairs = 250;
  const worker = async (name: string): Promise<void> => {
    for (let n = 0; n < pairs; n++) {
      await client.send('POST', `/upload/storage/v1/b/landing/o?uploadType=media&name=${name}-${n}`, bytes);
      await client.send('GET', `/storage/v1/b/landing/o/${name}-${n}?alt=media`);
    }
  };
  const millis = await millisOf(() => Promise.all(Array.from({ length: 8 }, (_, n) => worker(`o${n}`))));
  return (8 * pairs * 2 * 1000) / millis;
}

async function benchGroupBy(port: number): Promise<Measurement> {
  const client = createHttpClient({ port });
  const lines = Array.from({ length: ROWS }, (_, n) => `{"k":"key${n % 1000}","v":${n}}\n`).join('');
  await client.send('POST', '/upload/storage/v1/b/landing/o?uploadType=media&name=many.json', Buffer.from(lines));
  const load = {
    sourceUris: ['gs://landing/many.json'],
    sourceFormat: 'NEWLINE_DELIMITED_JSON',
    destinationTable: { projectId: 'shop', datasetId: 'sales', tableId: 'many' },
    schema: { fields: [{ name: 'k', type: 'STRING' }, { name: 'v', type: 'INTEGER' }] },
  };
  await client.send('POST', '/bigquery/v2/projects/shop/jobs', { configuration: { load } });
  await client.send('GET', '/_emulator/idle');

  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await duckdb.run('CREATE SCHEMA sales');
  await duckdb.run(`CREATE TABLE sales.many AS SELECT 'key' || (range % 1000) AS k, range AS v FROM range(${ROWS})`);
  const query = { query: GROUP_BY, useLegacySql: false, useQueryCache: false, maxResults: 1000 };
  const rounds = await inRounds(41, async () => ({
    own: await millisOf(() => client.send('POST', '/bigquery/v2/projects/shop/queries', query)),
    other: await millisOf(async () => (await duckdb.runAndReadAll(GROUP_BY)).getRows()),
  }));
  client.close();
  return summarise({ bench: 'emulator', case: 'GROUP BY over 100,000 rows, warm', unit: 'ms', bound: '< 30', besideName: 'DuckDB in process, one thread' }, rounds);
}
