import type { JobResource } from '../../../../src/core/job-resource';
import type { TableReference } from '../../../../src/core/table-ref';
import type { Value } from '../../data/row';
import { arrayOf, BOOL, INT64, STRING, TIMESTAMP, type SqlType, type StructType } from '../types/sql-type';
import { timestampOf, type SchemaView } from './schema-view';

const struct = (...fields: readonly (readonly [string, SqlType])[]): StructType => ({ kind: 'STRUCT', fields: fields.map(([name, type]) => ({ name, type })) });
const TABLE = struct(['project_id', STRING], ['dataset_id', STRING], ['table_id', STRING]);
const ERROR = struct(['reason', STRING], ['location', STRING], ['debug_info', STRING], ['message', STRING]);
const LABEL = struct(['key', STRING], ['value', STRING]);
const DML = struct(['inserted_row_count', INT64], ['deleted_row_count', INT64], ['updated_row_count', INT64]);

interface JobColumn {
  readonly name: string;
  readonly type: SqlType;
  read(job: JobResource): Value;
}

const stringOf = (value: unknown): Value => (typeof value === 'string' || typeof value === 'number' ? String(value) : null);
const tableOf = (ref: TableReference | undefined): Value => (ref ? [ref.projectId, ref.datasetId, ref.tableId] : null);

const COLUMNS: readonly JobColumn[] = [
  { name: 'creation_time', type: TIMESTAMP, read: ({ statistics }) => timestampOf(statistics?.creationTime) },
  { name: 'project_id', type: STRING, read: ({ jobReference }) => jobReference.projectId },
  { name: 'user_email', type: STRING, read: ({ user_email: user }) => stringOf(user) },
  { name: 'job_id', type: STRING, read: ({ jobReference }) => jobReference.jobId },
  { name: 'job_type', type: STRING, read: ({ configuration }) => stringOf(configuration.jobType) },
  { name: 'statement_type', type: STRING, read: ({ statistics }) => stringOf(statistics?.query?.['statementType']) },
  { name: 'priority', type: STRING, read: ({ configuration }) => (configuration.query ? 'INTERACTIVE' : null) },
  { name: 'start_time', type: TIMESTAMP, read: ({ statistics }) => timestampOf(statistics?.startTime) },
  { name: 'end_time', type: TIMESTAMP, read: ({ statistics }) => timestampOf(statistics?.endTime) },
  { name: 'query', type: STRING, read: ({ configuration }) => stringOf(configuration.query?.query) },
  { name: 'state', type: STRING, read: ({ status }) => stringOf(status?.state) },
  { name: 'total_bytes_processed', type: INT64, read: ({ statistics }) => stringOf(statistics?.totalBytesProcessed) },
  { name: 'total_bytes_billed', type: INT64, read: ({ statistics }) => stringOf(statistics?.query?.['totalBytesBilled']) },
  { name: 'total_slot_ms', type: INT64, read: ({ statistics }) => stringOf(statistics?.totalSlotMs) },
  {
    name: 'error_result',
    type: ERROR,
    read: ({ status }) => (status?.errorResult ? [stringOf(status.errorResult.reason), stringOf(status.errorResult.location), null, stringOf(status.errorResult.message)] : null),
  },
  { name: 'cache_hit', type: BOOL, read: ({ statistics }) => (statistics?.query ? statistics.query['cacheHit'] === true : null) },
  { name: 'destination_table', type: TABLE, read: ({ configuration: { query, load, copy } }) => tableOf((query ?? load ?? copy)?.destinationTable) },
  { name: 'referenced_tables', type: arrayOf(TABLE), read: ({ statistics }) => ((statistics?.query?.['referencedTables'] ?? []) as readonly TableReference[]).map(tableOf) },
  { name: 'labels', type: arrayOf(LABEL), read: ({ configuration }) => Object.entries(configuration.labels ?? {}) },
  { name: 'parent_job_id', type: STRING, read: ({ statistics }) => stringOf(statistics?.parentJobId) },
  {
    name: 'dml_statistics',
    type: DML,
    read({ statistics }) {
      const counts = statistics?.query?.['dmlStats'] as Record<string, string> | undefined;
      return counts ? [counts['insertedRowCount'] ?? null, counts['deletedRowCount'] ?? null, counts['updatedRowCount'] ?? null] : null;
    },
  },
];

function jobsView(name: string): SchemaView {
  return {
    name,
    scope: 'region',
    columns: COLUMNS.map((column) => ({ name: column.name, type: column.type })),
    *rows({ projectId, region }, { jobs, location }) {
      const wanted = (region ?? location).toLowerCase();
      for (const job of jobs.jobs(projectId)) {
        if ((job.jobReference.location ?? location).toLowerCase() === wanted) yield COLUMNS.map((column) => column.read(job));
      }
    },
  };
}

/** Jobs of the project; every one is the same user's. */
export const JOB_VIEWS: readonly SchemaView[] = ['JOBS', 'JOBS_BY_PROJECT', 'JOBS_BY_USER'].map(jobsView);
