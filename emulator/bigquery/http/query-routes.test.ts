import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobConfiguration } from '../../../src/core/job-resource';
import { JobError } from '../job-error';
import type { JobContext, QueryPlanner } from '../job-context';
import type { JobWork } from '../job-work';
import { createHttpTestBed, list, type HttpTestBed } from './http-test-bed';

const QUERIES = '/projects/p/queries';
const anonymous = { projectId: 'p', datasetId: '_anon', tableId: 'result' };
const SCHEMA = { fields: [{ name: 'x', type: 'INT64' }] };

/** Runs `rows N` and `fail REASON`; anything else is a statement without rows that changes three. */
function plan(configuration: JobConfiguration, { catalog }: JobContext): JobWork {
  const [word, argument = ''] = (configuration.query?.query ?? '').split(' ');
  const statistics = { totalBytesProcessed: '8' };
  return {
    jobType: 'QUERY',
    ...(word === 'rows' && { configuration: { query: { destinationTable: anonymous } } }),
    prepare() {
      if (word === 'fail') return Promise.reject(new JobError({ reason: argument, message: `no: ${argument}` }));
      return Promise.resolve(() => {
        if (word !== 'rows') return { statistics: { ...statistics, query: { statementType: 'UPDATE', numDmlAffectedRows: '3' } } };
        catalog.createDataset(anonymous);
        catalog.addTable({ tableReference: anonymous, schema: SCHEMA }, Array.from({ length: Number(argument) }, (_, row) => [String(row)]));
        return { statistics: { ...statistics, query: { statementType: 'SELECT' } } };
      });
    },
  };
}

const planner: QueryPlanner = {
  planQuery: (job, context) => plan(job.configuration, context),
  dryRunQuery: () => Promise.resolve({ statistics: { totalBytesProcessed: '42', query: { statementType: 'SELECT' } }, schema: SCHEMA }),
  locateQuery: ({ configuration }) => Promise.resolve(configuration.query?.query?.includes('tokyo') ? 'asia-northeast1' : undefined),
};

const bedOf = (options: { runningMs?: number } = {}): HttpTestBed => createHttpTestBed({ ...planner, ...options });

test('a query is run and answered in one request', async () => {
  const { body } = await bedOf().post(QUERIES, { query: 'rows 2', useLegacySql: false, labels: { a: 'b' } });
  assert.deepEqual(body, {
    kind: 'bigquery#queryResponse',
    schema: { fields: [{ name: 'x', type: 'INTEGER', mode: 'NULLABLE' }] },
    totalRows: '2',
    rows: [{ f: [{ v: '0' }] }, { f: [{ v: '1' }] }],
    jobReference: { projectId: 'p', jobId: 'job_id-0', location: 'US' },
    jobComplete: true,
    totalBytesProcessed: '8',
    cacheHit: false,
    statementType: 'SELECT',
    location: 'US',
    creationTime: '1709280000000',
    startTime: '1709280000000',
    endTime: '1709280000000',
    totalSlotMs: '0',
    queryId: 'job_id-0',
  });
});

test('a statement without rows tells what it changed', async () => {
  const { body } = await bedOf().post(QUERIES, { query: 'UPDATE' });
  assert.deepEqual([body.jobComplete, body.numDmlAffectedRows, body.rows, body.totalRows, body.schema], [true, '3', undefined, undefined, undefined]);
});

test('rows go on with getQueryResults', async () => {
  const { post, get } = bedOf();
  const { body } = await post(QUERIES, { query: 'rows 5', maxResults: 2 });
  assert.equal(list(body.rows).length, 2);
  const path = `${QUERIES}/${body.jobReference.jobId}`;
  const rest = (await get(`${path}?location=US&pageToken=${body.pageToken}`)).body;
  assert.deepEqual([rest.rows, rest.totalRows, rest.pageToken, rest.kind], [[{ f: [{ v: '2' }] }, { f: [{ v: '3' }] }, { f: [{ v: '4' }] }], '5', undefined, 'bigquery#getQueryResultsResponse']);
  assert.deepEqual((await get(`${path}?startIndex=4`)).body.rows, [{ f: [{ v: '4' }] }]);
  assert.equal((await get(`${path}?maxResults=0`)).body.rows, undefined);
});

test('a query that is not done in time is complete later', async () => {
  const { post, get } = bedOf({ runningMs: 3000 });
  const { body } = await post(QUERIES, { query: 'rows 1', timeoutMs: 1000 });
  assert.deepEqual(body, { kind: 'bigquery#queryResponse', jobReference: { projectId: 'p', jobId: 'job_id-0', location: 'US' }, jobComplete: false, location: 'US' });
  assert.equal((await get(`${QUERIES}/job_id-0?timeoutMs=1000`)).body.jobComplete, false);
  assert.equal((await get(`${QUERIES}/job_id-0?timeoutMs=1000`)).body.totalRows, '1');
});

test('a request sent again runs nothing again', async () => {
  const { post, state } = bedOf();
  const query = { query: 'UPDATE', requestId: 'r' };
  const first = (await post(QUERIES, query)).body;
  assert.deepEqual((await post(QUERIES, query)).body.jobReference, first.jobReference);
  assert.notDeepEqual((await post(QUERIES, { ...query, requestId: 's' })).body.jobReference, first.jobReference);
  assert.equal([...state.jobs('p')].length, 2);
});

test('a dry run tells bytes and columns, and runs nothing', async () => {
  const { post, state } = bedOf();
  const { body } = await post(QUERIES, { query: 'rows 2', dryRun: true });
  assert.deepEqual(body, {
    kind: 'bigquery#queryResponse',
    schema: { fields: [{ name: 'x', type: 'INTEGER', mode: 'NULLABLE' }] },
    jobReference: { projectId: 'p', location: 'US' },
    totalBytesProcessed: '42',
    jobComplete: true,
    cacheHit: false,
    location: 'US',
    statementType: 'SELECT',
  });
  assert.equal([...state.jobs('p')].length, 0);
});

test('a query runs where its datasets lie', async () => {
  const { post } = bedOf();
  assert.equal((await post(QUERIES, { query: 'UPDATE tokyo' })).body.location, 'asia-northeast1');
  assert.equal((await post(QUERIES, { query: 'UPDATE', location: 'eu' })).body.location, 'EU');
});

test('a script answers with the rows of its last query', async () => {
  const { state, get } = bedOf();
  const job = (jobId: string, query: object, more: object = {}): Parameters<typeof state.recordChild>[0] => ({
    jobReference: { projectId: 'p', jobId, location: 'US' },
    configuration: { query },
    statistics: { creationTime: '1', ...more },
    status: { state: 'DONE' },
  });
  state.createTable({ tableReference: { projectId: 'p', datasetId: 'd', tableId: 'one' }, schema: SCHEMA });
  state.addTable({ tableReference: { projectId: 'p', datasetId: 'd', tableId: 'two' }, schema: SCHEMA }, [['7']]);
  const into = (tableId: string): object => ({ destinationTable: { projectId: 'p', datasetId: 'd', tableId } });
  state.recordChild(job('s', {}, { query: { statementType: 'SCRIPT' } }));
  state.recordChild(job('c1', into('one'), { parentJobId: 's', query: { statementType: 'SELECT' } }));
  state.recordChild(job('c2', into('two'), { parentJobId: 's', query: { statementType: 'SELECT' } }));
  state.recordChild(job('c3', into('one'), { parentJobId: 's', query: { statementType: 'SELECT' }, scriptStatistics: { evaluationKind: 'EXPRESSION' } }));
  state.recordChild(job('c4', into('one'), { parentJobId: 's', query: { statementType: 'INSERT' } }));
  assert.deepEqual((await get(`${QUERIES}/s`)).body.rows, [{ f: [{ v: '7' }] }]);
});

for (const [reason, status] of [['invalidQuery', 400], ['notFound', 404], ['accessDenied', 403], ['duplicate', 409], ['resourcesExceeded', 400], ['notImplemented', 501]] as const) {
  test(`a query that fails with ${reason} is refused with ${status}, also later`, async () => {
    const { post, get } = bedOf();
    const { status: found, body } = await post(QUERIES, { query: `fail ${reason}` });
    assert.equal(found, status);
    assert.deepEqual([body.error.message, body.error.errors[0].reason], [`no: ${reason}`, reason]);
    assert.equal((await get(`${QUERIES}/job_id-0`)).status, status);
    assert.equal((await get('/projects/p/jobs/job_id-0')).body.status.errorResult.reason, reason);
  });
}

const REFUSED: [body: unknown, status: number, message: RegExp][] = [
  [{}, 400, /Required parameter is missing: query/],
  [{ query: ' ' }, 400, /Required parameter is missing: query/],
  [{ query: 'rows 1', useLegacySql: true }, 400, /Legacy SQL/],
  [{ query: 'rows 1', none: 1 }, 400, /Unknown name "none" at 'query_request'/],
  [{ query: ['rows 1'] }, 400, /Invalid value at 'query_request\.query'/],
  [{ query: 'rows 1', maxResults: 'x' }, 400, /Invalid value at 'query_request\.maxResults'/],
  [{ query: 'rows 1', queryResultsFormat: 'ARROW' }, 501, /queryResultsFormat ARROW/],
  [{ query: 'rows 1', requestId: 'x'.repeat(37) }, 400, /requestId/],
  [{ query: 'rows 1', formatOptions: { timestampOutputFormat: 'X' } }, 400, /timestampOutputFormat/],
];
for (const [body, status, message] of REFUSED) {
  test(`refused: ${JSON.stringify(body)}`, async () => {
    const answer = await bedOf().post(QUERIES, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(answer.body.error.message, message);
  });
}

test('results of no job, or of no query, are refused', async () => {
  const { get, post } = bedOf();
  assert.equal((await get(`${QUERIES}/none`)).status, 404);
  await post('/projects/p/jobs', { configuration: { copy: { sourceTable: { projectId: 'p', datasetId: 'd', tableId: 'a' }, destinationTable: { projectId: 'p', datasetId: 'd', tableId: 'b' } } }, jobReference: { jobId: 'j' } });
  assert.equal((await get(`${QUERIES}/j`)).status, 400);
});
