import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeJob, type Job } from '../../src/core/job';
import type { JobResource } from '../../src/core/job-resource';
import { decodeEvent } from '../../src/events/decode-event';
import { decodeJobResource } from '../../src/events/job-resource-event';
import { createSqlBed, type SqlBed } from '../bigquery/sql/test-bed';
import { table } from '../bigquery/test-bed';
import { auditLogEntry } from './audit-log-entry';

/** What is written of a number that the REST API sends as a text. */
const INT64 = /^\d+$/;

interface Case {
  readonly name: string;
  readonly run: (bed: SqlBed) => Promise<JobResource>;
  /** R5 of the job. */
  readonly source: string;
  readonly destination: string | RegExp;
  /** Paths in the job, and what stands there: a form, a value, or `undefined` for nothing. */
  readonly holds: Readonly<Record<string, RegExp | string | number | boolean | undefined>>;
}

const TIMES = { 'statistics.creationTime': INT64, 'statistics.startTime': INT64, 'statistics.endTime': INT64, 'status.state': 'DONE' };
const DONE = { ...TIMES, 'status.errorResult': undefined };

async function seeded(bed: SqlBed): Promise<SqlBed> {
  assert.equal((await bed.query(`CREATE TABLE orders AS SELECT 1 AS id, 'a' AS name UNION ALL SELECT 2, 'b'`)).error, undefined);
  bed.put('in/a.json', '{"id":1}\n{"id":2}\n');
  bed.put('in/b.json', '{"id":3}\n');
  bed.put('bad.json', 'no json\n');
  return bed;
}

const asJob = async (end: Promise<{ job: JobResource }>): Promise<JobResource> => (await end).job;

const CASES: readonly Case[] = [
  {
    name: 'a load by a wildcard',
    run: (bed) => bed.run({ load: { sourceUris: ['gs://bkt/in/*.json'], sourceFormat: 'NEWLINE_DELIMITED_JSON', autodetect: true, destinationTable: table('loaded') } }),
    source: 'gs://bkt/in/*.json',
    destination: 'p:d.loaded',
    holds: { ...DONE, 'configuration.jobType': 'LOAD', 'statistics.load.inputFiles': '2', 'statistics.load.inputFileBytes': INT64, 'statistics.load.outputRows': '3', 'statistics.load.outputBytes': INT64, 'statistics.load.badRecords': '0' },
  },
  {
    name: 'a load that fails',
    run: (bed) => bed.run({ load: { sourceUris: ['gs://bkt/bad.json'], sourceFormat: 'NEWLINE_DELIMITED_JSON', schema: { fields: [{ name: 'id', type: 'INTEGER' }] }, destinationTable: table('loaded') } }),
    source: 'gs://bkt/bad.json',
    destination: 'p:d.loaded',
    holds: { ...TIMES, 'status.errorResult.reason': 'invalid', 'status.errorResult.message': /^Error while reading data, error message: /, 'status.errors.0.reason': 'invalid' },
  },
  {
    name: 'a copy of several tables',
    run: (bed) => bed.run({ copy: { sourceTables: [table('orders'), table('orders')], destinationTable: table('copied'), writeDisposition: 'WRITE_TRUNCATE' } }),
    source: 'p:d.orders,p:d.orders',
    destination: 'p:d.copied',
    holds: { ...DONE, 'configuration.jobType': 'COPY', 'statistics.copy.copiedRows': '4', 'statistics.copy.copiedLogicalBytes': INT64 },
  },
  {
    name: 'a copy that fails',
    run: (bed) => bed.run({ copy: { sourceTable: table('absent'), destinationTable: table('copied') } }),
    source: 'p:d.absent',
    destination: 'p:d.copied',
    holds: { ...TIMES, 'status.errorResult.reason': 'notFound' },
  },
  {
    name: 'an extract',
    run: (bed) => bed.run({ extract: { sourceTable: table('orders'), destinationUris: ['gs://bkt/out/*.csv'] } }),
    source: 'p:d.orders',
    destination: 'gs://bkt/out/*.csv',
    holds: { ...DONE, 'configuration.jobType': 'EXTRACT', 'statistics.extract.destinationUriFileCounts.0': '1', 'statistics.extract.inputBytes': INT64 },
  },
  {
    name: 'a query without a destination of its own',
    run: (bed) => asJob(bed.query('SELECT name\nFROM orders')),
    source: 'SELECT name FROM orders',
    destination: '',
    holds: { ...DONE, 'configuration.jobType': 'QUERY', 'statistics.query.statementType': 'SELECT', 'statistics.query.totalBytesProcessed': INT64, 'statistics.query.cacheHit': false, 'statistics.query.referencedTables.0.tableId': 'orders', 'statistics.totalBytesProcessed': INT64 },
  },
  {
    name: 'a query into a table',
    run: (bed) => asJob(bed.query('SELECT 1 AS a', { destinationTable: table('made') })),
    source: 'SELECT 1 AS a',
    destination: 'p:d.made',
    holds: { ...DONE, 'statistics.query.statementType': 'SELECT', 'configuration.query.destinationTable.tableId': 'made' },
  },
  {
    name: 'an UPDATE',
    run: (bed) => asJob(bed.query('UPDATE orders SET name = name WHERE id = 1')),
    source: 'UPDATE orders SET name = name WHERE id = 1',
    destination: 'p:d.orders',
    holds: { ...DONE, 'statistics.query.statementType': 'UPDATE', 'statistics.query.numDmlAffectedRows': '1', 'statistics.query.dmlStats.updatedRowCount': '1' },
  },
  {
    name: 'CREATE TABLE AS SELECT',
    run: (bed) => asJob(bed.query('CREATE TABLE made AS SELECT 1 AS a')),
    source: 'CREATE TABLE made AS SELECT 1 AS a',
    destination: 'p:d.made',
    holds: { ...DONE, 'statistics.query.statementType': 'CREATE_TABLE_AS_SELECT', 'statistics.query.ddlOperationPerformed': 'CREATE', 'statistics.query.ddlTargetTable.tableId': 'made' },
  },
  {
    name: 'a script',
    run: (bed) => asJob(bed.query('DECLARE n INT64 DEFAULT 1; SELECT n;')),
    source: 'DECLARE n INT64 DEFAULT 1; SELECT n;',
    destination: '',
    holds: { ...DONE, 'statistics.query.statementType': 'SCRIPT', 'statistics.numChildJobs': /^[12]$/ },
  },
  {
    name: 'a query that fails',
    run: (bed) => asJob(bed.query('SELECT nothing FROM orders')),
    source: 'SELECT nothing FROM orders',
    destination: /^p:|^$/,
    holds: { ...TIMES, 'status.errorResult.reason': 'invalidQuery', 'status.errorResult.location': 'query' },
  },
];

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => (typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined), value);
}

describe('a job of the emulator, fed back as a recorded event', () => {
  const now = new Date('2024-03-01T08:00:00Z');

  for (const { name, run, source, destination, holds } of CASES) {
    it(`${name} is what it was, in the form of jobs.get`, async () => {
      const job = await run(await seeded(createSqlBed()));
      const event = decodeJobResource(JSON.parse(JSON.stringify(job)));
      const described = describeJob(event.job as JobResource, { location: 'US', now });
      assert.deepEqual(JSON.parse(JSON.stringify(described)), JSON.parse(JSON.stringify(describeJob(job, { location: 'US', now }))));
      assert.equal(described.source, source);
      if (typeof destination === 'string') assert.equal(described.destination, destination);
      else assert.match(described.destination, destination);
      for (const [path, expected] of Object.entries(holds)) {
        const found = at(event.job, path);
        if (expected instanceof RegExp) assert.match(String(found), expected, path);
        else assert.equal(found, expected, path);
        if (expected === INT64) assert.equal(typeof found, 'string', path);
      }
    });

    it(`${name} is what it was, in the form of an audit log`, async () => {
      const job = await run(await seeded(createSqlBed()));
      const event = decodeEvent(JSON.parse(JSON.stringify(auditLogEntry(job, now))));
      assert.ok('job' in event && event.job);
      const told = ({ ref, type, state, source, destination, destinationTable, loadUris, error, endTime }: Job): unknown => [ref, type, state, source, destination, destinationTable, loadUris, error?.message, endTime];
      assert.deepEqual(told(describeJob(event.job, { location: '', now })), told(describeJob(job, { location: '', now })));
    });
  }
});
