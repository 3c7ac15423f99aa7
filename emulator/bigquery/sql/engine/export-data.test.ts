import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSqlBed } from '../test-bed';

const ROWS = "SELECT x, CONCAT('n', x) AS name FROM UNNEST([1, 2]) x ORDER BY x";

const EXPORTS: [options: string, text: string][] = [
  ["format = 'CSV'", '1,n1\n2,n2\n'],
  ["format = 'CSV', header = true, field_delimiter = ';'", 'x;name\n1;n1\n2;n2\n'],
  ["format = 'JSON'", '{"x":"1","name":"n1"}\n{"x":"2","name":"n2"}\n'],
];

for (const [options, text] of EXPORTS) {
  test(`EXPORT DATA with ${options}`, async () => {
    const bed = createSqlBed();
    const { job, error } = await bed.query(`EXPORT DATA OPTIONS (uri = 'gs://bkt/out/*.txt', ${options}) AS ${ROWS}`);
    assert.equal(error, undefined);
    assert.equal(bed.text('out/000000000000.txt'), text);
    assert.equal(job.statistics?.query?.statementType, 'EXPORT_DATA');
  });
}

const REFUSED: [options: string, message: RegExp][] = [
  ["uri = 'gs://bkt/out.csv', format = 'CSV'", /Option uri must contain exactly one wildcard \* at \[1:22\]/],
  ["format = 'CSV'", /EXPORT DATA needs the option uri at \[1:1\]/],
  ["uri = 'gs://bkt/old/*', format = 'CSV'", /URI gs:\/\/bkt\/old\/\* is not empty/],
  ["uri = 'gs://bkt/out/*', format = 'CSV', bigtable_options = 'x'", /the EXPORT DATA option bigtable_options is not emulated/],
];

for (const [options, message] of REFUSED) {
  test(`no EXPORT DATA with ${options}`, async () => {
    const bed = createSqlBed();
    bed.put('old/1', 'x');
    const { error } = await bed.query(`EXPORT DATA OPTIONS (${options}) AS ${ROWS}`);
    assert.match(error?.message ?? '', message);
  });
}

test('EXPORT DATA writes over what is there when told so', async () => {
  const bed = createSqlBed();
  bed.put('old/000000000000', 'x');
  await bed.query(`EXPORT DATA OPTIONS (uri = 'gs://bkt/old/*', format = 'CSV', overwrite = true) AS ${ROWS}`);
  assert.equal(bed.text('old/000000000000'), '1,n1\n2,n2\n');
});
