import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { createObjectStore } from '../../emulator/storage/object-store';
import { createStorageState } from '../../emulator/storage/storage-state';
import { createFakeOutgoing } from '../../emulator/outbox/fake-outgoing';
import { createFakeAnswers } from '../../emulator/outbox/fake-answer';
import { systemClock as clock } from '../../src/adapters/system-clock';
import { loadConfig } from '../../src/config/load-config';
import { createDispatcher } from '../../src/core/dispatcher';
import type { BigQuery } from '../../src/core/ports/bigquery';
import { decodeEvent } from '../../src/events/decode-event';
import { inRounds, millisOf, summarise, type Measurement } from './measurement';

const EVENTS = 5000;
const ROUTES = 1000;

/** An event from its text to its record, nothing run; and what ten thousand routes take of memory. */
export async function benchPlanning(): Promise<readonly Measurement[]> {
  return [await benchEvents(), benchMemory()];
}

async function benchEvents(): Promise<Measurement> {
  const storage = createStorageState({ clock });
  storage.createBucket('ops');
  const objects = createObjectStore(storage);
  const routes = Array.from({ length: ROUTES }, (_, place) => ({ When: { Dest: `.+:sales\\.t_${place}$` }, OnSuccess: [{ Action: 'copy', Request: { Dest: `sales.copy_${place}` } }] }));
  const config = await loadConfig({ text: JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', Mode: 'shadow', Routes: routes }), file: 'dispatch.json', given: {}, objects });
  const answers = createFakeAnswers([]);
  let runs = 0;
  const dispatcher = createDispatcher({ config, objects, bigquery: {} as BigQuery, outgoing: createFakeOutgoing(() => answers), clock, newHolder: () => `run-${++runs}` });
  let round = 0;
  const rounds = await inRounds(5, async () => {
    round++;
    const lines = Array.from({ length: EVENTS }, (_, index) => eventLine(`job_${round}_${index}`, index % ROUTES));
    const own = await millisOf(async () => {
      for (const line of lines) {
        const event = decodeEvent(JSON.parse(line));
        if ('jobId' in event) await dispatcher.dispatch(event);
      }
    });
    const other = await millisOf(() => {
      for (const line of lines) JSON.parse(line);
      return Promise.resolve();
    });
    return { own: (own / EVENTS) * 1000, other: (other / EVENTS) * 1000 };
  });
  return summarise({ bench: 'planning', case: `an event from its text to its record, one of ${ROUTES} routes, nothing run`, unit: 'µs', besideName: 'JSON.parse of it' }, rounds);
}

function eventLine(jobId: string, table: number): string {
  return JSON.stringify({
    jobReference: { projectId: 'shop', jobId, location: 'US' },
    configuration: { jobType: 'LOAD', load: { sourceUris: [`gs://landing/${jobId}.json`], destinationTable: { projectId: 'shop', datasetId: 'sales', tableId: `t_${table}` } } },
    statistics: { endTime: '1709280000000' },
    status: { state: 'DONE' },
  });
}

/** In a process of its own, after its garbage is gone. */
function benchMemory(): Measurement {
  const measure = (make: string): number => {
    const script = `
      const { createRouteIndex } = require('./src/core/route-index/route-index');
      const { compilePattern } = require('./src/core/filter');
      const filters = Array.from({ length: 10000 }, (_, place) => ({ Dest: '.+:dataset_' + (place % 97) + '\\\\.my_table_' + place + '$' }));
      const used = () => { gc(); const { heapUsed, arrayBuffers } = process.memoryUsage(); return heapUsed + arrayBuffers; };
      const before = used();
      globalThis.kept = ${make};
      console.log((used() - before) / 1e6);`;
    const { stdout, status, stderr } = spawnSync(process.execPath, ['--expose-gc', '--require', 'ts-node/register', '--eval', script], { cwd: path.join(__dirname, '../..'), encoding: 'utf8', env: { ...process.env, TS_NODE_TRANSPILE_ONLY: 'true' } });
    if (status !== 0) throw new Error(stderr);
    return Number(stdout);
  };
  const rounds = [{ own: measure('createRouteIndex(filters)'), other: measure('filters.map(({ Dest }) => compilePattern(Dest))') }];
  return summarise({ bench: 'planning', case: 'memory of the index of 10,000 routes', unit: 'MB', bound: '< 100', besideName: 'their patterns, compiled and unused' }, rounds);
}
