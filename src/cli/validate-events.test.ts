import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bed } from './cli-test-bed';
import { configOf, DELETE, findings, route } from './validate-test-bed';

test('validate finds by recorded events what the patterns do not tell', async () => {
  const events = ['p:sales.orders_2024', 'p:sales.orders_2025'].map((name, index) => {
    const [projectId, datasetId, tableId] = name.split(/[:.]/);
    return JSON.stringify({ jobReference: { projectId: 'p', jobId: `j${index}`, location: 'US' }, configuration: { load: { sourceUris: ['gs://bkt/o'], destinationTable: { projectId, datasetId, tableId } } }, status: { state: 'DONE' } });
  });
  const config = configOf([{ When: { Dest: 'orders_\\d+$' }, ...DELETE }, { When: { Dest: 'sales\\.orders_20' }, ...DELETE }]);
  const { run, printed } = await bed([], { config, 'events.ndjson': events.join('\n') });
  assert.equal(await run('validate config'), 0);
  assert.equal(await run('validate config --events events.ndjson'), 1);
  assert.match(printed(), /config:1:\d+ warning ROUTE_SHADOWED Routes\[1\]\.When: it holds for 2 of the recorded jobs, and each was taken by route 0 before it\. Move/);
});

const recorded = (table: string, state = 'DONE'): string => JSON.stringify({ jobReference: { projectId: 'p', jobId: table, location: 'US' }, configuration: { load: { destinationTable: { projectId: 'p', datasetId: 'd', tableId: table } } }, status: { state } });

test('recorded events of several files are read once for all configurations', async () => {
  const [one, other] = [configOf([route(':d\\.a$'), route(':d\\.b'), route(':d\\.b_')]), configOf([route(':d\\.never$'), route(':d\\..')])];
  const { told } = await findings({ one, other, e1: `${recorded('a')}\n${recorded('never', 'RUNNING')}\n`, e2: recorded('b_x') }, 'one other --events e1 --events e2');
  assert.deepEqual(told.filter(({ Code }) => /^ROUTE/.test(Code)).map(({ Code, File, Path, Level }) => `${File} ${Code} ${Path} ${Level}`), ['one ROUTE_SHADOWED Routes[2].When warning', 'other ROUTE_UNMATCHED Routes[0].When info']);
});

test('recorded events that cannot be used are told, and keep nothing from the others', async () => {
  const config = configOf([route(':d\\.a$')]);
  const { told, code } = await findings({ config, events: `nope\n${recorded('a')}\n{}\n`, none: recorded('a', 'RUNNING') }, 'config --events events');
  assert.deepEqual([code, told.map(({ Code, Message }) => `${Code} ${Message.slice(0, 58)}`)], [1, ['EVENT_UNUSABLE 2 events could not be read, the first: events:1: not JSON ']]);
  assert.deepEqual((await findings({ config, none: recorded('a', 'RUNNING') }, 'config --events none')).told.map(({ Message }) => Message), ['no event holds a job that is DONE, so that nothing is said of the routes']);
});

test('recorded events among the rules are told apart', async () => {
  const job = JSON.stringify({ jobReference: { projectId: 'p', jobId: 'j' }, configuration: {} });
  const { run } = await bed([], { config: configOf([]), 'one.json': job, 'lines.ndjson': `${job}\n${job}\n`, 'list.json': `[${job}]` });
  for (const name of ['one.json', 'lines.ndjson', 'list.json']) {
    await assert.rejects(run(`validate config ${name}`), { code: 'USAGE', message: `${name} holds recorded events, and no rules`, hint: /--events events\// });
  }
});

test('rules that recorded jobs have nothing to do with are a warning', async () => {
  const job = JSON.stringify({ jobReference: { projectId: 'p', jobId: 'j', location: 'US' }, configuration: { load: { sourceUris: [], destinationTable: { projectId: 'p', datasetId: 'raw', tableId: 'orders' } } }, status: { state: 'DONE' } });
  const { run, printed } = await bed([], { config: configOf([{ When: { Dest: ':row\\.orders$' }, ...DELETE }, { When: { Dest: ':row\\.items$' }, ...DELETE }]), events: job });
  assert.equal(await run('validate config --events events'), 1);
  assert.match(printed(), /warning NO_ROUTE_MATCHED none of the routes holds[^]*info ROUTE_UNMATCHED Routes\[0\]\.When[^]*info ROUTE_UNMATCHED Routes\[1\]\.When/);
});
