import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { actionNames } from './actions';
import type { DispatchConfig } from './dispatch-config';
import { createDispatcher } from './dispatcher';
import { childUrl, formatGsUrl } from './gs-url';
import type { JobResource } from './job-resource';
import type { JobState } from './job-state';
import { stateUrl } from './object-names';
import type { BigQueryTarget } from './ports/bigquery-workplace.contract';
import { SCHEMA, succeeded } from './ports/bigquery-workplace.contract';
import type { Clock } from './ports/clock';
import { listAll } from './ports/object-store-workplace.contract';
import type { Outgoing } from './ports/outgoing';
import type { TableReference } from './table-ref';

/** Ports to run actions against, and what they told the world. */
export interface ActionsTarget extends BigQueryTarget {
  readonly clock: Clock;
  readonly outgoing: Outgoing;
  /** Each message with its idempotency key; the same message that was sent again may stand there once or twice. */
  readonly sent: () => readonly unknown[];
}

/** Whatever an action can change: objects, rows and messages. */
interface Effects {
  readonly objects: readonly string[];
  readonly rows: Readonly<Record<string, readonly string[] | undefined>>;
  readonly sent: readonly unknown[];
}

/** What is there at first: `source.json`, `group`, the table `orders` with a row, and no table `target`. */
interface Place {
  readonly folder: string;
  readonly orders: string;
  readonly target: string;
}

/** A request of each action, and whether it has an effect on the objects, the rows or the world. */
const REQUESTS: Readonly<Record<string, (place: Place) => { request: object; changes: keyof Effects | undefined }>> = {
  delete: () => ({ request: {}, changes: 'objects' }),
  move: ({ folder }) => ({ request: { DestURL: `${folder}moved/` }, changes: 'objects' }),
  export: ({ folder, orders }) => ({ request: { Source: orders, DestURL: `${folder}out.json` }, changes: 'objects' }),
  copy: ({ orders, target }) => ({ request: { Source: orders, Dest: target, Append: true }, changes: 'rows' }),
  query: ({ orders, target }) => ({ request: { SQL: `SELECT * FROM \`${orders.replace(':', '.')}\``, Dest: target, Append: true }, changes: 'rows' }),
  load: ({ target }) => ({ request: { sourceUris: '$LoadURIs', Dest: target, Append: true, schema: SCHEMA }, changes: 'rows' }),
  insert: ({ orders }) => ({ request: { Dest: orders, Data: [{ id: 7, name: '$JobID' }] }, changes: 'rows' }),
  drop: ({ orders }) => ({ request: { Table: orders }, changes: 'rows' }),
  tableExists: ({ orders }) => ({ request: { Table: orders }, changes: undefined }),
  group: ({ folder }) => ({ request: { GroupURL: `${folder}group` }, changes: 'objects' }),
  notify: () => ({ request: { Channels: '#a', Title: '$JobID', Token: 'xoxb-1' }, changes: 'sent' }),
  call: () => ({ request: { URL: 'https://service.example.com/a', Body: { job: '$JobID' } }, changes: 'sent' }),
  push: () => ({ request: { Topic: 'loaded', Data: '$JobID' }, changes: 'sent' }),
};

/**
 * Registers as tests that each action that is run twice has the effect of once, and that what it tells the world carries
 * one key (R16). The second run is that after a crash between the action and its progress.
 * @param open called once a test
 */
export function describeActionsTwice(name: string, open: () => Promise<ActionsTarget>): void {
  describe(`${name}: actions run twice`, () => {
    test('every action is among them', () => assert.deepEqual(Object.keys(REQUESTS).sort(), [...actionNames].sort()));

    for (const [action, requestFor] of Object.entries(REQUESTS)) {
      test(action, async () => {
        const target = await open();
        const place = await createPlace(target);
        const { request, changes } = requestFor(place);
        const before = await effects(target, place);
        const run = runner(target, place, { Action: action, Request: request });

        assert.equal((await run.first()).Status, 'ok');
        const once = await effects(target, place);
        if (changes) assert.notDeepEqual(once[changes], before[changes]);
        const again = await run.again();

        assert.deepEqual([again.Status, again.Actions.map(({ Status }) => Status)], ['ok', ['ok']], JSON.stringify(again.Error));
        assert.deepEqual(await effects(target, place), once);
      });
    }
  });
}

interface OpenPlace extends Place {
  readonly tag: string;
  readonly tables: readonly TableReference[];
  readonly job: JobResource;
}

async function createPlace({ bigquery, objects, settle, projectId, datasetId, bucket }: ActionsTarget): Promise<OpenPlace> {
  const tag = randomUUID().replaceAll('-', '');
  const folder = `gs://${bucket}/${tag}/`;
  const table = (name: string): TableReference => ({ projectId, datasetId, tableId: `${name}_${tag}` });
  const [orders, target] = [table('orders'), table('target')];
  await objects.write({ bucket, name: `${tag}/source.json` }, Buffer.from('{"id":1,"name":"one"}\n'));
  await objects.write({ bucket, name: `${tag}/group` }, Buffer.from('5'));
  await settle(bigquery.createTable({ tableReference: orders, schema: SCHEMA }));
  const jobReference = { projectId, jobId: `root-${tag}`, location: 'US' };
  const load = { sourceUris: [`${folder}source.json`], destinationTable: orders, sourceFormat: 'NEWLINE_DELIMITED_JSON' as const };
  await settle(bigquery.insertJob({ jobReference, configuration: { load } }));
  const job = succeeded(await settle(bigquery.waitForJob(jobReference, { deadline: new Date(Date.now() + 3_600_000) })));
  const text = ({ tableId }: TableReference): string => `${projectId}:${datasetId}.${tableId}`;
  return { tag, folder, orders: text(orders), target: text(target), tables: [orders, target], job };
}

function runner({ bigquery, objects, outgoing, clock, settle, bucket }: ActionsTarget, { tag, job }: OpenPlace, rule: { Action: string; Request: object }) {
  const folder = (part: string) => ({ bucket, name: `service-${tag}/${part}/` });
  const config: DispatchConfig = {
    ...{ deferTaskUrl: folder('tasks'), journalUrl: folder('journal'), errorUrl: folder('errors') },
    mode: 'run',
    ...{ routes: [{ When: { Type: 'LOAD' }, OnSuccess: [rule], OnFailure: [] }], placeholders: { valueOf: () => undefined, names: () => [] } },
    ...{ maxConcurrentJobs: 20, leaseSeconds: 60, deadlineSeconds: 600 },
  };
  let holders = 0;
  const dispatcher = createDispatcher({ config, objects, bigquery, outgoing, clock, newHolder: () => `run-${++holders}` });
  const { projectId, jobId, location = 'US' } = job.jobReference;
  const event = { eventId: `event of ${jobId}`, projectId, jobId, location, job };
  const state = stateUrl(config.journalUrl, { projectId, jobId, location });
  return {
    first: () => settle(dispatcher.dispatch(event)),
    async again() {
      const found = await objects.read(state);
      const standing = JSON.parse(new TextDecoder().decode(found?.bytes)) as JobState;
      const unfinished: JobState = { ...standing, State: 'retry', RecordURL: undefined, Progress: { Actions: [], Wrote: [] } };
      await objects.write(state, Buffer.from(JSON.stringify(unfinished)));
      return settle(dispatcher.dispatch(event));
    },
  };
}

async function effects({ bigquery, objects, settle, sent, bucket }: ActionsTarget, { tag, tables }: OpenPlace): Promise<Effects> {
  const found = await listAll(objects, childUrl({ bucket, name: tag }, ''));
  const contents = await Promise.all(found.map(async ({ url }) => `${formatGsUrl(url)} ${Buffer.from((await objects.read(url))?.bytes ?? []).toString()}`));
  const rows = await Promise.all(tables.map(async (table) => [table.tableId, (await settle(bigquery.getTable(table))) && (await settle(bigquery.readColumn(table, 'id')))] as const));
  const messages = new Set(sent().filter((message) => JSON.stringify(message).includes(tag)).map((message) => JSON.stringify(message)));
  return { objects: contents, rows: Object.fromEntries(rows), sent: [...messages] };
}
