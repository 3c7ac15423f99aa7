import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobResource } from '../../src/core/job-resource';
import { auditLogEntry } from './audit-log-entry';
import { auditLogCloudEvent, toBinaryRequest } from './cloud-event';
import { auditLogMessage, toPushRequest } from './pubsub-push';

const now = new Date('2024-03-01T10:00:05Z');
const orders = { projectId: 'shop', datasetId: 'sales', tableId: 'orders' };
const stats = { creationTime: '1709287200000', startTime: '1709287201000', endTime: '1709287202500' };

function job(part: Pick<JobResource, 'configuration'> & Partial<JobResource>): JobResource {
  return { jobReference: { projectId: 'shop', jobId: 'load-1', location: 'EU' }, statistics: stats, status: { state: 'DONE' }, ...part };
}

interface JobChange {
  readonly jobConfig: Record<string, unknown>;
  readonly jobStats: Record<string, unknown>;
  readonly jobStatus: Record<string, unknown>;
}

function jobOf(resource: JobResource): JobChange {
  const { protoPayload } = auditLogEntry(resource, now);
  return (protoPayload['metadata'] as { jobChange: { job: JobChange } }).jobChange.job;
}

test('a job as BigQueryAuditMetadata has it', () => {
  const entry = auditLogEntry(job({ configuration: { load: { sourceUris: ['gs://b/x.json'], destinationTable: orders, writeDisposition: 'WRITE_TRUNCATE' } } }), now);
  assert.deepEqual({ ...entry, insertId: '' }, {
    insertId: '',
    logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Fdata_access',
    operation: { id: '1709287202500-shop:load-1', producer: 'bigquery.googleapis.com', last: true },
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      authenticationInfo: { principalEmail: 'emulator@bq-dispatch.invalid' },
      authorizationInfo: [{ granted: true, permission: 'bigquery.jobs.create', resource: 'projects/shop' }],
      metadata: {
        '@type': 'type.googleapis.com/google.cloud.audit.BigQueryAuditMetadata',
        jobChange: {
          before: 'RUNNING',
          after: 'DONE',
          job: {
            jobConfig: {
              type: 'IMPORT',
              loadConfig: {
                sourceUris: ['gs://b/x.json'],
                destinationTable: 'projects/shop/datasets/sales/tables/orders',
                createDisposition: 'CREATE_IF_NEEDED',
                writeDisposition: 'WRITE_TRUNCATE',
              },
            },
            jobName: 'projects/shop/jobs/load-1',
            jobStats: { createTime: '2024-03-01T10:00:00.000Z', startTime: '2024-03-01T10:00:01.000Z', endTime: '2024-03-01T10:00:02.500Z' },
            jobStatus: { jobState: 'DONE' },
          },
        },
      },
      methodName: 'google.cloud.bigquery.v2.JobService.InsertJob',
      requestMetadata: {},
      resourceName: 'projects/shop/jobs/load-1',
      serviceName: 'bigquery.googleapis.com',
      status: {},
    },
    receiveTimestamp: '2024-03-01T10:00:05.000Z',
    resource: { type: 'bigquery_project', labels: { location: 'EU', project_id: 'shop' } },
    severity: 'INFO',
    timestamp: '2024-03-01T10:00:02.500Z',
  });
});

const table = 'projects/shop/datasets/sales/tables/orders';
const configs: readonly [name: string, configuration: JobResource['configuration'], expected: Record<string, unknown>][] = [
  ['a query', { query: { query: 'SELECT 1', destinationTable: orders }, labels: { a: 'b' } }, { type: 'QUERY', queryConfig: { query: 'SELECT 1', destinationTable: table, createDisposition: 'CREATE_IF_NEEDED', priority: 'QUERY_INTERACTIVE', statementType: 'SELECT' }, labels: { a: 'b' } }],
  ['an extract', { extract: { sourceTable: orders, destinationUri: 'gs://b/x' } }, { type: 'EXPORT', extractConfig: { destinationUris: ['gs://b/x'], sourceTable: table } }],
  ['a copy', { copy: { sourceTable: orders, destinationTable: orders } }, { type: 'COPY', tableCopyConfig: { sourceTables: [table], destinationTable: table, createDisposition: 'CREATE_IF_NEEDED' } }],
];
for (const [name, configuration, expected] of configs) {
  test(`${name} has its own names in the log`, () => {
    assert.deepEqual(jobOf(job({ configuration, statistics: { ...stats, query: { statementType: 'SELECT' } } })).jobConfig, expected);
  });
}

test('statistics of a query', () => {
  const query = { totalBytesProcessed: '10', totalBytesBilled: 20, billingTier: 1, cacheHit: false, referencedTables: [orders] };
  const { jobStats } = jobOf(job({ configuration: { query: { query: 'q' } }, statistics: { endTime: stats.endTime, query } }));
  assert.deepEqual(jobStats, { endTime: '2024-03-01T10:00:02.500Z', queryStats: { totalProcessedBytes: '10', totalBilledBytes: '20', billingTier: 1, referencedTables: [table] } });
});

test('errors carry the number of their code', () => {
  const errorResult = { reason: 'notFound', message: 'Not found: Table shop:sales.orders' };
  const failed = job({ configuration: { load: {} }, status: { state: 'DONE', errorResult, errors: [errorResult, { reason: 'strange' }] } });
  assert.deepEqual(jobOf(failed).jobStatus, {
    jobState: 'DONE',
    errorResult: { code: 5, message: errorResult.message },
    errors: [{ code: 5, message: errorResult.message }, { code: 2, message: '' }],
  });
  const { severity, protoPayload } = auditLogEntry(failed, now);
  assert.deepEqual([severity, protoPayload['status']], ['ERROR', { code: 5, message: errorResult.message }]);
});

test('what is too long for an entry is cut, and that is said', () => {
  const uris = Array.from({ length: 1000 }, (_, index) => `gs://bucket/${'x'.repeat(90)}/${index}`);
  const load = jobOf(job({ configuration: { load: { sourceUris: uris } } })).jobConfig['loadConfig'] as { sourceUris: string[]; sourceUrisTruncated: boolean };
  assert.equal(load.sourceUrisTruncated, true);
  assert.ok(load.sourceUris.length < 400 && load.sourceUris.length > 300);
  const { query, queryTruncated } = jobOf(job({ configuration: { query: { query: 'x'.repeat(60_000) } } })).jobConfig['queryConfig'] as { query: string; queryTruncated: boolean };
  assert.deepEqual([query.length, queryTruncated], [50_000, true]);
});

test('Eventarc sends attributes as headers and the entry as the body', () => {
  const entry = auditLogEntry(job({ configuration: { load: {} } }), now);
  const { headers, body } = toBinaryRequest(auditLogCloudEvent(entry));
  assert.deepEqual(JSON.parse(body), entry);
  assert.deepEqual({ ...headers, 'ce-id': '', 'ce-dataschema': '' }, {
    'ce-id': '',
    'ce-source': '//cloudaudit.googleapis.com/projects/shop/logs/data_access',
    'ce-specversion': '1.0',
    'ce-type': 'google.cloud.audit.log.v1.written',
    'ce-subject': 'bigquery.googleapis.com/projects/shop/jobs/load-1',
    'ce-time': '2024-03-01T10:00:05.000Z',
    'ce-dataschema': '',
    'ce-methodname': 'google.cloud.bigquery.v2.JobService.InsertJob',
    'ce-servicename': 'bigquery.googleapis.com',
    'ce-resourcename': 'projects/shop/jobs/load-1',
    'ce-recordedtime': '2024-03-01T10:00:02.500Z',
    'content-type': 'application/json; charset=utf-8',
  });
});

test('what a header cannot hold is escaped', () => {
  const { headers } = toBinaryRequest({ attributes: { subject: 'objects/ü 100%\n"x"' }, data: {} });
  assert.equal(headers['ce-subject'], 'objects/%C3%BC%20100%25%0A%22x%22');
});

test('Pub/Sub sends the entry as base64', () => {
  const entry = auditLogEntry(job({ configuration: { load: {} } }), now);
  const { message, subscription } = JSON.parse(toPushRequest(auditLogMessage(entry, '7')).body) as { message: Record<string, string>; subscription: string };
  assert.deepEqual(JSON.parse(Buffer.from(message['data'] ?? '', 'base64').toString()), entry);
  assert.deepEqual([message['messageId'], message['message_id'], message['publishTime'], subscription], ['7', '7', now.toISOString(), 'projects/shop/subscriptions/bq-dispatch']);
});
