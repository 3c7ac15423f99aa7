import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { inRounds, millisOf, summarise, type Measurement } from './measurement';

const root = path.join(__dirname, '..', '..');
const EVENTS = 1_000_000;
const ROUNDS = 3;
const ROUTES = 100;
/** Reads the file in large pieces and parses each line, on one core. */
const PLAIN = `
  const fs = require('node:fs');
  const [file, piece] = [fs.openSync(process.argv[1]), Buffer.allocUnsafe(4 << 20)];
  let rest = Buffer.alloc(0);
  for (let read = fs.readSync(file, piece); read > 0; read = fs.readSync(file, piece)) {
    const bytes = Buffer.concat([rest, piece.subarray(0, read)]);
    let at = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, at)) {
      JSON.parse(bytes.toString('utf8', at, end));
      at = end + 1;
    }
    rest = Buffer.from(bytes.subarray(at));
  }`;

/** replay and diff of a million recorded jobs of 2 KB, Job resources and log entries in turn. */
export async function benchReplay(folder: string): Promise<readonly Measurement[]> {
  const [events, one, many, after] = ['events.ndjson', 'one.json', 'many.json', 'after.json'].map((name) => path.join(folder, name)) as [string, string, string, string];
  writeEvents(events);
  writeFileSync(one, rulesOf(1, 'archive'));
  writeFileSync(many, rulesOf(ROUTES, 'archive'));
  writeFileSync(after, rulesOf(ROUTES, 'elsewhere'));
  await run(process.execPath, ['scripts/ensure-built.cjs', '--bundle', 'cli']);
  const measure = async (what: string, bound: string | undefined, ...args: string[]): Promise<Measurement> => {
    const rounds = await inRounds(ROUNDS, async () => ({
      own: await run(process.execPath, ['scripts/bq-dispatch.cjs', ...args, events]),
      other: await run(process.execPath, ['--eval', PLAIN, events]),
    }));
    return summarise({ bench: 'replay', case: what, unit: 'ms', ...(bound !== undefined && { bound }), besideName: 'node, JSON.parse of each line' }, rounds);
  };
  return [
    await measure('replay, 1,000,000 events of 2 KB, 1 route', '< 2 times', 'replay', '--config', one),
    await measure(`the same, ${ROUTES} routes with three actions each`, '< 2 times', 'replay', '--config', many),
    await measure('the same, --json', '< 2 times', 'replay', '--config', many, '--json'),
    await measure('diff of them, every request changed', undefined, 'diff', '--before', many, '--after', after),
  ];
}

/** 1 is what a diff that finds something ends with. */
function run(command: string, args: readonly string[]): Promise<number> {
  return millisOf(() => {
    const { status, stderr } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    if (status !== 0 && !(status === 1 && args.includes('diff'))) throw new Error(`${command} ${args.join(' ')} exited with ${status}: ${stderr}`);
    return Promise.resolve();
  });
}

function rulesOf(routes: number, dataset: string): string {
  const actions = [{ Action: 'query', Request: { SQL: "SELECT '$JobID' AS job", Dest: `${dataset}.jobs` } }, { Action: 'notify', Request: { Channels: ['#jobs'], Title: 'done: $Dest' } }, { Action: 'copy', Request: { Dest: `${dataset}.t_$Date` } }];
  const Routes = Array.from({ length: routes }, (_, place) => ({ When: { Dest: routes === 1 ? ':sales\\.' : `:sales\\.t_${place}$` }, OnSuccess: routes === 1 ? actions.slice(2) : actions }));
  return JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', Routes });
}

function writeEvents(name: string): void {
  const file = openSync(name, 'w');
  for (let number = 0; number < EVENTS; ) {
    const lines: string[] = [];
    for (const end = number + 1000; number < end; number++) lines.push(JSON.stringify(number % 2 ? logEntry(number) : jobResource(number)), '\n');
    writeSync(file, lines.join(''));
  }
  closeSync(file);
}

const sql = (number: number): string => `SELECT\n${Array.from({ length: 30 }, (_, column) => `  o.column_${(number + column) % 97} AS c_${column},\n`).join('')}FROM \`shop.raw.orders_${number % 1000}\` AS o`;
const uris = (number: number): string[] => Array.from({ length: 16 }, (_, part) => `gs://landing/2024/03/01/orders_${number}/part-${part}-of-00016.json.gz`);
const timeOf = (number: number): number => 1_709_280_000_000 + number;

function jobResource(number: number): object {
  const destinationTable = { projectId: 'shop', datasetId: 'sales', tableId: `t_${number % ROUTES}` };
  return {
    ...{ kind: 'bigquery#job', etag: 'x', id: `shop:US.job_${number}`, user_email: 'loader@shop.iam.gserviceaccount.com' },
    configuration: number % 4 ? { jobType: 'QUERY', query: { query: sql(number), destinationTable, writeDisposition: 'WRITE_TRUNCATE' } } : { jobType: 'LOAD', load: { sourceUris: uris(number), destinationTable, sourceFormat: 'NEWLINE_DELIMITED_JSON' } },
    jobReference: { projectId: 'shop', jobId: `job_${number}`, location: 'US' },
    statistics: { creationTime: `${timeOf(number)}`, startTime: `${timeOf(number)}`, endTime: `${timeOf(number)}`, query: { queryPlan: Array.from({ length: 3 }, (_, id) => ({ name: `S0${id}: Input`, id: `${id}`, waitRatioAvg: 0.25, readMsAvg: '12', recordsRead: `${number}`, status: 'COMPLETE' })) } },
    status: { state: 'DONE' },
  };
}

function logEntry(number: number): object {
  const table = `projects/shop/datasets/sales/tables/t_${number % ROUTES}`;
  const name = `projects/shop/jobs/job_${number}`;
  const jobConfig = number % 4 === 1 ? { type: 'QUERY', queryConfig: { query: sql(number), destinationTable: table, writeDisposition: 'WRITE_TRUNCATE' } } : { type: 'IMPORT', loadConfig: { sourceUris: uris(number), schemaJson: '{\n}', destinationTable: table } };
  const time = new Date(timeOf(number)).toISOString();
  return {
    ...{ insertId: `i${number}`, logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Fdata_access', timestamp: time, severity: 'INFO', operation: { id: 'x', last: true } },
    resource: { type: 'bigquery_project', labels: { project_id: 'shop', location: 'US' } },
    protoPayload: {
      ...{ serviceName: 'bigquery.googleapis.com', methodName: 'google.cloud.bigquery.v2.JobService.InsertJob', resourceName: name, authenticationInfo: { principalEmail: 'loader@shop.iam.gserviceaccount.com' } },
      metadata: { jobChange: { before: 'RUNNING', after: 'DONE', job: { jobName: name, jobConfig, jobStatus: { jobState: 'DONE' }, jobStats: { createTime: time, startTime: time, endTime: time, totalSlotMs: `${number}` } } } },
    },
  };
}
