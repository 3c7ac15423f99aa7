import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { FaultsError } from '../../src/core/rules/fault';
import { createEmulator, type Emulator } from '../emulator';
import { loadSituation } from '../load-situation';
import { createManualClock } from '../manual-clock';
import { checkExportFolder, saveWorkspace } from './save-workspace';

const home = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-outbox-'));
after(() => rmSync(home, { recursive: true }));

const ANSWERS = '[{ "URL": "https://a.example.com/*", "Status": 201, "Body": { "id": 7 } }]\n';
const deadline = new Date('2024-03-01T10:01:00Z');

function workspace(name: string, outbox: Readonly<Record<string, string>> = {}): string {
  const root = path.join(home, name);
  mkdirSync(path.join(root, 'outbox'), { recursive: true });
  writeFileSync(path.join(root, 'dispatch.json'), '{ "DeferTaskURL": "gs://ops/tasks/" }');
  for (const [file, text] of Object.entries(outbox)) writeFileSync(path.join(root, 'outbox', file), text);
  return root;
}

async function loaded(root: string): Promise<Emulator> {
  const emulator = createEmulator({ clock: createManualClock(new Date('2024-03-01T10:00:00Z')), newHolder: () => 'x', onResponse: () => undefined });
  await loadSituation(emulator, root, { sets: new Map(), environment: {} });
  return emulator;
}

async function statusOf({ outgoing }: Emulator, idempotencyKey = 'k1'): Promise<number> {
  return (await outgoing.http.call({ method: 'GET', url: 'https://a.example.com/b', headers: { 'Idempotency-Key': idempotencyKey }, deadline })).status;
}

function save(to: string, from: string, emulator: Emulator): void {
  saveWorkspace(to, { from, storage: emulator.storage, datasets: emulator.bigquery, outbox: emulator.outbox.entries() });
}

test('an export holds a file for each message, and the answers; it loads with an empty outbox', async () => {
  const from = workspace('first', { 'responses.json': ANSWERS });
  const emulator = await loaded(from);
  assert.equal(await statusOf(emulator), 201);
  await emulator.outgoing.slack.post({ token: 'xoxb-secret', channel: '#a', title: 't', idempotencyKey: 'k2', deadline });
  const to = path.join(home, 'second');
  save(to, from, emulator);
  const files = readdirSync(path.join(to, 'outbox')).sort();
  assert.deepEqual(files, ['0001-call.json', '0002-notify.json', 'responses.json']);
  const notify = { kind: 'notify', idempotencyKey: 'k2', channel: '#a', title: 't', hasToken: true, time: '2024-03-01T10:00:00.000Z', count: 1 };
  assert.deepEqual(JSON.parse(readFileSync(path.join(to, 'outbox', '0002-notify.json'), 'utf8')), notify);
  assert.equal(readFileSync(path.join(to, 'outbox', 'responses.json'), 'utf8'), ANSWERS);

  const again = await loaded(to);
  assert.deepEqual([again.outbox.entries(), await statusOf(again)], [[], 201]);
  save(to, to, again);
  assert.deepEqual(readdirSync(path.join(to, 'outbox')).sort(), ['0001-call.json', 'responses.json']);
});

test('a workspace without messages and answers gets no outbox', async () => {
  const from = workspace('plain');
  const to = path.join(home, 'plain-export');
  save(to, from, await loaded(from));
  assert.deepEqual(readdirSync(to).filter((name) => name === 'outbox'), []);
});

test('an export does not go among the messages', () => {
  assert.throws(() => checkExportFolder(path.join(home, 'first', 'outbox', 'x'), path.join(home, 'first')), { code: 'USAGE' });
});

const FAULTS: readonly [text: string, fault: string][] = [
  ['{}', '1:1 INVALID_VALUE'],
  ['[{ "Status": 200 }]', '1:2 MISSING_FIELD'],
  ['[{ "URL": "a.example.com" }]', '1:11 INVALID_VALUE'],
  ['[{ "URL": "https://*.example.com/" }]', '1:11 INVALID_VALUE'],
  ['[{ "URL": "gs://b/*" }]', '1:11 INVALID_VALUE'],
  ['[{ "URL": "*", "Status": 100 }]', '1:26 INVALID_VALUE'],
  ['[{ "URL": "*", "Status": 600 }]', '1:26 INVALID_VALUE'],
  ['[{ "URL": "*", "Times": 0 }]', '1:25 INVALID_VALUE'],
  ['[{ "URL": "*", "Method": "GET /" }]', '1:26 INVALID_VALUE'],
  ['[{ "URL": "*",\n  "Headers": { "X-A": 1 } }]', '2:23 INVALID_VALUE'],
  ['[{ "URL": "*",\n  "Stattus": 200 }]', '2:3 UNKNOWN_FIELD'],
];

for (const [index, [text, fault]] of FAULTS.entries()) {
  test(`responses.json with ${JSON.stringify(text)} has a fault at ${fault}`, async () => {
    const root = workspace(`faulty-${index}`, { 'responses.json': text });
    await assert.rejects(loaded(root), (error) => {
      assert.ok(error instanceof FaultsError, String(error));
      assert.deepEqual(error.faults.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`), [`${path.join('outbox', 'responses.json')}:${fault}`]);
      return true;
    });
  });
}
