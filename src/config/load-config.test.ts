import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStorageState } from '../../emulator/storage/storage-state';
import { createObjectStore } from '../../emulator/storage/object-store';
import { systemClock } from '../adapters/system-clock';
import { formatGsUrl, parseGsUrl } from '../core/gs-url';
import { FaultsError } from '../core/rules/fault';
import { loadConfig } from './load-config';
import type { GivenValues } from './placeholder-sources';

interface Options {
  readonly file?: string;
  readonly given?: GivenValues;
  readonly routeFiles?: Readonly<Record<string, string>>;
}

async function load(text: string, { file = 'dispatch.json', given = {}, routeFiles = {} }: Options = {}) {
  const storage = createStorageState({ clock: systemClock });
  storage.createBucket('rules');
  for (const [name, content] of Object.entries(routeFiles)) storage.write(parseGsUrl(`gs://rules/${name}`), Buffer.from(content));
  return loadConfig({ text, file, given, objects: createObjectStore(storage) });
}

async function faultsOf(text: string, options?: Options): Promise<string[]> {
  try {
    await load(text, options);
    return [];
  } catch (error) {
    assert.ok(error instanceof FaultsError);
    return error.faults.map(({ file, line, column, code, path }) => `${file}:${line}:${column} ${code} ${path}`);
  }
}

test('journal and errors lie beside the last folder of the tasks unless they are given', async () => {
  const config = await load('{"DeferTaskURL": "gs://bkt/x/tasks/"}');
  assert.equal(formatGsUrl(config.journalUrl), 'gs://bkt/x/journal/');
  assert.equal(formatGsUrl(config.errorUrl), 'gs://bkt/x/errors/');
  const given = await load('{"DeferTaskURL": "gs://bkt", "journalurl": "gs://other/j"}');
  assert.equal(formatGsUrl(given.journalUrl), 'gs://other/j');
  assert.equal(formatGsUrl(given.errorUrl), 'gs://bkt/errors/');
});

test('all faults of a configuration are reported at once, in order, each at its place', async () => {
  const text = `{
  "DeferTaskUrl": "s3://bkt",
  "Bucket": 5,
  "Routes": [
    {
      "Wen": {},
      "When": { "Dest": "(", "Type": "LOADS" },
      "OnSuccess": [
        { "Action": "delte" },
        { "Action": "move", "Request": { "SourceUrl": 5, "Dest": "gs://b/x" } },
        { "Action": "delete", "Request": { "SourceURL": "gs://\${config.Bukket}/x" } },
        "delete"
      ]
    },
    7
  ],
  "LeaseSeconds": 0
}`;
  assert.deepEqual(await faultsOf(text, { given: { variables: new Map([['Bucket', 'b1b']]) } }), [
    'dispatch.json:2:19 INVALID_VALUE DeferTaskURL',
    'dispatch.json:3:3 UNKNOWN_FIELD Bucket',
    'dispatch.json:6:7 UNKNOWN_FIELD Routes[0].Wen',
    'dispatch.json:7:25 INVALID_PATTERN Routes[0].When.Dest',
    'dispatch.json:9:21 UNKNOWN_ACTION Routes[0].OnSuccess[0].Action',
    'dispatch.json:10:40 MISSING_FIELD Routes[0].OnSuccess[1].Request.DestURL',
    'dispatch.json:10:55 INVALID_VALUE Routes[0].OnSuccess[1].Request.SourceURL',
    'dispatch.json:10:58 UNKNOWN_FIELD Routes[0].OnSuccess[1].Request.Dest',
    'dispatch.json:11:57 UNRESOLVED_PLACEHOLDER Routes[0].OnSuccess[2].Request.SourceURL',
    'dispatch.json:12:9 INVALID_VALUE Routes[0].OnSuccess[3]',
    'dispatch.json:15:5 INVALID_VALUE Routes[1]',
    'dispatch.json:17:19 INVALID_VALUE LeaseSeconds',
  ]);
});

test('a fault says what was found, what was expected, and the nearest name', async () => {
  await assert.rejects(load('{"DeferTaskURL": "gs://${confg.Bucket}/t"}'), { message: /dispatch\.json:1:18 INVALID_VALUE DeferTaskURL: found .*only \$\{config\.Name\} is replaced here/ });
  await assert.rejects(load('{"DeferTaskURL": "gs://bkt/t", "Rutes": []}'), { message: /dispatch\.json:1:32 UNKNOWN_FIELD Rutes: found .*"Rutes".*Did you mean "Routes"\?/ });
  await assert.rejects(load('{}'), { message: /dispatch\.json:1:1 MISSING_FIELD DeferTaskURL: found nothing, expected the gs:\/\/ URL of a folder/ });
  await assert.rejects(load('{"DeferTaskURL": "gs://bkt/t", "Routes": [{"When": {"Dest": "x"}, "OnSuccess": [{"Action": "cpy"}]}]}'), { message: /Did you mean "copy"\?/ });
});

test('why a bucket can be none is told', async () => {
  await assert.rejects(load('{"DeferTaskURL": "gs://b/tasks/"}'), { message: /expected the gs:\/\/ URL of a folder; a bucket name has 3 to 222 characters, this one 1\./ });
  await assert.rejects(load('{"DeferTaskURL": "gs://Ops/tasks/"}'), { message: /folder; a bucket name has only lower-case letters/ });
});

test('a key given twice is a fault, in another case too', async () => {
  assert.deepEqual(await faultsOf('{"DeferTaskURL": "gs://bkt/t",\n"DeferTaskURL": "gs://bkt/u"}'), ['dispatch.json:2:1 DUPLICATE_KEY DeferTaskURL']);
  assert.deepEqual(await faultsOf('{"DeferTaskURL": "gs://bkt/t",\n"defertaskurl": "gs://bkt/u"}'), ['dispatch.json:2:1 DUPLICATE_KEY defertaskurl']);
});

test('records never lie in the folder of tasks itself', async () => {
  assert.deepEqual(await faultsOf('{"DeferTaskURL": "gs://bkt/t", "JournalURL": "gs://bkt/t/", "ErrorURL": "gs://bkt/e"}'), ['dispatch.json:1:46 INVALID_VALUE JournalURL']);
});

test('placeholders: --set before environment before variables before own fields', async () => {
  const text = '{"DeferTaskURL": "gs://${config.Bucket}/t", "Bucket": "own-bucket"}';
  const bucket = async (given: GivenValues) => (await load(text, { given })).deferTaskUrl.bucket;
  assert.equal(await bucket({}), 'own-bucket');
  assert.equal(await bucket({ variables: new Map([['Bucket', 'var-bucket']]) }), 'var-bucket');
  assert.equal(await bucket({ variables: new Map([['Bucket', 'var-bucket']]), environment: { DISPATCH_SET_Bucket: 'env-bucket' } }), 'env-bucket');
  assert.equal(await bucket({ sets: new Map([['Bucket', 'set-bucket']]), environment: { DISPATCH_SET_Bucket: 'env-bucket' } }), 'set-bucket');
});

test('own fields may refer to each other, known fields may be referred to, a circle has no value', async () => {
  const config = await load('{"DeferTaskURL": "gs://${config.Bucket}/t", "Bucket": "${config.Team}-data", "Team": "shop", "JournalURL": "${config.DeferTaskURL}/j"}');
  assert.equal(formatGsUrl(config.journalUrl), 'gs://shop-data/t/j');
  const faults = await faultsOf('{"DeferTaskURL": "gs://bkt/${config.A}", "A": "${config.B}", "B": "${config.A}"}');
  assert.ok(faults.every((fault) => fault.includes('UNRESOLVED_PLACEHOLDER')) && faults.length > 0);
});

test('names of every object are no placeholders', async () => {
  const faults = await faultsOf('{"DeferTaskURL": "gs://bkt/${config.constructor}${config.__proto__}"}');
  assert.equal(faults.length, 2);
});

test('a text field that nothing refers to is unknown', async () => {
  assert.deepEqual(await faultsOf('{"DeferTaskURL": "gs://bkt/t", "Team": "shop"}'), ['dispatch.json:1:32 UNKNOWN_FIELD Team']);
});

test('YAML configurations work alike', async () => {
  const config = await load('DeferTaskURL: gs://bkt/tasks/\nRoutes:\n  - When: { Type: load }\n    OnSuccess:\n      - action: DELETE\n', { file: 'dispatch.yaml' });
  assert.deepEqual(config.routes[0]?.OnSuccess[0]?.Action, 'delete');
  assert.deepEqual(await faultsOf('DeferTaskURL: gs://bkt/tasks/\nRoutes:\n  - When: { Dset: x }\n', { file: 'dispatch.yaml' }), ['dispatch.yaml:3:13 UNKNOWN_FIELD Routes[0].When.Dset']);
});

test('RoutesURL adds the routes of its files, in the order of their names, with their faults', async () => {
  const text = '{"DeferTaskURL": "gs://bkt/t", "RoutesURL": "gs://rules/r/", "Team": "shop", "Routes": [{"Name": "0", "When": {"Dest": "x"}}]}';
  const config = await load(text, { routeFiles: { 'r/b.yaml': '- { Name: "2", When: { Dest: "${config.Team}" } }\n', 'r/a.json': '{"Name": "1", "When": {"Type": "COPY"}}', 'r/readme.md': 'no', 'q/c.json': '5' } });
  assert.deepEqual(config.routes.map(({ Name }) => Name), ['0', '1', '2']);
  assert.equal(config.routes[2]?.When.Dest, 'shop');
  assert.deepEqual(await faultsOf('{"DeferTaskURL": "gs://bkt/t", "RoutesURL": "gs://rules/r/"}', { routeFiles: { 'r/a.json': '[{"When": {"Dest": "("}}]' } }), ['gs://rules/r/a.json:1:20 INVALID_PATTERN [0].When.Dest']);
});

test('follow-ups of actions are read with their own positions', async () => {
  const faults = await faultsOf('{"DeferTaskURL": "gs://bkt/t", "Routes": [{"When": {"Dest": "x"}, "OnSuccess": [{"Action": "delete", "OnSuccess": [{"Action": "delte"}]}]}]}');
  assert.deepEqual(faults, ['dispatch.json:1:127 UNKNOWN_ACTION Routes[0].OnSuccess[0].OnSuccess[0].Action']);
});

test('the address of a JSON Schema is taken in a configuration and in a file with one route, and has no effect', async () => {
  const plain = await load('{"DeferTaskURL": "gs://bkt/t", "RoutesURL": "gs://rules/r/"}', { routeFiles: { 'r/a.json': '{"When": {"Type": "COPY"}}' } });
  const named = await load('{"$schema": "./c.json", "DeferTaskURL": "gs://bkt/t", "RoutesURL": "gs://rules/r/"}', { routeFiles: { 'r/a.json': '{"$schema": "./r.json", "When": {"Type": "COPY"}}' } });
  assert.deepEqual(JSON.stringify(named), JSON.stringify(plain));
  assert.deepEqual(await faultsOf('{"$schema": 5, "DeferTaskURL": "gs://bkt/t", "Routes": [{"$schema": "x", "When": {}}]}'), ['dispatch.json:1:13 INVALID_VALUE $schema', 'dispatch.json:1:58 UNKNOWN_FIELD Routes[0].$schema']);
});
