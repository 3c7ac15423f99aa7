import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bed } from './cli-test-bed';

const configOf = (routes: readonly object[]): string => JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', ProjectID: 'shop', Routes: routes });
const DELETE = { OnSuccess: [{ Action: 'delete', Request: { SourceURL: 'gs://bkt/o' } }], OnFailure: [{ Action: 'delete', Request: { SourceURL: 'gs://bkt/o' } }] };

const JOB = JSON.stringify({ jobReference: { projectId: 'p', jobId: 'a--dispatch', location: 'EU' }, configuration: { load: { sourceUris: ['gs://bkt/o'], destinationTable: { projectId: 'p', datasetId: 'sales', tableId: 'orders' } } }, status: { state: 'DONE' } });

test('explain says why each route holds or not, and what would be run', async () => {
  const config = configOf([
    { When: { Type: 'COPY' }, ...DELETE },
    { When: { Dest: 'sales\\.returns' }, ...DELETE },
    { Name: 'orders', When: { Dest: 'orders$' }, OnSuccess: [{ Action: 'move', Request: { DestURL: 'gs://bkt/$JobID/' } }] },
    { When: { Type: 'LOAD' }, ...DELETE },
  ]);
  const { run, printed } = await bed([], { config, job: JOB });
  assert.equal(await run('explain --config config --job job --json'), 0);
  const told = JSON.parse(printed()) as { Route: number; Tasks: string[]; Routes: { Holds: boolean; Reasons: string[]; ShadowedBy?: string }[]; Actions: object[] };
  assert.deepEqual([told.Route, told.Tasks], [2, ['gs://ops/tasks/a--dispatch.json', 'gs://ops/tasks/a/dispatch.json']]);
  assert.deepEqual(told.Routes.map(({ Holds, ShadowedBy }) => [Holds, ShadowedBy]), [[false, undefined], [false, undefined], [true, undefined], [true, 'route 2']]);
  assert.match(told.Routes[0]?.Reasons.join() ?? '', /the type is LOAD, not COPY/);
  assert.match(told.Routes[1]?.Reasons.join() ?? '', /it lacks "sales\.returns"/);
  assert.deepEqual(told.Actions, [{ Action: 'move', Request: { DestURL: 'gs://bkt/a--dispatch/' } }]);
  assert.equal(await run('explain --config config --job job'), 0);
  assert.match(printed(), /✓ route 2 \(orders\)[^]*· route 3, but route 2 comes first/);
});
