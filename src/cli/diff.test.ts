import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bed } from './cli-test-bed';
import type { JobChange } from './diff/job-change';

const job = (jobId: string, table: string, more: object = {}): string =>
  JSON.stringify({
    jobReference: { projectId: 'shop', jobId, location: 'US' },
    configuration: { load: { sourceUris: ['gs://landing/a.json'], destinationTable: { projectId: 'shop', datasetId: 'raw', tableId: table } } },
    statistics: { endTime: '1709285400000' },
    status: { state: 'DONE' },
    ...more,
  });

const FAILED_JOB = { status: { state: 'DONE', errorResult: { reason: 'invalid', message: 'bad rows' } } };
const EVENTS = [job('a', 'orders'), job('b', 'items'), job('c', 'orders', FAILED_JOB), job('d', 'else')].join('\n');

interface Route {
  readonly Name?: string;
  readonly When: object;
  readonly OnSuccess?: readonly object[];
  readonly OnFailure?: readonly object[];
}

const rules = (...Routes: Route[]): string => JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', Routes });
const remove = { Action: 'delete', Request: { URLs: '$LoadURIs' } };
const move = (url: string) => ({ Action: 'move', Request: { DestURL: url } });
const ORDERS: Route = { Name: 'orders', When: { Dest: 'raw\\.orders$' }, OnSuccess: [remove], OnFailure: [move('gs://ops/bad/')] };
const ITEMS: Route = { When: { Dest: 'raw\\.items$' }, OnSuccess: [{ ...remove, OnSuccess: [move('gs://ops/x/')] }] };

async function changes(before: string, after: string, accept?: string): Promise<{ code: number; changes: JobChange[]; counts: object }> {
  const { run, printed } = await bed([], { 'before.json': before, 'after.json': after, 'events.ndjson': EVENTS, ...(accept !== undefined && { 'accept.json': accept }) });
  const code = await run(`diff --before before.json --after after.json events.ndjson --json${accept === undefined ? '' : ' --accept accept.json'}`);
  const { Changes, ...counts } = JSON.parse(printed()) as { Changes: JobChange[] };
  return { code, changes: Changes, counts };
}

const BEFORE = rules(ORDERS, ITEMS);

const CASES: readonly [what: string, after: string, found: Readonly<Record<string, readonly string[]>>][] = [
  ['nothing', BEFORE, {}],
  ['routes in another order that do not overlap', rules(ITEMS, ORDERS), {}],
  ['a route that gets a name', rules(ORDERS, { ...ITEMS, Name: 'items' }), {}],
  ['a pattern that takes the same jobs', rules({ ...ORDERS, When: { Dest: '^shop:raw\\.orders$' } }, ITEMS), {}],
  ['notes for people', rules({ ...ORDERS, OnSuccess: [{ ...remove, Info: { Owner: 'me' } }] }, ITEMS), {}],
  ['a pattern that takes nothing', rules({ ...ORDERS, When: { Dest: 'raw\\.order$' } }, ITEMS), { a: ['outcome', 'route', 'actions'], c: ['outcome', 'route', 'actions'] }],
  ['a route that is gone', rules(ORDERS), { b: ['outcome', 'route', 'actions'] }],
  ['a route before the others', rules({ When: { Type: 'LOAD' }, OnSuccess: [remove] }, ORDERS, ITEMS), { a: ['route'], b: ['route', 'actions'], c: ['route', 'actions'], d: ['outcome', 'route', 'actions'] }],
  ['another action', rules({ ...ORDERS, OnSuccess: [move('gs://ops/done/')] }, ITEMS), { a: ['actions'] }],
  ['another request', rules({ ...ORDERS, OnFailure: [move('gs://ops/worse/')] }, ITEMS), { c: ['requests'] }],
  ['another follow-up', rules(ORDERS, { ...ITEMS, OnSuccess: [{ ...remove, OnSuccess: [move('gs://ops/y/')] }] }), { b: ['requests'] }],
  ['a follow-up less', rules(ORDERS, { ...ITEMS, OnSuccess: [remove] }), { b: ['actions'] }],
  ['a request that cannot be expanded', rules({ ...ORDERS, OnSuccess: [{ Action: 'delete', Request: { URLs: '$Nope' } }] }, ITEMS), { a: ['outcome', 'requests'] }],
];

test('diff says what goes wrong in one version', async () => {
  const { changes: list } = await changes(BEFORE, rules({ ...ORDERS, OnSuccess: [{ Action: 'delete', Request: { URLs: 'gs://ops/$Dat' } }] }, ITEMS));
  assert.deepEqual(list.map(({ Reasons }) => Reasons.map((reason) => /^after: UNKNOWN_VARIABLE: \$Dat in .* is no variable\. Did you mean \$Date\?/.test(reason))), [[true]]);
});

for (const [what, after, found] of CASES) {
  test(`diff of ${what}`, async () => {
    const { code, changes: list } = await changes(BEFORE, after);
    assert.deepEqual(Object.fromEntries(list.map(({ JobRef, Changed }) => [JobRef.jobId, Changed])), found);
    assert.equal(code, list.length > 0 ? 1 : 0);
  });
}

test('changes that are accepted are none, and others still are', async () => {
  const after = rules({ ...ORDERS, When: { Dest: 'raw\\.order$' } }, ITEMS);
  const all = await changes(BEFORE, after);
  const accepted = await changes(BEFORE, after, JSON.stringify({ Changes: all.changes }));
  assert.deepEqual([accepted.code, accepted.changes, accepted.counts], [0, [], { Events: 4, Changed: 0, Accepted: 2, Unreadable: 0, WithoutJob: 0 }]);
  const one = await changes(BEFORE, after, JSON.stringify([all.changes[0]]));
  assert.deepEqual([one.code, one.changes.map(({ JobRef }) => JobRef.jobId)], [1, ['c']]);
  const byRoute = await changes(BEFORE, after, JSON.stringify([{ Before: { Route: { Name: 'orders' } }, After: { Status: 'noMatch' } }]));
  assert.deepEqual([byRoute.code, byRoute.changes], [0, []]);
  const other = await changes(BEFORE, rules(ITEMS), JSON.stringify({ Changes: all.changes }));
  assert.equal(other.code, 0);
  const elsewhere = await changes(BEFORE, rules({ ...ORDERS, OnSuccess: [] }, ITEMS), JSON.stringify({ Changes: all.changes }));
  assert.equal(elsewhere.code, 1);
});

const REFUSED: readonly [accept: string, message: RegExp][] = [
  ['nope', /holds no accepted changes/],
  ['{}', /neither a list nor an object with Changes/],
  ['[{}]', /entry 0 is no object with fields/],
  ['[{"JobRef":{"jobId":"a"}},{"Before":{"Route":{}},"Reasons":["x"]}]', /entry 1 names nothing that is compared/],
  ['[{"Job":"a"}]', /unknown field "Job"/],
];

for (const [accept, message] of REFUSED) {
  test(`accepted changes that cannot be used: ${accept}`, async () => {
    await assert.rejects(changes(BEFORE, BEFORE, accept), { code: 'USAGE', message });
  });
}

test('accepted changes that do not come are told, and are no finding', async () => {
  const accept = JSON.stringify([{ JobRef: { jobId: 'a' }, Changed: ['route'] }, { Type: 'COPY' }, { JobRef: { jobId: 'constructor' } }]);
  const { run, told } = await bed([], { 'before.json': BEFORE, 'accept.json': accept, 'events.ndjson': EVENTS });
  assert.equal(await run('diff --before before.json --after before.json events.ndjson --accept accept.json'), 0);
  assert.equal(told(), '3 accepted changes did not come, and may be taken from the file: a, {"Type":"COPY"}, constructor\n');
});

test('events without their job are told, as nothing is compared for them', async () => {
  const { run, printed, told } = await bed([], { 'before.json': BEFORE, 'events.ndjson': `{"EventID":"e","ProjectID":"shop","JobID":"z"}\n${EVENTS}` });
  assert.equal(await run('diff --before before.json --after before.json events.ndjson'), 0);
  assert.equal(printed(), 'nothing changes of 5 events; 1 without their job\n');
  assert.match(told(), /^events without their job cannot be compared: 1\./);
});

test('people are told which route is left, why, and which actions go and come', async () => {
  const { run, printed } = await bed([], { 'before.json': BEFORE, 'after.json': rules({ ...ORDERS, When: { Dest: 'raw\\.order$' } }, ITEMS), 'events.ndjson': EVENTS });
  assert.equal(await run('diff --before before.json --after after.json events.ndjson'), 1);
  for (const part of ['route 0 (orders): delete → nothing matches', 'LOAD shop:US.a', 'raw\\.order$ is not found in the destination "shop:raw.orders"', '- {"Action":"delete"', '2 jobs change of 4 events']) assert.ok(printed().includes(part), `${part} in\n${printed()}`);
});

test('people are shown where long requests differ, and no more than a page', async () => {
  const sql = (end: string) => ({ Action: 'query', Request: { SQL: `SELECT ${'1, '.repeat(5000)}${end}`, Dest: 'raw.y' } });
  const routes = (end: string): Route[] => Array.from({ length: 90 }, (_, place) => ({ Name: `r${place}`, When: { Dest: `raw\\.t${place}$` }, OnSuccess: [sql(end)] }));
  const events = Array.from({ length: 900 }, (_, place) => job(`j${place}`, `t${place % 90}`)).join('\n');
  const { run, printed } = await bed([], { 'before.json': rules(...routes('before')), 'after.json': rules(...routes('after')), 'events.ndjson': events });
  assert.equal(await run('diff --before before.json --after after.json events.ndjson'), 1);
  assert.match(printed(), /- ….*before/);
  assert.match(printed(), /\+ ….*after/);
  assert.ok(printed().split('\n').length < 130 && printed().length < 20_000, printed());
  assert.match(printed(), /^700 jobs change in other ways; --json prints all\n\n900 jobs change of 900 events$/m);
});

test('an event that cannot be read is told, and ends with 1', async () => {
  const { run, told } = await bed([], { 'before.json': BEFORE, 'events.ndjson': `${EVENTS}\nnope` });
  assert.equal(await run('diff --before before.json --after before.json events.ndjson'), 1);
  assert.match(told(), /events\.ndjson:5: not JSON/);
});

test('diff --json waits until its reader has room', async () => {
  let [underWay, most] = [0, 0];
  const write = async (): Promise<void> => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay--;
  };
  const after = rules({ ...ORDERS, OnSuccess: [move('gs://ops/done/')] }, ITEMS);
  const { run } = await bed([], { 'before.json': BEFORE, 'after.json': after, one: job('a', 'orders'), other: job('b', 'orders') }, { write });
  assert.equal(await run('diff --before before.json --after after.json one other --json'), 1);
  assert.deepEqual([most, underWay], [1, 0]);
});
