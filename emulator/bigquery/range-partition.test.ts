import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rangePartitionIds } from './range-partition';
import { createTestBed, SCHEMA, table } from './test-bed';

const by = (start: string, end: string, interval: string) => ({ field: 'ID', range: { start, end, interval } });

const CASES: [values: (string | null)[], range: ReturnType<typeof by>, ids: string[]][] = [
  [['1', '15', '2'], by('0', '100', '10'), ['0', '10']],
  [['-5', '100', null, '99'], by('0', '100', '10'), ['90', '__NULL__', '__UNPARTITIONED__']],
  [['-10', '-3', '9'], by('-10', '10', '7'), ['-10', '-3', '4']],
  [['9007199254740993', '9007199254740995'], by('9007199254740993', '9007199254740999', '2'), ['9007199254740993', '9007199254740995']],
  [[], by('0', '10', '1'), []],
];
for (const [values, range, ids] of CASES) {
  test(`${values.join()} lie in ${ids.join()}`, () => {
    assert.deepEqual(rangePartitionIds(values.map((id) => [id, null]), range, SCHEMA), ids);
  });
}

test('a query writes to a table that is partitioned by a range, and to no other', async () => {
  const { run, state } = createTestBed({ sql: true });
  const into = (end: string) => ({ query: { query: 'SELECT 1 AS id', destinationTable: table('t'), writeDisposition: 'WRITE_APPEND', rangePartitioning: by('0', end, '10') } });
  assert.equal((await run(into('100'))).status?.errorResult, undefined);
  assert.deepEqual(state.getTable(table('t'))?.rangePartitioning, by('0', '100', '10'));
  assert.equal((await run(into('100'))).status?.errorResult, undefined);
  assert.match((await run(into('90'))).status?.errorResult?.message ?? '', /Expects partitioning specification range\(field:ID,start:0,end:100,interval:10\), but input .*end:90/);
});
