import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DispatchError } from './errors';
import { expandSql, parametersOf } from './sql-text';

const variables = new Map<string, string | readonly string[]>([
  ['JobID', 'job-1'],
  ['Dest', 'shop:sales.orders'],
  ['DestTable', 'sales.orders'],
  ['DestDataset', 'sales'],
  ['Source', 'gs://b/o'],
  ['Error', `it's "bad" \\ \`ticks\`\nand $JobID`],
  ['URLs', 'gs://b/1,gs://b/2'],
  ['LoadURIs', ['gs://b/1', 'gs://b/2']],
  ['DollarSign', '$'],
  ['StatusCode', '200'],
]);

const EXPANDED: readonly [sql: string, expanded: string][] = [
  ['SELECT * FROM $DestTable', 'SELECT * FROM `sales.orders`'],
  ['SELECT * FROM ${Dest}', 'SELECT * FROM `shop.sales.orders`'],
  ['SELECT * FROM `$Dest`', 'SELECT * FROM `shop.sales.orders`'],
  ['SELECT * FROM `$DestDataset.t${DollarSign}20240301`', 'SELECT * FROM `sales.t$20240301`'],
  [`SELECT '$JobID', "$JobID", '''$JobID'''`, `SELECT 'job-1', "job-1", '''job-1'''`],
  [`SELECT '$Error'`, `SELECT 'it\\'s \\"bad\\" \\\\ \\\`ticks\\\`\\nand $JobID'`],
  [`SELECT r'$JobID', b"$JobID"`, `SELECT r'job-1', b"job-1"`],
  [`SELECT '$URLs' -- $Nothing here\n# nor $Here\n/* nor $Here */`, `SELECT 'gs://b/1,gs://b/2' -- $Nothing here\n# nor $Here\n/* nor $Here */`],
  [`SELECT '\\'$JobID'`, `SELECT '\\'job-1'`],
  [`SELECT '--', '$JobID'`, `SELECT '--', 'job-1'`],
  [`SELECT 'open $JobID`, `SELECT 'open job-1`],
  ['SELECT 1', 'SELECT 1'],
];

for (const [sql, expanded] of EXPANDED) test(`SQL ${JSON.stringify(sql)} becomes ${JSON.stringify(expanded)}`, () => assert.equal(expandSql(sql, variables), expanded));

const REFUSED: readonly [sql: string, code: string, message: RegExp][] = [
  ['SELECT $JobID', 'INVALID_VALUE', /at \[1:8\].*within a quoted literal only/],
  ['SELECT 1\nFROM $Source', 'INVALID_VALUE', /at \[2:6\].*no name of a table/],
  ['SELECT * FROM `t_$Error`', 'INVALID_VALUE', /at \[1:18\]/],
  [`SELECT r'$Error'`, 'INVALID_VALUE', /raw literal/],
  [`SELECT '$Nothing'`, 'UNKNOWN_VARIABLE', /at \[1:9\]: \$Nothing/],
];

for (const [sql, code, message] of REFUSED) {
  test(`SQL ${JSON.stringify(sql)} ends with ${code}`, () => {
    assert.throws(() => expandSql(sql, variables), (error) => error instanceof DispatchError && error.code === code && message.test(error.message));
  });
}

test('only the variables that SQL asks for are parameters, whatever the case of their names', () => {
  const found = parametersOf("SELECT @jobid, '@Dest', @@error.message, @LoadURIs -- @Source", variables);
  assert.deepEqual(found, [
    { name: 'JobID', parameterType: { type: 'STRING' }, parameterValue: { value: 'job-1' } },
    { name: 'LoadURIs', parameterType: { type: 'ARRAY', arrayType: { type: 'STRING' } }, parameterValue: { arrayValues: [{ value: 'gs://b/1' }, { value: 'gs://b/2' }] } },
  ]);
});
